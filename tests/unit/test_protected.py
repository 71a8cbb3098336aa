"""An adversary who looks at a round again and again, in the app and in files, and subtracts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visionwork.document.document import Document, create_database, open_database
from visionwork.domain.groups import GroupKind
from visionwork.domain.many import AnswerSlice
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, RoundGroup
from visionwork.feedback.privacy import MIN_SHOWN
from visionwork.protected import count_answers, current_results, waits_to_be_counted

DAY = date(2026, 3, 3)
QUESTIONS = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.SCALE, "I believe it."),
    (QuestionKind.OPEN, "What would you miss?"),
]
QUESTION_IDS = ("q1", "q2")
answers = st.tuples(st.integers(0, 2), st.integers(0, 5), st.integers(0, 5))
steps = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["add", "import"]), st.lists(answers, min_size=1, max_size=9)),
        st.sampled_from([("look", None), ("undo", None), ("redo", None), ("close", None), ("reopen", None)]),
    ),
    min_size=4,
    max_size=24,
)


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], Document]:
    template = tmp_path_factory.mktemp("rounds") / "template.db"
    create_database(template, "T", "O")
    document = open_database(template)
    draft = document.texts.save_draft("statement", "Clients know who looks after them.")
    groups = [document.groups.add(name, GroupKind.EMPLOYEES) for name in "ABC"]
    document.rounds.open(draft.id, QUESTIONS, [RoundGroup(group) for group in groups], DAY)
    document.close()

    def make() -> Document:
        path: Path = tmp_path_factory.mktemp("round") / "one.db"
        path.write_bytes(template.read_bytes())
        return open_database(path)

    return make


def look_at(document: Document) -> RoundResults:
    """Return what is shown of the first round, with its comments as they are at this moment."""
    found = current_results(document)[0]
    questions = [replace(question, comments=tuple(question.comments)) for question in found.questions]
    return replace(found, questions=tuple(questions))


def sliced(responses: list[NewResponse]) -> AnswerSlice:
    """Return answers as a file brings them."""
    return AnswerSlice(
        [response.group_id for response in responses],
        ["".join(str(response.scales.get(code, "-")) for code in QUESTION_IDS) for response in responses],
        {"q3": [response.comments.get("q3", "") for response in responses]},
    )


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_no_two_looks_differ_by_fewer_than_five_people(fresh: Callable[[], Document], plan: list) -> None:  # type: ignore[type-arg]
    document = fresh()
    written = 0
    looks: list[RoundResults] = []
    for act, given_now in plan:
        is_open = document.rounds.get(1).closed_on is None
        if act in ("add", "import") and is_open:
            responses = []
            for group, one, two in given_now:
                scales = {code: value for code, value in (("q1", one), ("q2", two)) if value}
                responses.append(NewResponse(group + 1, scales, {"q3": f"comment {written} by {group + 1}"}))
                written += 1
            if act == "add":
                document.rounds.add_responses(1, responses, Channel.TYPED)
            else:
                document.batches.add(document.rounds.get(1), [sliced(responses)], Channel.CSV)
        elif act == "undo" and (document.store.undo_label() or "").startswith(("Add an", "Import")):
            document.undo()
        elif act == "redo":
            document.redo()
        elif act == "close" and is_open:
            document.rounds.close(1, DAY)
        elif act == "reopen" and not is_open:
            document.rounds.reopen(1, document.clock().date())
        elif act == "look":
            looks.append(look_at(document))
            assert look_at(document) == looks[-1], "a second look tells the same"
    looks.append(look_at(document))
    assert not waits_to_be_counted(document)
    document.close()
    for place in (0, 1):
        for group in (1, 2, 3):
            cells = {cell.counts for look in looks for cell in look.questions[place].groups
                     if cell.group_id == group and cell.counts is not None}  # fmt: skip
            assert all(sum(cell) >= MIN_SHOWN for cell in cells)
            for one, other in combinations(cells, 2):
                # The sets of people behind two states differ by at least the difference of their sizes.
                assert abs(sum(one) - sum(other)) >= MIN_SHOWN
    for look in looks:
        for question in look.questions[:2]:
            shown = [cell.counts for cell in question.groups if cell.counts is not None]
            total = tuple(map(sum, zip(*shown, strict=True))) if shown else None
            assert question.counts == total
    for one, other in combinations({look.n for look in looks if look.n is not None}, 2):
        assert abs(one - other) >= MIN_SHOWN
    for group in (1, 2, 3):
        told = {p.answered for look in looks for p in look.people if p.group_id == group} - {None}
        assert all(people >= MIN_SHOWN for people in told)
        assert all(abs(one - other) >= MIN_SHOWN for one, other in combinations(told, 2))
    names: dict[str, set[str | None]] = {}
    for look in looks:
        for comment in look.questions[2].comments:
            names.setdefault(comment.text, set()).add(comment.group)
    assert all(len(found) == 1 for found in names.values()), "a name never comes later"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.integers(1, 3), min_size=0, max_size=7), min_size=1, max_size=8))
def test_comments_come_out_five_people_at_a_time(
    fresh: Callable[[], Document], batches: list[list[int]]
) -> None:
    document = fresh()
    seen: set[str] = set()
    for place, batch in enumerate(batches):
        document.rounds.add_responses(
            1,
            [NewResponse(group, {"q1": 3}, {"q3": f"{place}.{i}"}) for i, group in enumerate(batch)],
            Channel.TYPED,
        )
        count_answers(document, document.rounds.get(1), whole_file=place % 2 == 0)
        shown = current_results(document)[0].questions[2].comments
        new = [comment for comment in shown if comment.text not in seen]
        for name in {comment.group for comment in new}:
            assert sum(comment.group == name for comment in new) >= MIN_SHOWN
        seen |= {comment.text for comment in shown}
    document.close()


def test_five_more_of_a_group_show_and_four_wait(fresh: Callable[[], Document]) -> None:
    document = fresh()

    def shown(people: int) -> int | None:
        document.rounds.add_responses(1, [NewResponse(1, {"q1": 4})] * people, Channel.CSV)
        return current_results(document)[0].questions[0].groups[0].n

    assert [shown(4), shown(2), shown(4), shown(1), shown(5)] == [None, 6, 6, 11, 16]
    document.undo()
    assert current_results(document)[0].n == 11
    document.close()


def test_taking_an_answer_back_and_typing_another_shows_neither(fresh: Callable[[], Document]) -> None:
    document = fresh()
    document.rounds.add_responses(1, [NewResponse(1, {"q1": 4})] * 5, Channel.TYPED)
    document.rounds.add_responses(1, [NewResponse(1, {"q1": 4})] * 4, Channel.TYPED)
    document.rounds.add_responses(1, [NewResponse(1, {"q1": 1})], Channel.TYPED)
    before = current_results(document)[0].questions[0].counts
    document.undo()
    document.rounds.add_responses(1, [NewResponse(1, {"q1": 5})], Channel.TYPED)
    after = current_results(document)[0].questions[0].counts
    assert before == after == (1, 0, 0, 9, 0)
    document.close()
