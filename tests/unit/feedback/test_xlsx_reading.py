"""Workbooks as survey tools write them, and workbooks that are made to harm."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest

from visionwork.domain.groups import Group
from visionwork.domain.rounds import Round
from visionwork.feedback import xlsx_reading
from visionwork.feedback.answer_table import TableError
from visionwork.feedback.import_plan import plan_file
from visionwork.feedback.mapping_file import MappingFile
from visionwork.feedback.tables import read_file
from visionwork.feedback.xlsx_reading import read_workbook

DATA = Path(__file__).resolve().parents[2] / "data" / "csv"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*sheets: Sequence[Sequence[object]], names: Sequence[str] = (), hidden: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for index, rows in enumerate(sheets):
        sheet = book.create_sheet(names[index] if names else f"Sheet{index + 1}")
        for row in rows:
            sheet.append(list(row))
        if sheet.title == hidden:
            sheet.sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return a workbook with one of its parts replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, content if part.filename == name else old.read(part))
    return out.getvalue()


def sheet_xml(cells: str, before: str = "") -> bytes:
    return f'<?xml version="1.0"?>{before}<worksheet {NS}><sheetData>{cells}</sheetData></worksheet>'.encode()


def with_shared_strings(cells: str, strings: str, before: str = "") -> bytes:
    """Return a workbook whose texts lie in a table of their own, as Excel writes them."""
    data = with_part(workbook([["A"]]), "xl/worksheets/sheet1.xml", sheet_xml(cells))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    part = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    data = with_part(data, "[Content_Types].xml", types.replace("</Types>", part).encode())
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        table = f'<?xml version="1.0"?>{before}<sst {NS}>{strings}</sst>'
        archive.writestr("xl/sharedStrings.xml", table)
    return out.getvalue()


def as_workbook(name: str) -> bytes:
    """Return an export that the tests hold as CSV as the tool's workbook: numbers and times are such."""
    table = read_file((DATA / f"{name}.csv").read_bytes())
    rows: list[list[object]] = [list(table.headers)]
    for row in table.rows:
        cells: list[object] = list(row.cells)
        for index, cell in enumerate(row.cells):
            if cell.isdecimal():
                cells[index] = float(cell)
            elif index in (1, 2) and "/" in cell and ":" in cell:
                cells[index] = datetime(2026, 7, 2, 11, 0, 22)  # noqa: DTZ001 - a cell has no zone
        rows.append(cells)
    return workbook(rows)


@pytest.mark.parametrize(
    "name", ["google_forms_en", "google_forms_de_grid", "microsoft_forms_en", "microsoft_forms_fr"]
)
def test_a_workbook_gives_the_same_answers_as_its_csv(
    name: str, feedback_round: Round, groups: tuple[Group, ...]
) -> None:
    from_csv = plan_file((DATA / f"{name}.csv").read_bytes(), feedback_round, groups)
    from_book = plan_file(as_workbook(name), feedback_round, groups)
    assert from_book.responses == from_csv.responses
    assert from_book.dropped == from_csv.dropped
    assert [row.number for row in from_book.refused] == [row.number for row in from_csv.refused]


def test_cells_become_what_a_person_would_type() -> None:
    moment = datetime(2026, 3, 3, 10, 15)  # noqa: DTZ001
    table = read_workbook(workbook([
        ["Answer", "Share", "When", "Day", "Right", "Text", "Nothing"],
        [4, 4.0, moment, date(2026, 3, 3), True, " ＝1+1\n2nd line", None],
        [4.5, 1e20, None, None, False, "=not a formula?", ""],
    ]))  # fmt: skip
    assert table.rows[0].cells == (
        "4", "4", "2026-03-03 10:15:00", "2026-03-03", "TRUE", " ＝1+1\n2nd line", "",
    )  # fmt: skip
    assert table.rows[1].cells[:2] == ("4.5", "1e+20")
    assert not table.notices


def test_rows_keep_the_numbers_of_the_spreadsheet() -> None:
    table = read_workbook(workbook([[], ["A", "B"], [], ["x", "y"], ["only one"], ["a", "b", "more"]]))
    assert [(row.number, row.cells, row.surplus) for row in table.rows] == [
        (4, ("x", "y"), ()),
        (5, ("only one", ""), ()),
        (6, ("a", "b"), ("more",)),
    ]


def test_a_table_may_begin_anywhere() -> None:
    table = read_workbook(workbook([[], [None, None, "A", "B"], [None, None, "x", "y"]]))
    assert table.headers == ("A", "B")
    assert [(row.number, row.cells) for row in table.rows] == [(3, ("x", "y"))]


