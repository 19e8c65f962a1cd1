"""Data sets: articles and texts, and what is no such thing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from seedlib.errors import ParseError
from seedlib.training.sets import READERS, Marked, Pointed, read_articles, read_attributions, read_factuality, read_mentions, read_texts
from tests.training.articles import articles, write_articles


def write(path: Path, *rows: object) -> Path:
    """Write JSON Lines."""
    path.write_text("".join(f"{json.dumps(row)}\n" for row in rows), "utf-8")
    return path


def test_the_first_annotator_by_name_counts(tmp_path: Path) -> None:
    """Others are not looked at; an article without any has no attributions."""
    one, other = {"source": [], "cue": [], "content": [[0, 2]]}, {"content": [[3, 4]]}
    path = write(
        tmp_path / "gold.jsonl",
        {"id": "a", "text": "It rained", "annotations": {"zoe": [other], "ann": [one]}},
        {"id": "b", "text": "It", "annotations": {}},
    )
    articles = list(read_articles(path))
    assert [[held["content"] for held in article.attributions] for article in articles] == [[[(0, 2)]], []]


@pytest.mark.parametrize(
    "row", [{"id": "a", "text": "x"}, {"id": "a", "annotations": {}}, [1], {"id": "a", "text": "x", "annotations": {"a": [[1]]}}]
)
def test_what_is_no_article_is_named(tmp_path: Path, row: object) -> None:
    """The message has the file and the number of the article."""
    path = write(tmp_path / "gold.jsonl", {"id": "a", "text": "x", "annotations": {}}, row)
    with pytest.raises(ParseError, match=r"gold\.jsonl, article 2: found no annotated article"):
        list(read_articles(path))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    """The message says where the files of a configuration are sought."""
    with pytest.raises(ParseError, match=r"gold\.jsonl: found no such file \(.*data folder: --data, or SEEDLIB_DATA"):
        list(read_articles(tmp_path / "gold.jsonl"))


def test_a_line_that_is_no_json_is_named(tmp_path: Path) -> None:
    """Lines are counted from 1, empty ones too."""
    path = tmp_path / "texts.jsonl"
    path.write_text('{"id": "a", "text": "x"}\n\n{"id"\n', "utf-8")
    with pytest.raises(ParseError, match=r"texts\.jsonl, line 3: found no valid JSON"):
        list(read_texts(path))


def test_a_line_in_another_encoding_is_named(tmp_path: Path) -> None:
    """Rather than a traceback."""
    path = tmp_path / "texts.jsonl"
    path.write_bytes('{"id": "a", "text": "é"}\n'.encode("latin-1"))
    with pytest.raises(ParseError, match=r"texts\.jsonl, line 1: found no valid JSON: 'utf-8' codec .*one JSON object a line, in UTF-8"):
        list(read_texts(path))


def test_a_text_without_text_is_named(tmp_path: Path) -> None:
    """Other fields do not count."""
    path = write(tmp_path / "texts.jsonl", {"id": "a", "text": "x", "title": "y"}, {"id": "b"})
    with pytest.raises(ParseError, match=r"texts\.jsonl, text 2: found no text"):
        list(read_texts(path))


def test_nobody_labelled_a_text(tmp_path: Path) -> None:
    """It has no labels, which is not the same as none being right."""
    (text,) = read_texts(write(tmp_path / "texts.jsonl", {"id": "a", "text": "x"}))
    assert (text.marked, text.pointed) == (None, ())


def labels(tmp_path: Path, *attributions: dict[str, list[list[int]]]) -> tuple[list[Marked], list[Pointed]]:
    """Return what an article with these attributions teaches."""
    row = {"id": "a", "text": "x" * 100, "annotations": {"ann": list(attributions)}}
    (text,) = read_attributions(write(tmp_path / "gold.jsonl", row))
    return list(text.marked or ()), list(text.pointed or ())


def test_all_parts_point_to_the_cue_and_the_cue_to_the_source(tmp_path: Path) -> None:
    """To the first part of each where it is in pieces."""
    marked, pointed = labels(tmp_path, {"source": [[0, 3], [4, 6]], "cue": [[10, 14], [30, 32]], "content": [[20, 28]]})
    assert [(label, span) for label, span, _ in marked] == [
        ("attribution:source", (0, 3)),
        ("attribution:source", (4, 6)),
        ("attribution:cue", (10, 14)),
        ("attribution:cue", (30, 32)),
        ("attribution:content", (20, 28)),
    ]
    assert [(span, target) for link, span, target in pointed if link == "attribution:of-cue"] == [(span, (10, 14)) for _, span, _ in marked]
    assert [(span, target) for link, span, target in pointed if link == "attribution:from-source"] == [
        ((10, 14), (0, 3)),
        ((30, 32), (0, 3)),
    ]


def test_without_a_cue_all_point_to_the_content(tmp_path: Path) -> None:
    """And nothing points to a source."""
    _, pointed = labels(tmp_path, {"source": [[0, 3]], "content": [[20, 28], [40, 42]]})
    assert pointed == [Pointed("attribution:of-cue", span, (20, 28)) for span in ((0, 3), (20, 28), (40, 42))]


def test_a_cue_without_a_source_points_to_nothing(tmp_path: Path) -> None:
    """So the network learns to say that there is none."""
    _, pointed = labels(tmp_path, {"cue": [[0, 3]], "content": [[4, 6]]})
    assert Pointed("attribution:from-source", (0, 3), None) in pointed


def test_an_article_without_attributions_is_labelled(tmp_path: Path) -> None:
    """It teaches that there are none."""
    assert labels(tmp_path) == ([], [])


def test_readers_go_by_name() -> None:
    """A configuration names them."""
    assert {"attributions": read_attributions, "factuality": read_factuality, "mentions": read_mentions, "texts": read_texts} == READERS


def test_the_made_up_articles_are_as_they_are_marked(tmp_path: Path) -> None:
    """Their marks are taken out, and offsets are of the text without them."""
    held = list(read_articles(write_articles(tmp_path / "articles.jsonl")))
    assert len(held) == len(articles()) == 10
    first = held[0]
    assert "[" not in first.text
    assert [[first.text[start:end] for start, end in first.attributions[0][role]] for role in ("source", "cue", "content")] == [
        ["Mara Quist, who heads the office"],
        ["said"],
        ["“The hull needs new plates,”", "“We will not sail with holes.”"],
    ]


def mention(text: str, words: str, *held: str | None) -> dict[str, object]:
    """Return a mention as a line has it, by its words, type, form, cluster, and the words of its head where these are others."""
    kind, form, cluster, head = (*held, None)[:4]
    start = text.index(words)
    first = start + words.index(head or words)
    return {
        "start": start,
        "end": start + len(words),
        "type": kind,
        "form": form,
        "cluster": cluster,
        "head": [first, first + len(head or words)],
    }


SCOPE = {"types": ["person", "organization", "place"], "optional": ["norp"], "coreference": True}


def test_mentions_are_labelled_by_type_and_form(tmp_path: Path) -> None:
    """A nominal by its words up to its head, without the mention in it; a pronoun has no label."""
    text = "Ann Poe met his old wife and the Swiss mayor of Oslo there."
    held = [
        mention(text, "Ann Poe", "person", "name", "1"),
        mention(text, "his old wife", "person", "nominal", "2", "wife"),
        mention(text, "his", "person", "pronoun", "3"),
        mention(text, "the Swiss mayor of Oslo", "person", "nominal", "4", "mayor"),
        mention(text, "Oslo", "place", "name", "5"),
        mention(text, "Swiss", "norp", "name", None),
    ]
    (read,) = read_mentions(write(tmp_path / "m.jsonl", {"id": "a", "genre": "news", "text": text, "scope": SCOPE, "mentions": held}))
    assert read.marked is not None
    assert [(label, text[slice(*span)], value) for label, span, value in read.marked] == [
        ("mention:person", "Ann Poe", "name"),
        ("mention:person", "old wife", "nominal"),
        ("mention:person", "mayor", "nominal"),
        ("mention:place", "Oslo", "name"),
    ]
    assert [text[slice(*span)] for span in read.unsure] == ["Swiss"]
    assert read.genre == "news"


def test_pronouns_and_nominals_point_back(tmp_path: Path) -> None:
    """To the last mention of the same actor and its last name; to nothing where they are the first, or mean no actor."""
    text = "Ann came. She saw the dog, and herself. It was raining. A man laughed; it bit."
    held = [
        mention(text, "Ann", "person", "name", "1"),
        mention(text, "She", "person", "pronoun", "1"),
        mention(text, "herself", "person", "pronoun", "1"),
        mention(text, "the dog", "animal", "nominal", "2", "dog"),
        mention(text, "A man", "person", "nominal", "3", "man"),
        mention(text, "it bit"[:2], "animal", "pronoun", "2"),
    ]
    held[-1] |= {"start": text.index("it bit"), "end": text.index("it bit") + 2, "head": None}
    (read,) = read_mentions(write(tmp_path / "m.jsonl", {"id": "a", "text": text, "scope": SCOPE, "mentions": held}))
    arrows = {(text[slice(*span)], target and text[slice(*target)]) for _, span, target in read.pointed}
    assert arrows == {("She", "Ann"), ("herself", "She"), ("herself", "Ann"), ("A man", None), ("it", None), ("It", None)}


def test_a_pronoun_alone_points_to_whom_it_means(tmp_path: Path) -> None:
    """In a set that has no other mentions nothing else is known."""
    text = "Ann saw Eve when she came."
    row = {
        "id": "a",
        "text": text,
        "mentions": [],
        "scope": {"types": []},
        "pronouns": [{"pronoun": [17, 20], "true": [[8, 11]], "false": []}],
    }
    (read,) = read_mentions(write(tmp_path / "m.jsonl", row))
    assert (read.marked, read.pointed) == (None, (Pointed("coreference:same", (17, 20), (8, 11)),))


def test_what_has_no_mentions_is_named(tmp_path: Path) -> None:
    """The message has the file and the number of the text."""
    with pytest.raises(ParseError, match=r"m\.jsonl, text 1: found no text with mentions"):
        list(read_mentions(write(tmp_path / "m.jsonl", {"id": "a", "text": "x"})))


def test_events_are_shared_out_among_labels(tmp_path: Path) -> None:
    """Events of one sentence are put together, sentences stand apart as paragraphs, and offsets are of the whole."""
    path = write(
        tmp_path / "events.jsonl",
        {"id": "1", "text": "It rained, they said.", "target": [3, 9], "factuality": 1.5},
        {"id": "2", "text": "It rained, they said.", "target": [16, 20], "factuality": 3},
        {"id": "3", "text": "Nobody left.", "target": [7, 11], "factuality": -3},
    )
    (text,) = read_factuality(path)
    assert text.marked is None
    assert [text.text[start:end] for (start, end), _ in text.graded] == ["rained", "said", "left"]
    so, opened, denied = "factuality:so", "factuality:open", "factuality:not"
    assert [shares for _, shares in text.graded] == [
        {so: 0.5, denied: 0, opened: 0.5},
        {so: 1, denied: 0, opened: 0},
        {so: 0, denied: 1, opened: 0},
    ]


@pytest.mark.parametrize("row", [{"id": "1", "text": "It rained."}, {"text": "It", "target": [0], "factuality": 1}, [1]])
def test_what_is_no_event_is_named(tmp_path: Path, row: object) -> None:
    """The message has the file and the number of the event."""
    with pytest.raises(ParseError, match=r"events\.jsonl, event 1: found no event"):
        list(read_factuality(write(tmp_path / "events.jsonl", row)))
