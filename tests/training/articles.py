"""Ten made-up articles with attributions, enough to see that training runs; their marks are taken out here.

`[s1 Ann Poe]` is the source of the first claim, `[q1 …]` its cue and `[c1 …]` its content; `[s12 …]` is the source of two claims.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import regex

__all__ = ["articles", "write_articles"]

_MARK = regex.compile(r"\[(?P<role>[sqc])(?P<claims>\d+) (?P<words>[^\]]+)\]")

_ROLES = {"s": "source", "q": "cue", "c": "content"}

_MARKED = [
    """The ferry to Lower Aling will not run before June, the harbour office announced on Tuesday.
[c1 “The hull needs new plates,”] [q1 said] [s1 Mara Quist, who heads the office]. [c1 “We will not sail with holes.”]
[s2 Shopkeepers on the island] [q2 fear] [c2 that the summer will be lost].
[s3 One of them, Tor Belling,] [q3 asked] [c3 why nobody had looked at the ship in winter].""",
    """[s1 The mayor of Dunmere] [q1 denied] on Monday [c1 that the town had paid for the fireworks].
[q2 According to] [s2 the accounts], however, [c2 forty crowns went to a firm in Pell].
[s3 Councillor Iva Roth] [q3 called] [c3 the whole affair] [q3 a disgrace].
No vote was taken.""",
    """Rain fell on the valley for the ninth day.
[s12 Forecasters] [q1 expect] [c1 more of it until the weekend] and [q2 warned] [c2 that the lower bridge may have to be closed].
[c3 It is only water], [s3 the baker] [q3 shrugged].""",
    """The two governments have not spoken since the seizure of the trawler.
[s1 A diplomat who asked not to be named] [q1 told] reporters [c1 that talks could begin “within days”].
[s2 The ministry in Ostrand] [q2 rejected] [c2 the report] as idle.
[c3 “There is nothing to talk about,”] [s3 its spokesman] [q3 added].""",
    """Twelve teachers have left the school at Harrow Gate this year.
[s1 They] [q1 complain] [c1 that classes are too large].
[s2 The headmistress, Dr Lena Osk,] [q2 promised] [c2 to hire six more by autumn].
In [s3 her] [q3 view] [c3 money was never the trouble].""",
    """[c1 Bread will cost more], [q1 predicts] [s1 the millers’ guild].
[s2 Its chairman] [q2 blames] [c2 the dry spring].
[s3 Economist Paul Adder] [q3 disagrees]: [c3 “The price of flour has not moved.”]
The guild publishes its figures in August.""",
    """The museum opened its new wing to four hundred guests.
[c1 “I have waited for this since I was a girl,”] [q1 said] [s1 Edda Moor], [s1 the oldest of them].
[s2 Critics] [q2 found] [c2 the rooms too dark]. [s3 A review in the Courier] [q3 spoke of] [c3 “a cellar with paintings”].""",
    """Police are looking for the driver of a grey van.
[s1 Witnesses] [q1 say] [c1 it turned into Mill Lane without lights].
[s2 Inspector Han Vell] [q2 urged] [c2 the driver to come forward].
[q3 It is believed that] [c3 the van was stolen in Carrow].""",
    """After the match [s1 the coach] [q1 admitted] [c1 that his side had been lucky].
[c2 “We did not deserve it”], [s2 he] [q2 said], [c2 “but we will take it.”]
[s3 The visitors] [q3 demanded] [c3 that the goal be looked at again].
The league meets on Friday.""",
    """The river fund has planted nine thousand trees, [s1 its yearly report] [q1 states].
[s2 Farmers upstream] [q2 doubt] [c2 that half of them will live].
[c3 “Come and count them,”] [q3 replied] [s3 Jonas Wyke of the fund].""",
]


def _article(number: int, marked: str) -> dict[str, Any]:
    """Return an article as the data sets have it."""
    text, claims = "", {}
    at = 0
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        for claim in mark["claims"]:
            parts = claims.setdefault(claim, {role: [] for role in _ROLES.values()})
            parts[_ROLES[mark["role"]]].append([len(text), len(text) + len(mark["words"])])
        text += mark["words"]
        at = mark.end()
    rows = [held for held in claims.values() if held["content"]]
    return {"id": f"article-{number}", "text": text + marked[at:], "annotations": {"us": rows}}


def articles() -> list[dict[str, Any]]:
    """Return the articles as the data sets have them."""
    return [_article(number, marked) for number, marked in enumerate(_MARKED)]


def write_articles(path: Path) -> Path:
    """Write the articles as JSON Lines."""
    path.write_text("".join(f"{json.dumps(held)}\n" for held in articles()), "utf-8")
    return path
