"""Rich text: its tokens, and which control words matter for the text of a document."""

from __future__ import annotations

import re
from dataclasses import dataclass

TOKEN = re.compile(
    rb"(?P<open>\{)|(?P<close>\})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<byte>[0-9a-fA-F]{2})"
    rb"|\\(?P<symbol>[^a-zA-Z])|(?P<text>[^\\{}\r\n]+)|[\r\n]+",
    re.S,
)
# Parts of the file that are no text of the document; a part that begins with \* is none either, unless it is known.
NOT_SHOWN = frozenset(
    b"fonttbl colortbl stylesheet info header headerl headerr headerf footer footerl footerr footerf pict object "
    b"fldinst shprslt listtable listoverridetable revtbl generator annotation atnid atnauthor xmlnstbl themedata "
    b"colorschememapping datastore latentstyles nonshppict sp filetbl rsidtbl tc xe bkmkstart bkmkend".split()
)
SHOWN_PARTS = frozenset(b"shppict listtext pntext".split())
MARKS = {
    b"tab": "\t",
    b"line": "\n",
    b"emdash": "—",
    b"endash": "–",
    b"bullet": "•",
    b"lquote": "‘",
    b"rquote": "’",
    b"ldblquote": "“",
    b"rdblquote": "”",
    b"emspace": "\u2003",
    b"enspace": "\u2002",
}
SYMBOLS = {b"~": "\xa0", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\t": "\t"}
SWITCHES = (b"v", b"strike", b"striked", b"deleted", b"super")
LOOKS = {
    b"v": "<w:vanish/>",
    b"strike": "<w:strike/>",
    b"striked": "<w:dstrike/>",
    b"super": '<w:vertAlign w:val="superscript"/>',
}
# \fcharset of a font → its code page
CHARSETS = {0: "cp1252", 128: "cp932", 129: "cp949", 134: "gb18030", 136: "big5", 204: "cp1251", 238: "cp1250"}
PAGES = {936: "gb18030", 54936: "gb18030", 950: "big5", 932: "cp932", 949: "cp949", 65001: "utf-8", 10008: "gb18030"}


@dataclass(frozen=True)
class State:
    """What a closing brace takes back."""

    shown: bool = True
    font: int = 0
    skip: int = 1  # substitutes behind \uN
    in_table: bool = False
    outline: int | None = None
    on: frozenset[bytes] = frozenset()
    note: bool = False
    box: bool = False
    shape: bool = False  # inside a drawing, whose words are shown
    fonts: bool = False  # inside the table of fonts
    fresh: bool = False  # right behind the opening brace
    starred: bool = False
