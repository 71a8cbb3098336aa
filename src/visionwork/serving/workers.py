"""Serving a round on a server: one listening socket, several workers, one process that minds them."""

from __future__ import annotations

import logging
import multiprocessing
import signal
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TYPE_CHECKING

from visionwork.domain.errors import UserFacingError
from visionwork.serving.database import RoundDatabase
from visionwork.serving.package import read_package
from visionwork.serving.worker import ServeWish, work
from visionwork.stopping import asked_to_stop

if TYPE_CHECKING:
    from multiprocessing.context import SpawnProcess

log = logging.getLogger(__name__)

Say = Callable[[str], None]

_LOOK_EVERY_S = 0.5
_STOP_S = 8.0
_MOST_DEATHS, _DEATHS_WITHIN_S = 10, 60.0
_BACKLOG = 1_024


def serve(wish: ServeWish, say: Say, warn: Say) -> None:
    """Serve a round until the process is asked to stop (SIGINT, SIGTERM).

    Raises:
        UserFacingError: The package, the database or the address cannot be used.
    """
    package = read_package(wish.package)
    with RoundDatabase(wish.database, package.id) as database:
        database.prepare(package.digest)
        if database.is_closed():
            raise UserFacingError(
                f"Round {package.number} is closed on this server.", "Fetch it with `visionwork fetch`."
            )
    if wish.certificate is None and wish.host not in ("127.0.0.1", "::1", "localhost"):
        warn("Without a certificate the line to this port is not encrypted; only a proxy should reach it.")
    listener = _listen(wish.host, wish.port)
    with listener, asked_to_stop() as stop:
        port = listener.getsockname()[1]
        crew = _Crew(wish, listener, warn)
        try:
            crew.start()
            say(f"Round {package.number} is served at port {port} by {wish.workers} workers.")
            say(f"Invitation  {package.invitation}")
            say("Stop with Ctrl+C; `visionwork fetch` closes the round and brings it into the workshop.")
            while not stop.wait(_LOOK_EVERY_S):
                crew.mind()
        finally:
            crew.stop()
    say("Stopped. Answers stay in the database until they are fetched and forgotten.")


class _Crew:
    """The worker processes."""

    def __init__(self, wish: ServeWish, listener: socket.socket, warn: Say) -> None:
        self._wish = wish
        self._listener = listener
        self._warn = warn
        self._spawn = multiprocessing.get_context("spawn")
        self._members: list[tuple[SpawnProcess, Connection]] = []
        self._deaths: list[float] = []

    def start(self) -> None:
        """Start every worker."""
        for _ in range(self._wish.workers):
            self._members.append(self._hire())

    def mind(self) -> None:
        """Put a new worker in the place of one that has died.

        Raises:
            UserFacingError: They die faster than chance would have it.
        """
        for place, (process, line) in enumerate(self._members):
            if process.is_alive():
                continue
            line.close()
            now = time.monotonic()
            self._deaths = [*(t for t in self._deaths if now - t < _DEATHS_WITHIN_S), now]
            if len(self._deaths) > _MOST_DEATHS:
                raise UserFacingError("The workers end as soon as they start.", "Look into the log.")
            self._warn(f"A worker ended with {process.exitcode}; another takes its place.")
            self._members[place] = self._hire()

    def stop(self) -> None:
        """End every worker, after the answers that are under way."""
        for process, line in self._members:
            line.close()
            if process.is_alive():
                process.terminate()
        until = time.monotonic() + _STOP_S
        for process, _ in self._members:
            process.join(max(0.1, until - time.monotonic()))
            if process.is_alive():
                log.warning("a worker did not end by itself")
                process.kill()
                process.join()

    def _hire(self) -> tuple[SpawnProcess, Connection]:
        ours, theirs = self._spawn.Pipe()
        process = self._spawn.Process(
            target=work, args=(self._listener, theirs), name="visionwork worker", daemon=True
        )
        with _no_interrupt():
            process.start()
        theirs.close()
        try:
            # Not among the arguments: those are written to a pipe that nobody may empty, for a process that
            # is ended before it reads, and a long text would keep this one for ever.
            ours.send(self._wish)
        except OSError as error:
            log.info("a worker ended before it began: %s", error)
        return process, ours


@contextmanager
def _no_interrupt() -> Iterator[None]:
    """Let a process that is started here not hear Ctrl+C, from its first moment on; this one hears it after.

    Ctrl+C reaches the whole group, and the process that minds the others answers it.
    """
    if not hasattr(signal, "pthread_sigmask"):  # Windows: a worker hears it until it has begun
        yield
        return
    from multiprocessing import resource_tracker

    resource_tracker.ensure_running()  # or it would begin here, and let interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _listen(host: str, port: int) -> socket.socket:
    try:
        return socket.create_server((host, port), backlog=_BACKLOG)
    except (OSError, OverflowError) as error:
        raise UserFacingError(
            f"The server cannot listen at {host}, port {port}.", "Choose another address or port."
        ) from error
