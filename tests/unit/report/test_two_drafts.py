"""What the report says of a round on two drafts."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date

import pytest
from pdf_words import all_words

from visionwork.document.document import Document
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind
from visionwork.method import default_method
from visionwork.protected import all_protected_results, count_all
from visionwork.report.build import build_report
from visionwork.report.content import ReportContent
from visionwork.reporting import report_content

WANTED = [
    (QuestionKind.SCALE, "I find myself in it."),
    (QuestionKind.PREFERENCE, "Which of the two speaks more to you?"),
]


WORDINGS = ("We tell you early what will not hold.", "You plan your year with us.")


@pytest.fixture
def document(open_two_drafts: Callable[..., Document]) -> Document:
    return answered(open_two_drafts(WANTED, WORDINGS))


@pytest.fixture
def turned(open_two_drafts: Callable[..., Document]) -> Document:
    """A round that calls the later draft Text A."""
    return answered(open_two_drafts(WANTED, WORDINGS, later_first=True))


def answered(opened: Document) -> Document:
    crews, islanders = (group.group_id for group in opened.rounds.all()[0].groups)
    answers = [NewResponse(crews, {"q1": 2, "q2": 5, "q3": 2}) for _ in range(7)]
    answers += [NewResponse(islanders, {"q1": 1, "q2": 1, "q3": 1}) for _ in range(3)]
    opened.rounds.add_responses(1, answers, Channel.TYPED)
    opened.rounds.close(1, date(2026, 3, 10))
    count_all(opened)
    return opened


def content_of(document: Document) -> ReportContent:
    return report_content(document.snapshot(), default_method(), all_protected_results(document))


def printed(document: Document, cut: str = "full") -> str:
    file = io.BytesIO()
    build_report(content_of(document), file, cut=cut)
    return all_words(file.getvalue())


def test_the_evidence_is_that_of_the_published_draft_beside_the_other(document: Document) -> None:
    text = printed(document)
    assert "Tested as written" in text
    assert "Of the 7 people who read Draft 2 and answered, all agree" in text
    assert "Draft 1 against Draft 2" in text
    assert "“Which of the two speaks more to you?”" in text
    assert "7 people answered: Draft 1 speaks more to 0, Draft 2 to 7, both to 0, neither to 0." in text
    assert "The same people read both drafts, half of them the other one first." in text
    assert "Of 10 invited in the groups shown, 7 answered (70%)." in text


def test_the_first_draft_is_published_with_its_own_answers(document: Document) -> None:
    second = document.texts.drafts(STATEMENT_SUBJECT)[1]
    document.texts.set_aside(second.id, "The first speaks more to the islanders.")
    content = content_of(document)
    found = content.evidence()
    assert found is not None
    assert (found.draft_number, found.questions[0].counts) == (1, (0, 7, 0, 0, 0))


def test_nothing_of_a_small_group_is_printed(document: Document) -> None:
    content = content_of(document)
    for results in content.results:
        for question in results.questions:
            assert [group.counts is None for group in question.groups] == [False, True]


def test_the_later_draft_speaks_for_the_round_whichever_text_it_was(turned: Document) -> None:
    turned.texts.save_draft(STATEMENT_SUBJECT, "You plan your year with us, and we with you.")
    text = printed(turned)
    assert "Of the 7 people who read Draft 2 and answered" in text
    assert "The published text is Draft 3; people read Draft 2." in text


def test_what_is_compared_goes_from_the_earlier_draft_to_the_later(turned: Document) -> None:
    content = content_of(turned)
    assert content.comparison is not None
    assert (content.comparison.before.draft_number, content.comparison.after.draft_number) == (1, 2)


def test_people_who_read_two_drafts_are_counted_once(document: Document) -> None:
    assert "7 answers from people who had read a draft" in printed(document, "poster")
