"""The parts of a .docx: opened, bounded and parsed, with what wraps text for other programs taken off.

Strict files get the namespaces of ordinary ones; of a part in two versions (mc:AlternateContent) one stays.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

from docx.oxml.parser import parse_xml

from index.errors import DocumentError

Element = Any
"""An element of lxml, which has no types of its own."""

MAX_UNPACKED = 200_000_000  # bytes; a small zip can hold a huge file
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/(\w+)")
_WRAPPERS = (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{_MC}AlternateContent")
_UNZIP_ERRORS = (zipfile.BadZipFile, RuntimeError, ValueError, OSError, EOFError, KeyError, zlib.error)


class Package:
    """The parts by name. Raises DocumentError for what is no whole zip, or unpacks to too much."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self.broken: list[str] = []
        """The kinds of parts that the document has and that cannot be read (numbering, styles, …)."""
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _UNZIP_ERRORS as error:
            raise DocumentError(f"{name}: it is not a Word document; save it as .docx again") from error
        size = sum(item.file_size for item in self._zip.infolist())
        if size > MAX_UNPACKED:
            raise DocumentError(f"{name}: it unpacks to {size} bytes, more than {MAX_UNPACKED}; split it")
        self._parts = {item.filename.replace("\\", "/").lstrip("/").lower(): item for item in self._zip.infolist()}
        main = next((target for kind, target in self._links("").values() if kind == "officeDocument"), "")
        self._main = main if main in self._parts else "word/document.xml"
        self._related = self._links(self._main)

    def document(self) -> Element:
        """The main part. Raises DocumentError when it is missing, broken, or not of Word."""
        root = self._parse(self._main)
        if root is None or root.tag != f"{W}document":
            raise DocumentError(f"{self.name}: it is not a Word document; open it in Word and save it as .docx again")
        return root

    def part(self, kind: str) -> Element | None:
        """The one part of a kind (styles, numbering, footnotes, endnotes); None when it is missing or broken."""
        beside = posixpath.join(posixpath.dirname(self._main), f"{kind.lower()}.xml")
        target = next((target for of, target in self._related.values() if of == kind), beside)
        root = self._parse(target)
        if root is None and target in self._parts:
            self.broken.append(kind)
        return root

    def related(self, link: str) -> bytes | None:
        """The bytes of the part that the main part calls `link`."""
        return self._bytes(self._related.get(link, ("", ""))[1])

    def _bytes(self, part: str) -> bytes | None:
        try:
            return self._zip.read(self._parts[part])
        except _UNZIP_ERRORS:
            return None

    def _links(self, part: str) -> dict[str, tuple[str, str]]:
        """What a part refers to: kind (the last word of its type) and name, by its id."""
        folder, file = posixpath.split(part)
        root = self._parse(posixpath.join(folder, "_rels", f"{file}.rels"))
        return {
            link.get("Id", ""): (
                link.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/").lower(),
            )
            for link in (root.iterchildren("*") if root is not None else ())
            if link.get("TargetMode") != "External"
        }

    def _parse(self, part: str) -> Element | None:
        try:
            data = self._bytes(part) or b""
            root = parse_xml(_STRICT.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", data))
        except (SyntaxError, ValueError, LookupError):  # lxml's XMLSyntaxError is a SyntaxError
            return None
        if root.getroottree().docinfo.internalDTD is not None:
            raise DocumentError(f"{self.name}: its {part} declares entities; save it in Word as .docx again")
        _unwrap(root)
        return root


def _unwrap(root: Element) -> None:
    """Put the contents of content controls, custom XML and alternatives in their places."""
    for wrapper in list(root.iter(*_WRAPPERS)):
        parent = wrapper.getparent()
        if parent is None:
            continue
        for child in list(_contents(wrapper)):
            wrapper.addprevious(child)
        parent.remove(wrapper)


def _contents(wrapper: Element) -> Iterable[Element]:
    if wrapper.tag != f"{_MC}AlternateContent":
        return (child for child in wrapper.iterchildren("*") if not child.tag.endswith("Pr"))
    choices = list(wrapper.iterchildren(f"{_MC}Choice", f"{_MC}Fallback"))
    return next((c for c in choices if _says(c)), choices[0] if choices else ())


def _says(branch: Element) -> bool:
    return next(branch.iter(f"{W}t", f"{M}t", f"{W}numFmt"), None) is not None


def value(element: Element | None, tag: str, default: str = "") -> str:
    """The value of a child such as <w:numId w:val="3"/>."""
    found = element.find(W + tag) if element is not None else None
    return str(found.get(f"{W}val", default)) if found is not None else default


def number(text: str | None, default: int) -> int:
    """A whole number of the markup; the default for what is none."""
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else default


def is_on(element: Element | None) -> bool:
    """Whether a property such as <w:strike/> is there and not switched off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")
