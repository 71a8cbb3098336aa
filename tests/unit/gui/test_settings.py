"""What the app remembers is written when it is different, and read back as it was."""

from __future__ import annotations

from pathlib import Path

from visionwork.gui.settings import AppSettings


def test_what_is_remembered_already_is_not_written_again(tmp_path: Path) -> None:
    file = tmp_path / "settings.ini"
    settings = AppSettings(file)
    settings.last_folder = tmp_path
    settings.set_last_page("w1", "statement")
    settings.sync()
    written = file.stat().st_ino, file.stat().st_mtime_ns
    settings.last_folder = tmp_path
    settings.set_last_page("w1", "statement")
    settings.sync()
    assert (file.stat().st_ino, file.stat().st_mtime_ns) == written
    settings.set_last_page("w1", "export")
    settings.set_switch("w1", "views.words", True)
    settings.set_switch("w1", "views.people", False)
    settings.sync()
    assert AppSettings(file).last_page("w1") == "export"
    assert AppSettings(file).last_folder == tmp_path
    switches = [AppSettings(file).switch("w1", f"views.{name}") for name in ("words", "people", "others")]
    assert switches == [True, False, None]
