"""Assets and the app's own folders."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from visionwork import paths
from visionwork.assets import asset_dir


def test_fonts_come_with_their_licences() -> None:
    fonts = asset_dir("resources") / "fonts"
    assert len(list(fonts.glob("*.ttf"))) == 9
    assert len(list(fonts.glob("*.txt"))) == 3


def test_a_missing_folder_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such"):
        asset_dir("no-such")


def test_one_variable_moves_all_of_the_apps_own_files(visionwork_home: Path) -> None:
    assert paths.app_data_dir() == visionwork_home
    assert paths.settings_path() == visionwork_home / "settings.ini"
    assert paths.log_path() == visionwork_home / "visionwork.log"
    assert visionwork_home.is_dir()


@pytest.mark.parametrize(
    ("platform", "data", "settings", "log"),
    [
        ("linux", ".local/share/visionwork", ".config/visionwork", ".local/state/visionwork"),
        (
            "darwin",
            "Library/Application Support/Visionwork",
            "Library/Application Support/Visionwork",
            "Library/Logs/Visionwork",
        ),
        ("win32", "AppData/Local/Visionwork", "AppData/Local/Visionwork", "AppData/Local/Visionwork"),
    ],
)
def test_folders_follow_the_habit_of_the_system(
    platform: str, data: str, settings: str, log: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for variable in ("VISIONWORK_HOME", "LOCALAPPDATA", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    assert paths.app_data_dir() == tmp_path / data
    assert paths.settings_path().parent == tmp_path / settings
    assert paths.log_path().parent == tmp_path / log


def test_a_relative_xdg_folder_is_ignored(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISIONWORK_HOME")
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", "somewhere")
    assert paths.app_data_dir() == tmp_path / ".local/share/visionwork"
