"""Decoding: which encoding, why, and what is said of it."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.components import Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.parsing.decoding import codec_name, declared_encoding, declared_inside, decode, decode_declared, read_decoded
from seedlib.parsing.latin import latin_encoding

CURLY = "They said “no”, in Malmö – and left."

#: Label, text, the encoding it is in, what is declared, the encoding found, how, and how many findings.
CASES = [
    ("plain ASCII", "They left.", "ascii", None, "utf-8", "valid", 0),
    ("plain ASCII, declared", "They left.", "ascii", "latin-1", "cp1252", "declared", 0),
    ("ASCII declared as UTF-16 is none", "They left.", "ascii", "utf-16", "utf-8", "valid", 1),
    ("UTF-8", CURLY, "utf-8", None, "utf-8", "valid", 0),
    ("UTF-8, declared", CURLY, "utf-8", "UTF8", "utf-8", "declared", 0),
    ("UTF-8 declared as cp1252", CURLY, "utf-8", "windows-1252", "utf-8", "valid", 1),
    ("cp1252 declared as latin-1 has curly marks", CURLY, "cp1252", "iso-8859-1", "cp1252", "declared", 0),
    ("cp1252 declared as ASCII, too", CURLY, "cp1252", "us-ascii", "cp1252", "declared", 0),
    ("cp1252 declared as UTF-8", CURLY, "cp1252", "utf-8", "cp1252", "fallback", 1),
    ("cp1251 declared as UTF-8, in a page in Russian", "<html lang='ru'>Река.", "cp1251", "utf-8", "cp1251", "fallback", 1),
    ("Greek declared as UTF-8, in a feed", "<feed xml:lang='el-GR'>Ποτάμι.", "iso8859-7", "utf-8", "iso8859-7", "fallback", 1),
    ("Polish declared as UTF-8, in RSS", "<rss><language>pl</language>Żółw.", "iso8859-2", "utf-8", "iso8859-2", "fallback", 1),
    ("cp1252 in a page in Swedish", "<html lang=sv>" + CURLY, "cp1252", "utf-8", "cp1252", "fallback", 1),
    ("cp1252 that Thai cannot be", "<html lang=th>" + CURLY + "\xff", "cp1252", "utf-8", "cp1252", "fallback", 1),
    ("cp1252 declared as UTF-16 of odd length", CURLY + " ", "cp1252", "utf-16", "cp1252", "fallback", 1),
    ("cp1250, declared in quotation marks", "Řekl to v Brně.", "cp1250", '"windows-1250"', "cp1250", "declared", 0),
    ("Shift JIS, declared", "東京で話した。", "shift_jis", "Shift_JIS", "cp932", "declared", 0),
    ("ISO 2022, not declared", "東京で話した。", "iso2022_jp", None, "iso2022_jp_ext", "guess", 0),
    ("UTF-7 is refused as a declaration", "They left.", "ascii", "utf-7", "utf-8", "valid", 1),
    ("UTF-16 without a mark, big end first", CURLY, "utf-16-be", None, "utf-16-be", "guess", 0),
    ("UTF-16 declared as UTF-8", CURLY, "utf-16-le", "utf-8", "utf-16-le", "guess", 1),
    ("UTF-32 without a mark", CURLY, "utf-32-le", None, "utf-32-le", "guess", 0),
    ("UTF-32 without a mark, big end first", CURLY, "utf-32-be", None, "utf-32-be", "guess", 0),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[0])
def test_encoding_and_reason(case: tuple[str, str, str, str | None, str, str, int]) -> None:
    """The text is what was written, and the reason is kept."""
    _, text, written, declared, encoding, by, findings = case
    decoded = decode(text.encode(written), declared)

    assert (text, encoding, by, findings) == (decoded.text, decoded.encoding, decoded.by, len(decoded.problems))


def test_utf_8_declared_and_ascii_is_declared() -> None:
    """What is declared and right is declared, not found."""
    assert decode(b"They left.", "utf-8").by == "declared"


def test_a_byte_in_a_hundred_may_be_broken() -> None:
    """Damaged UTF-8 stays UTF-8, with a finding at its first bad byte; cp1252 with a single mark is not damaged UTF-8."""
    damaged = decode((CURLY * 10).encode() + b"\xe2\x80")
    (problem,) = damaged.problems

    assert (damaged.encoding, damaged.by, damaged.text) == ("utf-8", "valid", CURLY * 10 + "\ufffd")
    assert problem.span is not None
    assert (problem.span.start, problem.span.end) == (360, 361)
    assert decode(b"They left. " * 20 + b"\x93no\x94", "utf-8").encoding == "cp1252"


def test_what_is_declared_is_kept_though_some_of_it_means_nothing() -> None:
    """Bytes that no encoding explains are read as declared, with a finding."""
    decoded = decode("東京で話した。".encode("shift_jis") + b"\xff\xff \x85", "shift_jis")

    assert (decoded.encoding, decoded.by, len(decoded.problems)) == ("cp932", "declared", 1)


def test_without_the_extra_a_notice_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not UTF-8 and not declared is cp1252."""
    monkeypatch.setitem(sys.modules, "charset_normalizer", None)
    decoded = decode(CURLY.encode("cp1252"))

    assert (decoded.text, decoded.encoding, decoded.by) == (CURLY, "cp1252", "fallback")
    assert [notice.code for notice in decoded.notices] == ["extra-absent"]
    assert "seedlib[encodings]" in decoded.notices[0].message


