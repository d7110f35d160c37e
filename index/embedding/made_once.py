"""A folder that is made at its first use and then kept: it appears whole, by one rename, whoever else makes it."""

from __future__ import annotations

import hashlib
import shutil
import struct
import tempfile
from collections.abc import Callable
from pathlib import Path

from index.errors import ModelError


def version_of(weights: Path) -> str:
    """Twelve digits that tell these weights from others. Raises ModelError when they cannot be read."""
    try:
        return hashlib.sha256(weights.read_bytes()).hexdigest()[:12]
    except OSError as error:
        raise ModelError(f"the weights {weights} cannot be read: restore them from the repository") from error


def made_once(folder: Path, last: str, make: Callable[[Path], None], what: str) -> Path:
    """`folder`, filled by `make` beside its place and moved there where it has no file `last` yet.

    Two processes may do this at once. Raises ModelError when it cannot be written, or when `make` raises struct.error,
    ValueError, KeyError or OSError; `what` completes "cannot …" in its message.
    """
    if (folder / last).is_file():
        return folder
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        partial = Path(tempfile.mkdtemp(prefix=".making-", dir=folder.parent))
    except OSError as error:
        raise ModelError(f"cannot write the folder of models {folder.parent}: {error.strerror}") from error
    try:
        make(partial)
        partial.chmod(0o755)
        try:
            partial.rename(folder)
        except OSError:
            if not (folder / last).is_file():  # another process was not first: a real failure
                raise
    except (struct.error, ValueError, KeyError, OSError) as error:
        raise ModelError(f"cannot {what} in {folder.parent}: {error}") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return folder
