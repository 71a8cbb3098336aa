"""Work on a stranger's file in a process of its own, with limits, so that nothing in it can harm the app.

Whoever parses a file that came by e-mail may meet one that is damaged or made to exhaust memory and time. The
modules that do so run as `python -m …`, take the bytes from standard input, and answer on standard output.
"""

from __future__ import annotations

import logging
import math
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

_log = logging.getLogger(__name__)
_LOOK_S = 0.1
_LENGTH = 8
"""Bytes that tell how long a file or an answer is."""


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
    process = start_apart(module, arguments)
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


class ApartReader:
    """Lets one process read file after file; one that fails is ended, and the next file gets another.

    Args:
        module: Full name of the module, which calls `answer_files`.
        longest: Most bytes of an answer.
    """

    def __init__(self, module: str, longest: int) -> None:
        self._module, self._longest = module, longest
        self._process: subprocess.Popen[bytes] | None = None
        self._answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()

    def __enter__(self) -> ApartReader:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    def read(self, data: bytes, *, patience: float, cancelled: Callable[[], bool] = never) -> bytes:
        """Return what the process says of a file.

        Args:
            data: The file.
            patience: Seconds after which the process is ended.
            cancelled: Asked every tenth of a second; True ends it.

        Raises:
            ApartError: It gave no answer.
            ApartStopped: `cancelled` said so.
        """
        answers = self._begun()
        assert self._process is not None
        end = time.monotonic() + patience
        feeder = _sender(self._process, len(data).to_bytes(_LENGTH, "big") + data)
        answered = False
        try:
            while True:
                try:
                    answer = answers.get(timeout=_LOOK_S)
                except queue.Empty:
                    if cancelled():
                        raise ApartStopped(self._module) from None
                    if time.monotonic() > end:
                        raise ApartError(f"{self._module} took more than {patience} s") from None
                    continue
                if answer is None:
                    raise ApartError(f"{self._module} ended")
                answered = True
                return answer
        finally:
            if not answered:
                self.end()
            feeder.join()

    def _begun(self) -> queue.SimpleQueue[bytes | None]:
        """Return where the answers of the process come in; start one when there is none."""
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = start_apart(self._module, ())
            self._answers = queue.SimpleQueue()
            self._listener = threading.Thread(
                target=_listen, args=(self._process, self._answers, self._longest),
                name="answer-listener", daemon=True,
            )  # fmt: skip
            self._listener.start()
        return self._answers

    def end(self) -> None:
        """End the process; the next file gets another."""
        process, self._process = self._process, None
        if process is None:
            return
        process.kill()
        self._listener.join()
        for stream in (process.stdin, process.stdout):
            assert stream is not None
            try:
                stream.close()
            except OSError as error:
                _log.info("The rest of a file was not sent: %s", error)
        process.wait()


def answer_files(answer: Callable[[bytes], bytes], memory: int, seconds: int) -> None:
    """Answer one file after the other, in the process that an `ApartReader` started.

    Args:
        answer: Reads a file, and says so when memory does not suffice.
        memory: Most bytes the process may ask for.
        seconds: Most seconds of computing for a file.
    """
    limit_resources(memory, seconds)
    source, target = sys.stdin.buffer, sys.stdout.buffer
    while len(head := source.read(_LENGTH)) == _LENGTH:
        found = answer(source.read(int.from_bytes(head, "big")))
        target.write(len(found).to_bytes(_LENGTH, "big") + found)
        target.flush()
        _allow_seconds(seconds)


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
    _allow_seconds(seconds)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform != "darwin":  # macOS refuses to set it
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _allow_seconds(seconds: int) -> None:
    """Let this process compute for so many seconds from now on."""
    try:
        import resource
    except ImportError:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    most = resource.getrlimit(resource.RLIMIT_CPU)[1]
    limit = math.ceil(used.ru_utime + used.ru_stime) + seconds
    resource.setrlimit(
        resource.RLIMIT_CPU, (limit if most == resource.RLIM_INFINITY else min(limit, most), most)
    )


def start_apart(module: str, arguments: Sequence[str] = ()) -> subprocess.Popen[bytes]:
    """Start a module in a process of its own, which finds this very package first.

    Args:
        module: Full name of the module.
        arguments: Its arguments.
    """
    return subprocess.Popen(
        [sys.executable, "-m", module, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )


def _listen(process: subprocess.Popen[bytes], answers: queue.SimpleQueue[bytes | None], longest: int) -> None:
    """Pass on what a process says, and None when it has ended or says too much."""
    assert process.stdout is not None
    while len(head := process.stdout.read(_LENGTH)) == _LENGTH:
        length = int.from_bytes(head, "big")
        if length > longest or len(answer := process.stdout.read(length)) < length:
            break
        answers.put(answer)
    answers.put(None)


def _sender(process: subprocess.Popen[bytes], content: bytes) -> threading.Thread:
    """Return the running thread that sends a file to a process that goes on after it."""
    stream = process.stdin
    assert stream is not None

    def send() -> None:
        try:
            stream.write(content)
            stream.flush()
        except OSError as error:
            _log.info("The reader of a file ended before it had the whole of it: %s", error)

    thread = threading.Thread(target=send, name="file-sender", daemon=True)
    thread.start()
    return thread


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


def _environment() -> dict[str, str]:
    """Return our environment, in which the process finds this very package first."""
    spec = find_spec("visionwork")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    root = str(Path(next(iter(spec.submodule_search_locations))).parent)
    found = os.environ.get("PYTHONPATH", "")
    # "-m" puts the working folder first; a file there must not be taken for one of our libraries.
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, found))), "PYTHONSAFEPATH": "1"}
