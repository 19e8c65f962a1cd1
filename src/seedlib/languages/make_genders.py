"""Make the list of given names that tell whether a person is a woman or a man: `python -m seedlib.languages.make_genders`.

It writes `genders.json` of the English pack from the counts of nomquamgender (Van Buskirk, Clauset, Larremore, An Open-Source
Cultural Consensus Approach to Name-Based Gender Classification, ICWSM 2023; MIT): 36 public counts of bearers of a given name, of all
countries together. Needs the file `name_data.json` of that package, nothing else: where pandas is not wanted, get it by
`pip download --no-deps nomquamgender`.

Rules:

- A name stands here if several of the sources have it, enough bearers were counted, and nine of ten of them are of one gender.
- Names are without accents and capitals, as they are looked up.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from seedlib.errors import MissingExtraError
from seedlib.languages.making import write_lexicon

__all__ = ["genders", "main"]

#: At least so many bearers in so many sources: `nova`, a noun of science, has fewer than `olena`.
_BEARERS, _SOURCES = 2_000, 5

#: This share of a name's bearers is of one gender: Andrea, a woman's name in Spain and a man's in Italy, is left out.
_SHARE = 0.9

_SOURCE = (
    "made by seedlib.languages.make_genders from nomquamgender 0.1.4 (Van Buskirk et al., ICWSM 2023; MIT): given names of which nine of"
    " ten bearers are of one gender. value: f or m; names: all of them, without accents"
)


def genders(counts: Mapping[str, Sequence[Any]]) -> dict[str, str]:
    """Return `f` or `m` by name.

    >>> genders({"olena": [26, 10464, 0.99, 3], "andrea": [34, 772519, 0.83, 3], "xyz": [1, 3, 1.0, 3]})
    {'olena': 'f'}

    Args:
        counts: by name: in how many sources it is, how many bearers were counted, and which share of them are women.
    """
    enough = {name: held[2] for name, held in counts.items() if held[0] >= _SOURCES and held[1] >= _BEARERS}
    clear = {name: "f" if women >= _SHARE else "m" for name, women in enough.items() if women >= _SHARE or women <= 1 - _SHARE}
    return {name: clear[name] for name in sorted(clear) if name.isalpha() and len(name) > 1}


def main() -> None:
    """Write `genders.json` of the English pack; the path of `name_data.json` may be given."""
    given = sys.argv[1:]
    found = None if given else find_spec("nomquamgender")
    if not given and (found is None or found.origin is None):
        raise MissingExtraError("nomquamgender", "data")
    path = Path(given[0]) if given else Path(found.origin or "").with_name("name_data.json")  # type: ignore[union-attr]  # looked at above
    found_genders = genders(json.loads(path.read_text("utf-8")))
    rows = [  # two long ones: nine thousand entries take time to load
        {"phrase": phrase, "value": gender, "names": " ".join(name for name, held in found_genders.items() if held == gender)}
        for gender, phrase in (("f", "women’s names"), ("m", "men’s names"))
    ]
    write_lexicon(Path(__file__).parent / "en" / "genders.json", "genders", _SOURCE, rows)


if __name__ == "__main__":
    main()
