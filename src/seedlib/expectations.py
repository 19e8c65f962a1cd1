"""What a careful reader expects of a sample, in words rather than offsets, and how far an analysis agrees.

An expectations file stands beside its sample: `NAME.expected.json` for `NAME.EXT`. It is a JSON object::

    {"documents": [{
        "title": "Dockers vote to stay out", "authors": ["Ada Poe"], "genre": "news",
        "problems": {"must": [{"kind": "stray-space", "words": "KEI )"}]},
        "actors": {"must": [{"name": "Ada Poe", "kind": "person", "roles": ["minister"]}], "must_not": [{"name": "Monday"}]},
        "claims": {"must": [{"who": "Ada Poe", "words": "that prices … talks fail", "modality": "possible"}]}}]}

Rules:

- Expectations are partial: what is not named is not looked at. `must` items need a finding each, `must_not` items none.
- An item names fields of a finding. A list is contained in the found one. A string in `words`, `who`, `cue`, `condition` or
  `addressee` stands in the found one, white space aside; with ` … ` inside, the found one begins and ends so. All else is equal.
- `"known_failure": "why"` in an item says that it does not hold yet; once it does, that is a mismatch too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from seedlib.errors import ParseError
from seedlib.model import Analysis, value

__all__ = ["FIELDS", "LISTS", "Mismatch", "check", "propose"]

#: The metadata that may be expected, by name.
FIELDS = ("title", "authors", "publisher", "first_publisher", "published", "updated", "language", "genre", "url", "encoding")

#: What may be expected to be found, or not, and the fields by which an item names it.
LISTS: Mapping[str, tuple[str, ...]] = {
    "blocks": ("kind", "words"),
    "problems": ("kind", "words"),
    "actors": ("id", "name", "kind", "country", "roles", "aliases"),
    "claims": (
        "who", "cue", "words", "kind", "quotation", "modality", "polarity", "condition", "addressee", "time", "by_author",
    ),
}  # fmt: skip

#: Fields that hold words of the text, which an item may give in part.
_WORDS = frozenset({"words", "who", "cue", "condition", "addressee"})

#: Stands for the words between the first and the last ones that an item gives.
_ELLIPSIS = " … "


@value(kw_only=True)
class Mismatch:
    """An expectation that does not hold."""

    #: The document's id, or its number from 1.
    document: str
    #: The place in the expectations: `claims.must[2]`.
    path: str
    #: What was expected, or must not have been found, or was known to fail and holds.
    expected: str
    #: What was found instead.
    found: str


def check(analyses: Sequence[Analysis], expected: Any, *, where: str = "expectations") -> tuple[Mismatch, ...]:
    """Compare what was found in a sample with what is expected of it.

    Args:
        analyses: the sample's documents, in order.
        expected: what its expectations file holds, as parsed JSON.
        where: the file's name, for errors.

    Returns:
        A mismatch for each expectation that does not hold; none if all hold.

    Raises:
        ParseError: the expectations are not as they must be; the message says where.
    """
    documents = _documents(expected, where)
    mismatches = []
    if len(documents) != len(analyses):
        counts = Mismatch(document="all", path="documents", expected=str(len(documents)), found=str(len(analyses)))
        mismatches.append(counts)
    by_id = {analysis.document.id: analysis for analysis in analyses}
    for number, wanted in enumerate(documents):
        identifier = wanted.get("id")
        analysis = by_id.get(identifier) if identifier else (analyses[number] if number < len(analyses) else None)
        name = identifier or str(number + 1)
        if analysis is None:
            mismatches.append(Mismatch(document=name, path=f"documents[{number}]", expected="a document", found="none"))
        else:
            mismatches += _compare(analysis, wanted, name)
    return tuple(mismatches)


def propose(analyses: Iterable[Analysis], existing: Any = None) -> dict[str, Any]:
    """Return expectations that hold for these analyses: a draft to be corrected by a careful reader.

    Args:
        analyses: a sample's documents.
        existing: the expectations there are, whose `must_not` and known failures are kept.
    """
    kept = existing["documents"] if existing else []
    documents = []
    for number, analysis in enumerate(analyses):
        before = kept[number] if number < len(kept) else {}
        found: dict[str, Any] = {"id": analysis.document.id} if "id" in before else {}
        found |= {name: held for name, held in _metadata(analysis).items() if held}
        for name in LISTS:
            old = before.get(name, {})
            must = [{key: held for key, held in row.items() if held} for row in _rows(analysis, name)]
            must += [item for item in old.get("must", []) if "known_failure" in item]
            found[name] = {"must": must} | ({"must_not": old["must_not"]} if "must_not" in old else {})
        documents.append(found)
    return {"documents": documents}


def _documents(expected: Any, where: str) -> list[Mapping[str, Any]]:
    documents = expected.get("documents") if isinstance(expected, Mapping) else None
    if not isinstance(documents, list) or not all(isinstance(document, Mapping) for document in documents):
        raise ParseError("found no list of objects under 'documents'", where=where, advice="see the manual on expectations")
    for number, document in enumerate(documents):
        place = f"{where}, documents[{number}]"
        _known(document, {"id", *FIELDS, *LISTS}, place)
        for name in LISTS.keys() & document.keys():
            _known(document[name], {"must", "must_not"}, f"{place}.{name}")
            for group, items in document[name].items():
                for index, item in enumerate(items):
                    _known(item, {*LISTS[name], "known_failure"}, f"{place}.{name}.{group}[{index}]")
    return documents


def _known(held: Any, names: Iterable[str], where: str) -> None:
    if not isinstance(held, Mapping):
        raise ParseError(f"found {held!r:.60}, expected an object", where=where)
    unknown = sorted(held.keys() - set(names))
    if unknown:
        raise ParseError(f"found {', '.join(unknown)}, expected names among {', '.join(sorted(names))}", where=where)


def _compare(analysis: Analysis, wanted: Mapping[str, Any], name: str) -> Iterator[Mismatch]:
    metadata = _metadata(analysis)
    for field in FIELDS:
        if field in wanted and wanted[field] != metadata[field]:
            yield Mismatch(document=name, path=field, expected=repr(wanted[field]), found=repr(metadata[field]))
    for kind in LISTS.keys() & wanted.keys():
        rows = _rows(analysis, kind)
        for group, items in wanted[kind].items():
            for index, item in enumerate(items):
                yield from _compare_item(item, rows, name, f"{kind}.{group}[{index}]")


def _compare_item(item: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], name: str, path: str) -> Iterator[Mismatch]:
    asked = {key: held for key, held in item.items() if key != "known_failure"}
    fitting = [row for row in rows if _fits(asked, row)]
    holds = bool(fitting) == (".must_not" not in path)
    if holds and "known_failure" in item:
        yield Mismatch(document=name, path=path, expected=f"{_shown(asked)} to be a known failure", found="that it holds now")
    elif not holds and "known_failure" not in item:
        if fitting:
            yield Mismatch(document=name, path=path, expected=f"nothing like {_shown(asked)}", found=_shown(fitting[0]))
        else:
            yield Mismatch(document=name, path=path, expected=_shown(asked), found=_shown(_nearest(asked, rows)))


def _fits(asked: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    return all(_agrees(key, held, row[key]) for key, held in asked.items())


def _agrees(field: str, asked: Any, found: Any) -> bool:
    if isinstance(asked, list):
        return set(asked) <= set(found)
    if field in _WORDS and isinstance(asked, str):
        first, ellipsis, last = _plain(asked).partition(_ELLIPSIS)
        words = _plain(found)
        return words.startswith(first) and words.endswith(last) if ellipsis else first in words
    return bool(asked == found)


def _plain(words: str) -> str:
    return " ".join(words.split())


def _nearest(asked: Mapping[str, Any], rows: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    """Return the finding that agrees in most fields, to be shown beside what was expected."""
    best: Mapping[str, Any] = max(rows, key=lambda row: sum(_agrees(key, held, row[key]) for key, held in asked.items()), default={})
    return {key: best[key] for key in asked if key in best}


def _shown(row: Mapping[str, Any]) -> str:
    return ", ".join(f"{key} {held!r}" for key, held in row.items() if held not in (None, "", [])) or "nothing"


def _metadata(analysis: Analysis) -> dict[str, Any]:
    document = analysis.document
    held = {name: getattr(document, name) for name in FIELDS if name != "encoding"}
    return held | {"authors": list(document.authors), "encoding": document.origin.encoding}


def _rows(analysis: Analysis, name: str) -> list[dict[str, Any]]:
    """Return what was found, in words, by the fields of `LISTS`."""
    document = analysis.document
    if name == "blocks":
        return [{"kind": block.kind, "words": document[block.span]} for block in document.blocks]
    if name == "problems":
        return [{"kind": p.kind, "words": document[p.span] if p.span else ""} for p in analysis.problems]
    if name == "actors":
        return [
            {"id": a.id, "name": a.name, "kind": a.kind, "country": a.country, "roles": list(a.roles), "aliases": list(a.aliases)}
            for a in analysis.actors
        ]
    rows = []
    for claim in analysis.claims:
        quote = analysis.quote(claim)
        evidence = {key: analysis.text_of(claim.arguments.get(key, ())) for key in ("condition", "addressee")}
        own = {key: getattr(claim, key) for key in ("kind", "quotation", "modality", "polarity", "time", "by_author")}
        rows.append({"who": quote.who, "cue": quote.cue, "words": quote.words, **evidence, **own})
    return rows
