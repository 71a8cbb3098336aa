"""A small workshop made in code, and ways to read what a report says."""

from __future__ import annotations

import dataclasses
import io
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime, timedelta, timezone
from typing import Any

import pypdf
import pytest
from pdf_words import page_words

from visionwork.domain.adoption import CurveShares, Moment
from visionwork.domain.commitments import Signature, commitments_text
from visionwork.domain.drafts import (
    STATEMENT_SUBJECT,
    Agreement,
    Draft,
    WorkingText,
    text_hash,
    view_subject,
)
from visionwork.domain.entries import Card, GridRow, group_lane
from visionwork.domain.groups import Group, GroupKind, HouseWord
from visionwork.domain.method import Method
from visionwork.domain.results import RoundResults
from visionwork.domain.rounds import (
    Comment,
    Question,
    QuestionKind,
    Round,
    RoundGroup,
    RoundStatus,
    Tally,
)
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Participant, Workshop
from visionwork.feedback.analysis import round_results
from visionwork.report.build import BuiltReport, make_report
from visionwork.report.content import ReportContent
from visionwork.reporting import report_content

MADE_AT = datetime(2026, 4, 2, 15, 30, tzinfo=timezone(timedelta(hours=1)))
DAY = datetime(2026, 3, 2, 10, 0)  # noqa: DTZ001 - drafts are kept in local time

TESTED = (
    "We repair what others throw away. Our customers ring a person, not a queue. "
    "Our employees have the time to mend it well. Managers clear the way. "
    "We leave the streets where we work quieter than we found them."
)
AGREED = TESTED.replace("ring a person, not a queue", "reach a person within three rings")


def draft(number: int, text: str, subject: str = STATEMENT_SUBJECT, **more: object) -> Draft:
    """Return a draft saved on a day of its own."""
    given = {"saved_at": DAY + timedelta(days=number), "author": f"Table {number}", **more}
    return Draft(
        id=number + 100 * len(subject),
        subject=subject,
        number=number,
        text=text,
        sha256=text_hash(text),
        **given,
    )


def base_snapshot() -> WorkshopSnapshot:
    """Return a workshop with something in every part, agreed and partly signed."""
    groups = (
        Group(1, "Private customers", GroupKind.CUSTOMERS, 900, 0),
        Group(2, "Housing societies", GroupKind.CUSTOMERS, 40, 1),
        Group(3, "Workshop staff", GroupKind.EMPLOYEES, 36, 2),
        Group(4, "Foremen", GroupKind.MANAGERS, 4, 3),
    )
    people = (
        Participant(1, "Ada Novak", "Owner", 4, True, 0),
        Participant(2, "Jón Bergsson", "Workshop", 3, True, 1),
        Participant(3, "Eva Prins", "Front desk", 3, False, 2),
    )
    rows = (
        GridRow(1, "values", 0, None, {
            "value": "Candour", "behaviour": "Say on the phone what it will cost.",
            "competes": "The truth before the order.", "answer": "A list on the counter, each month.",
            "missed": "Anyone can ring Ada.",
        }),
        GridRow(2, "values", 1, None, {"value": "Patience", "behaviour": "Let people finish."}),
        GridRow(3, "personal", 0, None, {
            "person": 1, "sentence": "I will take the first call on Mondays.", "date": "2026-05-04",
            "witness": "Eva Prins",
        }),
        GridRow(4, "personal", 1, None, {"person": 2, "sentence": "I will show each repair to its owner."}),
        GridRow(5, "gap", 0, None, {"today": "People wait.", "wanted": "People know.", "size": 4}),
        GridRow(6, "company-behaviour", 0, None, {
            "behaviour": "Ring back the same day.", "who": "employees", "promotes": ["card:1"],
        }),
        GridRow(7, "competency", 0, None, {
            "role": "Front desk", "part": "The first voice people hear.", "action": "Listen in for a day.",
            "owner": 1, "date": "2026-04-20", "status": "in progress",
        }),
    )  # fmt: skip
    cards = (
        Card(1, "customer-behaviour", group_lane(1), "Ring us before they buy new.", 5, 0),
        Card(2, "customer-behaviour", group_lane(1), "Tell a neighbour.", 7, 1),
    )
    curves = (
        CurveShares(1, "adopter-curve", 3, Moment.TODAY, (10, 25, 40, 25)),
        CurveShares(2, "adopter-curve", 3, Moment.TARGET, (20, 40, 30, 10)),
    )
    subject = view_subject("future-relationship", 1)
    drafts = (
        draft(1, "We mend things.", summary="First words."),
        draft(2, TESTED, summary="Everybody has a sentence."),
        draft(3, "We will be the number one in repairs.", set_aside="Nobody found themselves in it."),
        draft(4, AGREED, summary="Three rings, as customers asked."),
        draft(1, "They mended my grandmother’s clock.", subject, summary="One voice."),
        draft(2, "They mended my grandmother’s clock and told me how.", subject, summary="With the how."),
    )
    questions = (
        Question("q1", "This vision has a place for me.", QuestionKind.SCALE),
        Question("q2", "I believe our leaders will act this way.", QuestionKind.SCALE),
        Question("q3", "What is missing, or hard to believe?", QuestionKind.OPEN),
    )
    invited = (RoundGroup(1), RoundGroup(2), RoundGroup(3))
    rounds = (
        Round(1, 1, drafts[1].id, drafts[1].sha256, RoundStatus.CLOSED, date(2026, 3, 5), date(2026, 3, 12),
              questions, invited, 22),
    )  # fmt: skip
    return WorkshopSnapshot(
        workshop=Workshop("u-1", "Mended well", "Brenner & Söhne", date(2026, 3, 2), "The whole house"),
        house_words={GroupKind.EMPLOYEES: HouseWord("colleague", "colleagues")},
        groups=groups,
        participants=people,
        cards=cards,
        rows=rows,
        curves=curves,
        working_texts=(WorkingText(STATEMENT_SUBJECT, AGREED),),
        drafts=drafts,
        agreements=(
            Agreement(1, drafts[3].id, drafts[3].sha256, date(2026, 3, 20), "The owners and the staff"),
        ),
        rounds=rounds,
        signatures=(),
    )


