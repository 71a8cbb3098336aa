"""Where on a server the workshop finds its round; behind a token, see docs/server.md."""

from __future__ import annotations

STATE = "/round/state"
CLOSE = "/round/close"
FORGET = "/round/forget"
RESPONSES = "/round/responses/"
COMMENTS = "/round/comments/"


def first_page(path: str) -> str:
    """Return the address of the first page of responses or comments; every key sorts behind its end."""
    return path + "0"
