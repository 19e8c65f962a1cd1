"""Mail: messages, what they carry, boxes of them, and pages saved as MHTML."""

from __future__ import annotations

import base64
import contextlib
import io
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import seedlib
from seedlib import testing
from seedlib.components import Context, Hint, Part, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.model import Analysis, Notice, Unread
from seedlib.parsing.mail import MAIL, MBOX
from seedlib.parsing.mail.mime import entity_of, header_words
from tests.growth import assert_linear

HEAD = "From: Jane Doe <jane@example.org>\nDate: Mon, 24 Jun 2024 10:00:00 +0200\nSubject: Talks end\nMIME-Version: 1.0\n"

#: How the text of a mail with this head begins, and in which blocks.
ABOVE = "Talks end\n\nJane Doe <jane@example.org>\n\nMon, 24 Jun 2024 10:00:00 +0200\n\n"
ABOVE_KINDS = ["title", "byline", "dateline"]

LETTER = HEAD + "Content-Type: text/plain; charset=utf-8\n\nThe talks ended on Monday.\n\nNobody signed.\n"


def multipart(kind: str, *parts: str, head: str = HEAD, boundary: str = "=_b") -> str:
    """Return a mail of parts, each with its headers."""
    inside = "".join(f"--{boundary}\n{part}\n" for part in parts)
    return f'{head}Content-Type: multipart/{kind}; boundary="{boundary}"\n\nThis is MIME.\n{inside}--{boundary}--\n'


def plain(words: str) -> str:
    """Return a part of plain text."""
    return f"Content-Type: text/plain\n\n{words}"


def page(words: str) -> str:
    """Return a part in HTML."""
    return f"Content-Type: text/html; charset=utf-8\n\n{words}"


def attached(kind: str, name: str, content: bytes) -> str:
    """Return an attached file."""
    head = f'Content-Type: {kind}\nContent-Disposition: attachment; filename="{name}"\nContent-Transfer-Encoding: base64\n\n'
    return head + base64.encodebytes(content).decode()


def blocks(answer: Any) -> list[tuple[str, str]]:
    """Return the kinds and words of a document's blocks."""
    return [(block.kind, answer.document[block.span]) for block in answer.document.blocks]


def test_a_message_is_a_document_with_what_its_headers_say(parse: Callable[..., Any]) -> None:
    """Subject, sender and date stand above the text, as a reader sees them, and are the evidence for the fields."""
    (analysis,) = parse(LETTER, "a.eml")
    document = analysis.document

    assert document.text == ABOVE + "The talks ended on Monday.\n\nNobody signed.\n"
    assert [kind for kind, _ in blocks(analysis)] == [*ABOVE_KINDS, "paragraph", "paragraph"]
    assert {held.about: [document[span] for span in held.spans] for held in document.provenance} == {
        "title": ["Talks end"],
        "authors": ["Jane Doe"],
        "published": ["Mon, 24 Jun 2024 10:00:00 +0200"],
    }
    assert (document.title, document.authors, document.published) == ("Talks end", ("Jane Doe",), "2024-06-24T10:00:00+02:00")
    assert (document.origin.media_type, document.origin.encoding, document.origin.encoding_by) == ("message/rfc822", "utf-8", "declared")
    assert document.attributes["from"] == "Jane Doe <jane@example.org>"


