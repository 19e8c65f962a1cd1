"""PDF files: reading order, divided words, running heads, where blocks stand, and clear errors."""

from __future__ import annotations

import contextlib
import io
import random
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from seedlib.components import Context, Hint, Settings
from seedlib.errors import DeadlineError, LimitError, ParseError
from seedlib.model import Analysis
from seedlib.parsing.keys import BOX, FURTHER_BOXES, JOINED, PAGE
from seedlib.parsing.pdf import PDF
from seedlib.parsing.pdf.characters import Line, Page
from seedlib.parsing.pdf.paragraphs import paragraphs_of, shape_of, text_of
from seedlib.parsing.pdf.running import furniture_of
from seedlib.testing import check_parser
from tests.growth import assert_linear
from tests.parsing.pdf.making_pdf import Words, paragraph, pdf

Parse = Callable[..., list[Analysis]]

LEFT = (
    "The harbour board said on Monday that it",
    "would close the old quay for two winters.",
    "“Nobody will lose a berth,” said Ada Poe,",
    "who heads the board. Fishermen doubt it,",
    "since the new quay is still without pow-",
    "er, and the nearest crane is a day away.",
)
RIGHT = (
    "The board wants the state to pay for a",
    "third of the work. Bruno Falk, the minis-",
    "ter for ports, called that “a wish, not a",
    "plan” and asked for a larger share from",
    "the town itself. The council will vote on",
    "the loan on Friday.",
)
TITLE = Words(40, 560, "Quay to close for two winters", 20)


def blocks(analysis: Analysis) -> list[tuple[str, str]]:
    """Return kind and words of each block."""
    return [(block.kind, analysis.document[block.span]) for block in analysis.document.blocks]


def column(x: float, y: float, lines: tuple[str, ...]) -> list[Words]:
    return paragraph(x, y, lines, size=9)


def interleaved() -> list[Words]:
    """Return two columns as some programs draw them: line by line over both."""
    return [words for pair in zip(column(40, 500, LEFT), column(220, 500, RIGHT), strict=True) for words in pair]


ONE = (
    "The harbour board said on Monday that it would close the old quay for two winters. “Nobody will lose a berth,” said Ada Poe, who"
    " heads the board. Fishermen doubt it, since the new quay is still without power, and the nearest crane is a day away."
)
TWO = (
    "The board wants the state to pay for a third of the work. Bruno Falk, the minister for ports, called that “a wish, not a plan” and"
    " asked for a larger share from the town itself. The council will vote on the loan on Friday."
)


@pytest.mark.parametrize(
    ("label", "drawn"),
    [
        ("column by column", [TITLE, *column(40, 500, LEFT), *column(220, 500, RIGHT)]),
        ("line by line over both columns", [TITLE, *interleaved()]),
        ("the title last", [*column(40, 500, LEFT), *column(220, 500, RIGHT), TITLE]),
        ("from the bottom upwards", [*column(40, 500, LEFT)[::-1], *column(220, 500, RIGHT)[::-1], TITLE]),
    ],
)
def test_columns_are_read_one_after_the_other(label: str, drawn: list[Words], parse: Parse) -> None:
    """In whatever order a file draws its words; words divided at line ends are whole."""
    (analysis,) = parse(pdf([drawn]), "a.pdf")
    assert blocks(analysis) == [("title", "Quay to close for two winters"), ("paragraph", ONE), ("paragraph", TWO)], label
    assert analysis.document.title == "Quay to close for two winters"


@pytest.mark.parametrize("seed", range(8))
def test_the_order_of_drawing_does_not_matter(seed: int, parse: Parse) -> None:
    """Lines that are drawn in any order are read in the page's."""
    drawn = [TITLE, *column(40, 500, LEFT), *column(220, 500, RIGHT)]
    random.Random(seed).shuffle(drawn)  # noqa: S311  # no secret
    (analysis,) = parse(pdf([drawn]), "a.pdf")
    assert [words for _, words in blocks(analysis)] == ["Quay to close for two winters", ONE, TWO]


