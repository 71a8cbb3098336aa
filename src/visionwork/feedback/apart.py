"""Work on a stranger's file in a process of its own, with limits, so that nothing in it can harm the app.

Whoever parses a file that came by e-mail may meet one that is damaged or made to exhaust memory and time. The
modules that do so run as `python -m …`, take the bytes from standard input, and answer on standard output.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

_log = logging.getLogger(__name__)
_LOOK_S = 0.1


class ApartError(Exception):
    """The process gave no answer: it was too slow, too large, or ended by itself."""


class ApartStopped(ApartError):  # noqa: N818 - nothing went wrong
    """Somebody stopped the process."""


def never() -> bool:
    """Return that nobody stops it."""
    return False


def run_apart(
    module: str,
    data: bytes,
    arguments: Sequence[str] = (),
    *,
    patience: float,
    cancelled: Callable[[], bool] = never,
) -> bytes:
    """Run a module in a process of its own and return what it wrote.

    Args:
        module: Full name of the module.
        data: What it reads.
        arguments: Its arguments.
        patience: Seconds after which it is ended.
        cancelled: Asked every tenth of a second; True ends it.

    Raises:
        ApartError: It gave no answer.
        ApartStopped: `cancelled` said so.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=child_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    end = time.monotonic() + patience
    feeder = _feeder(process, data)
    answer: bytes | None = None
    try:
        while answer is None:
            try:
                answer, _ = process.communicate(timeout=_LOOK_S)
            except subprocess.TimeoutExpired:
                if cancelled():
                    raise ApartStopped(module) from None
                if time.monotonic() > end:
                    raise ApartError(f"{module} took more than {patience} s") from None
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        feeder.join()
    if process.returncode != 0:
        raise ApartError(f"{module} ended with {process.returncode}")
    return answer


def limit_resources(memory: int, seconds: int) -> None:
    """Limit memory and computing time of this very process, where the system can (POSIX).

    Args:
        memory: Most bytes it may ask for.
        seconds: Most seconds of computing.
    """
    try:
        import resource
    except ImportError:  # Windows has none of this; the clock of the app ends the process there
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # macOS refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _feeder(process: subprocess.Popen[bytes], data: bytes) -> threading.Thread:
    """Return the running thread that sends the file; `communicate` cannot go on sending after a timeout."""
    stream = process.stdin
    assert stream is not None
    process.stdin = None

    def feed() -> None:
        try:
            with stream:
                stream.write(data)
        except OSError as error:
            _log.info("The reader of a file ended before it had the whole of it: %s", error)

    thread = threading.Thread(target=feed, name="file-feeder", daemon=True)
    thread.start()
    return thread


def child_environment() -> dict[str, str]:
    """Return our environment, in which the process finds this very package first."""
    spec = find_spec("visionwork")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    root = str(Path(next(iter(spec.submodule_search_locations))).parent)
    found = os.environ.get("PYTHONPATH", "")
    # "-m" puts the working folder first; a file there must not be taken for one of our libraries.
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, found))), "PYTHONSAFEPATH": "1"}
