"""Long texts flow over pages: nothing is lost, nothing leaves the margins, nothing lies on something else."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from visionwork.domain.drafts import text_hash
from visionwork.domain.entries import Card, GridRow, group_lane
from visionwork.domain.groups import Group, GroupKind
from visionwork.domain.method import Method
from visionwork.domain.results import GroupResult, QuestionResult, RoundResults, ShownComment
from visionwork.domain.rounds import Question, QuestionKind, Round, RoundGroup, RoundStatus
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import BuiltReport, make_report
from visionwork.report.content import ReportContent
from visionwork.report.fonts import Face
from visionwork.report.styles import page_of
from visionwork.report.text import text_width, wrap

With = Callable[..., ReportContent]
LONG_WORD = "Donaudampfschiff" * 13


def words(count: int) -> str:
    """Return a text of so many different words, in sentences of ten and paragraphs of a hundred."""
    parts = []
    for number in range(count):
        end = ".\n" if number % 100 == 99 else ". " if number % 10 == 9 else " "
        parts.append(f"word{number}{end}")
    return "".join(parts)


def boxes(report: BuiltReport) -> list[list[tuple[float, float, float, float]]]:
    """Return left, bottom, right and top of every piece of text on every page."""
    document = pypdfium2.PdfDocument(BytesIO(report.data))
    try:
        found = []
        for index in range(len(document)):
            text = document[index].get_textpage()
            found.append([text.get_rect(place) for place in range(text.count_rects())])
        return found
    finally:
        document.close()


def assert_well_set(report: BuiltReport, paper: str = "a4") -> None:
    """Check that text keeps to the margins and that no two lines lie on each other."""
    page = page_of(paper)
    for number, rects in enumerate(boxes(report)[1:], 2):
        right = page.width - page.right
        # Heads, feet and the mark of a draft in the margin stand outside the text.
        inside = [r for r in rects if page.bottom - 6 < r[1] < page.height - page.top and r[0] < right]
        outside = [r for r in inside if r[0] < page.left - 1.5 or r[2] > right + 5]  # a space at the end
        assert not outside, f"page {number}"
        inside.sort(key=lambda rect: rect[1])
        for place, one in enumerate(inside):
            for other in inside[place + 1 :]:
                if other[1] > one[3] - 3.5:  # this one and all after it begin above
                    break
                across = min(one[2], other[2]) - max(one[0], other[0])
                down = min(one[3], other[3]) - max(one[1], other[1])
                assert across < 1 or down < 3.5, f"page {number}: {one} lies on {other}"


def with_view(snapshot: WorkshopSnapshot, text: str) -> WorkshopSnapshot:
    view = dataclasses.replace(snapshot.drafts[-1], text=text, sha256=text_hash(text))
    return dataclasses.replace(snapshot, drafts=(*snapshot.drafts[:-1], view))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_view_of_three_thousand_words(
    paper: str, snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    report = make_report(with_snapshot(with_view(snapshot, words(3000))), "full", paper)
    text = read.text(report)
    assert all(f"word{number}" in text for number in range(3000))
    assert text.index("word99.") < text.index("word100 ") < text.index("word2999.")
    assert_well_set(report, paper)


def test_a_paragraph_of_twenty_thousand_characters(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    text = words(2400).replace("\n", " ").replace(".", "")
    report = make_report(with_snapshot(with_view(snapshot, text)))
    found = read.text(report)
    assert all(f"word{number}" in found for number in range(2400))
    assert_well_set(report)


def test_forty_rows_and_a_row_longer_than_a_page(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    rows = [
        GridRow(100 + n, "gap", n, None, {"today": f"Today {n}", "wanted": f"Wanted {n}", "size": n % 5 + 1})
        for n in range(40)
    ]
    tall = GridRow(99, "gap", 41, None, {"today": words(900), "wanted": words(20), "first_move": "The end."})
    plan = [
        GridRow(200 + n, "team", n, None, {"action": f"Part {n} {words(30)}", "owner": 1, "status": "done"})
        for n in range(40)
    ]
    content = with_snapshot(dataclasses.replace(snapshot, rows=(*snapshot.rows, *rows, tall, *plan)))
    report = make_report(content)
    text = read.text(report)
    assert all(f"Today {n} Wanted {n}" in text for n in range(40))
    assert all(f"Part {n} word0" in text for n in range(40))
    assert all(f"word{n}" in text for n in range(900))
    assert_well_set(report)


def test_long_words_names_and_titles(
    snapshot: WorkshopSnapshot, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    rows = (
        GridRow(1, "values", 0, None, {"value": LONG_WORD, "behaviour": LONG_WORD, "missed": "Short."}),
        GridRow(2, "personal", 0, None, {"person": 1, "sentence": words(700)}),
        GridRow(3, "team", 0, None, {"action": LONG_WORD, "owner": 1, "status": "done"}),
    )
    text = f"{LONG_WORD} is what we promise our customers. {words(400)}"
    drafts = tuple(
        dataclasses.replace(d, text=text, sha256=text_hash(text)) if d.subject == "statement" else d
        for d in snapshot.drafts
    )
    groups = tuple(dataclasses.replace(g, name=f"{g.id} {LONG_WORD}") for g in snapshot.groups)
    people = tuple(dataclasses.replace(p, role=words(12)) for p in snapshot.participants)
    workshop = dataclasses.replace(
        snapshot.workshop, title=words(40), organisation=words(12), audience=words(30)
    )
    long = dataclasses.replace(
        snapshot, rows=rows, drafts=drafts, groups=groups, participants=people, workshop=workshop,
        cards=tuple(Card(n, "customer-behaviour", group_lane(1), words(60), n, n) for n in range(20)),
    )  # fmt: skip
    report = make_report(with_snapshot(long, results_of(long)))
    found = read.squeezed(read.text(report))
    assert found.count(LONG_WORD) >= 4
    assert all(f"word{number}" in found for number in range(700))
    assert_well_set(report)
    for cut in ("commitments", "poster", "summary"):
        make_report(with_snapshot(long, results_of(long)), cut)


def test_many_groups_drafts_and_leaders(snapshot: WorkshopSnapshot, with_snapshot: With, read: Any) -> None:
    first = snapshot.drafts[0]
    drafts = tuple(
        dataclasses.replace(first, id=n, number=n, text=f"{first.text} {n}", sha256=text_hash(str(n)))
        for n in range(1, 21)
    )
    people = tuple(
        dataclasses.replace(snapshot.participants[0], id=n, name=f"Leader {n}", position=n)
        for n in range(1, 25)
    )
    content = with_snapshot(dataclasses.replace(snapshot, drafts=drafts, participants=people, agreements=()))
    report = make_report(content)
    text = read.text(report)
    assert all(f"Draft {n} " in text for n in range(1, 21))
    assert all(f"Leader {n}, Owner" in text for n in range(1, 25))
    assert_well_set(report)


@pytest.mark.parametrize("cut", ["full", "summary", "commitments", "poster"])
def test_no_text_is_too_long_for_its_place(
    cut: str,
    snapshot: WorkshopSnapshot,
    with_snapshot: With,
    results_of: Callable[..., Any],
    signed: Callable[..., WorkshopSnapshot],
    method: Method,
    text_everywhere: Callable[[WorkshopSnapshot, str], WorkshopSnapshot],
) -> None:
    long = text_everywhere(snapshot, words(400))
    report = make_report(with_snapshot(signed(long, method, 1), results_of(long)), cut)
    assert_well_set(report)


def test_a_statement_too_long_for_one_sheet_becomes_pages(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    text = words(1500)
    drafts = (dataclasses.replace(snapshot.drafts[0], text=text, sha256=text_hash(text)),)
    report = make_report(with_snapshot(dataclasses.replace(snapshot, drafts=drafts)), "poster")
    assert report.pages > 1
    found = read.text(report)
    assert all(f"word{number}" in found for number in range(1500))


def test_chinese_wraps_without_spaces(snapshot: WorkshopSnapshot, with_snapshot: With, read: Any) -> None:
    sentence = "我们倾听每一位客户并且说到做到我们的员工有时间也有支持"
    report = make_report(with_snapshot(with_view(snapshot, sentence * 40)))
    assert sentence * 3 in read.squeezed(read.text(report))
    assert_well_set(report)


def crowded(
    snapshot: WorkshopSnapshot,
    *,
    groups: int = 2,
    drafts: int = 2,
    questions: int = 1,
    letters: int = 90,
    cards: int = 0,
) -> tuple[WorkshopSnapshot, list[RoundResults]]:
    """Return a workshop with much of something, and two rounds on it; all groups answered two questions."""
    people = tuple(
        Group(n, f"Group {n}, of those who ring us", GroupKind.CUSTOMERS, 50, n) for n in range(1, groups + 1)
    )
    first = snapshot.drafts[1]
    wordings = tuple(
        dataclasses.replace(first, id=n, number=n, text=f"{first.text} {n}", sha256=text_hash(str(n)))
        for n in range(1, drafts + 1)
    )
    asked = [f"Question {n}: there is a place for me." for n in range(1, questions + 1)]
    said = [
        ShownComment(words(letters)[:letters], group.name, group.kind, str(group.id), chosen=group.id <= 3)
        for group in people[:5]
    ]
    rounds, results = [], []
    for number, wording in enumerate((wordings[0], wordings[-1]), 1):
        counts = (0, 1, 2, 4, number)
        answers = tuple(GroupResult(g.id, g.name, g.kind, sum(counts), counts) for g in people)
        found = [
            QuestionResult(f"q{n}", text, QuestionKind.SCALE, counts, answers if n < 2 else answers[:2])
            for n, text in enumerate(asked)
        ]
        open_one = QuestionResult("open", "What is missing?", QuestionKind.OPEN, None, (), tuple(said))
        results.append(RoundResults(number, wording.number, wording.number, 400, (*found, open_one)))
        kinds = [Question(f"q{n}", text, QuestionKind.SCALE) for n, text in enumerate(asked)]
        rounds.append(
            Round(
                number, number, wording.id, wording.sha256, RoundStatus.CLOSED, date(2026, 3, 5),
                date(2026, 3, 12), (*kinds, Question("open", "What is missing?", QuestionKind.OPEN)),
                tuple(RoundGroup(group.id) for group in people), 400,
            )
        )  # fmt: skip
    stack = [Card(n, "customer-behaviour", group_lane(1), f"Card {n}", n, n) for n in range(cards)]
    made = dataclasses.replace(
        snapshot,
        groups=people,
        drafts=wordings,
        rounds=tuple(rounds),
        cards=tuple(stack),
        agreements=(),
        working_texts=(),
    )
    return made, results


@pytest.mark.parametrize(
    "much",
    [
        {"groups": 26},
        {"questions": 30},
        {"drafts": 80},
        {"letters": 1500},
        {"groups": 60, "drafts": 80, "questions": 40, "letters": 2000, "cards": 300},
    ],
    ids=", ".join,
)
def test_no_number_and_no_length_keeps_a_report_from_being_written(
    much: dict[str, int], snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    many, results = crowded(snapshot, **much)
    report = make_report(with_snapshot(many, results))
    text = read.text(report)
    assert all(f"Group {group.id}, of those" in text for group in many.groups)
    assert all(f"Draft {draft.number} " in text for draft in many.drafts)
    questions = [question.text for question in results[-1].questions[1:-1]]
    assert all(text.count(question) >= 2 for question in questions)  # in the comparison and by itself
    assert all(" ".join(said.text.split()) in text for said in results[-1].questions[-1].comments[:3])
    assert all(f"Card {card.id} " in text for card in many.cards)
    assert_well_set(report)


def test_a_very_long_word_takes_no_longer_than_its_lines() -> None:
    looked_at = 0

    def counted(text: str, face: Face, size: float) -> float:
        nonlocal looked_at
        looked_at += len(text)
        return text_width(text, face, size)

    word = "Donaudampfschiff" * 250
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("visionwork.report.text.text_width", counted)
        lines = wrap(word, Face.SANS, 10, 120, 4)
    assert looked_at < len(word) * 40
    assert word.startswith("".join(lines[:3]))
    assert all(text_width(line, Face.SANS, 10) <= 120 for line in lines)
    assert all(text_width(line + word[0], Face.SANS, 10) > 115 for line in lines[:3])