def test_rows_of_a_table_are_read_as_rows(parse: Parse) -> None:
    """Cells do not fill their columns as prose does."""
    rows = [("Grain", "1,204", "tons"), ("Timber", "87", "tons"), ("Fish", "640", "crates"), ("Ore", "12", "tons"), ("Cars", "31", "units")]
    drawn = [Words(x, 500 - 14 * n, cell) for n, row in enumerate(rows) for x, cell in zip((40, 160, 280), row, strict=True)]
    (analysis,) = parse(pdf([drawn]), "a.pdf")
    assert analysis.document.text == "\n".join("\t".join(row) for row in rows)


def test_a_table_with_words_on_both_sides_is_read_by_rows(parse: Parse) -> None:
    """Names and reasons fill their columns as prose does, but the numbers between them do not, and the file draws row by row."""
    names = (
        "repairs of the quay wall",
        "a crane for the new quay",
        "wages of the pilots",
        "oil for the two ferries",
        "rent of the old sheds",
    )
    reasons = (
        "the wall fell in a storm",
        "it was paid for in May",
        "two of them have left",
        "fewer trips in winter",
        "a shed was given back",
    )
    rows = [(name, f"{81 + n}.4", f"{90 + n}.7", reason) for n, (name, reason) in enumerate(zip(names, reasons, strict=True))]
    drawn = [Words(x, 500 - 14 * n, cell, 9) for n, row in enumerate(rows) for x, cell in zip((40, 175, 230, 275), row, strict=True)]
    (analysis,) = parse(pdf([drawn]), "a.pdf")
    assert analysis.document.text == "\n".join("\t".join(row) for row in rows)


def test_where_a_block_stands(parse: Parse) -> None:
    """Page and box of its beginning, those where it goes on, and the words that were divided."""
    first = column(40, 60, LEFT[:2]) + column(40, 36, ("the board had said that the ferry-",))
    second = column(40, 560, ("men would be heard before the work begins.",))
    (analysis,) = parse(pdf([[TITLE, *first], second]), "a.pdf")
    _, block = analysis.document.blocks
    assert analysis.document[block.span].endswith("that the ferrymen would be heard before the work begins.")
    assert (block.attributes[PAGE], block.attributes[JOINED]) == (1, ("ferrymen",))
    left, bottom, right, top = block.attributes[BOX]
    assert (left, 30 < bottom < 36, right > 190, 60 < top < 70) == (40.0, True, True, True)
    ((page, *box),) = block.attributes[FURTHER_BOXES]
    assert (page, box[0], 555 < box[1] < 560) == (2, 40.0, True)


HEAD = [Words(40, 585, "HARBOUR NEWS", 8), Words(300, 585, "June 2024", 8)]


def test_heads_feet_and_page_numbers_are_boilerplate(parse: Parse) -> None:
    """They stand after the paragraph that they interrupt, which is one block over two pages."""
    pages = [
        [*HEAD, TITLE, *column(40, 500, LEFT), *column(40, 420, ("The town had asked for a ferry, and",)), Words(200, 20, "1", 8)],
        [*HEAD, *column(40, 560, ("got a promise, the mayor said.",)), Words(200, 20, "2", 8)],
    ]
    (analysis,) = parse(pdf(pages), "a.pdf")
    assert blocks(analysis) == [
        ("title", "Quay to close for two winters"),
        ("paragraph", ONE),
        ("paragraph", "The town had asked for a ferry, and got a promise, the mayor said."),
        *[("boilerplate", words) for words in ("HARBOUR NEWS", "June 2024", "1", "HARBOUR NEWS", "June 2024", "2")],
    ]


def test_captions_and_notes_come_after_the_paragraph_that_they_interrupt(parse: Parse) -> None:
    """A sentence that goes on over a page is whole."""
    first = [
        TITLE,
        *column(40, 500, (*LEFT[:5], "er. The town has")),
        Words(40, 300, "Figure 2: The quay.", 7),
        Words(40, 60, "1 In May.", 7),
    ]
    (analysis,) = parse(pdf([first, column(40, 560, ("asked for a ferry.",))]), "a.pdf")
    assert [(kind, words[-26:]) for kind, words in blocks(analysis)[1:]] == [
        ("paragraph", "town has asked for a ferry."[-26:]),
        ("caption", "Figure 2: The quay."),
        ("paragraph", "1 In May."),
    ]


