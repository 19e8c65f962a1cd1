"""Which encoding a page or feed is likely in, by the language that it declares: for bytes that nothing else tells of.

Rules:

- It is asked last: after every declaration, and after a guess by the bytes themselves.
"""

from __future__ import annotations

import regex

__all__ = ["usual_encoding"]

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
