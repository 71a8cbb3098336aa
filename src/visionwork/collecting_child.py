"""The process that serves phones: whatever strangers send is read here, and not beside the window.

It is started by `collecting_line`, takes orders on standard input, and ends when that does: with the process
that started it, however that came to its end. It owns the port and, while it lives, the tray.
"""

from __future__ import annotations

import asyncio
import gc
import json
import logging
import os
import pickle
import signal
import socket
import sys
import threading
import time
from collections.abc import Collection, Sequence
from itertools import accumulate
from typing import IO, Any

from visionwork.collecting_talk import (
    LONGEST_LOGGED,
    MOST_CHARACTERS,
    Setup,
    Word,
    read_frame,
    write_frame,
)
from visionwork.document.errors import NotSavedError
from visionwork.document.tray import Tray, TrayRow, packed_answer
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import NewResponse, ticked_ids
from visionwork.feedback.phone.app import PhoneApp
from visionwork.feedback.phone.commits import Done, GroupCommit, Outcome
from visionwork.feedback.phone.content import FormContent
from visionwork.feedback.phone.desk import PhoneDesk
from visionwork.feedback.phone.server import bind_first, gate_to, listen, serve, site_of

log = logging.getLogger(__name__)

_QUICK_S = 0.003
_MOST_HANDED_OVER = 512
_MOST_LOGGED = 100
_LAST_MOMENT_S = 2.0
_GARBAGE = 20_000

Told = dict[str, Any]
_Item = tuple[str, str, str]