@pytest.mark.parametrize(
    ("heads", "published"),
    [
        (["22 January 2025", "22 January 2025"], "2025-01-22"),
        (["22 January 2025", "23 January 2025"], None),
        (["1/22/2025, 3:45 PM"] * 2, None),
    ],
)
def test_the_day_in_the_heads_of_pages(heads: list[str], published: str | None, parse: Parse) -> None:
    """It is the day of publication, if it is one, and no printer's stamp."""
    pages = [[Words(40, 580, "Harbour News", 8), Words(300, 580, head, 8), *column(40, 500, LEFT)] for head in heads]
    (analysis,) = parse(pdf(pages, {"CreationDate": "D:20190101"}), "a.pdf")
    assert analysis.document.published == published


def test_what_stands_beside_a_page_number_is_boilerplate(parse: Parse) -> None:
    """A chapter's name is on too few pages to be known by repetition."""
    pages = [[Words(40, 580, f"Quay {name}", 8), Words(350, 580, str(n)), *column(40, 500, LEFT)] for n, name in enumerate("abc", 4)]
    (analysis,) = parse(pdf(pages), "a.pdf")
    assert blocks(analysis)[:3] == [("paragraph", ONE), ("boilerplate", "Quay a"), ("boilerplate", "4")]


def test_big_letters_of_a_letterhead_are_no_title(parse: Parse) -> None:
    """What is furniture in any text is furniture here."""
    (analysis,) = parse(pdf([[Words(40, 580, "PRESS RELEASE", 28), TITLE, *column(40, 500, LEFT)]]), "a.pdf")
    assert analysis.document.title == "Quay to close for two winters"


def test_a_table_of_contents_keeps_its_lines(parse: Parse) -> None:
    """Its lines end in dots and a number."""
    lines = [f"{n} Quays . . . . . . . . . . . . . . . . . . . . {n}" for n in range(1, 4)]
    (analysis,) = parse(pdf([paragraph(40, 500, lines)]), "a.pdf")
    assert analysis.document.text == "\n".join(lines)


def test_a_line_that_repeats_in_the_middle_of_pages_is_text(parse: Parse) -> None:
    """Only the edges of a page have heads and feet."""
    pages = [[*column(40, 500, LEFT[:2]), *column(40, 300, ("We stay, they said.",))] for _ in range(3)]
    (analysis,) = parse(pdf(pages), "a.pdf")
    assert [kind for kind, _ in blocks(analysis)] == ["paragraph"] * 6


def test_a_column_of_dates_is_no_running_head() -> None:
    """However often it repeats on a page, here one that lies on its side; on several pages, at one place, it is one."""

    def page(number: int, rows: int) -> Page:
        cells = tuple(
            Line(text=f"05/{row:02}/2019", left=6.0 * row, bottom=-90, right=6.0 * row + 5, top=-40, size=8, bold=False, hyphen=False,
                 page=number, turn=1)
            for row in range(rows)
        )  # fmt: skip
        return Page(number=number, bounds=(0, 0, 600, 400), lines=cells, characters=10 * rows, unmapped=0)

    assert furniture_of([page(1, 60)]) == frozenset()
    assert len(furniture_of([page(1, 1), page(2, 1)])) == 2


def test_words_outside_of_the_page_are_boilerplate(parse: Parse) -> None:
    """A printer's marks."""
    (analysis,) = parse(pdf([[*column(40, 500, LEFT), Words(40, -20, "quay-17.indd 3")]]), "a.pdf")
    assert blocks(analysis) == [("paragraph", ONE), ("boilerplate", "quay-17.indd 3")]


