"""A small server that forks a process for each line it reads, kills it if told so, and says how it ended.

Python and SQLite are loaded once; a forked child begins to work within milliseconds.
Line in: {"program": name, "arguments": [...], "kill_after": seconds or null, "ack": path}
Line out: {"status": exit code, negative for a signal, "error": what the child wrote}
"""

from __future__ import annotations

import json
import os
import select
import signal
import sys
import tempfile
import traceback
from pathlib import Path

import programs


def main() -> None:
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(**json.loads(line))) + "\n")
        sys.stdout.flush()


def run(program: str, arguments: list[str], kill_after: float | None, ack: str) -> dict[str, object]:
    """Run one program in a child; the clock of its death begins with its first acknowledgement."""
    with tempfile.TemporaryFile() as errors:
        child = os.fork()
        if child == 0:
            os.dup2(errors.fileno(), 2)
            status = 1
            try:
                getattr(programs, program)(*arguments)
                status = 0
            except BaseException:  # noqa: BLE001  told to the test
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(status)
        status = wait_or_kill(child, kill_after, Path(ack))
        errors.seek(0)
        return {"status": status, "error": errors.read().decode("utf-8", "replace")}


def wait_or_kill(child: int, kill_after: float | None, ack: Path) -> int:
    """Wait for a child, or kill it a while after its first acknowledgement."""
    if kill_after is None:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    before = ack.stat().st_size if ack.exists() else 0
    while not (ack.exists() and ack.stat().st_size > before):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        select.select([], [], [], 0.001)
    select.select([], [], [], kill_after)
    os.kill(child, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


if __name__ == "__main__":
    main()
