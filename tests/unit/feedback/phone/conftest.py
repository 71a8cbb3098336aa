"""A round that is served to phones."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for phones.py, which other tests share

from phones import Phone
from visionwork.collecting import PhoneCollection
from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.feedback.phone.limits import Limits

STATEMENT = "Clients know the people who look after them,\nand we <listen> before we sell."
QUESTIONS = (
    (QuestionKind.SCALE, "This vision has a place for me."),
    (QuestionKind.SCALE, "I can picture what would change."),
    (QuestionKind.OPEN, "What is missing, or hard to believe?"),
)


@pytest.fixture
def working(tmp_path: Path) -> Path:
    return tmp_path / "working.db"


@contextmanager
def a_workshop(working: Path) -> Iterator[Document]:
    """A workshop with a draft, two groups and an open round."""
    create_database(working, "Our vision", "Aldermoor <&> Sons")
    document = open_database(working)
    draft = document.texts.save_draft(STATEMENT_SUBJECT, STATEMENT)
    groups = [
        document.groups.add("Delivery <consultants>", GroupKind.EMPLOYEES),
        document.groups.add("Public sector clients", GroupKind.CUSTOMERS),
    ]
    document.rounds.open(
        draft.id, QUESTIONS, [RoundGroup(group_id, 20) for group_id in groups], date(2026, 3, 2)
    )
    try:
        yield document
    finally:
        document.close()


@pytest.fixture
def document(working: Path) -> Iterator[Document]:
    """A workshop of the test's own."""
    with a_workshop(working) as document:
        yield document


@pytest.fixture(scope="session")
def form_text(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The form as a phone gets it, for all tests that only read it."""
    folder = tmp_path_factory.mktemp("form")
    with a_workshop(folder / "working.db") as document:
        collection = PhoneCollection(document, document.rounds.all()[0].id, "127.0.0.1", 0, folder / "home")
        try:
            collection.start()
            return Phone(collection).open_form()[1].text
        finally:
            collection.stop()


@pytest.fixture
def collect(document: Document, tmp_path: Path) -> Iterator[Callable[..., PhoneCollection]]:
    """Serve the round; every collection is stopped at the end."""
    started: list[PhoneCollection] = []

    def start(limits: Limits | None = None, host: str = "127.0.0.1", port: int = 0) -> PhoneCollection:
        round_id = document.rounds.all()[0].id
        collection = PhoneCollection(document, round_id, host, port, tmp_path / "home", limits=limits)
        started.append(collection)
        collection.start()
        return collection

    yield start
    for collection in started:
        collection.stop()


@pytest.fixture
def collection(collect: Callable[..., PhoneCollection]) -> PhoneCollection:
    return collect()


@pytest.fixture
def phone(collection: PhoneCollection) -> Phone:
    return Phone(collection)
