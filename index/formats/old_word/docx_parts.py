"""A .docx of bare parts, into which other formats of Word are put so that one set of rules reads them."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from xml.sax.saxutils import escape

_NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx_of(parts: Mapping[str, str | None]) -> bytes:
    """`parts` by their names (document, styles, …); "" is left out, None a part that is there and cannot be read."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, xml in parts.items():
            if xml is None or xml:
                whole = "damaged" if xml is None else f"<w:{name} {_NAMESPACE}>{xml}</w:{name}>"
                package.writestr(f"word/{name}.xml", whole)
    return out.getvalue()


def text_xml(text: str) -> Iterator[str]:
    """What stands in a run for a text with tabs and breaks in it."""
    for piece in re.split("([\t\n])", text):
        if piece in ("\t", "\n"):
            yield "<w:tab/>" if piece == "\t" else "<w:br/>"
        elif piece:
            yield f"<w:t>{escape(shown(piece))}</w:t>"


def shown(text: str) -> str:
    """Text without the characters that XML cannot hold."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))
