from __future__ import annotations

import errno
import hashlib
import os
from pathlib import Path

import pytest

from visionwork.document import files


def test_a_copy_has_the_bytes_and_knows_them(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(os.urandom(3_000_000))
    mark = files.copy_and_mark(source, tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == source.read_bytes()
    assert mark.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert mark.looks_like(source.stat())
    assert mark == files.mark_of(source)


def test_a_file_that_changes_while_it_is_read_is_read_again(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"old")
    seen: list[bytes] = []

    def change_once(start: bytes) -> None:
        seen.append(start)
        if len(seen) == 1:
            source.write_bytes(b"newer")

    mark = files.copy_and_mark(source, tmp_path / "b", check_start=change_once)
    assert (tmp_path / "b").read_bytes() == b"newer"
    assert mark.size == 5


def test_a_file_that_never_stops_changing_is_given_up(tmp_path: Path) -> None:
    source = tmp_path / "a"
    source.write_bytes(b"")

    def change(_start: bytes) -> None:
        with source.open("ab") as file:
            file.write(b"x")

    with pytest.raises(OSError, match="changes while it is read"):
        files.copy_and_mark(source, tmp_path / "b", check_start=change)


def test_only_files_are_copied(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        files.copy_and_mark(tmp_path, tmp_path / "b")
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="Not a regular file"):
        files.copy_and_mark(tmp_path / "pipe", tmp_path / "b")


def test_what_is_put_in_a_place_keeps_its_rights(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    target.chmod(0o640)
    mark = files.write_whole(source, target)
    assert target.read_bytes() == b"new"
    assert target.stat().st_mode & 0o777 == 0o640
    assert mark is not None
    assert mark.looks_like(target.stat())


def test_saying_no_at_the_last_moment_leaves_all_as_it_is(tmp_path: Path) -> None:
    source, target = tmp_path / "a", tmp_path / "b"
    source.write_bytes(b"new")
    target.write_bytes(b"old")
    assert files.write_whole(source, target, before=lambda _mark: False) is None
    assert target.read_bytes() == b"old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b"]


def test_a_held_file_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temp, target = tmp_path / "a", tmp_path / "b"
    temp.write_bytes(b"new")
    refusals, replace = [1, 2, 3], Path.replace

    def held(self: Path, other: Path) -> Path:
        if refusals:
            refusals.pop()
            raise PermissionError(errno.EACCES, "held by another program")
        return replace(self, other)

    monkeypatch.setattr(Path, "replace", held)
    pauses: list[float] = []
    files.replace(temp, target, sleep=pauses.append)
    assert target.read_bytes() == b"new"
    assert len(pauses) == 3


def test_left_halves_of_this_computer_are_swept(tmp_path: Path) -> None:
    document = tmp_path / "Aldermoor.visionwork"
    left = files.temp_beside(document)
    left.touch()
    foreign = tmp_path / f".Aldermoor.visionwork.abcdef-12345678{files.TEMP_SUFFIX}"
    foreign.touch()
    other = files.temp_beside(tmp_path / "Other.visionwork")
    other.touch()
    files.sweep_beside(document)
    assert set(tmp_path.iterdir()) == {foreign, other}
    os.utime(foreign, (0, 0))
    files.sweep_beside(document)
    assert set(tmp_path.iterdir()) == {other}


@pytest.mark.parametrize("name", ["x" * 255, "客" * 80, "👩‍👩‍👧" * 12])
def test_names_leave_room_for_what_is_added(tmp_path: Path, name: str) -> None:
    temp = files.temp_beside(tmp_path / name)
    temp.touch()
    assert temp.exists()


def test_small_files_come_back_or_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "state.json"
    files.write_json(path, {"path": "/tmp/\udcff/a", "n": 1})
    assert files.read_json(path) == {"path": "/tmp/\udcff/a", "n": 1}
    path.write_text("[1]")
    assert files.read_json(path) == {}
    path.write_text("{")
    assert files.read_json(path) == {}
    assert files.read_json(tmp_path / "missing") == {}
