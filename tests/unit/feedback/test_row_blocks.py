"""Rows of a text in blocks: the same as Python's csv module reads, whatever stands in them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from visionwork.feedback import row_blocks
from visionwork.feedback.row_blocks import RowBlocks

CELLS = st.text(alphabet='ab1 ,;"\n\r\u2028\x0b\x1cä', max_size=6)


@given(st.lists(st.lists(CELLS, max_size=4), max_size=12), st.sampled_from([1, 3, 7, 50]), st.booleans())
@example([["a", "b"], [], ["c", 'd\n"e"']], 1, True)
def test_rows_are_those_of_the_csv_module(rows: list[list[str]], size: int, plain_ends: bool) -> None:
    file = io.StringIO()
    csv.writer(file, lineterminator="\n" if plain_ends else "\r\n").writerows(rows)
    assert _blocks(file.getvalue(), size) == _read(file.getvalue())


@given(st.text(alphabet='a1,"\n\r\u2028ä', max_size=40), st.sampled_from([1, 2, 5, 100]))
@example("a,b\rc,d\re", 2)
@example('a,"b', 1)
def test_any_text_gives_the_same_rows_or_the_same_refusal(text: str, size: int) -> None:
    try:
        expected = _read(text)
    except csv.Error:
        with pytest.raises(csv.Error):
            _blocks(text, size)
        return
    assert _blocks(text, size) == expected


def test_a_cell_that_is_too_long_is_refused() -> None:
    with pytest.raises(csv.Error, match="field larger than field limit"):
        _blocks("a,b\nc," + "x" * 140_000, 1 << 16)


def test_empty_characters_are_left_out() -> None:
    text = 'a,b\x00\n"c\x00\nd",e\n'
    assert [
        row for rows in RowBlocks(io.StringIO(text, newline=""), ",", without_nul=True) for row in rows
    ] == [
        ["a", "b"],
        ["c\nd", "e"],
    ]


def _read(text: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(text, newline=""), strict=True))


def _blocks(text: str, size: int) -> list[list[str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(row_blocks, "_BLOCK", size)
        # as a file: its lines end where those of a file do
        file = io.TextIOWrapper(io.BytesIO(text.encode()), "utf-8", newline="")
        return [row for rows in RowBlocks(file, ",") for row in rows]
