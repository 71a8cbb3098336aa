"""Reports and tables that leave the app: whole or not at all, and never over a workshop."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from visionwork.cli import run
from visionwork.cli_files import PDF
from visionwork.domain.errors import UserFacingError
from visionwork.exporting import write_export


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError) as error:
        write_export(b"new", path)
    assert error.value.sentence == "The disk is full, so report.pdf was not written."
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_a_file_that_is_open_elsewhere_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(UserFacingError) as error:
        write_export(b"new", tmp_path / "report.pdf")
    assert "cannot be written here" in error.value.sentence
    assert "Close it in other programs" in error.value.next_step
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_folder_in_the_way_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="There is no folder gone"):
        write_export(b"x", tmp_path / "gone" / "report.pdf")
    (tmp_path / "taken").mkdir()
    with pytest.raises(UserFacingError):
        write_export(b"x", tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_link_stays_a_link_and_a_pipe_gets_the_bytes(tmp_path: Path) -> None:
    target = tmp_path / "target.csv"
    link = tmp_path / "link.csv"
    link.symlink_to(target)
    write_export(b"one", link)
    assert link.is_symlink()
    assert target.read_bytes() == b"one"
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_export(b"two", pipe)
    reader.join()
    assert read == [b"two"]
    assert pipe.is_fifo()


def test_results_on_a_full_disk_leave_the_table_of_yesterday(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sample, table = tmp_path / "sample.visionwork", tmp_path / "results.csv"
    assert run(["sample", str(sample)]) == 0
    assert run(["results", str(sample), "--csv", str(table)]) == 0
    yesterday = table.read_bytes()
    flush = os.fsync

    def full(descriptor: int) -> None:
        if Path(f"/proc/self/fd/{descriptor}").readlink().suffix == ".part":
            raise OSError(errno.ENOSPC, "No space left on device")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    assert run(["results", str(sample), "--csv", str(table)]) == 1
    assert "The disk is full, so results.csv was not written." in capsys.readouterr().err
    assert table.read_bytes() == yesterday
    assert sorted(path.name for path in tmp_path.glob("*results*")) == ["results.csv"]


@pytest.mark.skipif(os.name != "posix", reason="other systems have no such names")
@pytest.mark.parametrize("stream", ["/dev/stdout", "/dev/fd/3", "/proc/self/fd/3"])
def test_a_file_the_shell_has_opened_needs_no_ending(stream: str) -> None:
    assert PDF.convert(stream, None, None) == Path(stream)
