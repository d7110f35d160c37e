"""The files under /ui: the address of each carries its content's hash, so that a browser keeps it for good."""

from __future__ import annotations

import hashlib
import os
from functools import cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

FOLDER = Path(__file__).resolve().parent / "static"


@cache
def version(name: str) -> str:
    """What changes when the file does; `name` is its path below the folder."""
    return hashlib.sha256((FOLDER / name).read_bytes()).hexdigest()[:10]


def asset(base: str, name: str) -> str:
    """The address of a file."""
    return f"{base}/ui/{name}?v={version(name)}"


class Assets(StaticFiles):
    """Files that are kept for a year under their version, and asked for again without it."""

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        response = super().file_response(full_path, stat_result, scope, status_code)
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("v")
        kept = asked == [version(Path(full_path).relative_to(FOLDER).as_posix())]
        response.headers["cache-control"] = "public, max-age=31536000, immutable" if kept else "no-cache"
        return response