def sign(
    snapshot: WorkshopSnapshot, method: Method, person: int, *, lapsed: bool = False
) -> WorkshopSnapshot:
    """Return the workshop with a signature of a person, under the text as it is or as it was."""
    exercises = [method.exercise("values"), method.exercise("personal")]
    text = commitments_text(exercises, snapshot.rows, person)
    name = next(p.name for p in snapshot.participants if p.id == person)
    signature = Signature(person, person, name, date(2026, 3, 21), text_hash(text + ("!" if lapsed else "")))
    return dataclasses.replace(snapshot, signatures=(*snapshot.signatures, signature))


def protected(snapshot: WorkshopSnapshot) -> tuple[RoundResults, ...]:
    """Return the results of the round: 18 people in two groups shown, 4 in one held back."""
    tallies = [
        Tally("q1", 1, (0, 1, 2, 5, 2)), Tally("q1", 2, (4, 0, 0, 0, 0)), Tally("q1", 3, (1, 1, 1, 3, 2)),
        Tally("q2", 1, (2, 3, 2, 2, 1)), Tally("q2", 2, (0, 0, 0, 0, 4)), Tally("q2", 3, (3, 2, 1, 1, 1)),
    ]  # fmt: skip
    comments = [
        Comment("q3", 1, "I would like to see the workshop once."),
        Comment("q3", 3, "Time for it is what I will look for."),
        Comment("q3", 2, "Only the four of us could have written this."),
    ]
    number = next(d.number for d in snapshot.drafts if d.id == snapshot.rounds[0].draft_id)
    respondents = {1: 10, 2: 4, 3: 8}
    return (round_results(snapshot.rounds[0], number, snapshot.groups, tallies, respondents, comments),)


