"""What a user may choose, as typed options of `seedlib.Settings`, and how it is checked."""

from urllib.parse import urlsplit

import attrs

from seedlib import AttributeKey
from seedlib.errors import UsageError
from seedlib.model import EMPTY, FrozenMapping

__all__ = ["KEYS", "Options", "options_of"]

URL = AttributeKey("llm:url", str, "the endpoint: the address before /chat/completions, such as http://localhost:8000/v1")
MODEL = AttributeKey("llm:model", str, "the model's name, as the endpoint knows it")
CONFIDENCE = AttributeKey("llm:confidence", float, "how often a claim of this model is right, as you have measured it; 0.5 unless set")
TIMEOUT = AttributeKey("llm:timeout", float, "seconds that one request may take; 60 unless set")
RETRIES = AttributeKey("llm:retries", int, "how often a request is sent again when the endpoint is busy or does not answer; 3 unless set")
PASSAGE = AttributeKey("llm:passage", int, "how many characters of a text one request may have; 12,000 unless set")
REQUESTS = AttributeKey("llm:requests", int, "the budget: how many requests one run may send, those sent again too; 1,000 unless set")
CHARACTERS = AttributeKey("llm:characters", int, "the budget: how many characters one run may send, prompts too; 20,000,000 unless set")
BODY = AttributeKey("llm:body", FrozenMapping, 'further fields of the request, as {"seed": 7}; null takes one of ours away')

KEYS = (URL, MODEL, CONFIDENCE, TIMEOUT, RETRIES, PASSAGE, REQUESTS, CHARACTERS, BODY)

_PATH = "/chat/completions"


@attrs.frozen(kw_only=True)
class Options:
    """The choices of one run."""

    #: The whole address.
    url: str
    model: str
    #: Nobody has measured a model that we do not know: an even chance, so that the library's own claims win where both find one.
    confidence: float = 0.5
    #: Seconds.
    timeout: float = 60.0
    retries: int = 3
    #: Characters, as the next but one.
    passage: int = 12_000
    requests: int = 1_000
    characters: int = 20_000_000
    body: FrozenMapping = EMPTY

    @property
    def place(self) -> str:
        """The address as messages show it: without what may be secret in it."""
        parts = urlsplit(self.url)
        return f"{parts.scheme}://{parts.hostname}{f':{parts.port}' if parts.port else ''}{parts.path}"


def options_of(settings):
    """Return the choices in `settings`; None where no endpoint, or no model, is chosen.

    Raises:
        UsageError: a choice cannot be meant.
    """
    held = settings.options
    if not held.get(URL, "") or not held.get(MODEL, ""):
        return None
    named = {key.name.removeprefix("llm:"): held[key] for key in KEYS if key in held}
    options = Options(**{**named, "url": _address(named["url"])})
    for name in ("timeout", "passage", "requests", "characters"):
        if not getattr(options, name) > 0:
            raise UsageError(f"found {getattr(options, name)!r}, expected a number above 0", where=f"llm:{name}")
    if options.retries < 0 or not 0 <= options.confidence <= 1:
        found = f"found {options.retries!r} retries and the confidence {options.confidence!r}"
        raise UsageError(f"{found}, expected 0 or more, and a number from 0 to 1", where="llm:retries, llm:confidence")
    return options


def _address(given):
    """Return the whole address: http or https, so that no file is read, and without a user, which urllib takes for a part of the host."""
    try:
        parts = urlsplit(given)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname) and not parts.username and parts.port != 0
    except ValueError:
        good = False
    if not good:
        raise UsageError("found no address of an endpoint, expected one such as http://localhost:8000/v1", where="llm:url")
    path = parts.path.rstrip("/")
    return parts._replace(path=path if path.endswith(_PATH) else path + _PATH).geturl()
