"""Cards in words that were typed or pasted into one line."""

from __future__ import annotations

from visionwork.gui.views.grid.tsv import read_table

_BETWEEN_CELLS = ", "


def cards_in(text: str) -> list[str]:
    """Return the words of each card: one for every line that is not empty.

    The cells of a row of a spreadsheet make one card, and line ends inside a cell become spaces.
    """
    lines, rows = text.splitlines(), read_table(text)
    if "\t" not in text and len(rows) == len(lines):
        rows = [[line] for line in lines]  # quotation marks are people's own where no cell needs them
    cards = (_BETWEEN_CELLS.join(words for cell in row if (words := _on_one_line(cell))) for row in rows)
    return [card for card in cards if card]


def _on_one_line(cell: str) -> str:
    return " ".join(line.strip() for line in cell.splitlines()).strip()
