"""The files under `/ui`."""

from __future__ import annotations

import pytest

from bot.web.pages.assets import version


@pytest.mark.parametrize("name", ["base.css", "chat/chat.css"])
def test_files_are_kept_under_their_version(client, name):
    for query, kept in ((f"?v={version(name)}", True), ("?v=older", False), ("", False)):
        assert ("immutable" in client.get(f"/ui/{name}{query}").headers["cache-control"]) is kept


def test_the_icon_of_the_bureau(client):
    assert client.get("/favicon.ico").headers["content-type"] == "image/png"
