from __future__ import annotations

import csv
import io
import string
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visionwork.feedback.answer_table import MOST_COLUMNS, TableError, table_of, unique_headers
from visionwork.feedback.csv_reading import DELIMITERS, FIELD_LIMIT, best_delimiter, read_table

TABLE = [
    ["Group", "This vision has a place for me.", "What is missing, or hard to believe?"],
    ["Geschäftsführung", "4", "Größe; naïve, «à côté» | – “so”"],
    ["Kundendienst", "5", "line one\nline two"],
    ["Klienti", "", 'she said "later"'],
]
ENCODED = {
    "utf-8": lambda text: text.encode("utf-8"),
    "utf-8 with a mark": lambda text: text.encode("utf-8-sig"),
    "utf-16 LE": lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
    "utf-16 BE": lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
    "utf-16 LE without a mark": lambda text: text.encode("utf-16-le"),
    "utf-16 BE without a mark": lambda text: text.encode("utf-16-be"),
    "cp1252": lambda text: text.encode("cp1252"),
}


def written(rows: list[list[str]], delimiter: str = ",", newline: str = "\r\n", quoting: int = 0) -> str:
    buffer = io.StringIO(newline="")
    csv.writer(buffer, delimiter=delimiter, lineterminator=newline, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("newline", "quoting"),
    [
        ("\r\n", csv.QUOTE_MINIMAL),
        ("\r\n", csv.QUOTE_ALL),
        ("\n", csv.QUOTE_MINIMAL),
        ("\n", csv.QUOTE_ALL),
        ("\r", csv.QUOTE_ALL),
    ],
    ids=["CRLF", "CRLF quoted", "LF", "LF quoted", "CR quoted"],
)
@pytest.mark.parametrize("delimiter", list(DELIMITERS), ids=list(DELIMITERS.values()))
@pytest.mark.parametrize("encoding", list(ENCODED))
def test_one_table_reads_the_same_however_it_was_saved(
    encoding: str, delimiter: str, newline: str, quoting: int
) -> None:
    table = read_table(ENCODED[encoding](written(TABLE, delimiter, newline, quoting)))
    assert [list(table.headers), *(list(row.cells) for row in table.rows)] == TABLE
    assert table.delimiter == delimiter
    assert [row.number for row in table.rows] == [2, 3, 4]


@pytest.mark.parametrize("encoding", ["cp1250", "cp1251", "cp1253", "gb18030"])
def test_an_encoding_can_be_chosen(encoding: str) -> None:
    word = {"cp1250": "Příběh", "cp1251": "Отдел", "cp1253": "Πελάτες", "gb18030": "部门"}[encoding]
    table = read_table(f"Group,Answer\n{word},4\n".encode(encoding), encoding=encoding)
    assert table.rows[0].cells == (word, "4")


@pytest.mark.parametrize(
    "text",
    [
        "Comment\nI like it, really\nNice\nToo long; but true\n",
        "What, if anything, is missing?\nNothing\nA place for us, for one\nHope\nTime\n",
        "Why\nbecause the shop has the thing\nthe other\n",
    ],
)
def test_prose_in_one_column_stays_one_column(text: str) -> None:
    assert len(read_table(text.encode()).headers) == 1


def test_choices_joined_by_semicolons_do_not_cut_a_comma_file() -> None:
    rows = [["Group", "Topics"], *(["Sales", "one;two;three;"] for _ in range(6))]
    assert best_delimiter(written(rows)) == ","


def test_a_hint_in_the_first_line_is_followed() -> None:
    table = read_table(b"sep=;\nGroup;Answer, in words\nSales;a,b\n")
    assert table.headers == ("Group", "Answer, in words")


def test_the_cells_of_two_columns_of_one_name_are_both_there() -> None:
    table = read_table(b"Name,Answer,Answer,,\nA,1,2,3,\n")
    assert table.headers == ("Name", "Answer", "Answer (2)", "Column 4")
    assert table.rows[0].cells == ("A", "1", "2", "3")
    assert table.unnamed == {3}


def test_headers_become_one_line_and_stay_apart() -> None:
    assert unique_headers(["A\n b", "a b", "", "Column 3"]) == ("A b", "a b (2)", "Column 3", "Column 3 (2)")


def test_short_rows_are_filled_and_told() -> None:
    table = read_table(b"a,b,c\n1,2,3\n4,5\n")
    assert table.rows[1].cells == ("4", "5", "")
    assert table.notices == ("1 row ends early; what is missing counts as not answered.",)


def test_cells_beyond_the_header_are_kept_in_sight() -> None:
    assert read_table(b"a,b\n1,2,,\n3,4,5\n").rows[1].surplus == ("5",)


