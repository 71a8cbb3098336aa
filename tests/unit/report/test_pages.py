"""What stands on the pages: what a reader would look for, and nothing that may not be shown."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from visionwork.domain.drafts import STATEMENT_SUBJECT, WorkingText, view_subject
from visionwork.domain.entries import GridRow
from visionwork.domain.method import Method
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import BuiltReport, make_report
from visionwork.report.content import Part, ReportContent
from visionwork.report.pages.cover import lead

With = Callable[..., ReportContent]


def test_the_cover_tells_title_agreement_and_reader(full: BuiltReport, read: Any) -> None:
    cover = read.pages(full)[0]
    for words in ("Brenner & Söhne", "Mended well", "Agreed 20 March 2026", "Draft 4, the agreed text"):
        assert words in cover
    assert "For The whole house" in cover
    assert "what people said about it, and what our leaders commit to." in cover


def test_the_statement_names_groups_by_the_houses_words(full: BuiltReport, read: Any) -> None:
    statement = read.pages(full)[1]
    assert "Our customers reach a person within three rings." in statement
    for word in ("Customers", "Colleagues", "Managers", "Community"):
        assert word in statement
    assert "Employees" not in statement


def test_the_way_of_the_text_is_told_honestly(full: BuiltReport, read: Any) -> None:
    statement = read.pages(full)[1]
    assert "How the text came to be" in statement
    assert "Draft 3 was set aside. Nobody found themselves in it." in statement
    assert "It no longer named customers, employees, managers and community." in statement.replace(
        "colleagues", "employees"
    )
    assert "Draft 4: Three rings, as customers asked." in statement
    assert "Agreed 20 March 2026 by the owners and the staff." in statement
    assert (
        "Tested in an earlier wording: 18 people read Draft 2, and the words have changed since." in statement
    )


def test_an_agreed_report_is_no_draft(full: BuiltReport, read: Any) -> None:
    assert "DRAFT" not in read.text(full)


@pytest.mark.parametrize("cut", ["full", "summary", "commitments", "poster"])
def test_an_unagreed_report_says_draft_on_every_page(
    cut: str, snapshot: WorkshopSnapshot, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    content = with_snapshot(dataclasses.replace(snapshot, agreements=()), results_of(snapshot))
    report = make_report(content, cut)
    assert all("DRAFT" in re.sub(r"(?<=[DRAF]) (?=[RAFT])", "", text) for text in read.pages(report))
    assert any("marked DRAFT: Draft 4 has not been agreed" in warning for warning in report.warnings)


def test_an_agreement_on_other_words_does_not_count(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    agreement = dataclasses.replace(snapshot.agreements[0], sha256="0" * 64)
    content = with_snapshot(dataclasses.replace(snapshot, agreements=(agreement,)))
    assert "Draft 4, not agreed" in read.pages(make_report(content))[0]


def test_the_evidence_is_told_in_words_and_numbers(full: BuiltReport, read: Any) -> None:
    evidence = read.pages(full)[2]
    assert "Of the 18 people who read Draft 2 and answered, two in three agree:" in evidence
    assert "One in four agree: “I believe our leaders will act this way.”" in evidence
    assert "67% agree" in evidence
    assert "7 of 10" in evidence
    assert "I would like to see the workshop once." in evidence
    # How far the numbers reach stands at the end, after the other questions.
    assert "Answers were given without names between 5 and 12 March 2026." in read.pages(full)[3]
    assert "The published text is Draft 4; people read Draft 2." in read.pages(full)[3]


def test_a_held_back_group_keeps_its_row_and_its_secrets(full: BuiltReport, read: Any) -> None:
    text = read.text(full)
    assert "Housing societies <5 Held back: fewer than five people answered." in text
    assert "Only the four of us" not in text
    evidence = " ".join(read.pages(full)[2:4])
    numbers = set(re.findall(r"\b\d+\b", evidence))
    assert not numbers & {"22", "64", "73"}, "a total with the group in it"


def test_values_and_sentences_are_printed_with_lines(full: BuiltReport, read: Any) -> None:
    page = next(text for text in read.pages(full) if "What we will be seen to do" in text)
    assert "Two values, each with a behaviour that anyone can watch for." in page
    assert "The leadership team answers for them to customers and to colleagues." in page
    assert "Say on the phone what it will cost." in page
    assert "I will take the first call on Mondays." in page
    assert "First date: 4 May 2026. Witness: Eva Prins" in page
    assert "Ada Novak, Owner" in page
    assert "Witnessed for our customers" in page


def test_a_valid_signature_is_printed_and_a_lapsed_one_says_so(
    snapshot: WorkshopSnapshot, method: Method, with_snapshot: With, signed: Callable[..., Any], read: Any
) -> None:
    both = signed(signed(snapshot, method, 1), method, 2, lapsed=True)
    report = make_report(with_snapshot(both), "commitments")
    text = read.text(report)
    assert text.count("Ada Novak") == 2
    assert "21 Mar 2026" in text
    assert text.count("Jón Bergsson") == 1
    assert "Signed 21 March 2026. Lapsed: the text has changed since." in text
    told = "The signature of Jón Bergsson has lapsed: the text changed after signing."
    assert told in report.warnings


def test_the_cover_speaks_of_signatures_that_hold(
    snapshot: WorkshopSnapshot, method: Method, with_snapshot: With, signed: Callable[..., Any]
) -> None:
    lapsed = signed(snapshot, method, 2, lapsed=True)
    assert lead(with_snapshot(lapsed)).endswith("and what our leaders commit to.")
    assert lead(with_snapshot(signed(lapsed, method, 1))).endswith("and what our leaders have signed.")


def test_the_plan_has_owner_date_and_status(full: BuiltReport, read: Any) -> None:
    text = read.text(full)
    assert "Front desk" in text
    assert "What they will learn: Listen in for a day." in text
    assert "Ada Novak 20 Apr 2026 in progress" in text
    assert "Early many: 15 points more, about 5 people" in text
    assert "10% 20%" in text or "20% 10%" in text


def test_cards_come_by_votes_and_links_as_words(full: BuiltReport, read: Any) -> None:
    text = read.text(full)
    assert text.index("Tell a neighbour. 7") < text.index("Ring us before they buy new. 5")
    assert "Ring back the same day. colleagues Ring us before they buy new." in text
    assert "4 of 5" in text


def test_views_come_with_their_drafts(full: BuiltReport, read: Any) -> None:
    text = read.text(full)
    assert "They mended my grandmother’s clock and told me how." in text
    assert "With the how." in text
    assert "4 words added, 0 removed" in text
    assert "Nothing is written yet for Housing societies, Workshop staff and Foremen." in text


def test_a_view_that_was_brought_back_is_told_once(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    subject = view_subject("future-relationship", 1)
    first = snapshot.drafts_of(subject)[0]
    back = dataclasses.replace(
        first, id=first.id + 90, number=3, summary="Draft 1 brought back.", restored_from=1
    )
    text = read.text(
        make_report(with_snapshot(dataclasses.replace(snapshot, drafts=(*snapshot.drafts, back))))
    )
    assert text.count("Draft 1 brought back.") == 1
    assert "restored" not in text


def test_the_tested_wording_is_printed_where_it_differs(full: BuiltReport, read: Any) -> None:
    last = read.pages(full)[-1]
    assert "The wording that was tested" in last
    assert "ring a person, not a queue" in last


def test_an_empty_workshop_gives_a_proper_report(
    empty: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    report = make_report(with_snapshot(empty))
    assert report.pages == 2
    text = read.text(report)
    assert "A first try" in text
    assert "No vision statement has been written yet." in text
    commitments = read.text(make_report(with_snapshot(empty), "commitments"))
    assert "No values have been written down yet." in commitments
    assert "Witnessed for our customers" in commitments
    assert make_report(with_snapshot(empty), "poster").pages == 1


def test_a_text_in_work_is_printed_as_such(empty: WorkshopSnapshot, with_snapshot: With, read: Any) -> None:
    text = WorkingText(STATEMENT_SUBJECT, "We mend things. Our customers notice.")
    pages = read.pages(make_report(with_snapshot(dataclasses.replace(empty, working_texts=(text,)))))
    assert "Text in work, not agreed" in pages[0]
    assert "Our customers notice." in pages[1]
    assert "Never tested" in pages[1]


def test_parts_can_be_left_out(content: ReportContent, read: Any) -> None:
    without = dataclasses.replace(content, excluded=frozenset({Part.EVIDENCE, Part.VIEWS}))
    text = read.text(make_report(without))
    assert "What people said" not in text
    assert "what people said about it" not in text
    assert "grandmother" not in text
    assert "What happens next" in text
    no_statement = dataclasses.replace(content, excluded=frozenset({Part.STATEMENT}))
    pages = read.pages(make_report(no_statement))
    assert "What people said" in pages[1]


def test_the_summary_holds_the_pages_for_executives(content: ReportContent, read: Any) -> None:
    text = read.text(make_report(content, "summary"))
    assert "What we will be seen to do" in text
    assert "What happens next" not in text


def test_the_poster_tells_no_scores(content: ReportContent, read: Any) -> None:
    report = make_report(content, "poster")
    text = read.text(report)
    assert report.pages == 1
    assert text.startswith("We repair what others throw away.")
    assert "after 18 answers from people who had read a draft" in text
    assert "%" not in text


@pytest.mark.parametrize(("paper", "size"), [("a4", (595.28, 841.89)), ("letter", (612, 792))])
def test_papers_have_their_size(
    paper: str, size: tuple[float, float], content: ReportContent, read: Any
) -> None:
    for cut in ("full", "poster"):
        for sheet in read.pdf(make_report(content, cut, paper)).pages:
            assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(size, abs=0.1)


def test_every_page_has_its_number(full: BuiltReport, read: Any) -> None:
    pages = read.pages(full)
    assert all(re.search(rf"\b{number}\b", text) for number, text in enumerate(pages[1:], 2))


def test_a_person_who_is_no_longer_there_is_said(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    row = GridRow(9, "team", 0, None, {"action": "Open the doors.", "owner": 77, "date": "some day"})
    content = with_snapshot(dataclasses.replace(snapshot, rows=(*snapshot.rows, row)))
    assert "Open the doors. no longer there some day" in read.text(make_report(content))


def test_an_open_round_without_an_end_says_from_when(
    snapshot: WorkshopSnapshot, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    open_round = dataclasses.replace(snapshot.rounds[0], opened_on=date(2026, 3, 30), closed_on=None)
    content = with_snapshot(dataclasses.replace(snapshot, rounds=(open_round,)), results_of(snapshot))
    assert "without names from 30 March 2026 on" in read.text(make_report(content))


def test_rows_that_say_nothing_are_told_in_a_line(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    more = [
        GridRow(20 + n, "gap", 1 + n, None, {"today": f"Named {n}"} if n < 28 else {"today": " "})
        for n in range(30)
    ]
    text = read.text(make_report(with_snapshot(dataclasses.replace(snapshot, rows=(*snapshot.rows, *more)))))
    assert "28 more with nothing else filled in: Named 0; Named 1;" in text
    assert "2 rows without anything in them are left out." in text
    assert "People wait." in text


def test_a_grid_of_names_alone_keeps_its_rows(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    others = tuple(row for row in snapshot.rows if row.exercise_id != "gap")
    rows = (*others, GridRow(20, "gap", 0, None, {"today": "Only this"}))
    text = read.text(make_report(with_snapshot(dataclasses.replace(snapshot, rows=rows))))
    assert "Only this" in text
    assert "nothing else filled in" not in text


def test_a_short_plan_stands_below_the_curve(full: BuiltReport, read: Any) -> None:
    pages = [page for page in read.pages(full) if "What happens next" in page]
    assert ["Who is with us" in page for page in pages] == [True]
    assert pages[0].index("Who is with us") < pages[0].index("What happens next")


def test_quotes_stand_under_the_question_they_answer(full: BuiltReport, read: Any) -> None:
    page = next(page for page in read.pages(full) if "I would like to see the workshop once." in page)
    asked = page.index("“What is missing")
    assert asked < page.index("I would like to see the workshop once.")
