"""Make the names of months in the languages of news pages, from CLDR: `python -m seedlib.parsing.html.metadata.make_months`.

Needs the extra `data` (Babel); nothing else in seedlib does.

Rules:

- All forms of a month are taken that dates are written with: wide and abbreviated, inflected and as headings, without final stops.
- Numbers as names (`1月`) are left out: patterns know them.
"""

from __future__ import annotations

import json
from importlib.metadata import version
from pathlib import Path

import regex

from seedlib.errors import MissingExtraError

__all__ = ["main", "months"]

#: The languages with most news pages (W3Techs, content languages of websites), and those of the European Union.
_LANGUAGES = (
    "af", "ar", "az", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en", "es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "he",
    "hi", "hr", "hu", "hy", "id", "is", "it", "ka", "kk", "lb", "lt", "lv", "mk", "ms", "mt", "nb", "nl", "pl", "pt", "ro", "ru", "sk",
    "sl", "sq", "sr", "sv", "sw", "ta", "te", "th", "tr", "uk", "ur", "uz", "vi", "xh", "zu",
)  # fmt: skip


def months() -> dict[str, dict[str, int]]:
    """Return the names of months in small letters with their numbers, by language.

    Raises:
        MissingExtraError: Babel is not installed.
    """
    try:
        from babel import Locale
    except ImportError as error:
        raise MissingExtraError("babel", "data") from error
    found: dict[str, dict[str, int]] = {}
    for language in _LANGUAGES:
        held = Locale(language).months
        names = {
            regex.sub(r"^(?:de |d’)", "", name.casefold()).rstrip("."): number  # Catalan: `de gener`
            for kind in ("format", "stand-alone")
            for width in ("wide", "abbreviated")
            for number, name in held[kind][width].items()
        }
        found[language] = {name: number for name, number in sorted(names.items(), key=lambda item: item[1]) if _is_name(name)}
    return found


def _is_name(name: str) -> bool:
    return len(name) > 2 and any(sign.isalpha() for sign in name) and not any(sign.isdigit() for sign in name)


def main() -> None:
    """Write `months.json` beside this file."""
    held = {"source": f"Unicode CLDR (Unicode licence), as Babel {version('babel')} has it", "months": months()}
    path = Path(__file__).with_name("months.json")
    path.write_text(json.dumps(held, ensure_ascii=False, indent=1, sort_keys=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
