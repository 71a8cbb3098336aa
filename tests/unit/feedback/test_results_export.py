from __future__ import annotations

import csv
import io

import pytest

from visionwork.domain.groups import GroupKind
from visionwork.domain.results import GroupResult, QuestionResult, RoundResults, ShownComment
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.results_export import results_csv, results_json


@pytest.fixture
def results() -> RoundResults:
    return RoundResults(
        7,
        2,
        4,
        24,
        (
            QuestionResult(
                "q1",
                "This vision has a place for me.",
                QuestionKind.SCALE,
                (1, 2, 4, 10, 7),
                (
                    GroupResult(1, "Delivery consultants", GroupKind.EMPLOYEES, 24, (1, 2, 4, 10, 7)),
                    GroupResult(6, "Health clients", GroupKind.CUSTOMERS, None, None),
                ),
            ),
            QuestionResult(
                "q5",
                "=Which words?",
                QuestionKind.OPEN,
                None,
                comments=(
                    ShownComment('=HYPERLINK("http://x")', "Delivery consultants", GroupKind.EMPLOYEES),
                    ShownComment("Größe, «ja»\n我们", None, None),
                ),
            ),
        ),
    )


def test_json_has_the_promised_shape(results: RoundResults) -> None:
    assert results_json([results]) == {
        "rounds": [
            {
                "number": 2,
                "draft": 4,
                "questions": [
                    {
                        "id": "q1",
                        "text": "This vision has a place for me.",
                        "kind": "scale",
                        "total": {"n": 24, "counts": [1, 2, 4, 10, 7]},
                        "groups": [
                            {
                                "name": "Delivery consultants",
                                "kind": "employees",
                                "n": 24,
                                "counts": [1, 2, 4, 10, 7],
                                "held_back": False,
                            },
                            {
                                "name": "Health clients",
                                "kind": "customers",
                                "n": None,
                                "counts": None,
                                "held_back": True,
                            },
                        ],
                        "comments": [],
                    },
                    {
                        "id": "q5",
                        "text": "=Which words?",
                        "kind": "open",
                        "total": None,
                        "groups": [],
                        "comments": [
                            {"text": '=HYPERLINK("http://x")', "group": "Delivery consultants"},
                            {"text": "Größe, «ja»\n我们", "group": None},
                        ],
                    },
                ],
            }
        ]
    }


def test_csv_is_what_spreadsheets_read(results: RoundResults) -> None:
    data = results_csv([results])
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    shown, held, total, first, second = rows
    assert (shown["Group"], shown["n"], shown["Agree"], shown["Agree %"]) == (
        "Delivery consultants",
        "24",
        "10",
        "71",
    )
    assert (held["Group"], held["Held back"], held["n"], held["Agree"]) == ("Health clients", "yes", "", "")
    assert (total["Row"], total["n"]) == ("total of groups shown", "24")
    assert first["Comment"] == '\'=HYPERLINK("http://x")'
    assert first["Question"] == "'=Which words?"
    assert (second["Comment"], second["Group"]) == ("Größe, «ja»\n我们", "")
    assert b",24,1,2,4,10,7,71," in data