def test_kinds_of_blocks(parse: Parse) -> None:
    """Headings by bigger or bold letters, items by their signs, captions by their small letters and number, forms by early ends."""
    drawn = [
        TITLE,
        Words(40, 520, "What the town asks", 10, bold=True),
        *paragraph(40, 505, ("The town asks for two things, and it wants them in", "writing before the council meets on Friday at noon.")),
        *paragraph(40, 470, ("• a crane that works in the winter too", "• a ferry on Sundays")),
        *paragraph(40, 430, ("Figure 1: The old quay.",), size=8),
        *paragraph(40, 400, ("Name: Ada Poe", "Office: chair of the board, since the spring of last year")),
    ]
    (analysis,) = parse(pdf([drawn]), "a.pdf")
    assert blocks(analysis)[1:] == [
        ("heading", "What the town asks"),
        ("paragraph", "The town asks for two things, and it wants them in writing before the council meets on Friday at noon."),
        ("list-item", "• a crane that works in the winter too"),
        ("list-item", "• a ferry on Sundays"),
        ("caption", "Figure 1: The old quay."),
        ("paragraph", "Name: Ada Poe\nOffice: chair of the board, since the spring of last year"),
    ]


def test_paragraphs_by_indents_and_gaps(parse: Parse) -> None:
    """A first line that is set in begins one, and so does a wider distance."""
    lines = paragraph(
        40, 500, ("The board met at noon, and it did not take", "long.", "The next meeting is in May, as is usual for", "it.")
    )
    lines[2] = lines[2]._replace(x=52)
    (analysis,) = parse(pdf([[*lines, *paragraph(40, 430, ("Nobody from the town was there to be heard.",))]]), "a.pdf")
    assert [words[:8] for _, words in blocks(analysis)] == ["The boar", "The next", "Nobody f"]


@pytest.mark.parametrize(
    ("label", "lines", "text"),
    [
        ("a divided word", ("It is a mat-", "ter of time."), "It is a matter of time."),
        ("before a capital the hyphen is the word's own", ("They are anti-", "NATO and loud."), "They are anti-NATO and loud."),
        ("a compound that the text has elsewhere", ("Two two-way roads, two-", "way both."), "Two two-way roads, two-way both."),
        ("a dash is none", ("They left –", "and came back."), "They left – and came back."),
    ],
)
def test_hyphens_at_line_ends(label: str, lines: tuple[str, ...], text: str, parse: Parse) -> None:
    """A word's parts are joined unless the hyphen is its own."""
    (analysis,) = parse(pdf([paragraph(40, 500, lines)]), "a.pdf")
    assert analysis.document.text == text, label


@pytest.mark.parametrize(
    ("label", "matrix", "page"),
    [("upwards", (0, 1, -1, 0), ""), ("upwards on a turned page", (0, 1, -1, 0), "/Rotate 90"), ("downwards", (0, -1, 1, 0), "")],
)
def test_turned_text(label: str, matrix: tuple[float, float, float, float], page: str, parse: Parse) -> None:
    """Text that runs up or down the page is read in its own order, and its box is that of the page as it is."""
    up = matrix[1] > 0
    drawn = [Words(100 + 12 * n if up else 300 - 12 * n, 50 if up else 550, line, 10, matrix=matrix) for n, line in enumerate(LEFT)]
    (analysis,) = parse(pdf([drawn], page=page), "a.pdf")
    assert blocks(analysis) == [("paragraph", ONE)], label
    left, _, right, _ = analysis.document.blocks[0].attributes[BOX]
    assert (right - left < 90, 80 < left < 300) == (True, True), label


INFO = {"Title": "Rain in the north", "Author": "Ada Poe; jdoe3; Harbour News Ltd.", "CreationDate": "D:20240624101500+02'00'"}
BODY = column(40, 500, (*LEFT, "The loan is for 2024 and the year after it."))


