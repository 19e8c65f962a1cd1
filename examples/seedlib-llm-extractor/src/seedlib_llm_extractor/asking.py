"""Sending a request, within its time and the run's budget, and again where the endpoint is busy.

Rules:

- The key goes into one header of a request to the endpoint. It is not sent over plain HTTP to another machine, and no redirection
  is followed, which could carry it elsewhere.
- A request that is sent again counts again: an endpoint that is down cannot spend more than the budget.
- Threads share nothing but the budget, which has a lock.
"""

import json
import threading
import time
from collections.abc import Callable
from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

import attrs

from seedlib.errors import ComponentError, SeedlibError, UsageError

__all__ = ["Budget", "BudgetSpentError", "Client"]

#: What may pass with time: the request took too long, too many at once, and what servers and those before them say while they restart.
BUSY = frozenset({408, 425, 429, 500, 502, 503, 504, 529})

#: Seconds before a request is sent again: these, twice as many each time, never more than a minute; or what the endpoint asks for.
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 60.0

#: An answer that is longer is none: a passage has some thousand characters, and its claims no more words than it has.
LONGEST_ANSWER = 8_000_000

#: Where a key may go without encryption: nowhere but to this machine.
HERE = frozenset({"localhost", "127.0.0.1", "::1"})


class BudgetSpentError(SeedlibError):
    """The run's budget does not allow another request."""


@attrs.define(eq=False)
class Budget:
    """What one run has sent so far; a run is all that one registry is asked."""

    requests: int = 0
    characters: int = 0
    _lock: threading.Lock = attrs.field(factory=threading.Lock, repr=False)

    def spend(self, characters, options):
        """Count a request before it is sent, so that threads together send no more than they may.

        Raises:
            BudgetSpentError: it would be one too many.
        """
        with self._lock:
            if self.requests + 1 > options.requests or self.characters + characters > options.characters:
                sent = f"found {self.requests:,} requests and {self.characters:,} characters sent"
                raise BudgetSpentError(f"{sent}, expected no more than {options.requests:,} and {options.characters:,}")
            self.requests += 1
            self.characters += characters


class _Stay(HTTPRedirectHandler):
    def redirect_request(self, *_):
        return None


@attrs.frozen(kw_only=True, eq=False)
class Client:
    """Sends requests; one for all documents and threads of a registry."""

    key: str = attrs.field(default="", repr=False)
    budget: Budget = attrs.field(factory=Budget)
    sleep: Callable[[float], None] = time.sleep

    def ask(self, body, options, context):
        """Return the JSON that the endpoint answers.

        Args:
            body: the request, as JSON-shaped data.
            options: the user's choices.
            context: with the document's deadline, which no request and no pause outlasts.

        Raises:
            BudgetSpentError: the budget does not allow it.
            ComponentError: the endpoint refuses, or does not answer however often it is asked.
            DeadlineError: the document's time is up.
            UsageError: the key would go over the network for all to read.
        """
        request = self._request(json.dumps(body, ensure_ascii=False, default=dict), options)
        for attempt in range(options.retries + 1):
            left = context.seconds_left()
            self.budget.spend(len(request.data.decode()), options)
            wrong, asked_for = "", None
            try:
                return _answer(request, options.timeout if left is None else min(left, options.timeout))
            except HTTPError as error:
                wrong, asked_for = f"status {error.code}", error.headers.get("Retry-After")
                error.close()
                if error.code not in BUSY:
                    raise _refused(wrong, options, "look at llm:url, llm:model and the key") from error
                last = error
            except (OSError, HTTPException, ValueError) as error:  # no connection, no time, no JSON
                wrong, last = type(getattr(error, "reason", error)).__name__, error
            if attempt < options.retries:
                self._pause(attempt, asked_for, context)
        raise _refused(f"{wrong}, {options.retries + 1} times", options, "is it running? raise llm:retries or llm:timeout") from last

    def _request(self, text, options):
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "seedlib-llm-extractor"}
        parts = urlsplit(options.url)
        if self.key:
            if parts.scheme != "https" and parts.hostname not in HERE:
                raise UsageError("found a key and an address without encryption", where="llm:url", advice="use https, or unset the key")
            headers["Authorization"] = f"Bearer {self.key}"
        return Request(options.url, data=text.encode(), headers=headers, method="POST")  # noqa: S310  # options take http and https alone

    def _pause(self, attempt, asked_for, context):
        """Wait before the next attempt; no longer than the document's time."""
        seconds = float(asked_for) if (asked_for or "").isdecimal() else FIRST_PAUSE * 2**attempt  # a date is not worth reading
        left = context.seconds_left()
        self.sleep(min(seconds, LONGEST_PAUSE, LONGEST_PAUSE if left is None else left))


def _answer(request, seconds):
    """Send a request once; the whole of it, to the last byte of the answer, may take so many seconds."""
    end = time.monotonic() + seconds
    held = bytearray()
    with build_opener(_Stay).open(request, timeout=seconds) as response:
        while piece := response.read1(65_536):
            held += piece
            if len(held) > LONGEST_ANSWER:
                raise ValueError("found an answer without an end")
            if time.monotonic() > end:
                raise TimeoutError
    return json.loads(held.decode())


def _refused(what, options, advice):
    return ComponentError(f"the endpoint gave no answer: {what}", where=options.place, advice=advice)
