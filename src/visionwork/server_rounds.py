"""Rounds on a server of the house: what the window and the command line share.

It joins what must not know each other: the server's files and lines (serving) and the workshop (document).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from visionwork.answers_together import add_at_once
from visionwork.document import files
from visionwork.document.errors import NotSavedError, telling
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import (
    ANSWERS_STEP,
    Channel,
    Comment,
    NewResponse,
    QuestionKind,
    Round,
    RoundStatus,
    form_digest,
    in_steps,
)
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.serving.client import Expected, FetchError, RoundServer, ServerState
from visionwork.serving.package import PackedDraft, RoundPackage, public_url, read_package, token_hash

if TYPE_CHECKING:
    from visionwork.document.document import Document
    from visionwork.document.transaction import RowChange
    from visionwork.document.turn import Turn


Item = TypeVar("Item")

_TOLD_EVERY = 500
_REMEMBERED = 20_000
"""Answers that undo takes back; it would keep a copy of each."""
_STORING = "Add answers"
_STORED = frozenset(["response", "comment", "figure", "let_out"])

MANY = 2_000
"""Answers that are stored in a fifth of a second."""


@dataclass(frozen=True, slots=True)
class ServerRound:
    """A round that was handed to a server, as the laptop remembers it.

    Attributes:
        package: What the server has.
        token: Opens the answers there.
    """

    package: RoundPackage
    token: str


@dataclass(frozen=True, slots=True)
class Download:
    """A closed round's answers, as they came from a server.

    Attributes:
        responses: What was ticked.
        comments: What was written.
    """

    responses: tuple[NewResponse, ...]
    comments: tuple[Comment, ...]


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of fetching.

    Attributes:
        new: People whose answers are new here.
        on_server: People whose answers the server has.
    """

    new: int
    on_server: int

    @property
    def told(self) -> str:
        """How many answers are new, in words and in steps.

        The exact number less the people of the groups that are shown would be the people of one that is not.
        """
        if 0 < self.new < ANSWERS_STEP:
            return f"Fewer than {ANSWERS_STEP} answers"
        return f"{in_steps(self.new):,} answers"


@dataclass(frozen=True, slots=True)
class StoredApart:
    """What another connection stored.

    Attributes:
        fetched: What came of fetching.
        moved: Whether anything was written.
        changes: Rows that undo takes back; none when they are too many to be kept.
    """

    fetched: Fetched
    moved: bool
    changes: list[RowChange]


def prepare_round(document: Document, asked: Round, url: str, language: str, home: Path) -> ServerRound:
    """Return a round as a server needs it, and remember its token on this laptop.

    Asked a second time for the same round at the same address, it gives the same keys, so that an
    invitation that was sent stays good.

    Args:
        document: The workshop.
        asked: An open round of it.
        url: Where people will reach the form.
        language: BCP 47 tag of the method.
        home: The app-data folder.

    Raises:
        UserFacingError: The round is closed, the address cannot be used, or the disk refused.
    """
    if asked.status is not RoundStatus.OPEN:
        raise UserFacingError(f"Round {asked.number} is closed.", "Open it again to take answers.")
    address, digest = public_url(url), form_digest(asked)
    before = remembered(document, asked, home)
    if before is not None and (before.package.url, before.package.digest) == (address, digest):
        return before
    workshop = document.workshop.get()
    drafts = document.texts.shown(asked)
    wanted = {group.group_id for group in asked.groups}
    token = secrets.token_urlsafe(32)
    package = RoundPackage(
        # The token's hash makes the name new when the questions or the address are.
        id=f"{_name(document, asked)}-{token_hash(token)[:8]}",
        number=asked.number,
        url=address,
        language=language,
        organisation=workshop.organisation,
        house_words=document.workshop.house_words(),
        drafts=tuple(PackedDraft(draft.id, draft.number, draft.text) for draft in drafts),
        groups=tuple(group for group in document.groups.all() if group.id in wanted),
        questions=asked.questions,
        digest=digest,
        keys=SessionKeys.fresh(),
        fetch_sha256=token_hash(token),
    )
    path = _path(document, asked, home)
    with telling(NotSavedError):
        path.parent.mkdir(parents=True, exist_ok=True)
        files.write_json(path, {"token": token, "package": package.to_json()}, private=True)
    return ServerRound(package, token)


