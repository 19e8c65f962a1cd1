"""What a careful reader expects of a sample, in words rather than offsets, and how far an analysis agrees.

An expectations file stands beside its sample: `NAME.expected.json` for `NAME.EXT`. It is a JSON object::

    {"documents": [{
        "title": "Dockers vote to stay out", "authors": ["Ada Poe"], "genre": "news",
        "problems": {"must": [{"kind": "stray-space", "words": "ICP )"}]},
        "actors": {"must": [{"name": "Ada Poe", "kind": "person", "roles": ["minister"]}], "must_not": [{"name": "Monday"}]},
        "mentions": {"must": [{"words": "Lima", "around": "rain in Lima", "use": "literal"}]},
        "claims": {"must": [{"who": "Ada Poe", "words": "that prices … talks fail", "modality": "possible"}]}}]}

Rules:

- Expectations are partial: what is not named is not looked at. `must` items need a finding each, `must_not` items none.
- An item names fields of a finding. A list is contained in the found one. A string in `words`, `around`, `who`, `cue`, `condition`,
  `addressee` or `within` stands in the found one, white space aside; with " … " inside, the found one begins and ends so. All else
  is equal.
- `around` is a mention with the words beside it, `within` the content of the claim in which a claim stands.
- `"known_failure": "why"` in an item, and `"known_failures": {"title": "why"}` for the metadata, say that it does not hold yet; once
  it does, that is a mismatch too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
    "mentions": ("words", "around", "actor", "form", "use"),
    "claims": (
        "who", "cue", "words", "kind", "quotation", "modality", "polarity", "condition", "addressee", "time", "by_author",
        "within",
    ),
}  # fmt: skip

#: Fields that hold several values.
_SEVERAL = frozenset({"authors", "roles", "aliases"})

#: Fields that hold words of the text, which an item may give in part.
_WORDS = frozenset({"words", "around", "who", "cue", "condition", "addressee", "within"})

#: The lists that a draft gets from a result; a text has too many mentions, of which a reader expects a few.
_DRAFTED = ("blocks", "problems", "actors", "claims")

#: How many characters on each side of a mention are around it: about six words.
_AROUND = 40

#: Stands for the words between the first and the last ones that an item gives.
_ELLIPSIS = " … "


@value(kw_only=True)
class Mismatch:
    """An expectation that does not hold.

    >>> from seedlib import Analysis, Document
    >>> analysis = Analysis(document=Document(text="Rain fell."))
    >>> (mismatch,) = check([analysis], {"documents": [{"title": "Rain"}]})
    >>> f"{mismatch.path}: expected {mismatch.expected}, found {mismatch.found}"
    "title: expected 'Rain', found None"
    """

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

    >>> from seedlib import Analysis, Document
    >>> analysis = Analysis(document=Document(text="Rain fell.", genre="news"))
    >>> [mismatch.path for mismatch in check([analysis], {"documents": [{"genre": "opinion"}]})]
    ['genre']

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

    >>> from seedlib import Analysis, Document, Span, TextProblem
    >>> problem = TextProblem(kind="stray-space", span=Span(4, 5))
    >>> document = Document(text="Rain , wind", genre="news")
    >>> analysis = Analysis(document=document, problems=[problem])
    >>> (draft,) = propose([analysis])["documents"]
    >>> draft["genre"], draft["problems"]
    ('news', {'must': [{'kind': 'stray-space', 'words': ' '}]})

    Args:
        analyses: a sample's documents.
        existing: the expectations there are, whose `must_not` and known failures are kept.

    Returns:
        What an expectations file holds, to be written as JSON.
    """
    kept = existing["documents"] if existing else []
    by_id = {document["id"]: document for document in kept if "id" in document}
    documents = []
    for number, analysis in enumerate(analyses):
        before = by_id.get(analysis.document.id) or (kept[number] if number < len(kept) and "id" not in kept[number] else {})
        documents.append(_draft(analysis, before))
    return {"documents": documents}


def _draft(analysis: Analysis, before: Mapping[str, Any]) -> dict[str, Any]:
    metadata = _metadata(analysis)
    failures = {name: why for name, why in before.get("known_failures", {}).items() if before.get(name) != metadata[name]}
    found: dict[str, Any] = {"id": analysis.document.id} if "id" in before else {}
    found |= {name: before.get(name) if name in failures else metadata[name] for name in FIELDS if name in failures or metadata[name]}
    found |= {"known_failures": failures} if failures else {}
    for name in LISTS:
        if name not in _DRAFTED and name not in before:
            continue
        old, rows = before.get(name, {}), _rows(analysis, name)
        drafted = name in _DRAFTED
        must = [{key: held for key, held in row.items() if held} for row in rows] if drafted else []
        for item in old.get("must", []):
            holds = any(_fits(_asked(item), row) for row in rows)
            if ("known_failure" in item and not holds) or (not drafted and holds):
                must.append(item if not holds else _asked(item))
        found[name] = {"must": must}
        if "must_not" in old:
            found[name]["must_not"] = [item if any(_fits(_asked(item), row) for row in rows) else _asked(item) for item in old["must_not"]]
    return found


