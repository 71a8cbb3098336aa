"""A process that is killed at any moment: no acknowledged edit is lost, none is half there."""

from __future__ import annotations

import random
from pathlib import Path

import programs
import pytest
from survived import Fork, long, reading

from visionwork.document.check import check_document
from visionwork.document.document import Document
from visionwork.document.recovery import recoverable


def last_edit(document: Document) -> int:
    """Return the number of the last edit, having checked that each edit is whole."""
    drafts = document.texts.drafts(programs.SUBJECT)
    cards = [int(card.text) for card in document.cards.all()]
    numbers = [int(draft.text.partition(".")[0].removeprefix("Draft ")) for draft in drafts]
    assert numbers == cards == list(range(1, len(numbers) + 1))
    if numbers:
        assert document.texts.working(programs.SUBJECT).text == drafts[-1].text
        assert document.curves.all()[0].shares[0] == numbers[-1] % 100
    return len(numbers)


@pytest.mark.parametrize(
    ("kills", "seed"), [(9, 1), pytest.param(500, 2, marks=[long, pytest.mark.timeout(1800)])]
)
def test_no_acknowledged_edit_is_lost(
    fork: Fork, workshop: Path, home: Path, ack: Path, kills: int, seed: int
) -> None:
    dice, done, recovered = random.Random(seed), 0, 0
    for _ in range(kills):
        assert fork("edits", workshop, home, ack, done + 1, kill_after=dice.uniform(0, 0.25)) == -9
        acknowledged = int(ack.read_bytes().rsplit(b"\n", 2)[-2])
        assert not check_document(workshop).findings
        with reading(workshop, home.with_name("elsewhere")) as published:
            assert last_edit(published) <= acknowledged + 1
        recovered += len(recoverable(home))
        session = programs.opened(workshop, home)
        done = last_edit(session.document)
        assert acknowledged <= done <= acknowledged + 1
        session.abandon()
    assert recovered > kills // 2
    assert fork("edits", workshop, home, ack, done + 1, 1) == 0
    with reading(workshop, home) as document:
        assert last_edit(document) == done + 1
    assert [path.name for path in workshop.parent.iterdir()] == [workshop.name]


@pytest.mark.parametrize(
    ("kills", "seed"), [(5, 1), pytest.param(200, 2, marks=[long, pytest.mark.timeout(600)])]
)
def test_a_migration_that_is_killed_leaves_the_old_file_or_the_new(
    fork: Fork, workshop: Path, home: Path, ack: Path, kills: int, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    from visionwork.document import migrations

    dice, whole = random.Random(seed), workshop.read_bytes()
    steps = (*migrations.STEPS, programs.NEXT_STEP)
    for _ in range(kills):
        workshop.write_bytes(whole)
        ack.unlink(missing_ok=True)
        ack.touch()
        # Nothing is acknowledged before the end, so this dies within the migration or ends by itself.
        fork("killed_within", "migrated", dice.uniform(0, 0.03), workshop, home, ack)
        with monkeypatch.context() as patch:
            patch.setattr(migrations, "STEPS", steps)
            assert not check_document(workshop).findings
            session = programs.opened(workshop, home)
            session.document.workshop.add_session("Afternoon")
            assert session.close().safe
            with reading(workshop, home) as document:
                assert [item.title for item in document.workshop.sessions()][-1] == "Afternoon"
