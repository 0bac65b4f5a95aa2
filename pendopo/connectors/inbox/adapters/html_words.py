"""The words of a letter that was written in HTML, without the quotes that mail programs mark."""

from __future__ import annotations

from html.parser import HTMLParser

_SILENT = frozenset({"script", "style", "head", "title", "template"})
_BLOCKS = frozenset(
    {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "hr", "pre"}
)
_VOID = frozenset({"br", "hr", "img", "input", "meta", "link", "area", "base", "col", "wbr", "source"})
_QUOTES = frozenset({"gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote"})
"""Classes that mail programs give to what they quote."""


class _Words(HTMLParser):
    """Collects text; an element whose words do not count is left with its end tag."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._left_out: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A block begins a line; what is quoted and what is no text is left out."""
        if tag in _BLOCKS:
            self.parts.append("\n")
        if tag in _VOID:
            return
        classes = set((dict(attrs).get("class") or "").split())
        if self._left_out or tag in _SILENT or tag == "blockquote" or classes & _QUOTES:
            self._left_out.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Back to what counts, once everything that was opened inside is closed; stray ends are nothing."""
        if tag in self._left_out:
            while self._left_out and self._left_out.pop() != tag:
                pass
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Text, when it counts."""
        if not self._left_out:
            self.parts.append(data)


def words_of_html(page: str) -> str:
    """The words of ``page``, a block a line; empty when there are none."""
    reader = _Words()
    reader.feed(page)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return "\n".join(line for line in lines if line)
