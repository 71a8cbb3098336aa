"""Collecting answers by phone into an open workshop; what the window and the command line share.

It joins what must not know each other: the server of the form (feedback) and the writer of
responses (document).
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visionwork.document import files
from visionwork.document.errors import NotSavedError, telling
from visionwork.document.intake import ResponseIntake, Taken
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import Channel, NewResponse, Round, RoundStatus, in_steps
from visionwork.feedback.phone.content import FormContent, form_content
from visionwork.feedback.phone.desk import Outcome, Pause, PhoneDesk
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.feedback.phone.limits import Limits
from visionwork.feedback.phone.server import AddressError, PhoneServer, bind
from visionwork.feedback.phone.words import load_words
from visionwork.protected import count_answers

if TYPE_CHECKING:
    from visionwork.document.document import Document

log = logging.getLogger(__name__)

USUAL_PORT = 8765
_PORTS_TRIED = 10


@dataclass(frozen=True, slots=True)
class CollectingStatus:
    """What the facilitator may know while answers come in.

    Attributes:
        answered: Answers of the round, in steps, so that no single one shows; see `in_steps`.
        invited: How many people are invited, or None when nobody said.
        reached: Whether another device has loaded a page.
        pauses: Why answers were turned away.
        running: Whether phones are served.
    """

    answered: int
    invited: int | None
    reached: bool
    pauses: frozenset[Pause]
    running: bool


class PhoneCollection:
    """One round of an open workshop, served to phones from `start` to `stop`.

    `start`, `poll` and `stop` are called in the thread of the document.

    Args:
        document: The open workshop.
        round_id: The round.
        host: Address of this laptop to serve at.
        port: Port; None takes the usual one, or the next that is free.
        home: The app-data folder; keeps the session's secrets while it lasts.
        language: BCP 47 tag of the method.
        limits: Bounds.
        told: Called in another thread when answers have come in and `poll` should be called.
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
        told: Callable[[], None] | None = None,
        close_after: bool = False,
    ) -> None:
        self._document = document
        self._round_id = round_id
        self._language = language
        asked = document.rounds.get(round_id)
        if asked.status is not RoundStatus.OPEN:
            raise UserFacingError(f"Round {asked.number} is closed.", "Open it again to take answers.")
        path = database_path(document)
        if path is None:
            raise NotSavedError("The workshop is not on a disk now.", "Save it, then collect answers.")
        self._state = _state_folder(home) / f"{_uuid(document)}-{asked.number}.json"
        self.close_after = close_after
        listener, keys = self._taken_up(host, port)
        self._keys = keys
        try:
            self._intake = ResponseIntake(path, document.store.turn, round_id, Channel.PHONE, told)
        except BaseException:
            listener.close()
            raise
        self._noted = 0
        self._before = asked.response_count
        self._desk = PhoneDesk(self._content(asked), keys, _Store(self._intake), limits or Limits(), host)
        self._server = PhoneServer(self._desk, listener)
        self._stopped = self._polling = self._ended = False

    @property
    def site(self) -> Site:
        """Where phones reach the form."""
        return self._server.site

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

    def start(self) -> None:
        """Serve from now on.

        Raises:
            NotSavedError: The disk refused; then phones could lose answers in a crash.
        """
        with telling(NotSavedError):
            self._state.parent.mkdir(parents=True, exist_ok=True)
            values = {
                **self._keys.as_mapping(),
                "host": self.site.host,
                "port": self.site.port,
                "close_after": self.close_after,
            }
            files.write_json(self._state, values, private=True)
        self._server.start()

    def status(self) -> CollectingStatus:
        """Return what the facilitator may know now."""
        asked = self._round()
        invited = [group.invited for group in asked.groups] if asked is not None else []
        known = [count for count in invited if count is not None]
        return CollectingStatus(
            answered=in_steps(self._before + self._intake.stored),
            invited=sum(known) if known and len(known) == len(invited) else None,
            reached=self._desk.reached,
            pauses=self._desk.pauses,
            running=self._server.running,
        )

    def poll(self) -> None:
        """Tell the document what came in, in steps, and show phones the round as it is now.

        Everything that follows from it, up to the page that reads again, has one turn: meanwhile no answer is
        committed, so that nobody waits for a busy file again and again.
        """
        with self._document.store.turn:
            self._polling = True
            try:
                self._poll()
            finally:
                self._polling = False
        if self._ended:  # not before: the writer needs a turn to store what waits
            self.stop()

    def _poll(self) -> None:
        self._note(in_steps(self._before + self._intake.stored) - self._before)
        asked = self._round()
        path = database_path(self._document)
        if asked is None or asked.status is not RoundStatus.OPEN or path != self._intake.path:
            # Closed, deleted, or gone on without the working copy: nothing may be taken any more.
            self.stop()
        else:
            self._desk.content = self._content(asked)

    def go_on(self) -> None:
        """Take answers again after a pause."""
        self._desk.go_on()

    def stop(self) -> None:
        """Close the port, store what has come in, and forget the session's secrets."""
        if self._polling:
            self._ended = True
            return
        if self._stopped:
            return
        self._stopped = True
        self._server.stop()
        self._intake.stop()
        files.remove(self._state)
        self._note(self._intake.stored)

    def _note(self, stored: int) -> None:
        if stored > self._noted:
            self._noted = stored
            self._document.store.note_foreign_commit("Answers by phone", frozenset(["response", "comment"]))
            asked = self._round()
            if asked is not None:
                count_answers(self._document, asked)  # lets out what may be, in steps of five people

    def _round(self) -> Round | None:
        try:
            return self._document.rounds.get(self._round_id)
        except KeyError:
            return None

    def _content(self, asked: Round) -> FormContent:
        snapshot, draft = self._document.workshop.get(), self._document.texts.draft(asked.draft_id)
        second = None if asked.second is None else self._document.texts.draft(asked.second.id)
        return form_content(
            asked, draft.number, draft.text, self._document.groups.all(), load_words(self._language),
            snapshot.organisation, self._document.workshop.house_words(),
            None if second is None else (second.number, second.text),
        )  # fmt: skip

    def _taken_up(self, host: str, port: int | None) -> tuple[socket.socket, SessionKeys]:
        """Return a bound socket, and the keys of a session that a crash cut short, or fresh ones."""
        left = files.read_json(self._state) if self._state.exists() else {}
        self.close_after = self.close_after or left.get("close_after") is True
        keys = SessionKeys.from_mapping(left)
        if keys is not None and left.get("host") == host and port in (None, left.get("port")):
            try:
                return bind(host, left["port"]), keys
            except AddressError as error:
                log.info("the address of the last session is not free: %s", error)
        return _bind_near(host, port), keys or SessionKeys.fresh()