SENDERS = [
    ("From: Jane Doe <jane@example.org>", ("Jane Doe",), None),
    ('From: "Doe, Jane" <jane@example.org>', ("Jane Doe",), None),
    ("From: =?utf-8?Q?J=C3=A9r=C3=B4me?= =?utf-8?B?IFBldGl0?= <jp@example.org>", ("Jérôme Petit",), None),
    ("From: Jane Doe via Rice List <rice@example.org>", ("Jane Doe",), None),
    ("From: jane@example.org (Jane Doe)", ("Jane Doe",), None),
    ("From: jane@example.org", (), None),
    ("From: The Example Times <news@example.org>", (), "The Example Times"),
    ("From: newsroom <news@example.org>", (), None),
    ("From: Morning Rice <crew@morningrice.example>\nList-Unsubscribe: <mailto:x@example.org>", (), "Morning Rice"),
    ("From: Jane Falk <jane@example.org>\nList-Unsubscribe: <mailto:x@example.org>", ("Jane Falk",), None),
    ("From: Ursula Poe <u@example.org>\nOrganization: Rice Institute", ("Ursula Poe",), "Rice Institute"),
    ("From: Ursula Poe <u@example.org>\nList-Id: Rice policy <rice.lists.example.org>", ("Ursula Poe",), "Rice policy"),
    ("From: Jérôme Petit <jp@example.org>", ("Jérôme Petit",), None),
]


@pytest.mark.parametrize(("head", "authors", "publisher"), SENDERS)
def test_the_sender_is_an_author_if_a_person(head: str, authors: tuple[str, ...], publisher: str | None, parse: Callable[..., Any]) -> None:
    """Else the publisher, where it has the name of one; a newsletter's name is no person's."""
    (analysis,) = parse(f"{head}\nSubject: Rice\nMessage-ID: <1@x>\n\nThey planted rice.\n", "a.eml")

    assert (authors, publisher) == (analysis.document.authors, analysis.document.publisher)


SUBJECTS = [
    ("Re: Fwd: Talks end", "Talks end"),
    ("AW: WG: Talks end", "Talks end"),
    ("RE[2]: Talks end", "Talks end"),
    ("Re: [rice] Fwd: Talks end\nList-Id: <rice.example.org>", "Talks end"),
    ("[UPDATE] Talks end", "[UPDATE] Talks end"),
    ("Rice: a history", "Rice: a history"),
    ("=?ISO-8859-1?Q?Caf=E9?= closes", "Café closes"),
    ("=?utf-8?Q?Caf=C3?=\n =?utf-8?Q?=A9_closes?=", "Café closes"),
    ("=?klingon?Q?Talks?= end", "Talks end"),
    ("=?utf-8?B?VGFsa3M?= end", "Talks end"),
    ("=?utf-8?Q?Talks end?=", "Talks end"),
]


@pytest.mark.parametrize(("subject", "title"), SUBJECTS)
def test_a_subject_is_a_title_without_marks_of_answers(subject: str, title: str, parse: Callable[..., Any]) -> None:
    """They stay in the text, as boilerplate; encoded words are decoded, broken ones as far as they can be."""
    (analysis,) = parse(f"From: a@example.org\nSubject: {subject}\nMessage-ID: <1@x>\n\nThey planted rice.\n", "a.eml")

    assert analysis.document.title == title
    *before, found, sender, _ = blocks(analysis)
    assert found == ("title", title)
    assert sender == ("boilerplate", "a@example.org")
    assert {kind for kind, _ in before} <= {"boilerplate"}


DATES = [
    ("Mon, 24 Jun 2024 10:00:00 EST", "2024-06-24T10:00:00-05:00"),
    ("24 Jun 2024 10:00:00 +0000 (UTC)", "2024-06-24T10:00:00Z"),
    ("2024-06-24T10:00:00+02:00", "2024-06-24T10:00:00+02:00"),
    ("some day", None),
]


@pytest.mark.parametrize(("stated", "published"), DATES)
def test_the_date_keeps_its_zone(stated: str, published: str | None, parse: Callable[..., Any]) -> None:
    """What cannot be read is kept, with a notice."""
    (analysis,) = parse(f"From: a@example.org\nDate: {stated}\nMessage-ID: <1@x>\nSubject: Rice\n\nThey planted rice.\n", "a.eml")

    assert published == analysis.document.published
    assert (published is None) == ("field-unread" in [notice.code for notice in analysis.notices])


LONG = "They planted rice in the valley and waited for the rain, which came late and was not enough for the fields. " * 3

