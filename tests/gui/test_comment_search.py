"""Searching comments beside the window: what is told belongs to what is asked now."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from visionwork.domain.errors import UserFacingError
from visionwork.gui.rounds import comment_search
from visionwork.gui.rounds.comment_search import CommentSearch


@pytest.fixture
def searching(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[CommentSearch]:
    monkeypatch.setattr(comment_search, "_PAUSE_MS", 0)
    made = CommentSearch()
    made.set_place(Path("workshop.db"), 1, ["q1"], [], [])
    yield made
    made.stop()


def test_what_was_found_in_another_round_is_not_told(
    qtbot: QtBot, searching: CommentSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(place: comment_search._Place, words: str, _progress: object) -> object:
        begun.set()
        assert go_on.wait(60)
        return comment_search._Found(place, words, [(f"round {place.round_id}", None)])  # type: ignore[list-item]

    monkeypatch.setattr(comment_search, "_search", slow)
    told: list[object] = []
    searching.found.connect(lambda _words, comments, _more: told.append(comments))
    searching.search("price")
    qtbot.waitUntil(begun.is_set)
    searching.set_place(Path("workshop.db"), 2, ["q1"], [], [])
    with qtbot.waitSignal(searching.found):
        go_on.set()
    assert told == [[("round 2", None)]]


def test_a_search_that_is_refused_is_told_and_the_next_one_begins(
    qtbot: QtBot, searching: CommentSearch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> object:
        raise UserFacingError("The file is busy.", "Try again.")

    monkeypatch.setattr(comment_search, "_search", refuse)
    for words in ("price", "prices"):
        with qtbot.waitSignal(searching.failed):
            searching.search(words)
