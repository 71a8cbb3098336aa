"""Collecting answers by phone into an open workshop; what the window and the command line share.

Phones are served by a process of its own (`collecting_child`), which puts answers into a tray beside the
working copy. From there they are taken into the document here, in the thread of the document.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from visionwork.collecting_line import LineBrokenError, PhoneLine
from visionwork.collecting_session import SessionFile
from visionwork.collecting_talk import Said, Setup, Word
from visionwork.document.connection import path_of
from visionwork.document.errors import NotSavedError, telling
from visionwork.document.taking_in import Taken, Taker, take_in_left
from visionwork.document.tray import tray_path
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import Channel, Round, RoundStatus, in_steps
from visionwork.feedback.phone.content import FormContent, form_content
from visionwork.feedback.phone.desk import Pause
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.words import load_words
from visionwork.protected import count_answers

if TYPE_CHECKING:
    from visionwork.document.document import Document

log = logging.getLogger(__name__)

USUAL_PORT = 8765
_PORTS_TRIED = 10
_MOST_DEATHS = 5
_LABEL, _TABLES = "Answers by phone", frozenset(["response", "comment"])
_TELLING = 20
"""Telling the document makes pages read again; under a flood that may take a part of so many of the time."""


@dataclass(frozen=True, slots=True)
class CollectingStatus:
    """What the facilitator may know while answers come in.

    Attributes:
        answered: Answers of the round, in steps, so that no single one shows; see `in_steps`.
        invited: How many people are invited, or None when nobody said.
        reached: Whether another device has loaded a page.
        pauses: Why answers were turned away.
        running: Whether phones are served.
        opened: Whether the page was opened at all, if only in a browser of this laptop.
    """

    answered: int
    invited: int | None
    reached: bool
    pauses: frozenset[Pause]
    running: bool
    opened: bool = False


class PhoneCollection:
    """One round of an open workshop, served to phones from `start` to `stop`.

    Used in the thread of the document.

    Args:
        document: The open workshop.
        round_id: The round.
        host: Address of this laptop to serve at.
        port: Port; None takes the usual one, or the next that is free.
        home: The app-data folder; keeps the session's secrets while it lasts.
        language: BCP 47 tag of the method.
        limits: Bounds.
        close_after: Whether the round was closed before and is only open for this session.

    Attributes:
        close_after: The same, or what a session that a crash cut short was told.

    Raises:
        UserFacingError: The round is closed or gone, or the address cannot be used.
    """

    def __init__(
        self,
        document: Document,
        round_id: int,
        host: str,
        port: int | None,
        home: Path,
        *,
        language: str = "en",
        limits: Limits | None = None,
        close_after: bool = False,
    ) -> None:
        self._document = document
        self._round_id = round_id
        self._words = load_words(language)
        self._limits = limits or Limits()
        asked = document.rounds.get(round_id)
        if asked.status is not RoundStatus.OPEN:
            raise UserFacingError(f"Round {asked.number} is closed.", "Open it again to take answers.")
        path = database_path(document)
        if path is None:
            raise NotSavedError("The workshop is not on a disk now.", "Save it, then collect answers.")
        self._path = path
        self._file = SessionFile(home, document, asked.number)
        self._before = asked.response_count
        self._invited = [group.invited for group in asked.groups]
        self._stored = self._noted = self._deaths = 0
        self._tell_at, self._seen = 0.0, -1
        self._asked: Round | None = asked
        self._serving = self._stopped = self._settling = self._problem = False
        self._handed: set[str] = set()
        self._unfit: set[str] | None = None
        self._taker = Taker(path, document.store.turn)
        self._thread = ThreadPoolExecutor(1, "answers")
        self._job: Future[Taken] | None = None
        left = self._file.left()
        self.close_after = close_after or left.close_after
        self._keys = left.keys or SessionKeys.fresh()
        self._shown = self._content(asked)
        ports = _ports(port)
        if (
            left.keys is not None
            and left.port is not None
            and left.host == host
            and port in (None, left.port)
        ):
            ports = (left.port, *ports)
        self._line = self._connected(host, ports, resumed=left.keys is not None)
        self._said = Said()

    @property
    def site(self) -> Site:
        """Where phones reach the form."""
        return self._line.site

    @property
    def url(self) -> str:
        """What the code holds."""
        return f"{self.site.url}/{self._keys.token}"

    @property
    def check_url(self) -> str:
        """A page that only tells whether a phone gets through."""
        return f"{self.site.url}/check"

    @property
    def word(self) -> str:
        """What people type who cannot scan the code."""
        return self._keys.word

    @property
    def round_id(self) -> int:
        """The round."""
        return self._round_id

    @property
    def pid(self) -> int:
        """The process that serves phones."""
        return self._line.pid

    @property
    def waiting(self) -> int:
        """How many answers phones were thanked for that the document does not have yet."""
        return self._said.waiting - (0 if self._unfit is None else len(self._handed))

    def start(self) -> None:
        """Serve from now on.

        Raises:
            NotSavedError: The disk refused; then phones could lose answers in a crash.
            UserFacingError: Phones cannot be served.
        """
        self._file.write(self._keys, self.site, close_after=self.close_after)
        self._serving = True
        self._document.store.settle = self._settle
        if self._ask(Word.SERVE) is None:
            raise UserFacingError("Phones cannot be served.", "Start collecting again.")

    def status(self, *, ask: bool = True) -> CollectingStatus:
        """Return what the facilitator may know.

        Args:
            ask: Whether it has to be as of now; otherwise it is as of the last look.
        """
        if ask:
            self._ask(Word.STATUS)
        known = [count for count in self._invited if count is not None]
        return CollectingStatus(
            answered=in_steps(self._answered()),
            invited=sum(known) if known and len(known) == len(self._invited) else None,
            reached=self._said.reached,
            pauses=self._said.pauses | ({Pause.DISK} if self._problem else frozenset()),
            running=self._serving,
            opened=self._said.reached or self._stored + self.waiting > 0,
        )

    def poll(self) -> None:
        """Take in what phones have sent, and show them the round as it is now.

        The document is told in steps of five answers, and not much more often than anybody reads. However
        many answers come in at once, only so many are taken in at a time, so that neither the window nor the
        phones have to wait for it; the others are as safe in the tray.
        """
        self.look()
        if self._job is not None:
            wait([self._job])
            self._notice()

    def look(self) -> None:
        """Do the same without waiting for the disk: what is under way is noticed next time."""
        if not self._serving or (self._job is not None and not self._job.done()):
            return
        self._notice()
        if self._stopped:  # by whoever was told
            return
        asked = self._asked_now()
        if asked is None or asked.status is not RoundStatus.OPEN or not self._on_its_disk():
            # Closed, deleted, or gone on without the working copy: nothing may be taken any more.
            self.stop()
            return
        self._take(asked)
        if not self._line.alive:
            self._start_again()

    def go_on(self) -> None:
        """Take answers again after a pause."""
        self._problem = False
        self._ask(Word.GO_ON)

    def stop(self) -> None:
        """Close the port, store what has come in, and forget the session's secrets.

        Raises:
            NotSavedError: The disk refused; what is not stored is taken in when the workshop is closed or
                opened again.
        """
        if self._stopped:
            return
        self._stopped = True
        self._serving = False
        store = self._document.store
        if store.settle == self._settle:
            store.settle = nullcontext
        self._line.end()
        self._file.remove()
        try:
            self._take_left()
        finally:
            self._thread.submit(self._taker.close)
            self._thread.shutdown()
            self._tell(self._stored)

    def _notice(self) -> None:
        """Note what was taken in, and tell the document of it now and then."""
        self._note_taken()
        if time.monotonic() >= self._tell_at:
            begun = time.monotonic()
            self._tell(in_steps(self._answered()) - self._before)
            now = time.monotonic()
            self._tell_at = now + _TELLING * (now - begun)

    def _take(self, asked: Round) -> None:
        """Begin to take in what is in the tray, as much as one transaction should."""
        said = self._ask(Word.TAKE, self._unfit)
        if said is None:
            return
        self._unfit, self._handed = None, {key for key, _ in said.rows}
        if said.rows:
            self._job = self._thread.submit(self._taker.take, asked, said.rows)

    def _note_taken(self) -> None:
        """Wait for what is being taken in, and note what became of it."""
        job, self._job = self._job, None
        if job is None:
            return
        try:
            taken = job.result()
        except NotSavedError as error:
            log.warning("answers stay in the tray: %s", error)
            self._problem = True
            return
        self._stored += taken.stored
        self._unfit = self._handed.difference(taken.settled)
        if taken.stored:
            self._document.store.keep_questions()

    def _take_left(self) -> None:
        """Take in what is in the tray of a process that is gone."""
        self._note_taken()
        self._unfit, self._handed = None, set()
        self._said = replace(self._said, waiting=0)
        with telling(NotSavedError):
            self._stored += take_in_left(
                self._document.store, self._path.parent, keep=not self._on_its_disk()
            ).stored

    @contextmanager
    def _settle(self) -> Iterator[None]:
        """Let a command see every answer that was thanked for, and none come in until it is done."""
        if self._settling or not self._serving:
            yield
            return
        self._settling = True
        try:
            asked = self._round()
            self._note_taken()
            self._ask(Word.HOLD)
            while asked is not None and self._said.waiting and self._line.alive:
                self._take(asked)
                self._note_taken()
                if self._unfit is None:  # nothing is left, or the disk refuses
                    break
            if not self._line.alive:
                self._line.end()
                self._take_left()
            try:
                yield
            finally:
                asked = self._round()
                # A round that is gone is closed to phones.
                self._show(replace(self._shown, is_open=False) if asked is None else self._content(asked))
                self._ask(Word.RELEASE)
        finally:
            self._settling = False

    def _asked_now(self) -> Round | None:
        """Return the round as it is, and show phones what has changed in it."""
        commits = self._document.store.commits
        if commits != self._seen:
            self._asked = asked = self._round()
            self._seen = commits
            if asked is not None:
                self._invited = [group.invited for group in asked.groups]
                self._show(self._content(asked))
        return self._asked

    def _show(self, content: FormContent) -> None:
        if content != self._shown and self._ask(Word.SHOW, content) is not None:
            self._shown = content

    def _ask(self, word: Word, value: object = None) -> Said | None:
        """Return what the child says, or None when it is gone."""
        if not self._line.alive:
            return None
        try:
            self._said = self._line.ask(word, value)
        except LineBrokenError:
            return None
        return self._said

    def _connected(self, host: str, ports: tuple[int, ...], *, resumed: bool) -> PhoneLine:
        known = (
            frozenset(self._document.rounds.keys(self._round_id, Channel.PHONE)) if resumed else frozenset()
        )
        tray = tray_path(self._path.parent, self._round_id)
        try:
            return PhoneLine(Setup(self._shown, self._keys, self._limits, host, ports, tray, known))
        except LineBrokenError as error:
            raise UserFacingError("Phones cannot be served.", "Start collecting again.") from error

    def _start_again(self) -> None:
        """Serve on in a new process where the last one came to an end that nobody asked for."""
        site = self.site
        self._line.end()
        self._take_left()
        self._deaths += 1
        if self._deaths > _MOST_DEATHS:
            log.error("the process that serves phones ends again and again")
            self.stop()
            return
        try:
            self._line = self._connected(site.host, (site.port,), resumed=True)
        except UserFacingError as error:
            log.warning("phones are served no more: %s", error)
            self.stop()
        else:
            self._ask(Word.SERVE)

    def _answered(self) -> int:
        """Return how many answers the round has, those in the tray among them."""
        return self._before + self._stored + self.waiting

    def _on_its_disk(self) -> bool:
        return database_path(self._document) == self._path

    def _tell(self, stored: int) -> None:
        """Tell the document of so many answers, of which all are in it."""
        stored = min(stored, self._stored)
        if stored > self._noted:
            self._noted = stored
            asked = self._round()
            with self._document.store.together():
                self._document.store.note_foreign_commit(_LABEL, _TABLES)
                if asked is not None:
                    count_answers(self._document, asked)  # lets out what may be, in steps of five people

    def _round(self) -> Round | None:
        try:
            return self._document.rounds.get(self._round_id)
        except KeyError:
            return None

    def _content(self, asked: Round) -> FormContent:
        snapshot, (draft, *others) = self._document.workshop.get(), self._document.texts.shown(asked)
        second = others[0] if others else None
        return form_content(
            asked, draft.number, draft.text, self._document.groups.all(), self._words,
            snapshot.organisation, self._document.workshop.house_words(),
            None if second is None else (second.number, second.text),
        )  # fmt: skip


def database_path(document: Document) -> Path | None:
    """Return the file a document works in, or None when it works in memory."""
    return path_of(document.store.connection)


def _ports(port: int | None) -> tuple[int, ...]:
    """Return one port, or without one the usual port and those behind it."""
    return (port,) if port is not None else (*range(USUAL_PORT, USUAL_PORT + _PORTS_TRIED), 0)