def _documents(expected: Any, where: str) -> list[Mapping[str, Any]]:
    documents = expected.get("documents") if isinstance(expected, Mapping) else None
    if not isinstance(documents, list) or not all(isinstance(document, Mapping) for document in documents):
        raise ParseError("found no list of objects under 'documents'", where=where, advice="see the manual on expectations")
    for number, document in enumerate(documents):
        place = f"{where}, documents[{number}]"
        _known(document, {"id", "known_failures", *FIELDS, *LISTS}, place)
        _typed({name: document[name] for name in ("id", *FIELDS) if name in document}, place)
        _known(document.get("known_failures", {}), FIELDS, f"{place}.known_failures")
        for name in [name for name in LISTS if name in document]:
            _known(document[name], {"must", "must_not"}, f"{place}.{name}")
            for group, items in document[name].items():
                if not isinstance(items, list):
                    raise ParseError(f"found {items!r:.60}, expected a list", where=f"{place}.{name}.{group}")
                for index, item in enumerate(items):
                    _known(item, {*LISTS[name], "known_failure"}, f"{place}.{name}.{group}[{index}]")
                    _typed(item, f"{place}.{name}.{group}[{index}]")
    return documents


def _typed(item: Mapping[str, Any], where: str) -> None:
    """Raise a ParseError unless each value can be compared: a list of strings where there may be several, else one plain value."""
    for name, held in item.items():
        if name in _SEVERAL:
            fits = isinstance(held, list) and all(isinstance(one, str) for one in held)
        else:
            fits = held is None or isinstance(held, str | bool | int | float)
        if not fits:
            expected = "a list of strings" if name in _SEVERAL else "one value"
            raise ParseError(f"found {held!r:.60} for {name}, expected {expected}", where=where)


def _known(held: Any, names: Iterable[str], where: str) -> None:
    if not isinstance(held, Mapping):
        raise ParseError(f"found {held!r:.60}, expected an object", where=where)
    unknown = sorted(held.keys() - set(names))
    if unknown:
        raise ParseError(f"found {', '.join(unknown)}, expected names among {', '.join(sorted(names))}", where=where)


def _compare(analysis: Analysis, wanted: Mapping[str, Any], name: str) -> Iterator[Mismatch]:
    metadata = _metadata(analysis)
    failures = wanted.get("known_failures", {})
    for field in [field for field in FIELDS if field in wanted]:
        holds = wanted[field] == metadata[field]
        if holds and field in failures:
            expected = f"{wanted[field]!r} to be a known failure"
            yield Mismatch(document=name, path=field, expected=expected, found="that it holds now")
        elif not holds and field not in failures:
            yield Mismatch(document=name, path=field, expected=repr(wanted[field]), found=repr(metadata[field]))
    for kind in [kind for kind in LISTS if kind in wanted]:
        rows = _rows(analysis, kind)
        for group, items in wanted[kind].items():
            for index, item in enumerate(items):
                yield from _compare_item(item, rows, name, f"{kind}.{group}[{index}]")


def _compare_item(item: Mapping[str, Any], rows: Sequence[Mapping[str, Any]], name: str, path: str) -> Iterator[Mismatch]:
    asked = _asked(item)
    fitting = [row for row in rows if _fits(asked, row)]
    holds = bool(fitting) == (".must_not" not in path)
    if holds and "known_failure" in item:
        yield Mismatch(document=name, path=path, expected=f"{_shown(asked)} to be a known failure", found="that it holds now")
    elif not holds and "known_failure" not in item:
        if fitting:
            yield Mismatch(document=name, path=path, expected=f"nothing like {_shown(asked)}", found=_shown(fitting[0]))
        else:
            yield Mismatch(document=name, path=path, expected=_shown(asked), found=_shown(_nearest(asked, rows)))


def _asked(item: Mapping[str, Any]) -> dict[str, Any]:
    return {key: held for key, held in item.items() if key != "known_failure"}


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
    return _ROWS[name](analysis)


def _block_rows(analysis: Analysis) -> list[dict[str, Any]]:
    document = analysis.document
    return [{"kind": block.kind, "words": document[block.span]} for block in document.blocks]


def _problem_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [{"kind": problem.kind, "words": analysis.document[problem.span] if problem.span else ""} for problem in analysis.problems]


def _actor_rows(analysis: Analysis) -> list[dict[str, Any]]:
    return [
        {"id": a.id, "name": a.name, "kind": a.kind, "country": a.country, "roles": list(a.roles), "aliases": list(a.aliases)}
        for a in analysis.actors
    ]


def _mention_rows(analysis: Analysis) -> list[dict[str, Any]]:
    text = analysis.document.text
    names = {actor.id: actor.name for actor in analysis.actors}
    rows = []
    for mention in analysis.mentions:
        start, end = mention.span.start, mention.span.end
        around = text[max(0, start - _AROUND) : end + _AROUND]
        actor = names.get(mention.actor or "")
        rows.append({"words": text[start:end], "around": around, "actor": actor, "form": mention.form, "use": mention.use})
    return rows


def _claim_rows(analysis: Analysis) -> list[dict[str, Any]]:
    contents = {claim.id: analysis.text_of(claim.content) for claim in analysis.claims}
    rows = []
    for claim in analysis.claims:
        quote = analysis.quote(claim)
        evidence = {key: analysis.text_of(claim.arguments.get(key, ())) for key in ("condition", "addressee")}
        own = {key: getattr(claim, key) for key in ("kind", "quotation", "modality", "polarity", "time", "by_author")}
        within = contents.get(claim.within or "", "")
        rows.append({"who": quote.who, "cue": quote.cue, "words": quote.words, **evidence, **own, "within": within})
    return rows


_ROWS: Mapping[str, Callable[[Analysis], list[dict[str, Any]]]] = {
    "blocks": _block_rows,
    "problems": _problem_rows,
    "actors": _actor_rows,
    "mentions": _mention_rows,
    "claims": _claim_rows,
}
