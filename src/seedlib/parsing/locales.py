"""What is known of many languages: names of months, the words of bylines, and the encoding that files are usually in.

Rules:

- The encoding is asked for last: after every declaration, and after a guess by the bytes themselves.
- Words are data, `months.json` and `words.json` of the reader of pages, read once for each registry; no such reader is loaded for them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources
from typing import Any

import regex

from seedlib.components import Context
from seedlib.model import value

__all__ = ["Bylines", "alternatives", "bylines_of", "months_of", "usual_encoding"]

#: Words that precede authors and begin family names.
_AMBIGUOUS = frozenset({"da", "de", "di"})

#: The encodings that browsers take for pages without a declaration where these languages are spoken (HTML standard, 13.2.3.2, the table
#: of the last step), but for Chinese, whose script decides. What is not here is in cp1252.
_USUAL = {
    "cp1250": "cs hr sk",
    "cp1251": "ba be bg kk ky mk ru sah sr tg tt uk",
    "cp1254": "az ku tr",
    "cp1255": "he",
    "cp1256": "ar fa",
    "cp1257": "et lt lv",
    "cp1258": "vi",
    "cp874": "th",
    "cp932": "ja",
    "cp949": "ko",
    "iso8859-2": "hu pl sl",
    "iso8859-7": "el",
}
_BY_LANGUAGE = {language: name for name, languages in _USUAL.items() for language in languages.split()}

#: `<html lang="ru">`, `<feed xml:lang='ru'>`, and `<language>ru</language>` of RSS.
_LANGUAGE = regex.compile(
    rb"<(?:html|rss|feed|rdf:RDF)\b[^<>]{0,1000}?\blang\s*=\s*[\"']?(?P<tag>[A-Za-z]{2,3})(?![A-Za-z])|<language>\s*(?P<tag>[A-Za-z]{2,3})(?![A-Za-z])",
    regex.IGNORECASE,
)

#: How far into a file its language is looked for, in bytes.
_SEARCHED = 4_096


def usual_encoding(raw: bytes) -> str | None:
    r"""Return the encoding that files in the language which bytes declare are usually in; None where that is cp1252, or none is declared.

    >>> usual_encoding(b"<html lang='ru-RU'><p>\xcf\xf0"), usual_encoding(b"<html lang=en>")
    ('cp1251', None)
    """
    found = _LANGUAGE.search(raw, 0, _SEARCHED)
    return _BY_LANGUAGE.get(found["tag"].decode("ascii").lower()) if found else None


def months_of(context: Context) -> Mapping[str, Mapping[str, int]]:
    """Return the names of months by language, and under `*` those of all languages that do not contradict each other; read once."""
    return context.once(_months)


def _months(context: Context) -> Mapping[str, Mapping[str, int]]:
    del context
    held: dict[str, dict[str, int]] = _data("months.json")["months"]
    votes: dict[str, set[int]] = {}
    for names in held.values():
        for name, number in names.items():
            votes.setdefault(name, set()).add(number)
    held["*"] = {name: next(iter(numbers)) for name, numbers in votes.items() if len(numbers) == 1}
    return held


@value(kw_only=True)
class Bylines:
    """The words of bylines, as patterns."""

    #: What precedes authors, at the beginning of a line: `By`, `Von`, `Text:`.
    by: regex.Pattern[str]
    #: What joins two names: ` and `, ` und `.
    joiner: regex.Pattern[str]


def bylines_of(context: Context) -> Bylines:
    """Return the words of bylines in many languages, read once."""
    return context.once(_bylines)


def _bylines(context: Context) -> Bylines:
    del context
    held: dict[str, Any] = _data("words.json")
    joiner = regex.compile(rf"\s(?:{alternatives(held['and'])})\s|\s[&+]\s", regex.IGNORECASE)
    return Bylines(by=_by(held["by"]), joiner=joiner)


def _by(words: list[str]) -> regex.Pattern[str]:
    """Return the pattern of what precedes authors.

    `de`, `da` and the like begin names too: they count before two words and more. Markup without blanks glues `By` to a name.
    """
    plain = alternatives([word for word in words if word not in _AMBIGUOUS])
    return regex.compile(
        rf"""
        \W* (?:
            (?:{plain}) (?: (?![\p{{L}}\p{{M}}\p{{N}}]) | (?<=\p{{Lo}}) )
          | (?:{"|".join(sorted(_AMBIGUOUS))}) (?= \s+ \S+ [ ] \S )
          | (?:by|von) (?-i:(?=\p{{Lu}})) | by (?=by\s)
        )
        [\s:：|–—-]*
        """,
        regex.IGNORECASE | regex.VERBOSE,
    )


def _data(name: str) -> Any:
    """Return what a file of the reader of pages holds; naming its package as one would load it."""
    return json.loads((resources.files("seedlib.parsing") / "html" / "metadata" / name).read_text("utf-8"))


def alternatives(words: list[str]) -> str:
    """Return a pattern for any of these, the longest first."""
    return "|".join(regex.escape(word, special_only=False) for word in sorted(words, key=len, reverse=True))