@pytest.mark.parametrize(
    ("label", "info", "title", "authors", "published"),
    [
        ("all", INFO, "Rain in the north", ("Ada Poe",), "2024-06-24T10:15:00+02:00"),
        ("a file's name is no title", {"Title": "Microsoft Word - quay3.doc"}, None, (), None),
        ("nor is a program's word", {"Title": "PowerPoint Presentation", "Author": "Administrator"}, None, (), None),
        ("a year that the text does not have", {"CreationDate": "D:20190624"}, None, (), None),
        ("a day alone", {"CreationDate": "D:20240624"}, None, (), "2024-06-24"),
        ("no date", {"CreationDate": "yesterday", "Title": "", "Author": ""}, None, (), None),
    ],
)
def test_what_a_file_says_of_itself(  # noqa: PLR0913, PLR0917  # a table's columns
    label: str, info: dict[str, str], title: str | None, authors: tuple[str, ...], published: str | None, parse: Parse
) -> None:
    """It counts where the text leaves a field open; its date only where the text has its year; the provenance says so."""
    (analysis,) = parse(pdf([BODY], info), "a.pdf")
    document = analysis.document
    assert (document.title, document.authors, document.published) == (title, authors, published), label
    assert {item.about for item in document.provenance if item.rule == "pdf-info"} == {
        name for name, held in (("title", title), ("authors", authors), ("published", published)) if held
    }


def test_the_visible_title_goes_first(parse: Parse) -> None:
    """The file's may be an older text's; its language is declared."""
    (analysis,) = parse(pdf([[TITLE, *BODY]], INFO, catalog="/Lang (en-GB)"), "a.pdf")
    assert (analysis.document.title, analysis.document.language) == ("Quay to close for two winters", "en-GB")


WHOLE = pdf([[TITLE, *column(40, 500, LEFT)]])

#: A file whose password nobody knows: the digests are none.
LOCKED = WHOLE.replace(
    b"/Root 1 0 R",
    b"/ID [<00> <00>] /Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%s> /U <%s> >> /Root 1 0 R" % (b"00" * 32, b"11" * 32),
)


@pytest.mark.parametrize(
    ("label", "raw", "found", "advice"),
    [
        ("no text", pdf([[]]), "page holds no text", "text recognition"),
        ("no text on two pages", pdf([[], []]), "2 pages hold no text", "text recognition"),
        ("no pages", pdf([]), "PDF file", ""),
        ("a header alone", b"%PDF-1.7\n", "cut off", "fetch it again"),
        ("cut in its list of objects", WHOLE[: WHOLE.index(b"xref") + 20], "cut off", "fetch it again"),
        ("rubbish", b"%PDF-1.4\n" + b"\xff\0" * 500 + b"%%EOF", "broken", "fetch it again"),
        ("something else", b"PK\3\4 and so on", "b'PK\\x03\\x04 and so on'", "check"),
        ("a password", LOCKED, "password", "copy"),
    ],
)  # fmt: skip
def test_refused(label: str, raw: bytes, found: str, advice: str, context: Context) -> None:
    """A file that gives no text says what it is and what to do."""
    with pytest.raises(ParseError) as caught:
        list(PDF.parse(io.BytesIO(raw), Hint(filename="a.pdf"), context))
    assert (found in caught.value.message, advice in caught.value.advice) == (True, True), (label, str(caught.value))


@pytest.mark.parametrize(
    ("label", "raw"),
    [
        ("its list of objects is wrong", WHOLE.replace(b"0000000009", b"0000000777")),
        ("something stands before it", b"\r\n\r\n" + WHOLE),
        ("something stands after it", WHOLE + b"\0" * 2000),
    ],
)
def test_mended(label: str, raw: bytes, parse: Parse) -> None:
    """What PDFium can mend is read."""
    (analysis,) = parse(raw, "a.pdf")
    assert [words for _, words in blocks(analysis)] == ["Quay to close for two winters", ONE], label


def test_a_page_without_text_is_told(parse: Parse) -> None:
    """Beside pages that have some."""
    (analysis,) = parse(pdf([column(40, 500, LEFT), [], [], []]), "a.pdf")
    assert [(notice.code, notice.message[:21]) for notice in analysis.notices] == [("page-without-text", "pages 2–4 of 4 withou")]


