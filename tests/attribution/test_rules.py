"""The extractor as a whole: other languages, turns, nesting, hostile texts."""

from __future__ import annotations

import time
from itertools import pairwise

import attrs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from seedlib.attribution import EXTRACTORS
from seedlib.components import Context, Settings
from seedlib.languages import pack
from seedlib.matching import Entry
from seedlib.model import Analysis, Block, Document, Quotation, Span
from tests.growth import assert_linear

from .conftest import context_of, extracted, in_words, segmented

ENGLISH = context_of({lexicon.type: lexicon.entries for lexicon in pack("en")})

#: The forms of cue in the English pack.
FORMS = ("base", "finite", "past", "passive", "participle", "noun", "preposition", "mark")

#: A language that nobody speaks: `SOURCE ka CONTENT CUE`, its own marks, no capitals at names' begin needed.
TOY = context_of(
    {
        "quotation-marks": [Entry(phrase="‹", value="›")],
        "cues": [
            Entry(phrase="veshu", value="statement", data={"form": "finite", "takes": ["speech"]}),
            Entry(phrase="dranu", value="demand", data={"form": "finite", "takes": ["speech"]}),
        ],
        "frames": [
            Entry(phrase="SOURCE source-mark QUOTE CUE", value="toy-quote", data={"takes": "speech", "confidence": 0.9}),
            Entry(phrase="SOURCE source-mark CONTENT CUE", value="toy-clause", data={"takes": "speech"}),
            Entry(phrase="no cue here", value="broken", data={"takes": "speech"}),
        ],
        "word-classes": [Entry(phrase="ka", value="source-mark"), Entry(phrase=".", value="stop"), Entry(phrase="ka", value="border")],
    }
)


def test_a_second_language_needs_lexicons_alone() -> None:
    """A verb-final language with marks of its own is read by its own frames."""
    text = "Mira ka bo taru len veshu. Tolo ka ‹bo len sai bo len taru› dranu."
    expected = [
        {"source": "Mira", "cue": "veshu", "content": "bo taru len", "kind": "statement", "quotation": "indirect", "rule": "toy-clause"},
        {
            "source": "Tolo", "cue": "dranu", "content": "‹bo len sai bo len taru›",
            "kind": "demand", "quotation": "direct", "rule": "toy-quote",
        },
    ]  # fmt: skip
    assert expected == in_words(text, extracted(text, TOY))


def test_a_language_without_lexicons_gets_quotations_alone() -> None:
    """Without cues only whole quoted sentences are claims, and nobody is said to say them."""
    text = "Xq vort “Zim” blen.\n“Nol ferim zu galt om bis.” Xq vort."
    claims = extracted(text, context_of({}))
    assert [claim["content"] for claim in in_words(text, claims)] == ["“Nol ferim zu galt om bis.”"]
    assert [claim.source for claim in claims] == [()]


@pytest.mark.parametrize("text", ["", "\n", "said", '"', "according to", "Lee said", "said Lee.", "Lee said:", "’s claim that"])
def test_pieces_of_clauses_are_no_claims(text: str) -> None:
    """What lacks a content is no claim, and nothing raises."""
    assert extracted(text, ENGLISH) == []


def test_a_turn_is_its_speakers_claim_and_holds_others() -> None:
    """What the format states becomes a direct claim; a report in it stands within it."""
    text = "LEE: Diaz said that the dam is weak. We all know it."
    analysis = segmented(text, ENGLISH)
    turn = Quotation(span=Span(5, len(text)), words=Span(5, len(text)), speaker=Span(0, 3))
    analysis = attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, quotations=(turn,)))
    outer, inner = EXTRACTORS[0].extract(analysis, ENGLISH)
    words = in_words(text, [outer])[0]
    assert (text[5:], "LEE", "direct", "turn") == (words["content"], words["source"], words["quotation"], words["rule"])
    found = (text[inner.source[0].start : inner.source[0].end], text[inner.span.start : inner.span.end])
    assert found == ("Diaz", "that the dam is weak")
    assert (None, outer.id) == (outer.within, inner.within)


def test_a_claim_stands_within_the_smallest_that_covers_it() -> None:
    """Of A says B says C says, each stands in the one before."""
    text = "Lee said that Diaz had claimed that Ruiz had promised to resign."
    one, two, three = extracted(text, ENGLISH)
    assert (None, one.id, two.id) == (one.within, two.within, three.within)


