"""A round on two drafts: what may be shown of it, and what every channel makes of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from itertools import product

import pytest
from adversary import echelon, in_span
from hypothesis import given
from hypothesis import strategies as st
from pdf_words import all_words

from visionwork.document.document import Document
from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.results import RoundResults, by_draft, preference_words, turnout
from visionwork.domain.rounds import (
    Channel,
    NewResponse,
    Question,
    QuestionKind,
    Round,
    RoundGroup,
    RoundStatus,
    ShownDraft,
    Tally,
)
from visionwork.feedback.analysis import compare_rounds, round_results
from visionwork.feedback.answer_table import TableError
from visionwork.feedback.chapters import chapters, shown_texts
from visionwork.feedback.hands import responses_of_hands
from visionwork.feedback.import_plan import plan_file
from visionwork.feedback.mapping_file import read_mapping
from visionwork.feedback.pdf_form.judging import FormJudge
from visionwork.feedback.pdf_form.reading import FieldReader, Problem
from visionwork.feedback.privacy import MIN_SHOWN
from visionwork.feedback.results_export import results_json, write_csv, write_xlsx
from visionwork.feedback.results_text import results_text
from visionwork.feedback.two_drafts import PreferencePoints, preference, split_header
from visionwork.protected import current_results
from visionwork.round_forms import round_forms, round_judge

DAY = date(2026, 3, 3)
ONE, TWO = "Clients know the people who look after them.", "We look after the people we know."
WANTED = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.SCALE, "I believe it."),
    (QuestionKind.PREFERENCE, "Which of the two speaks more to you?"),
    (QuestionKind.OPEN, "What would you keep?"),
]


@pytest.fixture
def document(open_two_drafts: Callable[..., Document]) -> Document:
    return open_two_drafts(WANTED, (ONE, TWO))


@pytest.fixture
def asked(document: Document) -> Round:
    return document.rounds.all()[0]


@pytest.fixture
def results(document: Document) -> RoundResults:
    """Seven of the crews answered, and three islanders; the crews like the second draft better."""
    crews = [
        NewResponse(1, {"q1": 2, "q2": 3, "q3": 5, "q4": 4, "q5": 2 if place else 3}, {"q6": f"Word {place}"})
        for place in range(7)
    ]
    islanders = [NewResponse(2, {"q1": 5, "q3": 1, "q5": 1}) for _ in range(3)]
    document.rounds.add_responses(1, [*crews, *islanders], Channel.TYPED)
    (found,) = current_results(document)
    return found


def test_each_draft_has_its_own_answers_and_the_preference_is_theirs_together(results: RoundResults) -> None:
    assert results.draft_numbers == (1, 2)
    assert [(q.question_id, q.draft_number, q.counts) for q in results.questions[:4]] == [
        ("q1", 1, (0, 7, 0, 0, 0)),
        ("q2", 1, (0, 0, 7, 0, 0)),
        ("q3", 2, (0, 0, 0, 0, 7)),
        ("q4", 2, (0, 0, 0, 7, 0)),
    ]
    preference = results.preference
    assert preference is not None
    assert preference.counts == (0, 6, 1, 0, 0)
    assert preference_words(preference, results.draft_numbers) == (
        "7 people answered: Draft 1 speaks more to 0, Draft 2 to 6, both to 1, neither to 0."
    )
    one, two = by_draft([results])
    assert [q.question_id for q in one.questions] == ["q1", "q2", "q5", "q6"]
    assert [q.question_id for q in two.questions] == ["q3", "q4", "q5", "q6"]
    assert (one.draft_number, two.draft_number) == (1, 2)


def test_drafts_are_compared_on_the_groups_that_both_show(results: RoundResults) -> None:
    comparison = compare_rounds(*by_draft([results]))
    assert [(q.text, q.before, q.after) for q in comparison.questions] == [
        ("I find myself in it.", (0, 7, 0, 0, 0), (0, 0, 0, 0, 7)),
        ("I believe it.", (0, 0, 7, 0, 0), (0, 0, 0, 7, 0)),
    ]
    assert comparison.questions[0].words == "+100"


def test_how_many_of_the_invited_answered_leaves_small_groups_out(results: RoundResults) -> None:
    assert [(p.name, p.answered, p.invited, p.share) for p in results.people] == [
        ("Deck crews", 7, 10, 70),
        ("Islanders", None, 8, None),
    ]
    assert turnout(results.people) == (7, 10, 70)


def written(write: Callable[[list[RoundResults], io.BytesIO], None], results: RoundResults) -> bytes:
    file = io.BytesIO()
    write([results], file)
    return file.getvalue()


def test_files_name_the_draft_of_every_answer(results: RoundResults) -> None:
    (told,) = results_json([results])["rounds"]
    assert (told["draft"], told["second_draft"]) == (1, 2)
    assert [(q["id"], q["kind"], q.get("draft")) for q in told["questions"]] == [
        ("q1", "scale", 1), ("q2", "scale", 1), ("q3", "scale", 2), ("q4", "scale", 2), ("q6", "open", None),
    ]  # fmt: skip
    assert told["preference"]["total"] == {"n": 7, "first": 0, "second": 6, "both": 1, "neither": 0}
    assert [g["counts"] is None for g in told["preference"]["groups"]] == [False, True]
    rows = list(csv.DictReader(io.StringIO(written(write_csv, results).decode("utf-8-sig"))))
    by_draft_rows = {(r["Draft"], r["Question"]) for r in rows if r["Row"] == "group"}
    assert ("1", "I believe it.") in by_draft_rows
    assert ("2", "I believe it.") in by_draft_rows
    total = next(r for r in rows if r["Row"].startswith("total") and r["Prefer the second"])
    assert (total["Draft"], total["Prefer the first"], total["Prefer the second"], total["Both"]) == (
        "1 and 2", "0", "6", "1",
    )  # fmt: skip
    people = [r for r in rows if r["Row"] == "people who answered"]
    assert [(r["Group"], r["n"], r["Invited"]) for r in people] == [
        ("Deck crews", "7", "10"),
        ("Islanders", "", "8"),
    ]
    assert written(write_xlsx, results).startswith(b"PK")
    text = results_text([results])
    assert "Round 1 on drafts 1 and 2: 7 answers shown" in text
    assert "7 of 10 invited in the groups shown, 70%" in text
    assert "Draft 2: I find myself in it.  100% agree" in text
    assert "Deck crews  Draft 1 0, Draft 2 6, both 1, neither 0" in text


def test_whoever_reads_the_second_text_first_is_asked_about_it_first(asked: Round) -> None:
    texts = shown_texts(
        [(draft.id, wording) for draft, wording in zip(asked.drafts, (ONE, TWO), strict=True)]
    )
    usual = chapters(texts, asked.questions)
    turned = chapters(texts, asked.questions, turned=True)
    assert [[q.id for q in part.questions] for part in usual] == [["q1", "q2"], ["q3", "q4"], ["q5", "q6"]]
    assert [[q.id for q in part.questions] for part in turned] == [["q3", "q4"], ["q1", "q2"], ["q5", "q6"]]
    assert [part.texts[0].letter for part in turned[:2]] == ["B", "A"]


def test_hands_for_a_preference_are_dealt_out_like_others(document: Document) -> None:
    hands = {"q1": (0, 0, 1, 2, 3), "q5": (1, 4, 1, 0, 0)}
    document.rounds.add_responses(1, responses_of_hands(1, hands), Channel.TYPED)
    tallies = {tally.question_id: tally.counts for tally in document.rounds.tallies(1)}
    assert tallies["q5"] == (1, 4, 1, 0, 0)
    assert tallies["q3"] == (0, 0, 0, 0, 0)


def test_both_forms_are_read_back_as_the_same_answers(document: Document, asked: Round) -> None:
    usual, turned = round_forms(document, asked)
    assert (usual.name, turned.name) == (
        "Feedback form, Round 1 (A first).pdf",
        "Feedback form, Round 1 (B first).pdf",
    )
    judge: FormJudge = round_judge(document, asked)
    values = {"q1": "2", "q3": "5", "q5": "2", "q6": "Keep it"}
    for form in (usual, turned):
        with FieldReader() as reader:
            fields = reader.read(form.form.data)
        assert not isinstance(fields, Problem)
        found = judge.judge("form.pdf", form.form.data, {**fields, "group": "g1", **values})
        assert isinstance(found, NewResponse), found
        assert (dict(found.scales), dict(found.comments)) == ({"q1": 2, "q3": 5, "q5": 2}, {"q6": "Keep it"})
    fifth = judge.judge("form.pdf", b"", {**fields, "group": "g1", "q5": "5"})
    assert "which is not 1 to 4" in str(fifth)


def test_the_forms_begin_with_another_text_each(document: Document, asked: Round) -> None:
    def order(data: bytes) -> list[int]:
        text = all_words(data)
        return [text.index(wording) for wording in (ONE, TWO)]

    usual, turned = round_forms(document, asked)
    one, two = order(usual.form.data)
    assert one < two
    one, two = order(turned.form.data)
    assert two < one


# An adversary who has everything that is published of a round on two drafts. The people behind both drafts
# are the same, so what is unknown is how many of a group answered so about the first and so about the second.

POINTS = 3  # skipped and two answers: enough for every way to subtract
person = st.tuples(*(st.integers(0, POINTS - 1) for _ in range(3)))
layouts = st.lists(st.lists(person, max_size=9), min_size=1, max_size=4)
Cell = tuple[int, int, int, int]
"""Group, answer about the first draft, about the second, and which of the two; 0 stands for skipped."""


def published(layout: list[list[tuple[int, ...]]]) -> RoundResults:
    groups = [Group(i + 1, f"Group {i + 1}", GroupKind.EMPLOYEES, position=i) for i in range(len(layout))]
    questions = (
        Question("a", "I believe it.", QuestionKind.SCALE, 1),
        Question("b", "I believe it.", QuestionKind.SCALE, 2),
        Question("p", "Which of the two?", QuestionKind.PREFERENCE),
    )
    tallies = [
        Tally(code, i + 1, tuple(sum(1 for p in group if p[place] == point) for point in range(1, 6)))  # type: ignore[arg-type]
        for i, group in enumerate(layout)
        for place, code in enumerate("abp")
    ]
    asked = Round(
        1, 1, 1, "0" * 64, RoundStatus.OPEN, DAY, questions=questions, second=ShownDraft(2, "1" * 64),
        groups=tuple(RoundGroup(group.id, 9) for group in groups),
    )  # fmt: skip
    respondents = {i + 1: sum(1 for p in group if any(p)) for i, group in enumerate(layout)}
    return round_results(asked, 1, groups, tallies, respondents, [], second_number=2)


@given(layouts)
def test_no_subtraction_between_drafts_recovers_a_hidden_cell(layout: list[list[tuple[int, ...]]]) -> None:
    found = published(layout)
    cells = list(product(range(1, len(layout) + 1), range(POINTS), range(POINTS), range(POINTS)))
    places = {cell: place for place, cell in enumerate(cells)}

    def row(wanted: Callable[[Cell], bool]) -> list[Fraction]:
        return [Fraction(1 if wanted(cell) else 0) for cell in cells]

    def answered(group: int, question: int, point: int) -> list[Fraction]:
        return row(lambda cell: cell[0] == group and cell[1 + question] == point)

    rows = [
        answered(cell.group_id, place, point)
        for place, question in enumerate(found.questions)
        for cell in question.groups
        if not cell.held_back
        for point in range(1, POINTS)
    ]
    rows += [
        row(lambda cell, own=group.group_id: cell[0] == own and any(cell[1:]))  # type: ignore[misc]
        for group in found.people
        if group.answered is not None
    ]
    basis = echelon(rows)

    # Every other number that is published is a sum of these, so it adds nothing.
    comparison = compare_rounds(*by_draft([found]))
    for change in comparison.questions:
        first, second = found.questions[0], found.questions[1]
        both = [
            (one.counts, other.counts)
            for one, other in zip(first.groups, second.groups, strict=True)
            if one.counts is not None and other.counts is not None
        ]
        assert change.before == tuple(map(sum, zip(*(one for one, _ in both), strict=True)))
        assert change.after == tuple(map(sum, zip(*(other for _, other in both), strict=True)))
    for question in found.questions:
        shown = [cell.counts for cell in question.groups if cell.counts is not None]
        assert question.counts == (tuple(map(sum, zip(*shown, strict=True))) if shown else None)
        assert all(sum(counts) >= MIN_SHOWN for counts in shown)

    for place, question in enumerate(found.questions):
        for cell in question.groups:
            if cell.held_back:
                for point in range(1, POINTS):
                    assert not in_span(answered(cell.group_id, place, point), basis)
                hidden = row(lambda c, own=cell.group_id, at=place: c[0] == own and c[1 + at] > 0)  # type: ignore[misc]
                assert not in_span(hidden, basis)
    # Nor is it told how anybody's answer about one draft went with the one about the other.
    for group in range(1, len(layout) + 1):
        for one, two in product(range(1, POINTS), repeat=2):
            together = row(lambda c, own=group, a=one, b=two: c[:3] == (own, a, b))  # type: ignore[misc]
            assert not in_span(together, basis)
    assert len(places) == len(cells)


# Tables: which draft a column is about, and what people prefer.

SAID = "Deck crews,5,4,2,1,{},Keep it"


def table(*headers: str, rows: tuple[str, ...] = (SAID.format("Text B"),)) -> bytes:
    return "\n".join([",".join(["Group", *headers]), *rows]).encode()


@pytest.mark.parametrize(
    "headers",
    [
        ("A: I find myself in it.", "A: I believe it.", "B: I find myself in it.", "B: I believe it."),
        ("[Text A] I find myself in it.", "[Text A] I believe it.", "[Text B] I find myself in it.",
         "[Text B] I believe it."),
        ("I find myself in it. (Draft 1)", "I believe it. (Draft 1)", "I find myself in it. (Draft 2)",
         "I believe it. (Draft 2)"),
        ("I find myself in it. - version A", "I believe it. - version A", "I find myself in it. - version B",
         "I believe it. - version B"),
        ("I find myself in it.", "I believe it.", "I find myself in it.", "I believe it."),
        ("Q1", "Q2", "Q3", "Q4"),
    ],
)  # fmt: skip
def test_columns_are_told_apart_by_the_draft_they_name_or_their_order(
    document: Document, asked: Round, headers: tuple[str, ...]
) -> None:
    data = table(*headers, "Which of the two speaks more to you?", "What would you keep?")
    (found,) = plan_file(data, asked, document.groups.all()).responses
    assert dict(found.scales) == {"q1": 5, "q2": 4, "q3": 2, "q4": 1, "q5": 2}
    assert dict(found.comments) == {"q6": "Keep it"}


def test_columns_may_stand_in_any_order_when_they_name_their_draft(document: Document, asked: Round) -> None:
    headers = ("B: I believe it.", "Draft 1: I find myself in it.", "Text B - I find myself in it.")
    data = table(*headers, "A: I believe it.", rows=("Deck crews,5,4,2,1",))
    (found,) = plan_file(data, asked, document.groups.all()).responses
    assert dict(found.scales) == {"q4": 5, "q1": 4, "q3": 2, "q2": 1}


@pytest.mark.parametrize(
    ("said", "stored"),
    [
        ("Text A", 1), ("b", 2), ("Draft 2", 2), ("Both", 3), ("Neither of them", 4), ("4", 4), ("Beide", 3),
        ("Entwurf 1", 1), ("", None), ("n/a", None),
    ],
)  # fmt: skip
def test_preferences_are_understood_in_words(
    document: Document, asked: Round, said: str, stored: int | None
) -> None:
    headers = ("A: I find myself in it.", "A: I believe it.", "B: I find myself in it.", "B: I believe it.")
    rows = (SAID.format(said), SAID.format("Text B"))
    data = table(*headers, "Which of the two speaks more to you?", "What would you keep?", rows=rows)
    found = plan_file(data, asked, document.groups.all())
    assert found.responses[0].scales.get("q5") == stored


def test_a_preference_that_is_none_is_refused_with_its_place(document: Document, asked: Round) -> None:
    headers = ("A: I find myself in it.", "A: I believe it.", "B: I find myself in it.", "B: I believe it.")
    rows = (SAID.format("Text C"), SAID.format("A"), SAID.format("B"))
    data = table(*headers, "Which of the two speaks more to you?", "What would you keep?", rows=rows)
    plan = plan_file(data, asked, document.groups.all())
    assert [str(row) for row in plan.refused] == [
        "Row 2, “Which of the two speaks more to you?”: “Text C” is not one of the answers."
    ]
    assert len(plan.responses) == 2


def test_a_map_by_words_that_both_drafts_have_is_refused(document: Document, asked: Round) -> None:
    mapping = read_mapping(b'group = "Group"\n[questions]\n"I believe it." = "A: I believe it."\n')
    data = table("A: I believe it.", rows=("Deck crews,5",))
    with pytest.raises(TableError, match="is asked about both drafts: call the questions q2 and q4"):
        plan_file(data, asked, document.groups.all(), mapping=mapping)


def test_a_number_of_thousands_of_digits_names_no_draft() -> None:
    questions = [
        Question("q1", "I believe it.", QuestionKind.SCALE, 11, 4),
        Question("q2", "I believe it.", QuestionKind.SCALE, 12, 5),
    ]
    endless = "9" * 5_000
    assert preference("Draft 5", questions) == 2
    assert preference("3.0", questions) == 3
    assert preference(f"Draft {endless}", questions) is None
    assert split_header(f"Draft {endless}: I believe it.", questions)[0] is None


def test_texts_of_a_preference_are_remembered_within_bounds(asked: Round) -> None:
    points = PreferencePoints(asked.questions, "-")
    assert {points[f"Text A{' ' * pad}"] for pad in range(3_000)} == {"1"}
    assert len(points) <= 1_000
