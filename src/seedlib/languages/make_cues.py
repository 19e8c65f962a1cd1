"""Count how often the English cues and frames are right in annotated news: `python -m seedlib.languages.make_cues TRAIN.jsonl`.

It reads the articles with the rules as they are, and writes what it counts into `cues.json` and `frames.json` of the pack. Which cues
there are, what they take and which kind they make is kept by hand.

TRAIN is JSON Lines, as can be made of PolNeAR 1.0 (Newell et al., LREC 2018):
`{"id", "text", "annotations": {annotator: [attribution, …]}}`.
An attribution is `{"source", "cue", "content"}`, each a list of `[start, end)` in code points of the text.

Rules:

- The first annotator by name counts. Offsets are compared as sets of words, so that marks at an edge do not matter.
- A claim is found where its content and an attribution's share at least half of their words, each attribution once, the best pair first; it
  is right where the sources share a word too, or both have none.
- `seen` of a cue is, for what it takes, `[found, tried]`. `confidence` of a frame is `(right + 2) / (tried + 4)`.
"""

from __future__ import annotations

import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

import regex

import seedlib
from seedlib.errors import ParseError
from seedlib.model import Span

__all__ = ["Counts", "count", "main", "read_articles", "with_confidence", "with_seen"]

#: Words as the annotations are compared by them.
_WORD = regex.compile(r"\w+")

#: From which share of common words on two contents are one.
_SAME = 0.5

#: The file of the pack with the rules' patterns, and the one with the cues.
_FRAMES, _CUES = "frames.json", "cues.json"

#: English, others' claims only, and the rules alone: no tagger is asked.
_SETTINGS = seedlib.Settings(language="en", author_claims="none", options=seedlib.Attributes({"tagger.weights": "none"}))

#: A text, and its attributions: where the source and where the content stand.
Article: TypeAlias = tuple[str, list[tuple[list[Span], list[Span]]]]


class Counts(NamedTuple):
    """What was counted in a corpus."""

    #: By rule: how many claims it made, and how many of them are right.
    tried: Counter[str]
    right: Counter[str]
    #: By rule and folded words of the cue: how many claims they made, and how many of them are found.
    cues_tried: Counter[tuple[str, str]]
    cues_found: Counter[tuple[str, str]]


def read_articles(lines: Iterable[str]) -> Iterator[Article]:
    """Yield the annotated articles of a JSON Lines file.

    Raises:
        ParseError: a line is no such object; the message names it.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, first = row["text"], min(row["annotations"].items())[1]
            yield text, [(_spans(item["source"]), _spans(item["content"])) for item in first]
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            advice = "give a JSON Lines file with 'text' and 'annotations', as the module's docstring says"
            raise ParseError("found no annotated article", where=f"line {number}", advice=advice) from error


def _spans(pairs: Iterable[Sequence[int]]) -> list[Span]:
    return [Span(start, end) for start, end in pairs]


class _Words:
    """The words of a text, by which contents and sources are compared."""

    def __init__(self, text: str) -> None:
        held = [found.span() for found in _WORD.finditer(text)]
        self.starts, self.ends = [start for start, _ in held], [end for _, end in held]

    def of(self, spans: Iterable[Span]) -> frozenset[int]:
        """Return which words lie in the spans, in part at least."""
        pairs = ((bisect_right(self.ends, span.start), bisect_left(self.starts, span.end)) for span in spans)
        return frozenset(index for first, last in pairs for index in range(first, last))


def count(articles: Iterable[Article]) -> Counts:
    """Read articles with the rules, and count what they get right."""
    counts = Counts(Counter(), Counter(), Counter(), Counter())
    for text, gold in articles:
        analysis = seedlib.analyze(text, settings=_SETTINGS)
        words = _Words(text)
        expected = [(words.of(source), words.of(content)) for source, content in gold]
        matched = dict(_matched([words.of(claim.content) for claim in analysis.claims], [content for _, content in expected]))
        for index, claim in enumerate(analysis.claims):
            rule = next((about.rule for about in claim.provenance if about.about == "content"), "")
            key = rule, " ".join(analysis.text_of(claim.cue).casefold().split())
            counts.tried[rule] += 1
            counts.cues_tried[key] += 1
            if index in matched:
                found, wanted = words.of(claim.source), expected[matched[index]][0]
                counts.right[rule] += bool(found & wanted) or found == wanted
                counts.cues_found[key] += 1
    return counts


def _matched(found: Sequence[frozenset[int]], expected: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Yield which contents are the same, the most alike first, each once."""
    pairs = ((len(a & b) / len(a | b), i, j) for i, a in enumerate(found) for j, b in enumerate(expected) if a & b)
    left, right = set(), set()
    for alike, i, j in sorted(pairs, key=lambda pair: (-pair[0], pair[1], pair[2])):
        if alike >= _SAME and i not in left and j not in right:
            left.add(i)
            right.add(j)
            yield i, j


def with_confidence(frames: Iterable[dict[str, Any]], counts: Counts) -> list[dict[str, Any]]:
    """Return the entries of frames, each with its confidence; one that was never tried keeps what it has."""
    rows = []
    for row in frames:
        tried, right = counts.tried[row["value"]], counts.right[row["value"]]
        rows.append({**row, "confidence": round((right + 2) / (tried + 4), 2)} if tried else row)
    return rows


def with_seen(cues: Iterable[dict[str, Any]], frames: Iterable[dict[str, Any]], counts: Counts) -> list[dict[str, Any]]:
    """Return the entries of cues, each with what was seen of it; one that was not seen has no `seen`."""
    takes = {row["value"]: row["takes"] for row in frames}
    seen: dict[tuple[str, str], list[int]] = {}
    for (rule, cue), tried in counts.cues_tried.items():
        held = seen.setdefault((takes.get(rule, ""), cue), [0, 0])
        held[0] += counts.cues_found[rule, cue]
        held[1] += tried
    rows = []
    for row in cues:
        key = " ".join(row["phrase"].casefold().split())
        own = {name: seen[name, key] for name in row.get("takes", ()) if (name, key) in seen}
        rest = {name: held for name, held in row.items() if name != "seen"}
        rows.append({**rest, "seen": own} if own else rest)
    return rows


def _write(path: Path, held: Mapping[str, Any], rows: Iterable[dict[str, Any]]) -> None:
    """Write a lexicon, one entry a line."""
    lines = ",\n  ".join(json.dumps(row, ensure_ascii=False) for row in rows)
    source = json.dumps(held["source"], ensure_ascii=False)
    head = f'{{"type": "{held["type"]}", "language": "{held["language"]}",\n "source": {source},\n "entries": [\n  '
    path.write_text(f"{head}{lines}\n]}}\n", "utf-8")


def main(arguments: Sequence[str], folder: Path | None = None) -> int:
    """Count, and write the counts into the lexicons of `folder`, the English pack by default; return the exit status."""
    if len(arguments) != 1:
        sys.stderr.write("usage: python -m seedlib.languages.make_cues TRAIN.jsonl\n")
        return 2
    with Path(arguments[0]).open(encoding="utf-8", newline="\n") as lines:
        counts = count(read_articles(lines))
    folder = folder or Path(__file__).parent / "en"
    cues, frames = (json.loads((folder / name).read_text("utf-8")) for name in (_CUES, _FRAMES))
    _write(folder / _CUES, cues, with_seen(cues["entries"], frames["entries"], counts))
    _write(folder / _FRAMES, frames, with_confidence(frames["entries"], counts))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