def remembered(document: Document, asked: Round, home: Path) -> ServerRound | None:
    """Return what this laptop remembers of a round on a server, or None."""
    path = _path(document, asked, home)
    if not path.exists():
        return None
    values = files.read_json(path)
    token, text = values.get("token"), values.get("package")
    if not isinstance(token, str) or not isinstance(text, str):
        return None
    return ServerRound(read_package(text), token)


def download(
    asked: Round,
    server: RoundServer,
    *,
    close: bool = False,
    progress: Callable[[int, int], None] | None = None,
    check: Callable[[], None] | None = None,
) -> Download:
    """Return a closed round's answers from a server; changes nothing here, and may run in any thread.

    Args:
        asked: The round.
        server: Where it is.
        close: Whether to close the round there first.
        progress: Told how many of how many answers have arrived, the latter in steps.
        check: Called before the round is closed and for all that arrives; what it raises ends the download.

    Raises:
        FetchError: The server is not reached, the round there is open or another one, or what it sends
            is not a whole set of answers.
    """
    state = server.state()
    _check(state, asked)
    if not state.closed:
        if not close:
            raise FetchError("The round is still open on the server.", "Close it there first.")
        if check is not None:
            check()
        state = server.close()
    expected = Expected(
        frozenset(group.group_id for group in asked.groups),
        tuple(question for question in asked.questions if question.ticked),
        frozenset(q.id for q in asked.questions if q.kind is QuestionKind.OPEN),
    )
    responses: list[NewResponse] = []
    for item in _checked(server.responses(expected), check):
        responses.append(item)
        if progress is not None and len(responses) % _TOLD_EVERY == 0:
            progress(len(responses), in_steps(state.responses))
    if len(responses) != state.responses:
        raise FetchError(
            "Not as many answers arrived as the server has.", "Nothing was changed. Fetch again."
        )
    comments = tuple(_checked(server.comments(expected), check))
    if len(comments) != state.comments:
        raise FetchError("Not every comment arrived.", "Nothing was changed. Fetch again.")
    return Download(tuple(responses), comments)


def store_download(document: Document, asked: Round, found: Download) -> Fetched:
    """Store what was downloaded; doing it again adds nothing.

    Args:
        document: The workshop.
        asked: The round.
        found: Its answers.

    Raises:
        UserFacingError: The answers cannot be stored.
    """
    new = add_at_once(document, asked, found.responses, Channel.PHONE, found.comments)
    return Fetched(new, len(found.responses))


def store_apart(path: Path, turn: Turn, asked: Round, found: Download) -> StoredApart:
    """Store what was downloaded over an own connection, in any thread; `note_stored` tells of it.

    Args:
        path: The working copy.
        turn: The lock of the document's store.
        asked: The round.
        found: Its answers.

    Raises:
        UserFacingError: The answers cannot be stored; none is.
    """
    from visionwork.document.document import open_database

    with telling(NotSavedError), turn:
        document = open_database(path)
        try:
            fetched = store_download(document, asked, found)
            store = document.store
            changes = store.undo_changes() if fetched.new <= _REMEMBERED else []
            return StoredApart(fetched, store.commits > 0, changes)
        finally:
            document.close()


def note_stored(document: Document, stored: StoredApart) -> None:
    """Let those who show the workshop see what `store_apart` stored; in the thread of the document."""
    if stored.changes:
        document.store.note_apart(_STORING, _STORED, stored.changes)
    elif stored.moved:
        document.store.note_foreign_commit(_STORING, _STORED)


def forget_token(document: Document, asked: Round, home: Path) -> None:
    """Forget what this laptop remembers of a round on a server."""
    files.remove(_path(document, asked, home))


def _checked(items: Iterable[Item], check: Callable[[], None] | None) -> Iterator[Item]:
    for item in items:
        if check is not None:
            check()
        yield item


def _check(state: ServerState, asked: Round) -> None:
    if state.digest != form_digest(asked):
        raise FetchError(
            "The server asked other questions than this round.", "Choose the round that was handed to it."
        )


def _path(document: Document, asked: Round, home: Path) -> Path:
    return home / "servers" / f"{_name(document, asked)}.json"


def _name(document: Document, asked: Round) -> str:
    uuid = document.store.rows("SELECT uuid FROM workshop")[0]["uuid"]
    return f"{''.join(sign for sign in uuid if sign.isalnum())[:48]}-{asked.number}"