def main() -> int:
    """Serve phones until standard input ends; return the exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C reaches the whole group; the parent answers it
    with open(0, "rb", buffering=0, closefd=False) as orders, open(1, "wb", closefd=False) as answers:
        log_lines = _LogLines()
        logging.basicConfig(handlers=[log_lines], level=logging.WARNING)
        first = read_frame(orders)
        if first is None:
            return 0
        setup: Setup = pickle.loads(first)
        try:
            listener = bind_first(setup.host, setup.ports)
            intake = Intake(setup)
        except UserFacingError as error:
            _say(answers, {"refused": [error.sentence, error.next_step]})
            return 1
        _say(answers, {"port": site_of(listener).port})
        gc.freeze()  # what is there by now stays, and little of what comes goes in circles
        gc.set_threshold(_GARBAGE)
        asyncio.run(_Child(intake, setup, log_lines, answers).run(orders, listener))
    return 0


class Intake:
    """Where answers go: into the tray, many a commit.

    Args:
        setup: What the child was told first.

    Attributes:
        content: What the round asks now.
        commits: Groups answers.

    Raises:
        NotSavedError: The disk refuses the tray.
    """

    def __init__(self, setup: Setup) -> None:
        self._tray = Tray(setup.tray)
        self._known = {*setup.known, *self._tray.keys()}
        self._handed_over: list[str] = []
        self._unfit: set[str] = set()
        self.waiting = self._tray.count()
        self.content = setup.content
        self.commits: GroupCommit[_Item] = GroupCommit(self._write, _QUICK_S)

    @property
    def content(self) -> FormContent:
        """What the round asks now; answers to anything else are not stored."""
        return self._content

    @content.setter
    def content(self, content: FormContent) -> None:
        self._content = content
        self._scale_ids = ticked_ids(content.questions)

    def has(self, key: str) -> bool:
        """Return whether answers under a key are stored."""
        return key in self._known

    def submit(self, response: NewResponse, key: str, digest: str, done: Done) -> None:
        """Store answers durably, then call back."""
        self.commits.submit((key, packed_answer(response, self._scale_ids), digest), done)

    def hand_over(self, unfit: Collection[str] | None) -> list[tuple[str, str]]:
        """Return answers for the document, by key.

        Args:
            unfit: Keys of those handed over last that fit nothing the round asks, when the document has the
                others, else None. They stay in the tray for whoever looks into it, and hold up nobody.

        Raises:
            NotSavedError: The disk refused.
        """
        if unfit is not None and self._handed_over:
            self._unfit.update(unfit)
            try:
                self._tray.take_out(key for key in self._handed_over if key not in unfit)
            except NotSavedError:  # they may be out of it all the same
                self.waiting = self._tray.count() - len(self._unfit)
                raise
            self.waiting -= len(self._handed_over)
            self._handed_over = []
        rows: list[TrayRow] = []
        if self.waiting:
            found = self._tray.rows(_MOST_HANDED_OVER + len(self._unfit))
            rows = _as_many([row for row in found if row[0] not in self._unfit][:_MOST_HANDED_OVER])
        self._handed_over = [key for key, _ in rows]
        return rows

    def close(self) -> None:
        """End, after a commit that is under way."""
        self.commits.close()
        self._tray.close()

    def _write(self, items: Sequence[_Item]) -> list[Outcome]:
        content, rows, outcomes = self._content, [], []
        new: set[str] = set()
        for key, packed, digest in items:
            if key in self._known or key in new:
                outcomes.append(Outcome.ALREADY)
            elif not content.is_open:
                outcomes.append(Outcome.CLOSED)
            elif digest != content.digest:
                outcomes.append(Outcome.CHANGED)
            else:
                new.add(key)
                rows.append((key, packed))
                outcomes.append(Outcome.STORED)
        try:
            if rows:
                self._tray.put(rows)
        except NotSavedError as error:
            log.warning("%d answers were not stored: %s", len(items), error)
            return [Outcome.FAILED] * len(items)
        self._known |= new  # not before: "already received" is a thank-you, too
        self.waiting += len(rows)
        return outcomes


class _Child:
    """Serves phones and obeys."""

    def __init__(self, intake: Intake, setup: Setup, log_lines: _LogLines, answers: IO[bytes]) -> None:
        self._intake = intake
        self._limits = setup.limits
        self._desk = PhoneDesk(setup.content, setup.keys, intake, setup.limits, setup.host)
        self._log_lines = log_lines
        self._answers = answers
        self._held = False
        self._begin, self._end = asyncio.Event(), asyncio.Event()

    async def run(self, orders: IO[bytes], listener: socket.socket) -> None:
        """Wait for the word to serve, then serve until orders end."""
        self._listener = listener
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(orders, loop), name="orders", daemon=True).start()
        await self._begin.wait()
        try:
            if not self._end.is_set():
                app = PhoneApp(self._desk)
                await serve(listener, gate_to(app.handle, site_of(listener), self._limits), self._end)
        finally:
            listener.close()
            self._intake.close()

    def _read(self, orders: IO[bytes], loop: asyncio.AbstractEventLoop) -> None:
        """Pass orders on to the loop; in a thread, since Windows has no other way to wait for them."""
        while (frame := read_frame(orders)) is not None:
            loop.call_soon_threadsafe(self._obey, *pickle.loads(frame))
        loop.call_soon_threadsafe(self._stop)
        time.sleep(_LAST_MOMENT_S)
        os._exit(1)  # what keeps us cannot be waited for: the port has to be closed

    def _stop(self) -> None:
        self._end.set()
        self._begin.set()

    def _obey(self, word: Word, value: Any) -> None:  # noqa: ANN401
        commits = self._intake.commits
        match word:
            case Word.SERVE:
                listen(self._listener)
                self._begin.set()
            case Word.SHOW:
                self._desk.content = self._intake.content = value
            case Word.GO_ON:
                self._desk.go_on()
            case Word.TAKE:
                commits.hold(lambda: self._hand_over(value))
                return
            case Word.HOLD:
                self._held = True
                commits.hold(self._tell)
                return
            case Word.RELEASE:
                self._held = False
                commits.release()
            case Word.STATUS:
                pass
        self._tell()

    def _hand_over(self, unfit: Collection[str] | None) -> None:
        try:
            rows = self._intake.hand_over(unfit)
        except NotSavedError as error:
            log.warning("answers could not be handed over: %s", error)
            rows = []
        if not self._held:
            self._intake.commits.release()
        self._tell(rows)

    def _tell(self, rows: Sequence[tuple[str, str]] = ()) -> None:
        desk = self._desk
        _say(
            self._answers,
            {
                "waiting": self._intake.waiting,
                "reached": desk.reached,
                "pauses": sorted(desk.pauses),
                "rows": rows,
                "log": self._log_lines.taken(),
            },
        )


class _LogLines(logging.Handler):
    """Keeps what is logged until the parent asks; it knows where the log is."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[tuple[int, str]] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep a line."""
        if len(self._lines) < _MOST_LOGGED:
            self._lines.append((record.levelno, self.format(record)[:LONGEST_LOGGED]))

    def taken(self) -> list[tuple[int, str]]:
        """Return what was kept, and forget it."""
        lines, self._lines = self._lines, []
        return lines


def _as_many(rows: list[TrayRow]) -> list[TrayRow]:
    """Return as many of the first rows as are taken at once."""
    reach = accumulate(len(key) + len(packed) for key, packed in rows)
    return [row for row, end in zip(rows, reach, strict=True) if end <= MOST_CHARACTERS]


def _say(answers: IO[bytes], told: Told) -> None:
    write_frame(answers, json.dumps(told, ensure_ascii=False).encode(errors="backslashreplace"))
    answers.flush()


if __name__ == "__main__":
    sys.exit(main())