def test_only_chosen_blocks_have_claims() -> None:
    """A disclosure says nothing that anybody claims."""
    text = "Lee said that the dam is weak.\nThe publisher said that it owns the dam. “We own all of the dam here.”"
    analysis = segmented(text, ENGLISH)
    first, second = analysis.document.blocks
    document = attrs.evolve(analysis.document, blocks=(first, attrs.evolve(second, kind="disclosure")))
    analysis = attrs.evolve(analysis, document=document)
    assert [claim["content"] for claim in in_words(text, EXTRACTORS[0].extract(analysis, ENGLISH))] == ["that the dam is weak"]
    nowhere = attrs.evolve(ENGLISH, settings=Settings(blocks=("title",)))
    assert list(EXTRACTORS[0].extract(analysis, nowhere)) == []


def test_an_analysis_without_layers_has_no_claims() -> None:
    """Where nobody has cut the text, nothing is found and nothing raises."""
    assert list(EXTRACTORS[0].extract(Analysis(document=Document(text="Lee said that it rains.")), ENGLISH)) == []


def test_a_document_without_blocks_is_read_whole() -> None:
    """Blocks are no condition."""
    text = "Lee said that the dam is weak."
    analysis = segmented(text, ENGLISH)
    analysis = attrs.evolve(analysis, document=Document(text=text))
    assert [claim["content"] for claim in in_words(text, EXTRACTORS[0].extract(analysis, ENGLISH))] == ["that the dam is weak"]


def test_every_claim_says_which_rule_found_it_where_and_how_sure() -> None:
    """Provenance names the rule, its confidence, and the cue as evidence."""
    claim = extracted("Lee said that the dam is weak.", ENGLISH)[0]
    about = claim.provenance[0]
    assert ("content", "subject-cue-that", claim.confidence, claim.cue) == (about.about, about.rule, about.confidence, about.spans)
    assert 0.5 < claim.confidence < 1


def test_every_cue_of_english_is_tried_by_some_frame() -> None:
    """No entry of the pack is dead: each has a frame for what it takes and its form."""
    tried = {(frame.data["takes"], form) for frame in ENGLISH.phrases("frames").entries for form in frame.data.get("forms", FORMS)}
    dead = [
        (entry.phrase, takes)
        for entry in ENGLISH.phrases("cues").entries
        for takes in entry.data["takes"]
        if (takes, entry.data["form"]) not in tried
    ]
    assert dead == []


#: Words and marks that make clauses, in any order.
PIECES = [
    "said ", "saying ", "Lee ", "that ", "“", "” ", '"', ", ", ". ", ": ", "according to ", "the ", "’s ", "threat ", "to ", "who ", "and ",
    "\n", "he ", "was ", "told ", "issued a ", "notice ", "in ", "whether ", "claims ", "(", "x ", "expected ",
]  # fmt: skip


