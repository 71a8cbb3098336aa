from __future__ import annotations

import pytest

from visionwork.domain.groups import Group
from visionwork.domain.rounds import Round
from visionwork.feedback.answer_table import TableError
from visionwork.feedback.column_map import ColumnMap
from visionwork.feedback.csv_reading import read_table
from visionwork.feedback.import_plan import plan_file
from visionwork.feedback.mapping_file import read_mapping, write_mapping

FILE = 'Wo?|Eins|Was "noch"?\nVertrieb|4|Größe\nPraktikum|5|\nHealth clients|1|\n'.encode("cp1252")
MAP = """
encoding = "cp1252"
delimiter = "|"
group = "wo?"

[questions]
q1 = "Eins"
"Which words would you keep, whatever else changes?" = 'Was "noch"?'

[groups]
"Vertrieb" = "account leads"
"Praktikum" = ""
"""


def test_a_map_leads_an_import(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    plan = plan_file(FILE, feedback_round, groups, mapping=read_mapping(MAP.encode()))
    assert [(r.group_id, dict(r.scales), dict(r.comments)) for r in plan.responses] == [
        (2, {"q1": 4}, {"q5": "Größe"}),
        (6, {"q1": 1}, {}),
    ]
    assert plan.passed_over == 1


def test_one_group_can_take_everybody(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    mapping = read_mapping(b'everybody = "Health clients"\n[questions]\nq1 = "Answer"\n')
    plan = plan_file(b"Answer,Other\n4,x\n5,y\n", feedback_round, groups, mapping=mapping)
    assert [response.group_id for response in plan.responses] == [6, 6]


def test_a_map_that_was_saved_reads_the_same(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    table = read_table(FILE, encoding="cp1252", delimiter="|")
    columns = ColumnMap(0, None, {1: "q1", 2: "q5"}, {"vertrieb": 2, 'praktikum \\ "x"': None})
    text = write_mapping(columns, table, groups, encoding="cp1252", delimiter="|")
    found = read_mapping(text.encode())
    assert found.resolve(table, feedback_round.questions, groups) == columns
    assert (found.encoding, found.delimiter) == ("cp1252", "|")
    everybody = ColumnMap(None, 6, {1: "q1"})
    found = read_mapping(write_mapping(everybody, table, groups).encode())
    assert found.resolve(table, feedback_round.questions, groups) == everybody


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ('group = "Wo?', "cannot be read"),
        ('column = "Wo?"', "“column” is not known"),
        ('encoding = "klingon"', "“klingon” is not a possible encoding"),
        ("group = 3", "“group” is a text"),
        ("[questions]\nq1 = 3", "“questions” holds texts"),
        ('group = "Wer?"', "no column “Wer?”"),
        ('group = "Wo?"\n[questions]\nq9 = "Eins"', "no question “q9”"),
        ('group = "Wo?"\n[questions]\nq1 = "Eins"\n[groups]\nVertrieb = "Sales"', "“Sales” is no group"),
        (
            'group = "Wo?"\n[questions]\nq1 = "Eins"\nq2 = "eins"',
            'The lines "q1" = "Eins" and "q2" = "eins" name the same column',
        ),
        (
            'group = "Wo?"\n[questions]\n"this vision has a place for me." = "Eins"\nq1 = "Was \\"noch\\"?"',
            '"q1" = "Was \\"noch\\"?" name the same question',
        ),
        ('group = "Wo?"\neverybody = "Health clients"', "both a group column and one group"),
    ],
)
def test_a_map_that_does_not_fit_stops_the_import(
    text: str, part: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    with pytest.raises(TableError) as caught:
        plan_file(FILE, feedback_round, groups, mapping=read_mapping(text.encode()))
    assert part in caught.value.sentence


def test_columns_that_differ_in_case_alone_are_two(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    table = read_table(b"Wo?,Eins,eins\nHealth clients,4,5\n")
    columns = ColumnMap(0, None, {1: "q1", 2: "q2"}, {})
    found = read_mapping(write_mapping(columns, table, groups).encode())
    assert found.resolve(table, feedback_round.questions, groups) == columns