BODIES = [
    ("the plain text of two", multipart("alternative", plain("They planted rice."), page("<p>They planted <b>rice</b>.</p>")),
     ["They planted rice."]),
    ("the HTML where the plain text only stands for it",
     multipart("alternative", plain("Your program cannot show this mail."), page(f"<p>{LONG}</p><p>It grew.</p>")),
     [LONG.strip(), "It grew."]),
    ("the HTML with its pictures", multipart("related", page("<p>They planted rice.</p>"), attached("image/png", "a.png", b"x")),
     ["They planted rice."]),
    ("HTML alone", HEAD + page("<h2>Rice</h2><p>They planted it.</p>"), ["Rice", "They planted it."]),
    ("HTML that says itself what it is in",
     HEAD.encode() + b'Content-Type: text/html\n\n<meta charset="cp1250"><p>V Plzni je \x9aero.</p>', ["V Plzni je šero."]),
    ("texts one after the other", multipart("mixed", plain("One."), page("<p>Two.</p>"), plain("Three.")), ["One.", "Two.", "Three."]),
    ("a list’s footer behind base64", HEAD + "Content-Type: text/plain\nContent-Transfer-Encoding: base64\n\n"
     + base64.encodebytes(LONG.encode()).decode() + "\n_____\nRice list, example.org\n", [LONG.strip(), "_____", "Rice list, example.org"]),
    ("no base64, though declared", HEAD + "Content-Transfer-Encoding: base64\n\nThey planted rice, they said.\n",
     ["They planted rice, they said."]),
    ("quoted-printable with damage", HEAD + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
     "Caf=C3=A9s cl=\nosed =ZZ =3D.\n", ["Cafés closed =ZZ =."]),
    ("an unknown charset", HEAD + "Content-Type: text/plain; charset=klingon\n\nCafés closed.\n", ["Cafés closed."]),
    ("another boundary than is stated", multipart("mixed", plain("One."), plain("Two.")).replace('boundary="=_b"', 'boundary="x"'),
     ["One.", "Two."]),
    ("no boundary at all", HEAD + "Content-Type: multipart/mixed\n\nThey planted rice.\n", ["They planted rice."]),
    ("a last boundary that is missing", multipart("mixed", plain("One."), plain("Two."))[:-8], ["One.", "Two."]),
    ("no MIME", "From: a@example.org\nSubject: Talks end\nReceived: x\n\nThey planted rice.\n", ["They planted rice."]),
    ("a line among the headers that is none",
     "From: a@example.org\nthis is nothing\nSubject: Talks end\nReceived: x\n\nThey planted rice.\n", ["They planted rice."]),
    ("no empty line after the headers", "Received: x\nSubject: Talks end\nThey planted rice.\nIt grew.\n",
     ["They planted rice.", "It grew."]),
    ("a report with what it reports", multipart("report", plain("It came back."), "Content-Type: message/delivery-status\n\nStatus: 5.1.1"),
     ["It came back."]),
    ("flowed lines", HEAD + "Content-Type: text/plain; format=flowed\n\nThey planted \nrice.\nIt grew, and \nthey ate.\n",
     ["They planted \nrice.", "It grew, and \nthey ate."]),
    ("lines that are only said to flow", HEAD + "Content-Type: text/plain; format=flowed\n\nThey planted\nrice and\nate.\n",
     ["They planted\nrice and\nate."]),
    ("a mail of Apple’s program", f"{len(LETTER)}\n{LETTER}<?xml version='1.0'?><plist/>",
     ["The talks ended on Monday.", "Nobody signed."]),
    ("the plain text of three", multipart("alternative", plain("They ate."), "Content-Type: text/x-amp-html\n\n<p>They", page("They ate.")),
     ["They ate."]),
    ("signed in the open", HEAD + "Content-Type: text/plain\n\n-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nThey planted rice.\n"
     "-----BEGIN PGP SIGNATURE-----\n\niQEz\n-----END PGP SIGNATURE-----\n", ["They planted rice."]),
]  # fmt: skip


