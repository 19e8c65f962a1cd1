"""Decoding: which encoding, why, and what is said of it."""

from __future__ import annotations

import io
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from seedlib.components import Hint, Settings
from seedlib.errors import LimitError, ParseError
from seedlib.parsing.decoding import codec_name, declared_encoding, decode, read_decoded

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
    """Then cp1252 is the way of last resort."""
    charset_normalizer = pytest.importorskip("charset_normalizer")
    monkeypatch.setattr(charset_normalizer, "from_bytes", lambda raw: charset_normalizer.CharsetMatches([]))

    assert decode(CURLY.encode("cp1252")).by == "fallback"


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
