"""How the app begins where its own folder is in the way of it."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from visionwork import app, paths
from visionwork.domain.errors import UserFacingError
from visionwork.gui.messages import Messages


def test_a_folder_that_cannot_be_made_is_told_in_a_box_and_on_the_command_line(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[UserFacingError] = []
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv(paths.HOME_VARIABLE, str(tmp_path / "file" / "home"))
    monkeypatch.setattr(app, "QApplication", lambda _: qapp)
    monkeypatch.setattr(app, "Theme", lambda _: None)
    monkeypatch.setattr(Messages, "report_error", lambda _, error: told.append(error))
    assert app.run_app([]) == 1
    (error,) = told
    assert error.sentence.startswith("Visionwork cannot make its own folder")
    assert paths.HOME_VARIABLE in error.next_step
    assert capsys.readouterr().err == f"{error}\n"


@pytest.fixture
def root_log() -> Iterator[logging.Logger]:
    root = logging.getLogger()
    before, level = list(root.handlers), root.level
    yield root
    root.setLevel(level)
    for handler in [found for found in root.handlers if found not in before]:
        root.removeHandler(handler)
        handler.close()


def test_a_large_log_that_another_window_holds_grows_on(
    tmp_path: Path, root_log: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "visionwork.log"
    path.write_bytes(b"x" * 600_000)

    def held(*_: object) -> Path:
        raise PermissionError(13, "The process cannot access the file")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", held)
        app._start_log(path)
    written = path.read_text(encoding="utf-8")
    assert written.startswith("x" * 600_000)
    assert "the log grows on" in written