@pytest.mark.parametrize(("label", "source", "texts"), BODIES, ids=[case[0] for case in BODIES])
def test_the_text_is_what_a_reader_sees(label: str, source: str | bytes, texts: list[str], parse: Callable[..., Any]) -> None:
    """Whatever the parts, the encoding and the damage."""
    (analysis,) = parse(source, "a.eml")
    kinds = {*ABOVE_KINDS} if label == "a list’s footer behind base64" else {*ABOVE_KINDS, "boilerplate"}

    assert blocks(analysis)[0] == ("title", "Talks end")
    assert texts == [words for kind, words in blocks(analysis) if kind not in kinds]


REPLY = """The talks ended, I hear.

> We shall see,
> she said.
>
> > Before that.

On Mon, 24 Jun 2024 at 10:00, John Roe <john@example.org>
wrote:
> Have they ended?

Yes, and nobody signed.

--\x20
Jane Doe
Example Times
"""

OUTLOOK = """Nobody signed.

-----Original Message-----
From: John Roe
Sent: Monday, 24 June 2024 10:00
To: Jane Doe; Ada Poe;
    Bruno Falk
Subject: Talks

Have they ended?

I heard nothing.
"""

FORWARDED = """For you.

---------- Forwarded message ---------
From: John Roe <john@example.org>
Date: Mon, 24 Jun 2024 at 10:00

The talks ended on Monday.
"""

REPLIES = [
    (REPLY, ["paragraph", "quote", "quote", "boilerplate", "quote", "paragraph", "boilerplate"]),
    (OUTLOOK, ["paragraph", "boilerplate", "boilerplate", "quote", "quote"]),
    (OUTLOOK.partition("\n\n")[2], ["boilerplate", "boilerplate", "paragraph", "paragraph"]),
    (OUTLOOK.replace("-----Original Message-----\n", ""), ["paragraph", "boilerplate", "quote", "quote"]),
    (FORWARDED, ["paragraph", "boilerplate", "boilerplate", "paragraph"]),
    ("They said:\n\nFrom: here to there.\n\nIt wrote:\nNothing was quoted.\n", ["paragraph", "paragraph", "paragraph"]),
]


@pytest.mark.parametrize(("body", "kinds"), REPLIES)
def test_quotes_and_signatures_are_told_from_what_the_sender_wrote(body: str, kinds: list[str], parse: Callable[..., Any]) -> None:
    """What stands under another mail's head is a quote where somebody wrote something above it; a forwarded mail is the text."""
    (analysis,) = parse(HEAD + "Content-Type: text/plain\n\n" + body, "a.eml")

    assert kinds == [kind for kind, _ in blocks(analysis)[3:]]


def test_quotes_in_html_are_told_too(parse: Callable[..., Any]) -> None:
    """By the quote after the line that announces it, and by the lines of a head."""
    source = (
        "<p>Yes, and nobody signed.</p><p>On Mon, 24 Jun 2024 John Roe wrote:</p><blockquote><p>Have they ended?</p></blockquote>"
        "<p>From: John Roe<br>Sent: Monday<br>Subject: Talks</p><p>I heard nothing.</p>"
    )
    (analysis,) = parse(HEAD + page(source), "a.eml")

    assert [kind for kind, _ in blocks(analysis)[3:]] == ["paragraph", "boilerplate", "quote", "boilerplate", "quote"]


CARRIER = multipart(
    "mixed",
    plain("See the report."),
    attached("application/pdf", "report.pdf", b"%PDF-1.7"),
    attached("application/octet-stream", "note.txt", b"They planted rice."),
    "Content-Type: text/plain; name=more.txt\n\nIt grew.",
    attached("image/png", "map.png", b"x"),
    attached("image/png", "hall.png", b"x"),
    attached("text/calendar", "talks.ics", b"BEGIN:VCALENDAR"),
    "Content-Type: message/rfc822\n\n" + LETTER,
)