class _Store:
    """The writer of responses, as the form sees it."""

    def __init__(self, intake: ResponseIntake) -> None:
        self._intake = intake
        self.has = intake.has

    def submit(self, response: NewResponse, key: str, digest: str, done: Callable[[Outcome], None]) -> None:
        """Store answers, then call back in the writer's thread."""

        def taken(what: Taken) -> None:
            done(Outcome(what.value))

        self._intake.submit(response, key, digest, taken)


def database_path(document: Document) -> Path | None:
    """Return the file a document works in, or None when it works in memory."""
    row = document.store.rows("PRAGMA database_list")[0]
    return Path(row["file"]) if row["file"] else None


def left_behind(work_folder: Path, home: Path) -> bool:
    """Return whether a working copy was collecting answers when its session broke off."""
    from visionwork.document.document import open_database

    with telling():
        document = open_database(work_folder / "working.db", read_only=True)
        try:
            return any(_state_folder(home).glob(f"{_uuid(document)}-*.json"))
        finally:
            document.close()


def _state_folder(home: Path) -> Path:
    return home / "collecting"


def _uuid(document: Document) -> str:
    found = document.store.rows("SELECT uuid FROM workshop")[0]["uuid"]
    return "".join(sign for sign in found if sign.isalnum())[:64]


def _bind_near(host: str, port: int | None) -> socket.socket:
    """Bind to a port, or without one to the usual port or one of those behind it."""
    if port is not None:
        return bind(host, port)
    for candidate in range(USUAL_PORT, USUAL_PORT + _PORTS_TRIED):
        try:
            return bind(host, candidate)
        except AddressError as error:
            log.info("%s", error)
    return bind(host, 0)
