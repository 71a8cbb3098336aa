"""Exports as survey tools and offices write them, from the bytes to the answers."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from visionwork.domain.groups import Group
from visionwork.domain.rounds import Round
from visionwork.feedback.answer_table import TableError, header_place
from visionwork.feedback.csv_reading import read_table
from visionwork.feedback.import_plan import ImportPlan, plan_file
from visionwork.feedback.long_files import LongFile

PLACE, PICTURE, LEADERS, READ_OUT, KEEP, MISSING = (
    "This vision has a place for me.",
    "I can picture what would change.",
    "I believe our leaders will act this way.",
    "I would read it out to someone I respect.",
    "Which words would you keep, whatever else changes?",
    "What is missing, or hard to believe?",
)
STATEMENTS = (PLACE, PICTURE, LEADERS, READ_OUT)
GROUP = "Which group are you in?"
ALL = (GROUP, *STATEMENTS, KEEP, MISSING)
POINTS = ((4, 5, 3, 4), (2, 1, 4, 5), (5, 4, 4, 3))
WHO = ("Delivery consultants", "Account leads", "Health clients")
SAID = (("Being told early", "Größe"), ("", "Who decides?"), ("“Early”; keep it", ""))


def table(rows: Sequence[Sequence[object]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=delimiter).writerows(rows)
    return file.getvalue().encode(encoding)


def book(rows: Sequence[Sequence[object]]) -> bytes:
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as made:
        sheet = made.add_worksheet("Sheet1")
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return file.getvalue()


def people(words: Sequence[str] = ("1", "2", "3", "4", "5")) -> list[list[object]]:
    """Return group, points in words and comments of three people."""
    return [
        [who, *(words[point - 1] for point in points), *said]
        for who, points, said in zip(WHO, POINTS, SAID, strict=True)
    ]


def beside(
    before: Sequence[object], after: Sequence[object] = (), words: Sequence[str] = tuple("12345")
) -> list:
    return [[*before, *row, *after] for row in people(words)]


AGREE = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
GERMAN = ("Stimme überhaupt nicht zu", "Stimme nicht zu", "Teils/teils", "Stimme zu", "Stimme völlig zu")
SPANISH = (
    "Totalmente en desacuerdo", "En desacuerdo", "Ni de acuerdo ni en desacuerdo", "De acuerdo",
    "Totalmente de acuerdo",
)  # fmt: skip
DUTCH = ("Helemaal mee oneens", "Mee oneens", "Neutraal", "Mee eens", "Helemaal mee eens")
TITLE = "Feedback on our vision, March 2026"

EXPORTS = {
    "google forms": table([["Timestamp", *ALL], *beside(["2026/03/04 9:12:31 AM GMT+1"])]),
    "microsoft forms": book([
        ["Id", "Start time", "Completion time", "Email", "Name", *ALL],
        *beside([1, "3/4/26 9:00", "3/4/26 9:04", "anonymous", ""], (), AGREE),
    ]),
    "surveymonkey": table([
        ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", *ALL],
        ["", "", "", "", "", *["Response"] * 5, *["Open-Ended Response"] * 2],
        *beside([118, 40, "03/04/2026", "03/04/2026", "203.0.113.7"], (), AGREE),
    ]),
    "limesurvey in full": table([
        ["Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache", "Zufallsstartwert", GROUP,
         *(f"Wie sehr stimmen Sie zu? [{text}]" for text in STATEMENTS), KEEP, MISSING],
        *beside([7, "2026-03-04 10:00:00", 3, "de", 18273645], (), GERMAN),
    ], ";", "utf-8-sig"),
    "limesurvey in codes": table([
        ["id", "submitdate", "lastpage", "startlanguage", "seed", *(f"Q{place:02}" for place in range(1, 8))],
        *beside([7, "2026-03-04 10:00:00", 3, "de", 18273645], (), GERMAN),
    ], ";"),
    "qualtrics": table([
        ["StartDate", "IPAddress", "ResponseId", *(f"Q{place}" for place in range(1, 8))],
        ["Start Date", "IP Address", "Response ID", *ALL],
        [f'{{"ImportId":"{place}"}}' for place in range(10)],
        *beside(["2026-03-04 10:00:00", "203.0.113.7", "R_2x"], (), AGREE),
    ]),
    "typeform": table([
        ["#", *ALL, "Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)",
         "Network ID", "Tags"],
        *beside(["k2j3"], ["completed", "2026-03-04 10:00:00", "", "2026-03-04 10:02:00", "ab12cd34ef", ""]),
    ]),
    "jotform": table([
        ["Submission Date", GROUP, *(f"How far do you agree? >> {text}" for text in STATEMENTS), KEEP,
         MISSING, "Submission IP", "Submission ID"],
        *beside(["Mar 4, 2026"], ["203.0.113.7", "5512345678901234567"], AGREE),
    ]),
    "a title above": table([[TITLE], [], ALL, *people()]),
    "a title and cells beside it": table(
        [[TITLE, *[""] * 6], ["Export:", "04.03.2026", *[""] * 5], ALL, *people()], ";"
    ),
    "a title in a workbook": book([[TITLE], [], ["Round 2"], ALL, *people()]),
    "blank lines first": b"\r\n \r\n,,\r\n" + table([ALL, *people()]),
    "decimal points": table([ALL, *people([f"{point}.0" for point in range(1, 6)])]),
    "decimal commas": table([ALL, *people([f"{point},0" for point in range(1, 6)])], ";"),
    "numbers of a workbook": book([
        ALL, *([row[0], *map(float, points), *row[5:]] for row, points in zip(people(), POINTS, strict=True)),
    ]),
    "numbers and words": table([ALL, *people([f"{place} - {word}" for place, word in enumerate(AGREE, 1)])]),
    "words and numbers": table([ALL, *people([f"{word} ({place})" for place, word in enumerate(AGREE, 1)])]),
    "german in cp1252": table([ALL, *people(GERMAN)], ";", "cp1252"),
    "german in utf-16": table([ALL, *people(GERMAN)], "\t", "utf-16"),
    "spanish": table([ALL, *people(SPANISH)]),
    "dutch": table([ALL, *people(DUTCH)]),
}  # fmt: skip


def planned(data: bytes, asked: Round, groups: tuple[Group, ...]) -> ImportPlan:
    return plan_file(data, asked, groups)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_is_understood_as_it_comes(
    name: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    plan = planned(EXPORTS[name], feedback_round, groups)
    names = {group.id: group.name for group in groups}
    assert not plan.refused
    assert [names[found.group_id] for found in plan.responses] == list(WHO)
    assert [
        tuple(found.scales.get(f"q{place}") for place in range(1, 5)) for found in plan.responses
    ] == list(POINTS)
    assert [(f.comments.get("q5", ""), f.comments.get("q6", "")) for f in plan.responses] == list(SAID)


def test_what_stands_above_the_columns_is_told(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    plan = planned(EXPORTS["a title above"], feedback_round, groups)
    assert plan.notices == (
        "Row 3 was taken for the names of the columns; what stands above it is left out.",
    )
    assert planned(EXPORTS["blank lines first"], feedback_round, groups).notices == ()
    data = table([[TITLE], [], ALL, *people(), ["Night shift", 1, 2, 3, 4, "", ""]])
    assert [row.number for row in planned(data, feedback_round, groups).refused] == [7]


def test_codes_are_taken_by_their_place_and_told(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    notices = planned(EXPORTS["limesurvey in codes"], feedback_round, groups).notices
    assert f"Column “Q02” was taken by its place for “{PLACE}”" in notices


@pytest.mark.parametrize(
    "rows",
    [
        [["Comment"], ["one"], ["two"]],
        [["group", "comment"], ["A", "so", "many", "commas"], ["B", "fine"], ["C", "fine"]],
        [["a", "b", "c"], ["1", "", ""], ["2", "", ""]],
        [["", "", ""], ["a", "b", "c"], ["1", "2", "3"]],
        [["only a header", "and another"]],
        [],
    ],
)
def test_a_header_is_not_looked_for_where_it_is_sound(rows: list[list[str]]) -> None:
    assert header_place(rows) == next((place for place, row in enumerate(rows) if any(row)), 0)


def test_a_long_file_begins_below_its_title(tmp_path: Path) -> None:
    path = tmp_path / "answers.csv"
    path.write_bytes(table([[TITLE], [], ALL, *people() * 400]))
    file = LongFile(path)
    assert file.head.headers == ALL
    found = [(first, len(rows), rows[0][0]) for first, rows in file.chunks()]
    assert found[0][0] == 4
    assert found[0][2] == WHO[0]
    assert sum(number for _, number, _ in found) == 1_200
    assert read_table(path.read_bytes()).headers == ALL


def test_a_file_in_which_nothing_fits_says_what_to_do(
    feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    with pytest.raises(TableError, match="No column answers a question") as caught:
        planned(table([["Shoe", "Hat"], ["42", "56"], ["43", "57"]]), feedback_round, groups)
    assert "delete what stands above them" in caught.value.next_step