def test_what_a_mail_carries_is_read_in_its_turn(parse: Callable[..., Any]) -> None:
    """Texts, pages and documents are parts, mails are read in their place, and the rest is counted."""
    answers = parse(CARRIER, "a.eml")
    first, *parts, last = answers

    assert [notice.message for notice in first.notices] == ["attached and not read: image/png (2), text/calendar"]
    assert [(part.locator, part.hint) for part in parts] == [
        ("2/report.pdf", Hint(filename="report.pdf", media_type="application/pdf")),
        ("3/note.txt", Hint(filename="note.txt")),
        ("4/more.txt", Hint(filename="more.txt", media_type="text/plain")),
    ]
    assert parts[1].stream.read() == b"They planted rice."
    assert (last.document.origin.part, last.document.title) == ("8", "Talks end")


def test_the_pipeline_reads_attachments_and_says_where_they_lay() -> None:
    """Part by part; a broken one does not end the mail."""
    results = list(seedlib.parse_many([CARRIER.encode()], failures="yield"))
    found = [(result.origin if isinstance(result, Unread) else result.document.origin).part for result in results]

    assert found == [None, "input!/2/report.pdf", "input!/3/note.txt", "input!/4/more.txt", "8"]
    assert [isinstance(result, Unread) for result in results] == [False, True, False, False, False]


NAMES = [
    ('attachment; filename="=?utf-8?Q?R=C3=A9sum=C3=A9.txt?="', "Résumé.txt"),
    ("attachment; filename*=utf-8''R%C3%A9sum%C3%A9.txt", "Résumé.txt"),
    ("attachment; filename*0=rice-; filename*1=report.txt", "rice-report.txt"),
    ("attachment; filename=../../etc/rice.txt", "rice.txt"),
    ("attachment; filename*=klingon''x%FF.txt", None),
]


@pytest.mark.parametrize(("disposition", "name"), NAMES)
def test_names_of_files_are_decoded_and_never_paths(disposition: str, name: str | None) -> None:
    """One in an encoding that nobody knows is at least no error."""
    found = entity_of(f"Content-Type: text/plain\nContent-Disposition: {disposition}\n\nx".encode()).filename

    assert found == name or name is None


SMIME = HEAD + "Content-Type: application/pkcs7-mime; smime-type={}\nContent-Transfer-Encoding: base64\n\nAAAA"

REFUSED = [
    (multipart("encrypted", "Content-Type: application/pgp-encrypted\n\nVersion: 1"), "encrypted", "decrypt"),
    (SMIME.format("enveloped-data"), "encrypted", "decrypt"),
    (SMIME.format("signed-data"), "its signature", "text"),
    (HEAD + "\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n-----END PGP MESSAGE-----\n", "encrypted", "decrypt"),
    ("From: a@example.org\nMessage-ID: <1@x>\n\n", "without text", "saved"),
    ("X: " + "a" * 2_000_000 + "\n\nText.", "headers of more than", "made"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100, "Outlook", ".eml"),
    ("  \n", "empty file", "fetched"),
    (HEAD + "Content-Type: text/plain\n\n" + "\x00\x01\x02\x03" * 100, "binary data", ""),
]


@pytest.mark.parametrize(("source", "found", "advice"), REFUSED)
def test_what_cannot_be_read_says_why(source: str | bytes, found: str, advice: str, parse: Callable[..., Any]) -> None:
    """And what to do."""
    with pytest.raises(ParseError) as caught:
        parse(source, "a.msg" if isinstance(source, bytes) else "a.eml")

    assert found in caught.value.message
    assert advice in caught.value.advice


def test_a_signed_mail_is_read_and_its_signature_is_not_looked_at(parse: Callable[..., Any]) -> None:
    """A notice says so."""
    source = multipart("signed; micalg=sha-256", plain("They planted rice."), attached("application/pkcs7-signature", "smime.p7s", b"x"))
    (analysis,) = parse(source, "a.eml")

    assert [notice.code for notice in analysis.notices] == ["signature-unchecked"]


