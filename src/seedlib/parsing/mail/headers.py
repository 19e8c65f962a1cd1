"""What the headers of a mail say of its document: title, author, publisher, date.

Rules:

- An author is a person. Who is none publishes: an outlet, a newsletter; so do the organization and the list that a mail names.
- A title is the subject without what programs put before it.
"""

from __future__ import annotations

from email.utils import parseaddr
from typing import Any

import regex

from seedlib.components import Context
from seedlib.parsing.fields import Fields, fields_of
from seedlib.parsing.mail.mime import Entity, header_words
from seedlib.parsing.mail.replies import mail_words
from seedlib.parsing.people import persons_in

__all__ = ["fields_in", "sender_of", "title_of"]

#: How much of an address header is read, in bytes; the sender's name stands at its beginning.
_LONGEST_ADDRESS = 2_000

#: What programs add to a sender's name: `Jane Doe via Example List`, `Jane Doe (Example Times)`.
_ADDED = regex.compile(r"\s+(?:via\s.*|[(\[|].*)\Z", regex.IGNORECASE | regex.DOTALL)

#: A mark before a subject: `Re: `, `Fwd[2]: `, and a list's: `[rice] `.
_MARK = regex.compile(r"\s*(?:(?P<list>\[[^\[\]]{1,40}\])|(?P<word>\p{L}{1,5})(?:\[\d{1,3}\])?\s*:)\s*(?=\S)")


def fields_in(message: Entity, context: Context, component: str) -> Fields:
    """Return what a mail's headers say of its document.

    Args:
        message: the mail.
        context: whose lexicons know given names, roles and marks of answers.
        component: the full name of the parser, for notices.
    """
    name, address = _sender(message.headers.get("from", b""))
    bulk = "list-unsubscribe" in message.headers and "list-post" not in message.headers  # a newsletter, rather than a list
    authors = persons_in(name, context) if name else ()
    if bulk and not all(_is_somebody(person, address, context) for person in authors):
        authors = ()
    record: dict[str, Any] = {
        "title": title_of(message, context),
        "authors": authors,
        "published": message.header("date"),
        "publisher": _publisher(message, "" if authors else name, bulk=bulk),
        "language": message.header("content-language").partition(",")[0].strip(),
        "url": message.header("archived-at").strip("<>"),
        "from": sender_of(message),
        "message-id": message.header("message-id"),
        "in-reply-to": message.header("in-reply-to"),
    }
    return fields_of({name: held for name, held in record.items() if held}, context, component)


def sender_of(message: Entity) -> str:
    """Return the sender as the mail states it: `Jane Doe <jane@example.org>`."""
    return message.header("from")[:_LONGEST_ADDRESS].strip()


def title_of(message: Entity, context: Context) -> str:
    """Return a subject without the marks of answers, and the mark of a list: `Talks end` of `Re: [rice] Fwd: Talks end`."""
    subject, listed = message.header("subject"), "list-id" in message.headers
    marks = mail_words(context).marks
    at = 0
    while found := _MARK.match(subject, at):
        if not (listed if found["list"] else found["word"].casefold() in marks):
            break
        at = found.end()
    return subject[at:]


def _publisher(message: Entity, name: str, *, bulk: bool) -> str:
    """Return who publishes a mail: the sender that is no person, else the organization or the list that it names."""
    named = name if bulk or (len(name.split()) > 1 and name[0].isupper()) else ""
    return named or message.header("organization") or _list_name(message.header("list-id"))


def _is_somebody(person: str, address: str, context: Context) -> bool:
    """Say whether a newsletter's sender is a person indeed, and no `Morning Brew`: by a given name, or a name in the address."""
    parts = [part.casefold() for part in person.split()]
    local, _, domain = address.casefold().partition("@")
    named = any(len(part) > 2 and part in local for part in parts) and not any(part in domain for part in parts)
    return named or parts[0] in context.once(_given_names)


def _given_names(context: Context) -> frozenset[str]:
    return frozenset(entry.phrase.casefold() for entry in context.phrases("given-names").entries)


def _sender(held: bytes) -> tuple[str, str]:
    """Return the name of a mail's sender and the address; the name is empty if there is only an address."""
    stated = held[:_LONGEST_ADDRESS]
    name, address = parseaddr(stated.decode("latin-1"))
    if not stated.isascii():
        name = regex.sub(r"<[^<>]*>.*|\S+@\S+", "", header_words(stated))
    name = header_words(name.encode("utf-8", "surrogateescape")).strip(" \t\"'")
    name = _ADDED.sub("", name).strip(" '\"")
    return ("" if "@" in name else name), address


def _list_name(stated: str) -> str:
    """Return what a mailing list is called: `Rice policy` of `Rice policy <rice.lists.example.org>`; empty where it has only an address."""
    name, bracket, _ = stated.partition("<")
    return name.strip(" \"'") if bracket else ""
