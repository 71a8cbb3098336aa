"""How much of everything the phone form takes; docs/privacy.md tells what they protect."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the server, chosen for a room of 150 people on one network.

    Attributes:
        head_bytes: Most bytes of a request line with its headers.
        header_lines: Most headers.
        target_chars: Longest path.
        body_bytes: Most bytes of a form.
        request_seconds: Longest time from the first byte to the end of the answer.
        connections: Most connections at once; the oldest waiting one makes room for a new one.
        connections_per_address: Most connections of one phone at once.
        requests_per_minute: Requests of one address, in bursts of twice as many.
        posts_per_minute: Forms of one address, in bursts of as many.
        responses: Answers taken before the facilitator has to say that more are welcome.
        word_tries: Wrong room words of one address before it has to wait.
        word_tries_in_all: Wrong room words of all addresses before typing it is closed.
        word_pause_seconds: How long typing the room word stays closed.
        comment_chars: Longest answer to an open question.
    """

    head_bytes: int = 16_384
    header_lines: int = 64
    target_chars: int = 256
    body_bytes: int = 65_536
    request_seconds: float = 10.0
    connections: int = 192
    connections_per_address: int = 8
    requests_per_minute: float = 120.0
    posts_per_minute: float = 30.0
    responses: int = 500
    word_tries: int = 5
    word_tries_in_all: int = 60
    word_pause_seconds: float = 60.0
    comment_chars: int = 2_000