def test_the_first_sheet_that_shows_is_read_unless_another_is_chosen() -> None:
    data = workbook(
        [["Secret"], ["x"]], [["One"], ["1"]], [["Two"], ["2"]],
        names=("Notes", "Antworten", "Old"), hidden="Notes",
    )  # fmt: skip
    table = read_file(data)
    assert (table.sheet, table.sheets, table.headers) == ("Antworten", ("Antworten", "Old"), ("One",))
    assert read_file(data, sheet="Old").headers == ("Two",)
    with pytest.raises(TableError, match=r"no sheet “Nope”.*Antworten, Old"):
        read_file(data, sheet="Nope")


def test_a_map_names_the_sheet(feedback_round: Round, groups: tuple[Group, ...]) -> None:
    rows = [["Group", "Place"], ["Account leads", 5]]
    data = workbook([["Nothing"]], rows, names=("Cover", "Data"))
    plan = plan_file(
        data,
        feedback_round,
        groups,
        mapping=MappingFile(sheet="Data", group="Group", questions={"q1": "Place"}),
    )
    assert plan.responses[0].scales == {"q1": 5}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"PK\x03\x04rest", "damaged"),
        (workbook([["A"]])[:-40], "damaged"),
        (workbook([]), "is empty"),
        (with_part(workbook([["A"]]), "xl/workbook.xml", b"<broken"), "damaged, or is not a workbook"),
        (with_part(workbook([["A"]]), "xl/worksheets/sheet1.xml", b""), "damaged, or is not a workbook"),
    ],
    ids=["no zip", "cut", "empty", "broken", "no sheet"],
)
def test_what_is_no_workbook_is_told(data: bytes, said: str) -> None:
    with pytest.raises(TableError, match=said) as caught:
        read_file(data)
    assert caught.value.next_step


def test_entities_are_refused() -> None:
    levels = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    laugh = f'<!DOCTYPE x [<!ENTITY l0 "ha">{levels}]>'
    cell = '<row r="1"><c r="A1" t="inlineStr"><is><t>&l9;</t></is></c></row>'
    outside = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/hostname">]>'
    for before in (laugh, outside):
        with pytest.raises(TableError, match="damaged, or is not a workbook"):
            read_file(with_part(workbook([["A"]]), "xl/worksheets/sheet1.xml", sheet_xml(cell, before)))
    shared = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    with pytest.raises(TableError, match="damaged, or is not a workbook"):
        read_file(with_shared_strings(shared, "<si><t>&l9;</t></si>", laugh))


def test_shared_and_formatted_texts_and_cached_formulas_are_read() -> None:
    table = read_file(
        with_shared_strings(
            '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c></row>'
            '<row r="2"><c r="A2" t="s"><v>2</v></c><c r="B2"><f>2+2</f><v>4</v></c></row>'
            '<row r="3"><c r="A3" t="e"><v>#N/A</v></c><c r="B3"><v>3</v></c></row>',
            '<si><t>Which group?</t></si><si><t xml:space="preserve">Place &amp; all </t></si>'
            "<si><r><t xml:space='preserve'>Deck </t></r><r><rPr><b/></rPr><t>crews</t></r></si>",
        )
    )
    assert table.headers == ("Which group?", "Place & all")
    assert [row.cells for row in table.rows] == [("Deck crews", "4"), ("", "3")]


def test_a_bomb_is_not_unpacked() -> None:
    data = with_part(workbook([["A"]]), "xl/worksheets/sheet1.xml", bytes(60 * 1024 * 1024))
    assert len(data) < 100_000
    with pytest.raises(TableError, match="needs more memory or time than answers do"):
        read_file(data)


def test_many_parts_and_much_in_all_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx_reading, "UNPACKED_LIMIT", 2000)
    with pytest.raises(TableError, match="needs more memory"):
        read_file(workbook([["A"]]))
    monkeypatch.undo()
    monkeypatch.setattr(xlsx_reading, "MOST_PARTS", 3)
    with pytest.raises(TableError, match="needs more memory"):
        read_file(workbook([["A"]]))


def test_a_claimed_giant_sheet_costs_nothing() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>A</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>far</t></is></c></row>'
        '<row r="16777217"><c r="A16777217" t="inlineStr"><is><t>beyond</t></is></c></row>'
    )
    content = sheet_xml(cells).replace(b"<sheetData>", b'<dimension ref="A1:XFD1048576"/><sheetData>')
    with pytest.raises(TableError, match="needs more memory or time"):
        read_file(with_part(workbook([["A"]]), "xl/worksheets/sheet1.xml", content))


def test_an_endless_text_is_named_by_its_row() -> None:
    cell = f'<row r="2"><c r="A2" t="inlineStr"><is><t>{"x" * 140_000}</t></is></c></row>'
    with pytest.raises(TableError, match="Row 2 holds more than answers need"):
        read_file(with_part(workbook([["A"]]), "xl/worksheets/sheet1.xml", sheet_xml(cell)))
