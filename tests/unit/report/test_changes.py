"""What became of the tested text, as the reader of the report sees it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from visionwork.domain.drafts import Draft, text_hash
from visionwork.domain.drift import DriftDecision, Promise
from visionwork.domain.rounds import RoundStatus
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.stakeholders import Stakeholder
from visionwork.report.build import BuiltReport, make_report
from visionwork.report.content import Part, ReportContent

With = Callable[..., ReportContent]
TITLE = "What changed since people read it"


def page(report: BuiltReport, read: Any) -> str:
    """Return the text of the page, or nothing when there is none."""
    return next((text for text in read.pages(report) if TITLE in text), "")


def with_draft(snapshot: WorkshopSnapshot, number: int, text: str) -> WorkshopSnapshot:
    """Return the workshop with another text in a draft of the statement, agreed or not as it was."""
    old = next(d for d in snapshot.statement_drafts() if d.number == number)
    new = dataclasses.replace(old, text=text, sha256=text_hash(text))
    agreements = tuple(
        dataclasses.replace(a, sha256=new.sha256) if a.draft_id == new.id else a for a in snapshot.agreements
    )
    drafts = tuple(new if d.id == new.id else d for d in snapshot.drafts)
    return dataclasses.replace(snapshot, drafts=drafts, agreements=agreements)


@pytest.fixture
def tested(snapshot: WorkshopSnapshot) -> Draft:
    return next(d for d in snapshot.statement_drafts() if d.number == 2)


def test_the_page_tells_what_was_kept_and_where(full: BuiltReport, read: Any) -> None:
    text = page(full, read)
    assert "18 people read Draft 2 and answered." in text
    assert "Our employees have the time to mend it well" in text
    assert "Word for word." in text
    assert "Nobody has confirmed what Draft 2 promises; this is how the coach reads it." in text
    assert "We leave the streets where we work quieter than we found them" in text


def test_the_draft_on_the_way_is_told_with_what_was_put_back(full: BuiltReport, read: Any) -> None:
    text = page(full, read)
    assert "On the way: Draft 3, set aside" in text
    assert "It no longer named customers, colleagues, managers and community." in text
    assert "A place in the market came in." in text
    assert "Draft 4 put customers, colleagues, managers and community back." in text


def test_a_loss_is_told_with_who_decided_and_why(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    text = tested.text.replace("Managers clear the way. ", "")
    lossy = with_draft(snapshot, 4, text)
    open_report = make_report(with_snapshot(lossy, results_of(lossy)))
    told = page(open_report, read)
    assert "It no longer names managers." in told
    assert "Nobody has said yet why it stays out." in told
    assert any(
        "Draft 4 lost managers since Draft 2 was tested, and nobody has said why." in warning
        for warning in open_report.warnings
    )
    decision = DriftDecision(
        1, tested.id, text_hash(text), None, Stakeholder.MANAGERS, "The owners", "We have none any more",
        date(2026, 3, 19),
    )  # fmt: skip
    decided = dataclasses.replace(lossy, decisions=(decision,))
    report = make_report(with_snapshot(decided, results_of(decided)))
    told = page(report, read)
    assert told.count("The owners, 19 March 2026: We have none any more.") == 1, "once for all it is about"
    assert "Managers One promise The owners" in told
    assert not any("nobody has said why" in warning for warning in report.warnings)


def test_people_in_general_do_not_hide_who_is_gone(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    vague = with_draft(snapshot, 4, tested.text.replace("Managers clear", "Everyone clears"))
    told = page(make_report(with_snapshot(vague, results_of(vague))), read)
    assert "It no longer names managers." in told


def test_confirmed_promises_are_the_ones_that_are_told(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, read: Any
) -> None:
    own = Promise(1, tested.id, 0, "Our customers ring a person", (Stakeholder.CUSTOMERS,))
    confirmed = dataclasses.replace(snapshot, promises=(own,), promises_confirmed=frozenset({tested.id}))
    told = page(make_report(with_snapshot(confirmed)), read)
    assert "“Our customers ring a person”" in told
    assert "Nobody has confirmed" not in told
    assert "have the time to mend it" not in told


def test_a_recorded_reason_is_told_where_the_promise_is_asked_about_again(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, read: Any
) -> None:
    later = next(d for d in snapshot.statement_drafts() if d.number == 3)
    own = Promise(7, tested.id, 0, "Our customers never wait in the rain", (Stakeholder.CUSTOMERS,))
    asked = with_draft(snapshot, 4, "When rain falls, our customers wait under a roof.")
    decision = DriftDecision(
        1,
        tested.id,
        text_hash("An earlier text"),
        7,
        None,
        "The owners",
        "We have no roof",
        date(2026, 3, 19),
    )
    recorded = dataclasses.replace(
        asked, promises=(own,), promises_confirmed=frozenset({tested.id}), decisions=(decision,)
    )
    told = page(make_report(with_snapshot(recorded)), read)
    assert "Not settled" in told
    assert (
        "Left out on purpose in an earlier wording: The owners, 19 March 2026: We have no roof. "
        "The text has changed since." in " ".join(told.split())
    )
    aside = dataclasses.replace(decision, sha256=later.sha256)
    told = page(make_report(with_snapshot(dataclasses.replace(recorded, decisions=(aside,)))), read)
    assert "We have no roof" not in told, "what was decided on a draft that was set aside went with it"


def test_without_a_tested_draft_or_a_later_one_there_is_no_page(
    snapshot: WorkshopSnapshot, with_snapshot: With, read: Any
) -> None:
    never = dataclasses.replace(snapshot, rounds=())
    assert page(make_report(with_snapshot(never)), read) == ""
    as_tested = with_draft(snapshot, 4, next(d.text for d in snapshot.drafts if d.number == 2))
    content = with_snapshot(as_tested)
    assert not content.holds(Part.CHANGES)
    assert page(make_report(content), read) == ""


def test_other_spaces_are_no_change_and_the_evidence_stands(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    relaid = with_draft(snapshot, 4, tested.text.replace(". ", ".\n"))
    text = read.text(make_report(with_snapshot(relaid, results_of(relaid))))
    assert TITLE not in text
    assert (
        "Tested as written: 18 people read these words and answered."
        " Only spaces or typographic marks differ from draft 2." in text
    )


def test_an_agreement_lapses_with_other_words(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, read: Any
) -> None:
    old = snapshot.statement_drafts()[-1]
    newer = dataclasses.replace(
        old, id=999, number=5, text="We repair.", sha256=text_hash("We repair."),
        saved_at=old.saved_at + timedelta(days=1),
    )  # fmt: skip
    report = make_report(with_snapshot(dataclasses.replace(snapshot, drafts=(*snapshot.drafts, newer))))
    text = read.text(report)
    assert "Draft 4 was agreed 20 March 2026 by the owners and the staff." in text
    assert "The words have changed since, so the agreement has lapsed." in text
    assert "Agreement lapsed" in text
    assert "Lapsed: the words have changed" in read.pages(report)[0]
    assert any("Draft 4 was agreed, and the words have changed since" in w for w in report.warnings)


def test_a_round_that_is_open_counts_as_soon_as_somebody_answered(
    snapshot: WorkshopSnapshot, with_snapshot: With
) -> None:
    first = dataclasses.replace(snapshot.rounds[0], status=RoundStatus.OPEN, response_count=0)
    assert not with_snapshot(dataclasses.replace(snapshot, rounds=(first,))).holds(Part.CHANGES)
    answered = dataclasses.replace(first, response_count=1)
    assert with_snapshot(dataclasses.replace(snapshot, rounds=(answered,))).holds(Part.CHANGES)


def test_the_short_version_and_the_poster_say_what_was_lost(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, results_of: Callable[..., Any], read: Any
) -> None:
    lossy = with_draft(snapshot, 4, tested.text.replace("Managers clear the way. ", ""))
    decision = DriftDecision(
        1, tested.id, lossy.statement_drafts()[-1].sha256, None, Stakeholder.MANAGERS,
        "The owners", "Too long", date(2026, 3, 19),
    )  # fmt: skip
    decided = dataclasses.replace(lossy, decisions=(decision,))
    content = with_snapshot(decided, results_of(decided))
    short = make_report(content, "summary")
    told = page(short, read)
    assert "It no longer names managers." in told
    assert "The owners, 19 March 2026: Too long." in told
    assert "Word for word." in told
    assert "On the way" not in told, "drafts between the two are for the whole report"
    lost = "Managers and one promise are no longer in it."
    assert lost in read.pages(short)[1]
    assert lost in " ".join(read.text(make_report(content, "poster")).split())
    as_tested = with_snapshot(with_draft(snapshot, 4, tested.text))
    assert page(make_report(as_tested, "summary"), read) == ""


def test_several_decisions_are_numbered_and_each_is_told_once(
    snapshot: WorkshopSnapshot, tested: Draft, with_snapshot: With, read: Any
) -> None:
    text = "We repair what others throw away."
    own = tuple(
        Promise(number, tested.id, number, words, ())
        for number, words in enumerate(("Nobody waits in the rain", "Every clock is wound by hand"), 1)
    )
    lossy = dataclasses.replace(
        with_draft(snapshot, 4, text), promises=own, promises_confirmed=frozenset({tested.id})
    )
    made = tuple(
        DriftDecision(number, tested.id, text_hash(text), number, None, who, "So", date(2026, 3, 19))
        for number, who in enumerate(("The owners", "The staff"), 1)
    )
    told = page(make_report(with_snapshot(dataclasses.replace(lossy, decisions=made))), read)
    for number, who in enumerate(("The owners", "The staff"), 1):
        assert told.count(f"{number}. {who}, 19 March 2026: So.") == 1
        assert f"See {number} above." in told
    assert "Nobody has said yet why it stays out." in told, "the groups that are gone, too"
