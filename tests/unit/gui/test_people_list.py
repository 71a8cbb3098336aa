"""Lists of people come as spreadsheets, mails and scraps."""

from __future__ import annotations

from visionwork.domain.groups import Group, GroupKind
from visionwork.gui.setup.people_list import PastedPerson, parse_people

GROUPS = (Group(1, "Executive team", GroupKind.EXECUTIVES), Group(2, "Crew", GroupKind.EMPLOYEES))


def test_a_column_of_names() -> None:
    assert [person.name for person in parse_people("Maren Holt\n\n  Dev   Raman \n", GROUPS)] == [
        "Maren Holt",
        "Dev Raman",
    ]


def test_rows_of_a_spreadsheet_with_heads() -> None:
    pasted = "Name\tRole\tGroup\nMaren Holt\tChief executive\tEXECUTIVE  TEAM\nJo\tDeckhand\tNobody's\n"
    assert parse_people(pasted, GROUPS) == [
        PastedPerson("Maren Holt", "Chief executive", 1),
        PastedPerson("Jo", "Deckhand", None, "Nobody's"),
    ]


def test_semicolons_commas_and_quotes() -> None:
    assert parse_people('"Holt; Maren"', ()) == [PastedPerson("Holt", "Maren")]
    assert parse_people("王小明, 船长, Crew", GROUPS) == [PastedPerson("王小明", "船长", 2)]


def test_people_are_entered_once() -> None:
    pasted = "Maren Holt\nMAREN  HOLT\nDev Raman"
    assert [p.name for p in parse_people(pasted, (), known=["dev raman"])] == ["Maren Holt"]


def test_nothing_gives_nobody() -> None:
    assert parse_people(" \n\t\n", GROUPS) == []
