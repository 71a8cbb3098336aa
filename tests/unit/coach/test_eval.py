"""The coach reads unseen statements no worse than it did: the short form of `make coach-eval`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from visionwork.coach.coach import default_coach

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tests" / "data" / "coach"


@pytest.fixture
def benchmarks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "benchmarks"))
    for name in ("coach_scores", "coach_statements", "coach_eval"):
        monkeypatch.delitem(sys.modules, name, raising=False)


@pytest.mark.usefixtures("benchmarks")
def test_unseen_statements_are_read_as_well_as_before() -> None:
    import coach_eval
    import coach_statements

    # Only this part has floors; the other one is there to tune on.
    unseen = coach_statements.measure(default_coach(), CORPUS / "held_out.jsonl", "statements")
    assert coach_eval.below_floors([unseen], CORPUS / coach_eval.FLOORS) == []


@pytest.mark.usefixtures("benchmarks")
def test_a_fall_is_told_by_name(tmp_path: Path) -> None:
    import coach_eval
    from coach_scores import Score, Section

    floors = tmp_path / "floors.toml"
    floors.write_text('[statements]\n"customers F1" = 0.9\n"share of false marks" = 0.1\n', encoding="utf-8")
    worse = Section("", {"customers": Score(hits=1, false=1)}, {"share of false marks": 0.2}, "statements")
    assert coach_eval.below_floors([worse], floors) == [
        "statements: customers F1 is 0.667, least is 0.9",
        "statements: share of false marks is 0.200, most is 0.1",
    ]
    better = Section("", {"customers": Score(hits=9)}, {"share of false marks": 0.0}, "statements")
    assert coach_eval.below_floors([better], floors) == []


@pytest.mark.usefixtures("benchmarks")
def test_scores_are_the_textbook_ones() -> None:
    from coach_scores import Score

    score = Score(hits=6, false=2, missed=3, passed=9)
    assert (score.precision, round(score.recall, 3)) == (0.75, 0.667)
    assert round(score.f1, 3) == 0.706
    assert round(score.mcc, 3) == 0.492
    assert (Score().precision, Score().recall, Score().mcc) == (1.0, 1.0, 0.0)