def test_with_the_extra_the_encoding_is_guessed() -> None:
    """Only where nothing is declared."""
    pytest.importorskip("charset_normalizer")
    text = "Переговоры закончились в понедельник без соглашения, сказали обе стороны. " * 5

    assert ("cp1251", "guess", text) == ((d := decode(text.encode("cp1251"))).encoding, d.by, d.text)
    assert ((d := decode(("Größe, Übung, Äpfel, süß. " * 9).encode("cp1252"))).encoding, d.by) == ("cp1252", "guess")


def test_few_accents_are_western_ones() -> None:
    """English with a Spanish name in cp1252 is not taken for cp1250, whatever a guesser makes of two accents; Polish is."""
    pytest.importorskip("charset_normalizer", reason="the extra `encodings` is not installed")
    text = "The mayor of the town, José Muñoz, said that “nothing” had been decided on Monday. " * 5
    assert decode(text.encode("cp1252")).text == text
    polish = "Święto łąki: żółw zjadł gęś, źrebię piło wodę, a chłopiec śpiewał głośno. " * 9
    assert decode(polish.encode("cp1250")).text == polish


def test_a_guess_that_finds_nothing_is_no_guess(monkeypatch: pytest.MonkeyPatch) -> None:
    """Then cp1252 is the way of last resort; these bytes are no Latin script in any encoding."""
    charset_normalizer = pytest.importorskip("charset_normalizer")
    monkeypatch.setattr(charset_normalizer, "from_bytes", lambda raw: charset_normalizer.CharsetMatches([]))

    assert decode("Привет".encode("cp1251")).by == "fallback"


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("latin1", "cp1252"),
        ("utf-8-sig", "utf-8"),
        ("gb2312", "gb18030"),
        ("unicode_escape", None),
        ("base64", None),
        ("", None),
        ("\0", None),
    ],
)
def test_labels_mean_what_they_mean_on_the_web(label: str, expected: str | None) -> None:
    """Python's own meanings, and its codecs that are none of text, are put right."""
    assert expected == codec_name(label)


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (Hint(encoding="utf-8", media_type="text/plain; charset=latin-1"), "utf-8"),
        (Hint(media_type="text/plain; format=flowed; charset=latin-1"), "latin-1"),
        (Hint(media_type="text/plain"), None),
    ],
)
def test_the_declared_encoding_is_the_hints_or_its_media_types(hint: Hint, expected: str | None) -> None:
    """The hint's own goes first."""
    assert expected == declared_encoding(hint)


def test_a_text_beyond_the_limit_is_refused_before_it_is_read_whole() -> None:
    """At most four bytes a character are taken from the stream."""
    settings = Settings(max_characters=10)
    stream = io.BytesIO(b"x" * 1000)

    with pytest.raises(LimitError, match="more than 10 characters"):
        read_decoded(stream, Hint(), settings)
    assert stream.tell() == 45
    with pytest.raises(LimitError):
        read_decoded(io.BytesIO(b"x" * 11), Hint(), settings)
    assert read_decoded(io.BytesIO(b"x" * 10), Hint(), settings).text == "x" * 10
    assert read_decoded(io.BytesIO(("\U0001f30d" * 10).encode("utf-32")), Hint(), settings).text == "\U0001f30d" * 10


def test_no_bytes_are_an_error() -> None:
    """An empty file holds no document."""
    with pytest.raises(ParseError, match="empty"):
        read_decoded(io.BytesIO(b""), Hint(), Settings())


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1))
def test_text_declared_as_utf_8_is_itself(text: str) -> None:
    """Whatever is in it, control characters included; a mark at its beginning is taken off."""
    assert text.removeprefix("\ufeff") == decode(text.encode(), "utf-8").text


@given(st.binary(), st.sampled_from([None, "utf-8", "latin-1", "utf-16", "shift_jis", "klingon", "utf-32-be", "hz"]))
def test_any_bytes_are_decoded_or_refused(raw: bytes, declared: str | None) -> None:
    """No codec's error comes through."""
    try:
        decoded = decode(raw, declared)
    except ParseError:
        return
    assert isinstance(decoded.text.encode(), bytes)