def with_text_everywhere(snapshot: WorkshopSnapshot, text: str) -> WorkshopSnapshot:
    """Return the workshop with a text in every place somebody can type into."""
    cells = {"value": text, "behaviour": text, "competes": text, "answer": text, "missed": text}
    rows = (
        GridRow(1, "values", 0, None, cells),
        GridRow(2, "personal", 0, None, {"person": 1, "sentence": text, "witness": text, "date": text}),
        GridRow(3, "gap", 0, None, {"today": text, "wanted": text, "first_move": text}),
        GridRow(4, "team", 0, None, {"action": text, "success": text, "owner": 1}),
        GridRow(5, "company-behaviour", 0, None, {"behaviour": text, "promotes": ["card:1"]}),
    )
    drafts = tuple(
        dataclasses.replace(
            d, text=text, sha256=text_hash(text), summary=text, author=text,
            set_aside=text if d.set_aside else None,
        )
        for d in snapshot.drafts
    )  # fmt: skip
    agreement = dataclasses.replace(snapshot.agreements[0], sha256=text_hash(text), agreed_by=text)
    round_ = snapshot.rounds[0]
    questions = tuple(dataclasses.replace(q, text=f"{q.id} {text}") for q in round_.questions)
    return dataclasses.replace(
        snapshot,
        workshop=dataclasses.replace(snapshot.workshop, title=text, organisation=text, audience=text),
        house_words={k: dataclasses.replace(w, plural=text) for k, w in snapshot.house_words.items()},
        groups=tuple(dataclasses.replace(g, name=f"{g.id} {text}") for g in snapshot.groups),
        participants=tuple(
            dataclasses.replace(p, name=f"{p.id} {text}", role=text) for p in snapshot.participants
        ),
        cards=(Card(1, "customer-behaviour", group_lane(1), text, 1, 0),),
        rows=rows,
        drafts=drafts,
        agreements=(agreement,),
        rounds=(dataclasses.replace(round_, draft_sha256=text_hash(text), questions=questions),),
        working_texts=(WorkingText(view_subject("future-relationship", 3), text),),
    )


@pytest.fixture
def text_everywhere() -> Callable[[WorkshopSnapshot, str], WorkshopSnapshot]:
    return with_text_everywhere


@pytest.fixture
def snapshot() -> WorkshopSnapshot:
    return base_snapshot()


@pytest.fixture
def content(snapshot: WorkshopSnapshot, method: Method) -> ReportContent:
    return report_content(snapshot, method, protected(snapshot), MADE_AT)


@pytest.fixture(scope="session")
def full(method: Method) -> BuiltReport:
    """The full report of the workshop, built once for all tests that only read it."""
    snapshot = base_snapshot()
    return make_report(report_content(snapshot, method, protected(snapshot), MADE_AT))


@pytest.fixture
def with_snapshot(method: Method) -> Callable[..., ReportContent]:
    """Return content made from another snapshot, without rounds unless they are given."""

    def make(snapshot: WorkshopSnapshot, results: Sequence[RoundResults] = ()) -> ReportContent:
        return report_content(snapshot, method, tuple(results), MADE_AT)

    return make


@pytest.fixture
def empty() -> WorkshopSnapshot:
    """A workshop nobody has worked in."""
    return WorkshopSnapshot(Workshop("u-0", "A first try", "Nobody yet"))


def reader(report: BuiltReport) -> pypdf.PdfReader:
    """Open a report to read it."""
    return pypdf.PdfReader(io.BytesIO(report.data))


def page_texts(report: BuiltReport) -> list[str]:
    """Return the text of every page, spaces and line ends as one space."""
    return page_words(report.data)


def whole_text(report: BuiltReport) -> str:
    """Return the text of all pages."""
    return " ".join(page_texts(report))


def squeezed(text: str) -> str:
    """Return text without any space, to find words that were broken over lines."""
    return re.sub(r"\s+", "", text)


@pytest.fixture
def read() -> type[Reading]:
    return Reading


class Reading:
    """Ways to read a report, for tests."""

    pages = staticmethod(page_texts)
    text = staticmethod(whole_text)
    squeezed = staticmethod(squeezed)
    pdf = staticmethod(reader)

    @staticmethod
    def elements(pdf: pypdf.PdfReader) -> Iterator[Any]:
        """Walk the structure tree in reading order."""
        waiting = [pdf.trailer["/Root"]["/StructTreeRoot"]]
        while waiting:
            element = waiting.pop(0).get_object()
            if isinstance(element, dict):
                yield element
                kids = element.get("/K", [])
                waiting = [*(kids if isinstance(kids, list) else [kids]), *waiting]

    @staticmethod
    def of(content: ReportContent, cut: str = "full", paper: str = "a4") -> str:
        """Build a report and return its text."""
        return whole_text(make_report(content, cut, paper))


@pytest.fixture
def signed() -> Callable[..., WorkshopSnapshot]:
    return sign


@pytest.fixture
def results_of() -> Callable[[WorkshopSnapshot], tuple[RoundResults, ...]]:
    return protected
