"""The extractor: passages out, answers in, and what of them is in the text as claims."""

import json
from collections import Counter
from functools import cache, partial
from importlib.resources import files

import attrs

from seedlib import Claim, Notice, Provenance
from seedlib.components import Extractor
from seedlib.model import QUOTATIONS
from seedlib_llm_extractor.asking import BudgetSpentError, Client
from seedlib_llm_extractor.grounding import Passage, ground
from seedlib_llm_extractor.options import options_of
from seedlib_llm_extractor.passages import cut

__all__ = ["make", "request_for"]

#: What is counted, as the notice's code, and what the notice says.
NOTICES = {
    "llm:ungrounded": "Of what {model} answered {count} were left out: their words are not in the text.",
    "llm:malformed": "Of what {model} answered {count} were left out: they are no claims, or name neither who says it nor how.",
    "llm:no-answer": "To {count} of the text's passages {model} gave no answer that can be read; llm:passage makes them shorter.",
    "llm:budget-spent": "{count} of the text's passages were not sent: the budget is spent. Raise llm:requests or llm:characters.",
}


def make(key="", **how):
    """Return an extractor with a budget of its own.

    Args:
        key: the endpoint's key; empty where it wants none.
        how: further fields of `Client`, for tests.
    """
    return Extractor(name="model", extract=partial(_extract, Client(key=key, **how)))


@cache
def _file(name):
    return files("seedlib_llm_extractor").joinpath(name).read_text("utf-8")


def request_for(text, options):
    """Return the request for a passage, as JSON-shaped data."""
    schema = {"name": "claims", "strict": True, "schema": json.loads(_file("answer.schema.json"))}
    body = {
        "model": options.model,
        "messages": [{"role": "system", "content": _file("prompt.md")}, {"role": "user", "content": text}],
        "temperature": 0,  # the likeliest answer, so that two runs differ as little as they can
        "response_format": {"type": "json_schema", "json_schema": schema},
        **options.body,
    }
    return {name: held for name, held in body.items() if held is not None}


def _extract(client, analysis, context):
    """Yield the claims of a text, and notices of what was left out."""
    options = options_of(context.settings)
    if options is None:
        yield Notice(code="llm:not-chosen", message="No language model was asked: set the options llm:url and llm:model.")
        return
    counts = Counter()
    given = {}
    for spans in cut(analysis, context.settings, options.passage):
        for claim in _claims(client, Passage(analysis.document.text, spans), options, context, counts):
            given.setdefault(claim.id, claim)
    yield from given.values()
    for code, message in NOTICES.items():
        if counts[code]:
            yield Notice(code=code, message=message.format(model=options.model, count=counts[code]))


def _claims(client, passage, options, context, counts):
    """Yield the claims of a passage; count what is none."""
    text = "\n\n".join(passage.text[span.start : span.end] for span in passage.spans)
    try:
        answer = client.ask(request_for(text, options), options, context)
    except BudgetSpentError:
        counts["llm:budget-spent"] += 1
        return
    answered = _answered(answer)
    if answered is None:
        counts["llm:no-answer"] += 1
        return
    for held in answered:
        if not _is_whole(held):
            counts["llm:malformed"] += 1
        elif found := ground(passage, held["content"], held["source"], held["cue"]):
            provenance = Provenance(about="content", component="llm:model", rule=options.model, confidence=options.confidence)
            where = attrs.asdict(found, recurse=False)
            yield Claim(**where, quotation=held["quotation"], confidence=options.confidence, provenance=[provenance])
        else:
            counts["llm:ungrounded"] += 1


def _answered(answer):
    """Return the list of claims in an endpoint's answer; None where it has none that can be read, as of one that was cut or refused."""
    try:
        words = answer["choices"][0]["message"]["content"].strip()
        inner = words.removeprefix("```json").removeprefix("```").removesuffix("```")  # as models write JSON that know no schema
        claims = json.loads(inner)["claims"]
    except (AttributeError, IndexError, KeyError, TypeError, ValueError, RecursionError):
        return None
    return claims if isinstance(claims, list) else None


def _is_whole(held):
    """Say whether an answer has the shape of a claim, and says who says it or how."""
    if not isinstance(held, dict) or held.get("quotation") not in QUOTATIONS:
        return False
    sides = [held.get("source"), held.get("cue")]
    pieces = held.get("content")
    if not all(isinstance(side, str) for side in sides) or not any(side.strip() for side in sides):
        return False
    return isinstance(pieces, list) and bool(pieces) and all(isinstance(piece, str) and piece.strip() for piece in pieces)
