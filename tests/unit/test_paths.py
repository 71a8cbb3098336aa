"""A small file of the app's own is replaced whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from visionwork import paths
from visionwork.cli import run
from visionwork.domain.errors import UserFacingError
from visionwork.paths import replace_file


def test_what_was_there_is_replaced(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    replace_file(path, b"before\r\n")
    replace_file(path, b"now\n")
    assert path.read_bytes() == b"now\n"
    assert [found.name for found in tmp_path.iterdir()] == ["list.json"]


@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter elsewhere")
@pytest.mark.parametrize(("private", "mode"), [(True, 0o600), (False, 0o666)])
def test_who_may_read_it(tmp_path: Path, private: bool, mode: int) -> None:
    path = tmp_path / "list.json"
    usual = os.umask(0)
    try:
        replace_file(path, b"now", private=private)
    finally:
        os.umask(usual)
    assert path.stat().st_mode & 0o777 == mode


def test_it_keeps_the_times_it_is_given(tmp_path: Path) -> None:
    path = tmp_path / "method.toml"
    replace_file(path, b"now", durable=True, times_ns=(10**18, 2 * 10**18))
    assert path.stat().st_mtime_ns == 2 * 10**18


def test_on_the_disk_before_it_takes_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "method.toml"
    there: list[bool] = []
    monkeypatch.setattr(os, "fsync", lambda file: there.append(path.exists()))
    replace_file(path, b"seldom")
    assert there == []
    path.unlink()
    replace_file(path, b"now", durable=True)
    assert there == [False]


def test_what_cannot_be_put_in_place_leaves_all_as_it_was(tmp_path: Path) -> None:
    taken = tmp_path / "a folder"
    (taken / "inside").mkdir(parents=True)
    with pytest.raises(OSError, match="folder"):
        replace_file(taken, b"now")
    assert [found.name for found in tmp_path.iterdir()] == ["a folder"]


def test_a_place_that_cannot_be_is_told_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotADirectoryError):
        replace_file(tmp_path / "file" / "below", b"now")


@pytest.fixture
def no_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of the app that cannot be made: a file is in its way."""
    (tmp_path / "file").write_bytes(b"")
    home = tmp_path / "file" / "home"
    monkeypatch.setenv(paths.HOME_VARIABLE, str(home))
    return home


@pytest.mark.parametrize("place", [paths.app_data_dir, paths.settings_path, paths.log_path])
def test_a_folder_that_cannot_be_made_is_told_with_the_next_step(
    no_home: Path, place: Callable[[], Path]
) -> None:
    with pytest.raises(UserFacingError) as told:
        place()
    assert str(no_home) in told.value.sentence
    assert paths.HOME_VARIABLE in told.value.next_step


@pytest.mark.usefixtures("no_home")
@pytest.mark.parametrize("arguments", ["sample a.visionwork", "show a.visionwork", "collect a --round 1"])
def test_commands_tell_that_the_folder_cannot_be_made(
    arguments: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(arguments.split()) == 1
    said = capsys.readouterr().err
    assert said.startswith("Visionwork cannot make its own folder")
    assert said.count("\n") == 1
