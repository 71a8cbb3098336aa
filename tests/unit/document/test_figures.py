"""Letting comments be seen: each once, and in a time that does not grow with the number of groups."""

from __future__ import annotations

from datetime import date

from visionwork.document.document import Document
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup, Standing

PEOPLE = 600


def asked(document: Document, groups: int) -> tuple[int, list[int]]:
    """Return a round with as many comments, whatever the number of groups, and its groups."""
    draft = document.texts.save_draft("statement", f"Clients know all {groups} crews who look after them.")
    ids = [document.groups.add(f"Crew {number} of {groups}", GroupKind.EMPLOYEES) for number in range(groups)]
    document.rounds.open(
        draft.id,
        [(QuestionKind.OPEN, "What is missing?")],
        [RoundGroup(one) for one in ids],
        date(2026, 3, 2),
    )
    round_id = document.rounds.all()[-1].id
    answers = [NewResponse(ids[n % groups], {}, {"q1": f"Time {n}"}) for n in range(PEOPLE)]
    document.rounds.add_responses(round_id, answers, Channel.TYPED)
    return round_id, ids


def steps_to_let_out(document: Document, groups: int) -> int:
    """Return how many hundred steps SQLite takes to let every comment be seen."""
    round_id, ids = asked(document, groups)
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    document.store.connection.set_progress_handler(count, 100)
    try:
        document.figures.remember(round_id, [], dict.fromkeys(ids, Standing.NAMED))
    finally:
        document.store.connection.set_progress_handler(None, 0)
    assert sum(document.comments.reader(round_id).numbers().values()) == PEOPLE
    return steps


def test_many_groups_take_no_longer_than_one(document: Document) -> None:
    assert steps_to_let_out(document, 12) < 2 * steps_to_let_out(document, 1)


def test_groups_come_out_as_they_stand(document: Document) -> None:
    round_id, (first, second, third) = asked(document, 3)
    remember = document.figures.remember
    remember(round_id, [], {first: Standing.NAMED, second: Standing.UNNAMED})
    remember(round_id, [], {second: Standing.NAMED})  # it keeps no name for ever
    found = {
        (comment.group_id, comment.standing)
        for comment in document.comments.reader(round_id).each("q1", waiting=True)
    }
    assert found == {
        (first, Standing.NAMED), (second, Standing.UNNAMED), (third, Standing.WAITING),
    }  # fmt: skip
