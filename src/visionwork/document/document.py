"""A workshop document: repositories over one store."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path

from visionwork.document.batches import BatchRepository
from visionwork.document.coaching import CoachingRepository
from visionwork.document.comments import CommentRepository
from visionwork.document.connection import connect
from visionwork.document.entries import CardRepository, CurveRepository, GridRepository
from visionwork.document.figures import FigureRepository
from visionwork.document.migrations import migrate
from visionwork.document.people import GroupRepository, ParticipantRepository
from visionwork.document.promises import PromiseRepository
from visionwork.document.rounds import RoundRepository
from visionwork.document.signatures import SignatureRepository
from visionwork.document.store import Store
from visionwork.document.texts import TextRepository
from visionwork.document.themes import ThemeRepository
from visionwork.document.turn import Turn
from visionwork.document.unfinished import UnfinishedRepository
from visionwork.document.workshops import WorkshopRepository, put_word
from visionwork.domain.counting import sentence_case
from visionwork.domain.drafts import clean_text
from visionwork.domain.groups import NO_WORDS, GroupKind, HouseWords
from visionwork.domain.method import OWN_METHOD, MethodName
from visionwork.domain.snapshot import WorkshopSnapshot


class Document:
    """Everything recorded in one workshop.

    Commands go through the repositories; each is one transaction and one step of undo. Whoever
    shows the document listens with `subscribe` and reads again what a change touched.

    Args:
        store: Connection, history and listeners.
        clock: Local time.

    Attributes:
        store: The connection, history and listeners.
        workshop, groups, participants, texts, cards, grids, curves, rounds, batches, comments, figures,
            themes, signatures, promises, coaching, unfinished: Repositories.
    """

    def __init__(self, store: Store, clock: Callable[[], datetime] = datetime.now) -> None:
        self.store = store
        self.clock = clock
        self.workshop = WorkshopRepository(store, clock)
        self.groups = GroupRepository(store)
        self.participants = ParticipantRepository(store)
        self.texts = TextRepository(store, clock)
        self.cards = CardRepository(store)
        self.grids = GridRepository(store)
        self.curves = CurveRepository(store)
        self.rounds = RoundRepository(store)
        self.batches = BatchRepository(store)
        self.comments = CommentRepository(store)
        self.figures = FigureRepository(store)
        self.themes = ThemeRepository(store)
        self.signatures = SignatureRepository(store)
        self.promises = PromiseRepository(store)
        self.coaching = CoachingRepository(store)
        self.unfinished = UnfinishedRepository(store)
        self.subscribe = store.subscribe
        self.undo = store.undo
        self.redo = store.redo

    def snapshot(self) -> WorkshopSnapshot:
        """Return everything but the responses, as it stands now."""
        return WorkshopSnapshot(
            workshop=self.workshop.get(),
            house_words=self.workshop.house_words(),
            sessions=self.workshop.sessions(),
            groups=self.groups.all(),
            participants=self.participants.all(),
            done=self.workshop.done(),
            cards=self.cards.all(),
            rows=self.grids.all(),
            curves=self.curves.all(),
            working_texts=self.texts.all_working(),
            drafts=self.texts.all_drafts(),
            agreements=self.texts.agreements(),
            rounds=self.rounds.all(),
            signatures=self.signatures.all(),
            promises=self.promises.all(),
            promises_confirmed=self.promises.confirmed(),
            answers=self.promises.answers(),
            decisions=self.promises.decisions(),
            coach=self.coaching.settings(),
            meanings=self.coaching.meanings(),
        )

    def close(self) -> None:
        """Close the connection; the document cannot be used any more."""
        self.store.connection.close()


def create_database(
    path: Path,
    title: str,
    organisation: str,
    group_kinds: Iterable[GroupKind] = (),
    method: MethodName = OWN_METHOD,
    language: str = "en",
    words: HouseWords = NO_WORDS,
) -> None:
    """Write a new workshop document at a path that does not exist yet.

    Args:
        path: Where it goes.
        title: Title of the workshop.
        organisation: Whose vision it is.
        group_kinds: Kinds of which it gets a group each, named after them.
        method: The method it is made with.
        language: BCP 47 tag of that method.
        words: The house's words it begins with.

    Raises:
        FileExistsError: Something is at the path already.
    """
    if path.exists():
        raise FileExistsError(path)
    import uuid

    store = Store(connect(path, create=True))
    try:
        migrate(store.connection)
        with store.command("New workshop") as tx:
            tx.insert("workshop", {
                "id": 1, "uuid": uuid.uuid4().hex,
                "title": clean_text(title).strip(), "organisation": clean_text(organisation).strip(),
                "language": language, "method_id": method.id, "method_name": clean_text(method.name).strip(),
            })  # fmt: skip
            for kind, word in words.items():
                put_word(tx, kind, word)
            for position, kind in enumerate(group_kinds):
                name = sentence_case(words[kind].plural if kind in words else kind.value)
                group = {"position": position, "name": clean_text(name).strip(), "kind": kind.value}
                tx.insert("stakeholder_group", group)
    finally:
        store.connection.close()


def open_database(
    path: Path,
    clock: Callable[[], datetime] = datetime.now,
    *,
    read_only: bool = False,
    turn: Turn | None = None,
) -> Document:
    """Open a database that is known to be a document of the current schema.

    Users' files are opened through `visionwork.document.session`, which checks them and works
    on a copy.

    Args:
        path: The database.
        clock: Local time.
        read_only: Refuse every write.
        turn: The lock of the document that has the same database open; a lock of its own when left out.
    """
    return Document(Store(connect(path, read_only=read_only), turn), clock)
