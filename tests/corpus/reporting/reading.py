"""A page as a browser would see it: its elements, attributes and text."""

from __future__ import annotations

from html.parser import HTMLParser

__all__ = ["Page"]

#: Elements that have no end.
_VOID = {"meta", "input"}


class Page(HTMLParser):
    """What a page holds; an element that is closed where it is not open fails."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.texts: list[str] = []
        self.others: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: held or "" for name, held in attrs}))
        if tag not in _VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] not in (["style"], ["script"]):
            self.texts.append(data)

    def handle_comment(self, data: str) -> None:
        self.others.append(data)

    @property
    def text(self) -> str:
        """All text, in one line."""
        return " ".join(" ".join(self.texts).split())

    def attributes(self, name: str) -> list[str]:
        """Return the values of an attribute."""
        return [held[name] for _, held in self.elements if name in held]
