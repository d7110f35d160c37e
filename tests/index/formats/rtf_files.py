"""Makes rich text for the tests."""

from __future__ import annotations

HEAD = r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}{\f1\fnil\fcharset0 Arial;}}"


def gb(text: str) -> str:
    """Chinese letters as the bytes that rich text has for them."""
    return "".join(c if c.isascii() else "".join(f"\\'{b:02x}" for b in c.encode("gb18030")) for c in text)