def test_empty_rows_are_passed_over_without_losing_count() -> None:
    table = read_table(b"\na,b\n\n1,2\n,\n3,4\n")
    assert [(row.number, row.cells) for row in table.rows] == [(4, ("1", "2")), (6, ("3", "4"))]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,"open\n2,x\n3,y\n', 2),
        ('a,b\n1,x\n2,"open\n3,"y"\n', 3),
        ('a,b\n"one\ntwo",x\n3,"open\n4,y\n', 4),
        ('a,b\n1,x\n"two\nlines","open\n5,y', 4),
    ],
)
def test_an_open_quotation_mark_names_its_line(text: str, line: int) -> None:
    with pytest.raises(TableError) as caught:
        read_table(text.encode())
    assert caught.value.sentence == f"Line {line}: a quotation mark is opened and not closed."
    assert caught.value.next_step


def test_nul_is_left_out_with_a_notice() -> None:
    table = read_table(b"a,b\n1,x\x00y\n")
    assert table.rows[0].cells == ("1", "xy")
    assert table.notices == ("Empty characters (NUL) were left out: 1.",)


def test_a_long_text_is_read_to_the_limit_and_refused_beyond() -> None:
    longest = "x" * FIELD_LIMIT
    assert read_table(f"a,b\n1,{longest}\n".encode()).rows[0].cells[1] == longest
    with pytest.raises(TableError, match="Row 3 holds a text of more than 131,072 characters"):
        read_table(f"a,b\n1,x\n2,{longest}x\n".encode())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "This file is empty."),
        (b"\xef\xbb\xbf \r\n", "This file is empty."),
        (b"\xd0\xcf\x11\xe0rest", "This is an older spreadsheet, or one with a password."),
        (b"%PDF-1.7", "This is a PDF, not a CSV."),
        (b"a,b\n\x81\x8d,\x90\n", "The letters of this file cannot be read."),
    ],
)
def test_what_is_no_table_is_refused_in_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(TableError) as caught:
        read_table(data)
    assert caught.value.sentence == sentence
    assert caught.value.next_step


cells = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\n,;\t|\"'"), max_size=30
).map(lambda text: text.replace("\ufeff", ""))


@given(
    st.lists(st.lists(cells, min_size=3, max_size=3), min_size=1, max_size=8),
    st.sampled_from(list(DELIMITERS)),
)
def test_no_cell_is_lost(rows: list[list[str]], delimiter: str) -> None:
    header = ["one", "two", "three"]
    table = read_table(written([header, *rows], delimiter).encode(), delimiter=delimiter)
    assert [list(row.cells) for row in table.rows] == [row for row in rows if any(map(str.strip, row))]


def outcome(data: bytes) -> TableError | None:
    """Return the refusal of a file; a table must be sound."""
    try:
        table = read_table(data)
    except TableError as error:
        return error
    assert len(set(table.headers)) == len(table.headers)
    assert all(len(row.cells) == len(table.headers) for row in table.rows)
    return None


@given(st.binary(max_size=400))
def test_any_bytes_give_a_table_or_a_sentence(data: bytes) -> None:
    refusal = outcome(data)
    assert refusal is None or refusal.sentence.endswith(".")


@given(st.text(string.ascii_letters + '",;\n', max_size=200))
def test_any_quotation_marks_give_a_table_or_a_line(text: str) -> None:
    refusal = outcome(text.encode())
    assert refusal is None or refusal.sentence == "This file is empty." or "Line " in refusal.sentence


def test_many_empty_columns_at_the_right_are_left_out_in_one_go() -> None:
    rows = [[*row, *[""] * 16_000] for row in TABLE]
    rows[2][5] = "x"  # a text without a name above it keeps its column
    table = table_of(iter(enumerate(rows, 1)))
    assert len(table.headers) == 6
    assert table.rows[1].cells[5] == "x"
    assert {len(row.cells) for row in table.rows} == {6}


def test_more_columns_than_a_spreadsheet_has_are_refused() -> None:
    rows = [[f"c{number}" for number in range(MOST_COLUMNS + 1)], ["1"]]
    with pytest.raises(TableError, match="16,385 columns"):
        table_of(iter(enumerate(rows, 1)))


def test_a_small_file_cannot_ask_for_any_memory() -> None:
    rows = chain([[f"c{number}" for number in range(MOST_COLUMNS)]], repeat(["1"]))
    with pytest.raises(TableError, match="shorter than its first one"):
        table_of((number, list(row)) for number, row in enumerate(rows, 1))
