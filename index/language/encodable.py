"""Text that UTF-8 can hold."""

from __future__ import annotations


def encodable(text: str) -> str:
    """`text` with each lone surrogate, which JSON may carry and no library takes, replaced by a question mark."""
    return text.encode("utf-8", "replace").decode()
