"""What tests of several layers stand on."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))  # for pdf_words.py

from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import RoundGroup


@pytest.fixture
def open_two_drafts(tmp_path: Path) -> Iterator[Callable[..., Document]]:
    """Make workshops with a round on two drafts, for ten of the crews and eight islanders."""
    made: list[Document] = []

    def make(wanted: list[object], wordings: tuple[str, str], *, later_first: bool = False) -> Document:
        path = tmp_path / f"two-{len(made)}.visionwork"
        create_database(path, "Ferries and us", "Torsund Ferries")
        document = open_database(path)
        made.append(document)
        crews = document.groups.add("Deck crews", GroupKind.EMPLOYEES)
        islanders = document.groups.add("Islanders", GroupKind.CUSTOMERS)
        drafts = [document.texts.save_draft(STATEMENT_SUBJECT, wording).id for wording in wordings]
        first, second = drafts[::-1] if later_first else drafts
        invited = [RoundGroup(crews, 10), RoundGroup(islanders, 8)]
        document.rounds.open(first, wanted, invited, date(2026, 3, 3), second)
        return document

    yield make
    for document in made:
        document.close()