def test_without_the_library(monkeypatch: pytest.MonkeyPatch, parse: Parse) -> None:
    """The error names the extra."""
    monkeypatch.setitem(sys.modules, "pypdfium2", None)
    with pytest.raises(ParseError, match=r'pip install "seedlib\[pdf\]"'):
        parse(WHOLE, "a.pdf")


def test_limits(context: Context, parse: Parse) -> None:
    """Characters, pages and time are bounded."""
    with pytest.raises(LimitError, match=r"more than 50 characters by page 1.*max_characters"):
        parse(WHOLE, "a.pdf", settings=Settings(max_characters=50))
    with pytest.raises(LimitError, match=r"4 pages, expected at most 3.*max_parts"):
        parse(pdf([[]] * 4), "a.pdf", settings=Settings(max_parts=3))
    with pytest.raises(DeadlineError):
        list(PDF.parse(io.BytesIO(WHOLE), Hint(), Context(lexicons=context.lexicons, deadline=time.monotonic() - 1)))


def test_threads_do_not_meet_in_the_library(parse: Parse) -> None:
    """PDFium has no locks of its own; four threads give what one gives."""
    raw = pdf([[TITLE, *interleaved()]] * 4)
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda _: parse(raw, "a.pdf"), range(12)))
    assert found == [parse(raw, "a.pdf")] * 12


@pytest.mark.parametrize("sign", [".", ". ", "a", "a'"])
def test_time_grows_with_the_length_of_a_line(sign: str) -> None:
    """Not with its square: dots, letters without a blank."""

    def seconds(count: int) -> float:
        lines = [
            Line(text=text, left=40, bottom=bottom, right=360, top=bottom + 10, size=10, bold=False, hyphen=False, page=1)
            for text, bottom in ((sign * count + "1b-", 500), ("and so on.", 488))
        ]
        began = time.process_time()
        shape = shape_of(lines)
        text_of(paragraphs_of(lines, shape), shape)
        return time.process_time() - began

    assert_linear(seconds, 2_000)


def test_time_grows_with_pages_alone(parse: Parse) -> None:
    """Four times as many pages take about four times as long."""

    def seconds(pages: int) -> float:
        raw = pdf([[*HEAD, *column(40, 500, LEFT), *column(220, 500, RIGHT), Words(200, 20, str(n))] for n in range(pages)])
        start = time.perf_counter()
        parse(raw, "a.pdf")
        return time.perf_counter() - start

    seconds(5)
    assert seconds(160) < 8 * max(seconds(40), 0.05)


def test_broken_bytes_never_raise_anything_else(context: Context) -> None:
    """A document or a ParseError, whatever byte is changed."""
    numbers = random.Random(5)  # noqa: S311  # no secret
    for _ in range(60):
        raw = bytearray(WHOLE)
        for _ in range(numbers.randint(1, 12)):
            raw[numbers.randrange(len(raw))] = numbers.randrange(256)
        with contextlib.suppress(ParseError):
            list(PDF.parse(io.BytesIO(bytes(raw)), Hint(), context))


@pytest.mark.parametrize(
    ("head", "name", "hint", "parser"),
    [
        (WHOLE[:64], "a.pdf", {}, "pdf"),
        (WHOLE[:64], "a.txt", {}, "pdf"),
        (b"\xef\xbb\xbf\n" + WHOLE[:64], None, {}, "pdf"),
        (b"HTTP/1.1 200 OK\n\n" + WHOLE[:64], "a.pdf", {}, "pdf"),
        (b"\x01\x02", None, {"media_type": "application/pdf"}, "pdf"),
        (b"A PDF file begins with %PDF-1.4.", "a.txt", {}, "text"),
    ],
)
def test_accepts(head: bytes, name: str | None, hint: dict[str, str], parser: str, accepted: Callable[..., Any]) -> None:
    """By its first bytes, by its media type, by its name."""
    assert accepted(head, name, **hint) == parser


def test_contract() -> None:
    """As every parser."""
    check_parser(PDF, {"a.pdf": WHOLE, "b.pdf": pdf([[TITLE, *interleaved()], column(40, 560, RIGHT)], INFO)})
