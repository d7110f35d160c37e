"""Starting the server: what is wrong is said in one line, and how to mend it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("env", "line"),
    [
        ({"POLICY_STORE": "/nonexistent"}, "run python -m index build"),
        ({"POLICY_NONSENSE": "1"}, "unknown setting nonsense"),
        ({"PORT": "many"}, "valid integer"),
        ({"HOST": "203.0.113.1"}, "cannot listen on 203.0.113.1"),
    ],
)
def test_what_stops_the_start(env, line):
    run = subprocess.run(
        [sys.executable, "app.py"],
        cwd=ROOT,
        env=os.environ | {"PORT": "0"} | env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert run.returncode == 1
    assert line in run.stderr
    assert len(run.stderr.splitlines()) == 1


def test_a_port_in_use():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        run = subprocess.run(
            [sys.executable, "app.py"],
            cwd=ROOT,
            env=os.environ | {"PORT": port},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert run.returncode == 1
    assert run.stderr.splitlines() == [
        f"cannot listen on 127.0.0.1:{port} (Address already in use): set HOST and PORT, e.g. PORT=7861"
    ]
