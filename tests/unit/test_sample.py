"""The sample tells its whole story, so that every page and chart has something to show."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from visionwork.document.access import open_to_read
from visionwork.document.check import check_document
from visionwork.document.document import Document
from visionwork.domain.errors import UserFacingError
from visionwork.domain.evidence import EvidenceStatus, evidence_status
from visionwork.domain.progress import has_content
from visionwork.method import default_method
from visionwork.overview import overview
from visionwork.revisions import drift_between
from visionwork.sample import write_sample


@pytest.fixture
def document(written_sample: Path, tmp_path: Path) -> Iterator[Document]:
    document = open_to_read(written_sample, tmp_path)
    yield document
    document.close()


def test_the_file_is_sound(written_sample: Path) -> None:
    assert check_document(written_sample).findings == ()


def test_every_exercise_has_content(document: Document) -> None:
    snapshot = document.snapshot()
    assert [e.id for e in default_method().exercises() if not has_content(e, snapshot)] == []


def test_the_statement_tells_the_story_of_drift(document: Document) -> None:
    snapshot = document.snapshot()
    drafts = snapshot.statement_drafts()
    states = [evidence_status(draft, drafts, snapshot.rounds) for draft in drafts]
    assert states == [
        EvidenceStatus.NEVER,
        EvidenceStatus.NEVER,
        EvidenceStatus.AS_WRITTEN,
        EvidenceStatus.AS_WRITTEN,
        EvidenceStatus.EARLIER_WORDING,
        EvidenceStatus.EARLIER_WORDING,
    ]
    standing = snapshot.standing_agreement()
    assert standing is not None
    assert standing.agreed.number == 6
    assert drafts[4].set_aside
    assert "colleagues" not in drafts[4].text


def test_what_the_boardroom_lost_was_decided_and_put_back(document: Document) -> None:
    snapshot = document.snapshot()
    tested, boardroom, final = snapshot.statement_drafts()[3:6]
    assert tested.id in snapshot.promises_confirmed
    assert len(snapshot.promises_of(tested.id)) == 6
    lost, back = (drift_between(snapshot, tested, draft.text) for draft in (boardroom, final))
    assert lost.warn
    assert set(lost.lost_people) == {d.stakeholder for d in snapshot.decisions}
    assert all(decision.reason for decision in snapshot.decisions)
    assert (back.lost, back.warn, {r.state.value for r in back.promises}) == ((), False, {"kept"})


def test_two_rounds_with_about_130_answers_and_one_group_under_five(document: Document) -> None:
    rounds = document.rounds.all()
    assert [item.response_count for item in rounds] == [61, 72]
    assert min(document.rounds.respondents(rounds[1].id).values()) == 3


def test_every_signature_holds(document: Document) -> None:
    data = overview(document.snapshot(), default_method(), [])
    assert [item["state"] for item in data["signatures"]] == ["valid"] * 5


def test_it_never_writes_over_a_file(written_sample: Path, tmp_path: Path) -> None:
    before = written_sample.read_bytes()
    with pytest.raises(UserFacingError, match="there already"):
        write_sample(written_sample, tmp_path)
    assert written_sample.read_bytes() == before
