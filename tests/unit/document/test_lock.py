from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from visionwork.document.lock import FileLock

HOLD = """
import sys
from pathlib import Path
from visionwork.document.lock import FileLock
lock = FileLock(Path(sys.argv[1]))
print(lock.acquire(), flush=True)
sys.stdin.read()
"""


def test_one_owner_at_a_time(tmp_path: Path) -> None:
    one, other = FileLock(tmp_path / "locks" / "a"), FileLock(tmp_path / "locks" / "a")
    assert one.acquire()
    assert one.held
    assert not other.acquire()
    assert other.owner() == os.getpid()
    one.release()
    assert not one.held
    assert other.owner() is None
    assert other.acquire()
    other.release()
    other.release()


def test_a_killed_owner_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "a"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parents[3] / "src")}
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    ) as owner:  # fmt: skip
        assert owner.stdout is not None
        assert owner.stdout.readline() == "True\n"
        lock = FileLock(path)
        assert not lock.acquire()
        assert lock.owner() == owner.pid
        owner.kill()
    assert lock.acquire()
    lock.release()


class FullDisk(io.FileIO):
    def write(self, _: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


def test_a_lock_on_a_full_disk_is_held_and_freed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = FileLock(tmp_path / "a"), FileLock(tmp_path / "a")
    with monkeypatch.context() as patched:
        patched.setattr(
            "visionwork.document.lock.os.fdopen", lambda number, *_, **__: FullDisk(number, "r+b")
        )
        assert one.acquire()
    assert one.held
    assert not other.acquire()
    assert other.owner() is None
    one.release()
    assert other.acquire()
    other.release()
