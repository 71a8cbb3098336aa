"""Many files at once: what counts, what does not, and why."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from pdf_samples import blank, filled

from visionwork.document.document import Document
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, Round
from visionwork.feedback.pdf_form.batch import FormBatch, read_batch
from visionwork.feedback.pdf_form.identity import ID_FIELD
from visionwork.feedback.pdf_form.judging import FormJudge, RefusedForm
from visionwork.round_forms import round_form, round_judge

GOOD = {"group": "g1", "q1": "4", "q2": "2"}
COMMENT = "Keep “we tell you early”; it is what we are missing."


def judged(judge: FormJudge, fields: Mapping[str, str]) -> NewResponse | RefusedForm:
    return judge.judge("anna.pdf", b"bytes", fields)


def sentence(judge: FormJudge, fields: Mapping[str, str]) -> str:
    found = judged(judge, fields)
    assert isinstance(found, RefusedForm)
    assert "anna.pdf" in found.sentence
    return found.sentence


@pytest.fixture
def identity(document: Document, feedback_round: Round) -> dict[str, str]:
    from visionwork.feedback.pdf_form.identity import identity_of

    return {ID_FIELD: identity_of(document.workshop.get().uuid, feedback_round).text()}


def test_files_are_read_stored_and_recognised(
    document: Document, feedback_round: Round, form: bytes, judge: FormJudge, tmp_path: Path
) -> None:
    paths = []
    for name, data in {
        "anna.pdf": filled(form, {**GOOD, "q3": COMMENT}),
        "anna again.pdf": filled(form, {**GOOD, "q3": COMMENT}, saved_by="another reader"),
        "ben.pdf": filled(form, GOOD, saved_by="ben"),
        "carla.pdf": filled(form, GOOD, saved_by="carla"),
        "empty.pdf": form,
        "scan.pdf": blank(),
    }.items():
        paths.append(tmp_path / name)
        paths[-1].write_bytes(data)
    paths.append(tmp_path / "gone.pdf")
    steps: list[tuple[int, int, str]] = []
    batch = read_batch(paths, judge, progress=lambda *step: steps.append(step))
    assert len(batch.responses) == 3
    told = "\n".join(batch.sentences())
    assert "“anna again.pdf” is the same form as “anna.pdf”" in told
    assert "“empty.pdf” is empty" in told
    assert "“scan.pdf” has no form fields" in told
    assert "“gone.pdf” is not there" in told
    assert batch.summary() == "3 answers will be added, 4 files left out."
    assert steps[0] == (0, 7, "anna.pdf")
    assert steps[-1] == (7, 7, "")
    rounds = document.rounds
    assert rounds.add_responses(feedback_round.id, batch.responses, Channel.PDF_FORM) == 3
    again = read_batch(paths, judge, rounds.fingerprints(feedback_round.id))
    assert not again.responses
    assert again.already_here == ("anna.pdf", "anna again.pdf", "ben.pdf", "carla.pdf")
    assert rounds.respondents(feedback_round.id) == {1: 3}
    assert [comment.text for comment in rounds.comments(feedback_round.id)] == [COMMENT]


def test_reading_stops_between_files(form: bytes, judge: FormJudge, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(filled(form, GOOD))
    assert read_batch([path] * 3, judge, cancelled=lambda: True) == FormBatch(stopped=True)


def test_a_form_of_another_round_names_it(
    document: Document, open_round: Callable[..., Round], form: bytes, tmp_path: Path
) -> None:
    other = round_judge(document, open_round())
    path = tmp_path / "early.pdf"
    path.write_bytes(filled(form, GOOD))
    (refused,) = read_batch([path], other).refused
    assert refused.sentence == "“early.pdf” belongs to Round 1. Choose that round, then read it in."


def test_a_form_for_another_wording_does_not_count(
    document: Document, open_round: Callable[..., Round], feedback_round: Round, form: bytes, tmp_path: Path
) -> None:
    document.rounds.delete(feedback_round.id)
    document.texts.save_draft(STATEMENT_SUBJECT, "Another wording.")
    path = tmp_path / "early.pdf"
    path.write_bytes(filled(form, GOOD))
    (refused,) = read_batch([path], round_judge(document, open_round())).refused
    assert "another wording" in refused.sentence


def test_a_form_with_other_questions_does_not_count(
    document: Document, feedback_round: Round, form: bytes, tmp_path: Path
) -> None:
    document.rounds.set_questions(feedback_round.id, [(QuestionKind.SCALE, "Something else.")])
    changed = document.rounds.get(feedback_round.id)
    path = tmp_path / "early.pdf"
    path.write_bytes(filled(form, GOOD))
    (refused,) = read_batch([path], round_judge(document, changed)).refused
    assert "other questions" in refused.sentence


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("workshop=", "workshop=0", "another workshop"),
        ("form 1 ", "form 2 ", "newer version"),
        ("round=1", "round=7", "belongs to Round 7, and this is Round 1"),
        ("visionwork-form", "my-form", "not a form of this app"),
    ],
)
def test_a_form_that_is_not_of_this_round_is_told(
    judge: FormJudge, identity: dict[str, str], old: str, new: str, said: str
) -> None:
    assert said in sentence(judge, {**identity, **GOOD, ID_FIELD: identity[ID_FIELD].replace(old, new)})


def test_a_form_without_its_mark_is_not_ours(judge: FormJudge) -> None:
    assert "not a form of this app" in sentence(judge, GOOD)


@pytest.mark.parametrize("value", ["6", "0", "-1", "4.0", "five", "44", "４", "Yes"])
def test_a_value_off_the_scale_is_refused(judge: FormJudge, identity: dict[str, str], value: str) -> None:
    assert "not 1 to 5" in sentence(judge, {**identity, **GOOD, "q2": value})


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("", "does not say which group"),
        ("Off", "does not say"),
        ("g3", "not asked in this round"),
        ("g99", "not asked"),
    ],
)
def test_a_person_needs_a_group_that_is_asked(
    judge: FormJudge, identity: dict[str, str], group: str, said: str
) -> None:
    assert said in sentence(judge, {**identity, **GOOD, "group": group})


def test_one_group_is_everybodys(
    document: Document, open_round: Callable[..., Round], tmp_path: Path
) -> None:
    alone = open_round(groups=1)
    path = tmp_path / "a.pdf"
    path.write_bytes(filled(round_form(document, alone).form.data, {"q1": "3"}))
    (response,) = read_batch([path], round_judge(document, alone)).responses
    assert response.group_id == 1


def test_words_are_cleaned_and_cut(judge: FormJudge, identity: dict[str, str]) -> None:
    wild = "\x00\x1b[31m=cmd|' /C calc'!A1\r\n\u202eevil\ud800" + "x" * 9000
    found = judged(judge, {**identity, **GOOD, "q3": wild})
    assert isinstance(found, NewResponse)
    assert found.comments["q3"].startswith("[31m=cmd|' /C calc'!A1\nevil\ufffdxxx")
    assert len(found.comments["q3"]) == 2000


def test_two_people_who_only_agree_both_count(judge: FormJudge, identity: dict[str, str]) -> None:
    one = judge.judge("a.pdf", b"one", {**identity, **GOOD, "q3": "Fine."})
    two = judge.judge("b.pdf", b"two", {**identity, **GOOD, "q3": "Fine."})
    assert isinstance(one, NewResponse)
    assert isinstance(two, NewResponse)
    assert one.fingerprint != two.fingerprint
