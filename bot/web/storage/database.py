"""Opening the small SQLite files that the web keeps."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from index.errors import SettingsError


def open_database(path: Path, schema: str) -> sqlite3.Connection:
    """A connection for several threads (the caller locks), in autocommit mode, with `schema` in place.

    Raises:
        SettingsError: nothing can be kept at `path`.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.executescript(schema)
    except (OSError, sqlite3.Error) as error:
        raise SettingsError(f"{path} cannot be used ({error}): set POLICY_CONVERSATIONS") from error
    return connection
