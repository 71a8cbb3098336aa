"""The sample that Home opens is written whole or not at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from visionwork.document.errors import NotSavedError
from visionwork.gui.main_window import MainWindow
from visionwork.sample import SampleWriter


def test_a_sample_that_was_cut_short_is_written_again(
    make_window: Callable[[], MainWindow], messages: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = make_window()

    def refuse(writer: SampleWriter) -> None:
        raise NotSavedError("The disk is full.", "Free some space.")

    monkeypatch.setattr(SampleWriter, "write", refuse)
    window.files.open_sample()
    assert [shown.title for shown in messages.script.shown] == ["The disk is full."]
    assert window.files.current is None
    monkeypatch.undo()
    window.files.open_sample()
    assert window.files.current is not None
    assert window.files.current.path.name == "Aldermoor.visionwork"
    assert len(window.files.current.context.snapshot.statement_drafts()) > 3
