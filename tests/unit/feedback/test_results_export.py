from __future__ import annotations

import csv
import html
import io
import re
import zipfile

import pytest

from visionwork.domain.groups import GroupKind
from visionwork.domain.results import (
    COUNTED_IN_FIVES,
    GroupResult,
    QuestionResult,
    RoundResults,
    ShownComment,
)
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.results_export import results_json, write_results


def results_file(results: list[RoundResults], suffix: str) -> bytes:
    """Return what is written."""
    file = io.BytesIO()
    write_results(results, suffix, file)
    return file.getvalue()


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
                "note": COUNTED_IN_FIVES,
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
    data = results_file([results], ".csv")
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    note, shown, held, total, first, second = rows
    assert (note["Row"], note["Question"], note["n"]) == ("note", COUNTED_IN_FIVES, "")
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


def test_xlsx_keeps_numbers_numbers_and_formulas_text(results: RoundResults) -> None:
    with zipfile.ZipFile(io.BytesIO(results_file([results], ".xlsx"))) as book:
        assert book.testzip() is None
        strings = [
            html.unescape(text)
            for text in re.findall(r"<t[^>]*>(.*?)</t>", book.read("xl/sharedStrings.xml").decode(), re.S)
        ]
        numbers = book.read("xl/worksheets/sheet1.xml").decode()
        comments = book.read("xl/worksheets/sheet2.xml").decode()
        styles = book.read("xl/styles.xml").decode()
    assert "<f>" not in numbers + comments
    assert "hyperlink" not in numbers + comments
    row = re.search(r'<row r="3".*?</row>', numbers)
    assert row is not None
    assert re.findall(r"<c r=\"(?:[A-B]|[H-N])3\"(?: s=\"\d\")?><v>(\d+)</v>", row[0])[-7:] == [
        "24", "1", "2", "4", "10", "7", "71",
    ]  # fmt: skip
    assert '=HYPERLINK("http://x")' in strings
    assert "Größe, «ja»\n我们" in strings
    assert 'quotePrefix="1"' in styles


def test_a_file_name_chooses_the_format(results: RoundResults) -> None:
    assert results_file([results], ".XLSX").startswith(b"PK")
    assert results_file([results], ".CSV").startswith(b"\xef\xbb\xbf")