@settings(max_examples=150)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_row_of_words_gives_claims_that_can_be(text: str) -> None:
    """Nothing raises; spans lie in the text, ids are unique, and within goes from a shorter content to a longer one."""
    claims = extracted(text, ENGLISH)
    by_id = {claim.id: claim for claim in claims}
    assert len(claims) == len(by_id)
    for claim in claims:
        assert claim.content[-1].end <= len(text)
        assert all(one.end <= other.start for one, other in pairwise(claim.content))
        outer = by_id.get(claim.within or "")
        assert (claim.within is None) == (outer is None)
        assert outer is None or sum(map(len, outer.content)) > sum(map(len, claim.content))


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        '"',
        "“",
        "” ",
        ", ",
        "“a b c d e f.” ",
        "Lee said ",
        "and ",
        "who ",
        "in ",
        "’s ",
        "; ",
        ": ",
        "Lee said it. ",
        '"x," ',
        "according to Lee, ",
        "“a b c d e f g.\n",
    ],
    ids=repr,
)
def test_hostile_texts_take_linear_time(unit: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""

    def seconds(size: int) -> float:
        text = unit * (size // len(unit))
        analysis = segmented(text, ENGLISH)
        begun = time.process_time()
        EXTRACTORS[0].extract(analysis, ENGLISH)
        return time.process_time() - begun

    assert_linear(seconds, 30_000)


def test_a_sentence_too_long_to_be_one_is_not_read() -> None:
    """A list of a thousand words without a stop holds no clauses; the sentence after it is read."""
    text = "item and " * 300 + "Lee said that it rains\nDiaz said that it snows."
    assert [claim["content"] for claim in in_words(text, extracted(text, ENGLISH))] == ["that it snows"]


def test_a_quotation_goes_on_over_paragraphs() -> None:
    """An open quotation goes on in the next paragraph, also without a cue of its own."""
    text = "“We began at dawn,” Ana Ruiz said. “We walked all day.\n“By night we had reached the coast.”"
    claim = in_words(text, extracted(text, ENGLISH))[0]
    assert ("Ana Ruiz", "“We began at dawn,” … " + text[text.index("“We walked") :]) == (claim["source"], claim["content"])


def test_quotations_that_nothing_closes_are_joined_backwards_and_forwards() -> None:
    """Where each paragraph's quotation is one of its own, the speaker of one says those before and after it."""
    text = "“We began at dawn.\n“We walked,” Ana Ruiz said. “We walked on.\n“We came home.”"
    analysis = segmented(text, ENGLISH)
    starts = [at for at, sign in enumerate(text) if sign == "“"]
    ends = [text.index("\n"), text.index("”") + 1, text.rindex("\n"), len(text)]
    closed = [False, True, False, True]
    quotations = [Quotation(span=Span(a, b), words=Span(a + 1, b), closed=c) for a, b, c in zip(starts, ends, closed, strict=True)]
    analysis = attrs.evolve(analysis, layers=attrs.evolve(analysis.layers, quotations=tuple(quotations)))
    claims = list(EXTRACTORS[0].extract(analysis, ENGLISH))
    assert [tuple(quotation.span for quotation in quotations)] == [claim.content for claim in claims]
    assert in_words(text, claims)[0]["source"] == "Ana Ruiz"


def test_context_is_not_needed_to_be_english() -> None:
    """The extractor serves every language."""
    assert EXTRACTORS[0].languages == ("*",)
    block = Block(kind="paragraph", span=Span(0, 3))
    assert list(EXTRACTORS[0].extract(Analysis(document=Document(text="Ja.", blocks=(block,))), Context(language="de"))) == []


def test_a_title_is_read_without_the_name_of_its_site() -> None:
    """What stands behind the title proper is nobody's words."""
    text = "Bishop says bells will stay – The Gull"
    document = Document(text=text, title="Bishop says bells will stay", blocks=(Block(kind="title", span=Span(0, len(text))),))
    analysis = attrs.evolve(segmented(text, ENGLISH), document=document)
    (claim,) = EXTRACTORS[0].extract(analysis, ENGLISH)
    assert analysis.text_of(claim.content) == "bells will stay"


QUOTED = "The rain has not stopped since May, and nobody knows why."


@pytest.mark.parametrize(
    ("before", "expected"),
    [
        ("Its director, Pham Lan, put it this way:", ("Its director, Pham Lan,", "put it this way", "subject-cue-quote")),
        ("Paz warned that investors could leave:", ("Paz", "", "quotation-introduced")),
        ("Paz warned that investors could leave.", None),
        ("It has rained for a month:", None),
    ],
)
def test_a_quoted_block_is_said_by_whoever_introduces_it(before: str, expected: tuple[str, str, str] | None) -> None:
    """A colon before it tells who; without one the block is nobody's, and its own verbs report nothing."""
    text = f"{before}\n{QUOTED}"
    kinds = ("paragraph", "quote")
    plain = segmented(text, ENGLISH)
    blocks = tuple(Block(kind=kind, span=block.span) for kind, block in zip(kinds, plain.document.blocks, strict=True))
    analysis = attrs.evolve(plain, document=attrs.evolve(plain.document, blocks=blocks))
    found = [row for row in in_words(text, EXTRACTORS[0].extract(analysis, ENGLISH)) if row["content"] == QUOTED]
    assert [(row["source"], row["cue"], row["rule"]) for row in found] == ([expected] if expected else [])


def test_a_quoted_block_with_marks_is_one_quotation() -> None:
    """The marks' own quotation is enough."""
    text = f"Paz warned that investors could leave:\n“{QUOTED}”"
    plain = segmented(text, ENGLISH)
    first, second = plain.document.blocks
    blocks = (first, Block(kind="quote", span=second.span))
    analysis = attrs.evolve(plain, document=attrs.evolve(plain.document, blocks=blocks))
    rows = [row for row in in_words(text, EXTRACTORS[0].extract(analysis, ENGLISH)) if QUOTED in row["content"]]
    assert [(row["source"], row["quotation"]) for row in rows] == [("Paz", "direct")]
