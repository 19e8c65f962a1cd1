"""An article in groups of blocks, and their text in pieces."""

import pytest

from seedlib.exporting.page.blocks import Group, groups_of
from seedlib.model import Analysis, Block, Claim, Document, Span, TextProblem


def drawn(analysis: Analysis) -> list[tuple[str, str]]:
    """Return the kinds of groups and their text; pieces stand in brackets where something is marked."""

    def text(group: Group) -> str:
        pieces = [piece for part in group.parts for piece in (*part.lead, *part.pieces)]
        return "".join(f"[{piece.text}]" if piece.roles else piece.text for piece in pieces)

    return [(group.kind, text(group)) for group in groups_of(analysis)]


def document(text: str, *blocks: tuple[str, str]) -> Document:
    """Return a document whose blocks are given by kind and words."""
    spans = [(kind, Span(text.index(words), text.index(words) + len(words))) for kind, words in blocks]
    return Document(text=text, blocks=[Block(kind=kind, span=span) for kind, span in spans])


def test_blocks_are_drawn_in_order_without_what_parts_them() -> None:
    """White space between blocks is for files."""
    given = document("Title\n\n  First.\n\nSecond.\n", ("title", "Title"), ("paragraph", "First."), ("paragraph", "Second."))
    assert drawn(Analysis(document=given)) == [("title", "Title"), ("paragraph", "First."), ("paragraph", "Second.")]


def test_lists_and_boilerplate_are_gathered() -> None:
    """Items that follow one another make one list; two paragraphs stay two."""
    kinds = {"Home": "boilerplate", "News": "boilerplate", "A.": "paragraph", "B.": "paragraph", "x": "list-item", "y": "list-item"}
    given = document("\n".join(kinds), *((kind, words) for words, kind in kinds.items()))
    assert [(group.kind, len(group.parts)) for group in groups_of(Analysis(document=given))] == [
        ("boilerplate", 2), ("paragraph", 1), ("paragraph", 1), ("list-item", 2),
    ]  # fmt: skip


@pytest.mark.parametrize(("words", "folded"), [("Home", False), ("x" * 1_000, True), ("A\nB\nC", False), ("A\nB\nC\nD", True)])
def test_much_boilerplate_is_folded(words: str, folded: bool) -> None:
    """A menu of a page is not what it is read for."""
    given = document(words, *(("boilerplate", line) for line in words.splitlines()))
    assert [group.folded for group in groups_of(Analysis(document=given))] == [folded]


def test_signs_before_a_block_lead_it_and_words_stand_alone() -> None:
    """Markdown's `##` belongs to the heading; words that no block holds are not lost."""
    given = document("## Head\n\nStray words\n\nText.\n***\n", ("heading", "Head"), ("paragraph", "Text."))
    assert drawn(Analysis(document=given)) == [("heading", "## Head"), ("", "Stray words"), ("paragraph", "Text."), ("", "***")]


def test_a_text_without_blocks_is_drawn_whole() -> None:
    """To the letter, lines included."""
    given = Analysis(document=Document(text="One.\n\nTwo."), claims=[Claim(content=[Span(6, 9)])])
    assert drawn(given) == [("paragraph", "One.\n\n[Two].")]
    assert drawn(Analysis(document=Document(text=""))) == []


def test_each_claim_and_problem_begins_once() -> None:
    """Wherever their first piece stands: in words, in white space that is not drawn, beyond the end."""
    given = document("One.\n\n\n\nTwo.\n\n", ("paragraph", "One."), ("paragraph", "Two."))
    claims = [Claim(content=[span], id=name) for name, span in (("a", Span(0, 3)), ("b", Span(5, 7)), ("c", Span(90, 99)))]
    problems = [TextProblem(kind="stray-space", span=Span(0, 1)), TextProblem(kind="stray-space", span=Span(13, 14))]
    groups = groups_of(Analysis(document=given, claims=claims, problems=problems))
    pieces = [piece for group in groups for part in group.parts for piece in (*part.lead, *part.pieces)]
    assert [number for piece in pieces for number in piece.first_claims] == [0, 1, 2]
    assert [number for piece in pieces for number in piece.first_problems] == [0, 1]


def test_a_line_end_that_a_border_parts_is_one() -> None:
    """A page has one kind of line end; half of a pair would be a second one."""
    given = Analysis(document=Document(text="One.\r\nTwo."), claims=[Claim(content=[Span(0, 5)])])
    assert drawn(given) == [("paragraph", "[One.]\nTwo.")]


def test_what_lies_over_a_piece() -> None:
    """A claim in a claim: both are known, and which is the author's."""
    claims = [Claim(content=[Span(0, 20)], id="a"), Claim(content=[Span(8, 20)], source=[Span(0, 3)], by_author=True, id="b")]
    (group,) = groups_of(Analysis(document=Document(text="She said that it was."), claims=claims))
    assert [(p.text, p.roles, p.depth, p.own, p.claims) for p in group.parts[0].pieces] == [
        ("She", ("content", "source"), 1, False, ("0:content", "1:source")),
        (" said", ("content",), 1, False, ("0:content",)),
        (" that it was", ("content",), 2, True, ("0:content", "1:content")),
        (".", (), 0, False, ()),
    ]