def test_a_text_behind_a_signature_is_read_too(parse: Callable[..., Any]) -> None:
    """Nothing of a signed mail is lost, though only its first part is signed: list servers add footers."""
    source = multipart("signed", plain("They planted rice."), plain("Rice policy, the list."))
    mail, rest = parse(source, "a.eml")
    assert mail.document.text == ABOVE + "They planted rice."
    assert (rest.hint.media_type, rest.stream.read()) == ("text/plain", b"Rice policy, the list.")


def test_without_the_extra_the_plain_text_is_read(parse: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """With a notice; a mail in HTML alone is an error that names the extra."""
    for name in [name for name in sys.modules if name.partition(".")[0] in {"turbohtml", "justhtml", "trafilatura"}] + [
        "turbohtml",
        "justhtml",
    ]:
        monkeypatch.setitem(sys.modules, name, None)
    stub = multipart("alternative", plain("Your program cannot show this mail."), page(f"<p>{LONG}</p>"))
    (analysis,) = parse(stub, "a.eml")

    assert blocks(analysis)[3][1] == "Your program cannot show this mail."
    assert [notice.code for notice in analysis.notices] == ["plain-text-read"]
    assert 'pip install "seedlib[html]"' in analysis.notices[0].message
    with pytest.raises(ParseError) as caught:
        parse(HEAD + page("<p>They planted rice.</p>"), "a.eml")
    assert 'pip install "seedlib[html]"' in caught.value.advice


SAVED = multipart(
    "related; type=text/html",
    "Content-Type: text/html; charset=utf-8\nContent-Location: https://times.example/1\n\n<html><body>They planted rice.</body></html>",
    attached("image/png", "a.png", b"x"),
    head="From: <Saved by Blink>\nSnapshot-Content-Location: https://times.example/1\nSubject: Rice\nMIME-Version: 1.0\n",
)


def test_a_page_saved_as_mhtml_is_a_page(parse: Callable[..., Any]) -> None:
    """Handed on with its address; the mail around it says nothing."""
    for name in ("rice.mht", "rice.eml"):
        (part,) = parse(SAVED, name)
        assert isinstance(part, Part)
        assert (part.locator, part.hint) == ("1", Hint(media_type="text/html", encoding="utf-8", uri="https://times.example/1"))
        assert part.stream.read(1_000).startswith(b"<html>")


ONE = "From a@example.org Tue Jun 25 11:00:00 2024\nSubject: Last\n\nText.\n"

BOX = (
    "From jane@example.org Mon Jun 24 10:00:00 2024\n" + LETTER + "\n"
    "From - Mon Jun 24 10:00:00 2024\nSubject: Rice\n\n>From the valley they came.\nFrom there to here.\n\n"
    "From john at example.org  Tue Jun 25 11:00:00 2024\nX: y\n\n\n"
    "From a@example.org Tue Jun 25 11:00:00 2024\n\0\1\2\3\4\5\6\n"
    + ONE
)  # fmt: skip


def test_a_box_is_read_message_by_message() -> None:
    """A sentence that begins with `From` begins no message, and a message that cannot be read does not end the box."""
    results = list(seedlib.parse_many([BOX.encode()], failures="yield"))

    assert [(result.document.origin.part, result.document.title) for result in results if isinstance(result, Analysis)] == [
        ("input!/message 1", "Talks end"),
        ("input!/message 2", "Rice"),
        ("input!/message 4", "Last"),
    ]
    assert isinstance(results[1], Analysis)
    assert results[1].document.text == "Rice\n\nFrom the valley they came.\nFrom there to here.\n\n"
    assert [result.origin.part for result in results if isinstance(result, Unread)] == ["input!/message 3"]


def test_a_message_that_is_too_long_does_not_end_the_box(parse: Callable[..., Any]) -> None:
    """It is read past, and no more than one is in memory."""
    long = "From a@example.org Tue Jun 25 11:00:00 2024\nSubject: Long\n\n" + "rice\n" * 230_000
    first, unread, last = parse(ONE + long + ONE, "a.mbox", settings=Settings(max_characters=1_000))

    assert (first.locator, unread.failures[0].error, last.locator) == ("message 1", "LimitError", "message 3")


class Counted:
    """A stream of endless messages that counts what is read of it."""

    def __init__(self) -> None:
        self.read_bytes = 0

    def read(self, size: int) -> bytes:
        """Return some messages."""
        self.read_bytes += size
        return (b"From a@example.org Tue Jun 25 11:00:00 2024\nSubject: Rice\n\nText.\n" * (size // 64 + 1))[:size]


def test_a_box_is_a_stream(context: Any) -> None:
    """Its first message is there before the second is read."""
    stream = Counted()
    answers: Iterator[Any] = iter(MBOX.parse(stream, Hint(), context))  # type: ignore[arg-type]  # all that is used of a stream

    assert next(answers).locator == "message 1"
    assert stream.read_bytes < 1 << 20


ACCEPTED = [
    (LETTER.encode(), "a.eml", "mail"),
    (LETTER.encode(), None, "mail"),
    (LETTER.encode(), "a.txt", "mail"),
    (b"From: the board\nContent-Type: text/plain\nSubject: rice\n\nDear all, eat.\n", "a.txt", "text"),
    (b"From: the board\nTo: all\nDate: 24 June\nSubject: rice\n\nDear all, eat.\n", None, "text"),
    (b"Content-Type: text/html\n\n<p>x</p>", None, "text"),
    (BOX.encode(), None, "mbox"),
    (BOX.encode(), "a.eml", "mail"),
    (b"From jane to john\n\nText.", None, "text"),
    (b"nothing", "a.eml", "mail"),
    (b"nothing", "a.mbox", "mbox"),
    (b"\xef\xbb\xbf\r\nReceived: x\r\nFrom: y\r\n\r\nz", None, "mail"),
]


@pytest.mark.parametrize(("head", "name", "expected"), ACCEPTED)
def test_a_mail_is_known_by_headers_that_programs_write(head: bytes, name: str | None, expected: str, accepted: Callable[..., Any]) -> None:
    """A memo has others, and a plain text's name asks for more."""
    assert accepted(head, name) == expected


def nested(depth: int) -> str:
    """Return parts in parts, so deep."""
    opened = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(depth))
    return HEAD + opened + "Content-Type: text/plain\n\nDeep.\n" + "".join(f"--b{n}--\n" for n in reversed(range(depth)))


def forwards(depth: int) -> str:
    """Return mails in mails, so deep."""
    return HEAD + "Content-Type: message/rfc822\n\n" * depth + LETTER


def test_depth_and_number_of_parts_are_bounded(parse: Callable[..., Any]) -> None:
    """Mails that people write have a tenth of it."""
    (analysis,) = parse(nested(20), "a.eml")

    assert analysis.document.text == ABOVE + "Deep."
    for source in (nested(2_000), multipart("mixed", *["\nx"] * 12_000)):
        with pytest.raises(LimitError):
            parse(source, "a.eml")
    assert [isinstance(answer, Unread) for answer in parse(forwards(2_000), "a.eml")][-1]


SPOILS = [
    "\n", "\r", "\n\n", "--=_b\n", "--=_b--\n", "Content-Type: multipart/mixed; boundary=", "Content-Type: message/rfc822\n\n",
    "Content-Transfer-Encoding: base64\n", "charset*0*=utf-8''%ff", "filename*0*=x'y'%zz; filename*1=b", "=?utf-8?B?", "?=", '"', "<", "\0",
    "From: ", "Subject: ", "> ", "-- \n", "-----BEGIN PGP MESSAGE-----\n", "utf-7", "idna", "hz", "unicode_escape",
]  # fmt: skip

PLAIN = HEAD + "\n"

GROWING = [
    ("headers", "", "X: y\n"),
    ("a folded header", "Subject: x\n", " y\n"),
    ("encoded words", "Subject: ", "=?utf-8?Q?a?= "),
    ("half encoded words", "Subject: ", "=?utf-8?Q?"),
    ("marks of answers", "Subject: ", "Re: "),
    ("addresses", "From: ", "a b <c@d>, ("),
    ("quotes", PLAIN, "> > \n"),
    ("heads", PLAIN, "From: x\nTo:\n"),
    ("introductions", PLAIN, "On 1 Jan she wrote:\n> x\n"),
    ("lines over a quote", PLAIN, "On 1 Jan:\n"),
    ("rules", PLAIN, "---- a ----\n"),
    ("strokes", PLAIN, "--------"),
    ("armour", PLAIN, "-----BEGIN PGP SIGNED MESSAGE-----\n\n"),
    ("open scripts beside a plain text", multipart("alternative", plain("x"))[:-7] + "--=_b\n" + page(""), "<script>"),
    ("boundaries", HEAD + "Content-Type: multipart/mixed; boundary=b\n\n", "--b\n--b \n"),
    ("base64", HEAD + "Content-Transfer-Encoding: base64\n\n", "QQ==\n"),
    ("lines of base64", HEAD + "Content-Transfer-Encoding: base64\n\n", "UnJp" * 15 + "\n"),
]


@pytest.mark.parametrize(("before", "unit"), [case[1:] for case in GROWING], ids=[case[0] for case in GROWING])
def test_time_grows_with_the_length(before: str, unit: str, parse: Callable[..., Any]) -> None:
    """Not with its square."""

    def seconds(count: int) -> float:
        source = before + unit * count
        began = time.process_time()
        with contextlib.suppress(ParseError):
            parse(source, "a.eml")
        return time.process_time() - began

    assert_linear(seconds, 500)


def test_a_mail_that_only_carries_is_no_document(parse: Callable[..., Any]) -> None:
    """What it carries is."""
    (analysis,) = parse("From: a@example.org\nContent-Type: message/rfc822\n\n" + LETTER, "a.eml")

    assert analysis.document.title == "Talks end"

    letter, picture = attached("text/plain", "letter.txt", b"They ended."), attached("image/png", "chart.png", b"x")
    notice, part = parse(multipart("mixed", letter, picture, head="From: a@example.org\n"), "a.eml")
    assert (notice.message, part.locator) == ("attached and not read: image/png", "1/letter.txt")


@settings(max_examples=60, deadline=None)
@given(st.text(), st.lists(st.sampled_from(SPOILS), max_size=8), st.integers(0, 10_000))
def test_damage_gives_a_document_or_an_error_of_ours(words: str, spoils: list[str], at: int) -> None:
    """Whatever stands wherever in a mail."""
    at %= len(CARRIER)
    source = CARRIER[:at] + "".join(spoils) + words + CARRIER[at:]
    with contextlib.suppress(ParseError):
        for answer in MAIL.parse(io.BytesIO(source.encode("utf-8", "surrogatepass")), Hint(), Context()):
            assert isinstance(answer, Analysis | Notice | Part | Unread)


def test_words_of_headers_are_never_an_error() -> None:
    """Whatever the bytes."""
    assert header_words(b"\xff\xfe\x00=?x?B?!!!?=") != ""
    assert header_words(b"") == ""


def test_the_parsers_keep_their_contract() -> None:
    """Samples, their halves, and what is no mail."""
    testing.check_parser(
        MAIL, {"a.eml": LETTER.encode(), "b.eml": CARRIER.encode(), "c.eml": (HEAD + "\n" + REPLY).encode(), "d.mht": SAVED.encode()}
    )
    testing.check_parser(MBOX, {"a.mbox": BOX.encode()})
