"""What can go wrong with documents and the index.

PolicyError                 everything below; its text says what is wrong and how to mend it
├── SettingsError           a setting is unknown or impossible
├── DocumentError           one file cannot be read (encrypted, scanned, not text, empty, too large)
├── ModelError              the embedding model cannot be loaded
└── StoreError              the store
    ├── IndexMissing        there is no index in the store
    ├── IndexBroken         the index is there but cannot be read
    ├── IndexMismatch       the index was built with another embedding model than the settings name
    └── IndexBusy           another build holds the lock
"""

from __future__ import annotations


class PolicyError(Exception):
    """Base of all errors that an operator can mend; `str()` is one line in English."""


class SettingsError(PolicyError):
    """A setting is unknown or impossible."""


class DocumentError(PolicyError):
    """One file cannot be read."""


class ModelError(PolicyError):
    """The embedding model cannot be loaded."""


class StoreError(PolicyError):
    """The store cannot serve."""


class IndexMissing(StoreError):  # noqa: N818
    """There is no index in the store."""


class IndexBroken(StoreError):  # noqa: N818
    """The index is there but cannot be read."""


class IndexMismatch(StoreError):  # noqa: N818
    """The index was built with another embedding model than the settings name."""


class IndexBusy(StoreError):  # noqa: N818
    """Another build holds the lock."""
