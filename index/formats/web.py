"""Web pages: the article out of the page, with what the page says about it (索引号, 发布时间)."""

from __future__ import annotations

import email
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from index.errors import DocumentError
from index.formats.lines import Lines, Loaded
from index.formats.text import decode, is_utf8

_BLOCK = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body center dd div dl dt fieldset figure form h1 h2 h3 h4 h5 h6 header li main "
        "ol p pre section td th tr ul table tbody thead",
    )
)
_DROP = (
    "script, style, noscript, template, nav, footer, aside, select, option, button, input, textarea, iframe, "
    "svg, object"
)
_HIDDEN = '[hidden], [aria-hidden="true"], [style*="display:none"], [style*="display: none"]'
_META = {"pubdate": "发布日期", "contentsource": "来源", "articletitle": "标题"}
_SITE = re.compile(r"\s*(?:[_|]|[-—–]+(?=[^-—–\d]*$)).*")
_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.I)


def read_html(data: bytes, name: str) -> Loaded:
    """The page's text: lines that are mostly links go, the article stays; the page's fields come first."""
    tree = LexborHTMLParser(_decode(data, name))
    lines = Lines()
    if tree.body is None:
        return lines.loaded()
    fields, title = _fields(tree), _title(tree)
    for node in tree.css(_DROP) + tree.css(_HIDDEN):
        node.decompose()
    body = tree.body
    if body is None:
        return lines.loaded()
    page = _Page()
    page.walk(body)
    page.end_line()
    text = "".join(item[0] for item in page.items)
    for label, value in fields:
        if label != "标题" and label not in text and value:
            lines.add(f"{label}：{value}")
    for line, heading, linked, table in page.items:
        if table is not None:
            lines.add_table(table)
        elif linked * 2 <= len(line) or "附件" in line:
            lines.add(line, heading=heading)
    return replace(lines.loaded(), title=title)


def read_mht(data: bytes, name: str) -> Loaded:
    """A page that was saved as one file (.mht): its first part that is a page; pictures and styles stand behind it."""
    try:
        for part in email.message_from_bytes(data).walk():
            page = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
            if isinstance(page, bytes):
                return read_html(page, name)
    except RecursionError as error:
        raise DocumentError(f"{name}: its parts are nested too deep; save the page as .html") from error
    raise DocumentError(f"{name}: there is no page in it; save the page as .html")


def _decode(data: bytes, name: str) -> str:
    match = _CHARSET.search(data[:4000])
    charset = match[1].decode("ascii").lower() if match else ""
    if charset in ("gb2312", "gbk", "gb18030") and not is_utf8(data):
        return data.decode("gb18030", errors="replace")
    return decode(data, name)


def _fields(tree: LexborHTMLParser) -> list[tuple[str, str]]:
    """The meta tags that the standard for government sites asks for (《政府网站发展指引》): PubDate, ContentSource."""
    found = []
    for node in tree.css("meta[name][content]"):
        label = _META.get((node.attributes.get("name") or "").lower())
        if label:
            found.append((label, (node.attributes.get("content") or "").strip()))
    return found


def _title(tree: LexborHTMLParser) -> str:
    """The page's own title (ArticleTitle, else <title>) without the site's name behind it: …补贴_广州市政府网."""
    own = dict(_fields(tree)).get("标题") or (node.text() if (node := tree.css_first("title")) else "")
    return _SITE.sub("", " ".join(own.split()))


@dataclass(frozen=True, slots=True)
class _Open:
    """An element whose children are walked."""

    children: Iterator[LexborNode]
    link: bool = False
    heading: int | None = None
    is_block: bool = False


class _Page:
    """Walks the page and collects its lines: text, heading level, how many of its letters are links, table."""

    def __init__(self) -> None:
        self.items: list[tuple[str, int | None, int, list[list[str]] | None]] = []
        self._text: list[str] = []
        self._linked = 0

    def walk(self, body: LexborNode) -> None:
        """Without recursion: pages are nested as deep as they like."""
        around = [_Open(body.iter(include_text=True))]
        while around:
            inside = around[-1]
            child = next(inside.children, None)
            if child is not None:
                self._take(child, inside, around)
                continue
            around.pop()
            if inside.is_block:
                self.end_line(inside.heading)

    def _take(self, node: LexborNode, inside: _Open, around: list[_Open]) -> None:
        """One node: its words, or what it holds onto the stack."""
        tag = node.tag or ""
        if tag == "-text":
            words = re.sub(r"\s+", " ", node.text_content or "")
            self._text.append(words)
            self._linked += len(words.strip()) if inside.link else 0
        elif tag == "br":
            self.end_line(inside.heading)
        elif tag == "table" and (rows := _data_table(node)) is not None:
            self.end_line(inside.heading)
            self.items.append(("", None, 0, rows))
        elif tag in _BLOCK:
            self.end_line(inside.heading)
            level = int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else inside.heading
            around.append(_Open(node.iter(include_text=True), inside.link, level, is_block=True))
        elif not tag.startswith(("-", "!")):
            around.append(_Open(node.iter(include_text=True), inside.link or tag == "a", inside.heading))

    def end_line(self, heading: int | None = None) -> None:
        line = " ".join("".join(self._text).split())
        if line:
            self.items.append((line, heading, self._linked, None))
        self._text.clear()
        self._linked = 0


def _data_table(table: LexborNode) -> list[list[str]] | None:
    """The cells of a table of data; None for one that only lays out the page."""
    if table.css("table table") or len(table.css("table")) > 1:
        return None
    rows: list[list[str]] = []
    carried: dict[int, tuple[int, str]] = {}
    for row in table.css("tr"):
        cells: list[str] = []
        for cell in row.css("td, th"):
            while carried.get(len(cells), (0, ""))[0] > 0:
                left, text = carried[len(cells)]
                carried[len(cells)] = (left - 1, text)
                cells.append(text)
            text = " ".join(cell.text(deep=True, separator=" ").split())
            linked = sum(len(a.text()) for a in cell.css("a"))
            if len(text) > 300 or linked * 2 > len(text) > 0:
                return None
            for _ in range(_span(cell, "colspan")):
                carried[len(cells)] = (_span(cell, "rowspan") - 1, text)
                cells.append(text)
        while carried.get(len(cells), (0, ""))[0] > 0:
            left, text = carried[len(cells)]
            carried[len(cells)] = (left - 1, text)
            cells.append(text)
        rows.append(cells)
    rows = [row for row in rows if any(row)]
    wide = max((len(row) for row in rows), default=0)
    return rows if wide > 1 and rows else None


def _span(cell: LexborNode, name: str) -> int:
    value = cell.attributes.get(name) or "1"
    return min(50, int(value)) if value.isdigit() and value != "0" else 1