#: Language, text, the encodings it may be in, of which the first is found where several give the same text.
LATIN = [
    ("Czech", "Příští týden přijede ministr, řekl mluvčí vlády.", ("cp1250", "iso8859-2")),
    ("Polish", "Minister zapowiedział, że wróci jeszcze w środę po południu.", ("cp1250", "iso8859-2")),
    ("Slovak", "Vláda rozhodla, že loď sa musí vrátiť ešte tento týždeň.", ("cp1250", "iso8859-2")),
    ("Croatian", "Šef vlade rekao je da će cestu otvoriti još ove godine, što želi i općina.", ("cp1250", "iso8859-2")),
    ("Hungarian", "A miniszter azt mondta, hogy jövőre új hidat építenek, és gyűjtést indítanak.", ("cp1250",)),
    ("Turkish", "Bakan, köprünün gelecek yıl açılacağını söyledi; işçiler başladı.", ("cp1254",)),
    ("Lithuanian", "Ministras sakė, kad tiltas bus atidarytas šį rudenį, o žmonės džiaugėsi.", ("cp1257",)),
    ("Latvian", "Ministre sacīja, ka tiltu atvērs šoruden, un cilvēki bija priecīgi.", ("cp1257",)),
    ("Portuguese", "As eleições não serão adiadas; a votação é já amanhã.", ("cp1252",)),
    ("French", "« L’élève a reçu sa leçon », dit-il à la sœur du maître.", ("cp1252",)),
    ("French with the euro's encoding", "Il a vu le chœur, et la sœur du maître.", ("iso8859-15",)),
    ("German", "„Die Brücke wird größer“, sagte er in Köln.", ("cp1252",)),
    ("English that names people", "José Ángel met Müller and Ångström in Curaçao.", ("cp1252",)),
    ("English with a price", "It cost £5, “no more.”", ("cp1252",)),
    ("English with a price in quotation marks", "It cost £“five.”", ("cp1252",)),
    ("English with a sign of copyright", "© 2024 Example News", ("cp1252",)),
    ("English with a dot between words", "News · Weather", ("cp1252",)),
    ("Polish with one letter", "Łukasz left.", ("cp1250",)),
    ("English with one name", "José left.", ("cp1252",)),
]


@pytest.mark.parametrize("case", LATIN, ids=lambda case: case[0])
def test_the_latin_script_is_told_by_its_letters(case: tuple[str, str, tuple[str, ...]]) -> None:
    """A sentence is enough, and markup around it does not count."""
    _, text, encodings = case

    for encoding in encodings:
        raw = text.encode(encoding)
        assert latin_encoding(raw) == encoding
        assert latin_encoding(b"<div class='x'>" * 1000 + raw) == encoding


@pytest.mark.parametrize("text", ["Привет, как дела", "Καλημέρα σε όλους", "東京で話した", "שלום לכולם", "مرحبا بالجميع"])
def test_other_scripts_are_left_to_others(text: str) -> None:
    """Whatever is not Latin is not guessed here; nor is ASCII."""
    codecs = {"П": "cp1251", "Κ": "cp1253", "東": "euc_jp", "ש": "cp1255", "م": "cp1256"}

    assert latin_encoding(text.encode(codecs[text[0]])) is None
    assert latin_encoding(b"plain") is None


#: Label, bytes, whether they are a page, what they declare.
INSIDE = [
    ("XML", b"<?xml version='1.0' encoding='KOI8-R'?><a/>", False, "KOI8-R"),
    ("XML after a mark and a blank", b"\xef\xbb\xbf <?xml version='1.0' encoding=\"utf-8\"?>", False, "utf-8"),
    ("XML in the midst is none", b"see <?xml version='1.0' encoding='KOI8-R'?>", False, None),
    ("CSS", b'@charset "iso-8859-2"; a { }', False, "iso-8859-2"),
    ("a page", b"<html><META CHARSET=Big5>", True, "Big5"),
    ("an older page", b"<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'>", True, "windows-1251"),
    ("in a comment it is none", b"<!-- <meta charset=big5> --><meta charset=utf-8>", True, "utf-8"),
    ("a text that speaks of pages", b"write <meta charset=big5> there", False, None),
    ("nothing", b"", True, None),
]


@pytest.mark.parametrize("case", INSIDE, ids=lambda case: case[0])
def test_what_bytes_declare_themselves(case: tuple[str, bytes, bool, str | None]) -> None:
    """One function knows the declarations of all formats."""
    _, raw, page, expected = case

    assert declared_inside(raw, page=page) == expected


#: Label, outer and inner declaration of Polish in cp1250, the encoding found, how many findings.
TWICE = [
    ("both agree", "windows-1250", "cp1250", "cp1250", 0),
    ("the outer one counts", "windows-1250", "iso-8859-1", "cp1250", 1),
    ("unless the bytes cannot be in it", "utf-8", "windows-1250", "cp1250", 1),
    ("or nobody knows it", "klingon", "windows-1250", "cp1250", 1),
    ("an inner one alone", None, "windows-1250", "cp1250", 0),
]


@pytest.mark.parametrize("case", TWICE, ids=lambda case: case[0])
def test_what_is_declared_twice(case: tuple[str, str | None, str, str, int]) -> None:
    """Two declarations that differ are a finding that names both."""
    _, outer, inner, encoding, findings = case
    decoded = decode_declared("Wróci w środę, że aż".encode("cp1250"), outer, inner)

    assert (decoded.encoding, len(decoded.problems)) == (encoding, findings)
    assert all(outer in problem.note and inner in problem.note for problem in decoded.problems if outer)
