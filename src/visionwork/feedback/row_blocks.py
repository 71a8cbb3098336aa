"""Rows of a long text, a block of lines at a time.

Lines without a quotation mark are cut at the delimiters, which takes a third of the time of Python's csv
module; a block with a quotation mark is left to that module, so that both give the same rows.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from itertools import chain
from typing import TextIO

_BLOCK = 1 << 16
_LONGEST_FIELD = 131_072


class RowBlocks:
    """The rows of a text as lists of cells, some hundred at a time; blank lines are empty lists.

    Args:
        text: The text, opened with its line ends as they are.
        delimiter: Stands between cells.
        without_nul: Leave NUL characters out.
    """

    def __init__(self, text: TextIO, delimiter: str, *, without_nul: bool = False) -> None:
        self._text, self._delimiter, self._without_nul = text, delimiter, without_nul

    def __iter__(self) -> Iterator[list[list[str]]]:
        delimiter = self._delimiter
        while block := self._text.read(_BLOCK):
            block += self._text.readline()
            if self._without_nul:
                block = block.replace("\x00", "")
            lines = self._lines(block)
            if lines is None:
                yield self._read(block)
                continue
            if not lines[-1]:
                del lines[-1]
            yield [line.split(delimiter) if line else [] for line in lines]

    def _lines(self, block: str) -> list[str] | None:
        """Return the lines of a block that can be cut at the delimiters, or None when it is not as simple."""
        if '"' in block or len(block) > _LONGEST_FIELD:
            return None
        if "\r" not in block:
            return block.split("\n")
        lines = block.split("\r\n")
        together = "".join(lines)
        return None if "\r" in together or "\n" in together else lines

    def _read(self, block: str) -> list[list[str]]:
        """Return the rows of a block with quotation marks; the last one may reach beyond it."""
        lines = io.StringIO(block, newline="").readlines()
        further = (line.replace("\x00", "") for line in self._text) if self._without_nul else self._text
        reader = csv.reader(chain(lines, further), delimiter=self._delimiter, strict=True)
        rows: list[list[str]] = []
        for cells in reader:
            rows.append(cells)
            if reader.line_num >= len(lines):
                break
        return rows
