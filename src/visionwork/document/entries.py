"""Cards, grid rows and adopter shares."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from visionwork.document.errors import DocumentError
from visionwork.document.store import Store
from visionwork.document.transaction import Transaction
from visionwork.domain.adoption import CurveShares, Moment
from visionwork.domain.counting import counted
from visionwork.domain.drafts import clean_text
from visionwork.domain.entries import Card, CellValue, GridRow, card_link, row_link


class CardRepository:
    """Reads and changes the cards of every exercise.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, exercise_id: str | None = None) -> tuple[Card, ...]:
        """Return the cards of an exercise, or of all, by lane and place."""
        rows = self._store.rows(
            "SELECT * FROM card WHERE ? IN (exercise_id, '') ORDER BY exercise_id, lane, position, id",
            [exercise_id or ""],
        )
        return tuple(
            Card(row["id"], row["exercise_id"], row["lane"], row["text"], row["votes"], row["position"])
            for row in rows
        )

    def add(self, exercise_id: str, lane: str, text: str) -> int:
        """Add a card at the end of a lane and return its id.

        Raises:
            DocumentError: The text is empty.
        """
        text = _card_text(text)
        position = self._store.next_position("card", exercise_id=exercise_id, lane=lane)
        with self._store.command("Add a card") as tx:
            return int(tx.insert("card", {
                "exercise_id": exercise_id, "lane": lane, "text": text, "position": position, "votes": 0,
            }))  # fmt: skip

    def add_all(self, exercise_id: str, lane: str, texts: Sequence[str]) -> tuple[int, ...]:
        """Add cards at the end of a lane in this order, as one step, and return their ids.

        Raises:
            DocumentError: A text is empty.
        """
        with self._store.command(f"Add {counted(len(texts), 'card', 'cards')}"):
            return tuple(self.add(exercise_id, lane, text) for text in texts)

    def set_text(self, card_id: int, text: str) -> None:
        """Change what a card says.

        Raises:
            DocumentError: The text is empty.
        """
        text = _card_text(text)
        with self._store.command("Edit a card", merge_key=f"card:{card_id}") as tx:
            tx.update("card", card_id, {"text": text})

    def set_votes(self, card_id: int, votes: int) -> None:
        """Set the votes of a card; below none is none."""
        with self._store.command("Vote", merge_key=f"votes:{card_id}") as tx:
            tx.update("card", card_id, {"votes": max(0, votes)})

    def move(self, card_id: int, lane: str, position: int) -> None:
        """Move a card to a place in a lane of its exercise.

        Raises:
            KeyError: No card has this id.
        """
        cards = {card.id: card for card in self.all()}
        card = cards[card_id]
        order = [other.id for other in self._lane(card.exercise_id, lane) if other.id != card_id]
        order.insert(max(0, min(position, len(order))), card_id)
        with self._store.command("Move a card") as tx:
            tx.update("card", card_id, {"lane": lane})
            for place, other in enumerate(order):
                tx.update("card", other, {"position": place})

    def reorder(self, exercise_id: str, orders: Mapping[str, Sequence[int]]) -> None:
        """Put the cards of lanes into these orders, as one step.

        Args:
            exercise_id: The exercise.
            orders: Ids of every card of a lane, by lane.
        """
        own = {card.id for card in self.all(exercise_id)}
        with self._store.command("Order the cards") as tx:
            for order in orders.values():
                for position, card_id in enumerate(card_id for card_id in order if card_id in own):
                    tx.update("card", card_id, {"position": position})

    def delete(self, card_id: int) -> None:
        """Delete a card and the links to it."""
        with self._store.command("Delete a card") as tx:
            _unlink(self._store, tx, card_link(card_id))
            tx.delete("card", card_id)

    def _lane(self, exercise_id: str, lane: str) -> list[Card]:
        return [card for card in self.all(exercise_id) if card.lane == lane]


class GridRepository:
    """Reads and changes the rows of every grid.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, exercise_id: str | None = None) -> tuple[GridRow, ...]:
        """Return the rows of a grid, or of all, in order."""
        rows = self._store.rows(
            "SELECT * FROM grid_row WHERE ? IN (exercise_id, '') ORDER BY exercise_id, position, id",
            [exercise_id or ""],
        )
        return tuple(
            GridRow(row["id"], row["exercise_id"], row["position"], row["seed"], json.loads(row["cells"]))
            for row in rows
        )

    def add(
        self, exercise_id: str, cells: Mapping[str, CellValue] | None = None, *, seed: str | None = None
    ) -> int:
        """Add a row at the end of a grid, own or for a seed of the method, and return its id."""
        position = self._store.next_position("grid_row", exercise_id=exercise_id)
        with self._store.command("Add a row") as tx:
            return int(tx.insert("grid_row", {
                "exercise_id": exercise_id, "position": position, "seed": seed,
                "cells": _cells_json({}, cells or {}),
            }))  # fmt: skip

    def set_cells(self, row_id: int, cells: Mapping[str, CellValue]) -> None:
        """Change cells of a row and keep the others; empty values take a cell away.

        Raises:
            KeyError: No row has this id.
        """
        merge_key = f"row:{row_id}:{','.join(sorted(cells))}"
        with self._store.command("Edit a row", merge_key=merge_key) as tx:
            before = tx.read("grid_row", row_id)
            if before is None:
                raise KeyError(row_id)
            tx.update("grid_row", row_id, {"cells": _cells_json(json.loads(before["cells"]), cells)})

    def reorder(self, exercise_id: str, row_ids: Sequence[int]) -> None:
        """Put the rows of a grid into this order."""
        with self._store.command("Move a row") as tx:
            for position, row_id in enumerate(row_ids):
                tx.update("grid_row", row_id, {"position": position})

    def delete(self, row_id: int) -> None:
        """Delete a row and the links to it."""
        with self._store.command("Delete a row") as tx:
            _unlink(self._store, tx, row_link(row_id))
            tx.delete("grid_row", row_id)


class CurveRepository:
    """Reads and changes adopter shares.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self, exercise_id: str | None = None) -> tuple[CurveShares, ...]:
        """Return the shares of an exercise, or of all."""
        rows = self._store.rows(
            "SELECT * FROM curve WHERE ? IN (exercise_id, '') ORDER BY exercise_id, id", [exercise_id or ""]
        )
        return tuple(
            CurveShares(
                row["id"],
                row["exercise_id"],
                row["group_id"],
                Moment(row["moment"]),
                (row["share_1"], row["share_2"], row["share_3"], row["share_4"]),
            )
            for row in rows
        )

    def set_shares(
        self, exercise_id: str, group_id: int | None, moment: Moment, shares: Sequence[int]
    ) -> None:
        """Set the four shares of a group at a moment.

        Args:
            exercise_id: The exercise.
            group_id: The group, or None for the whole organisation.
            moment: Today or the target.
            shares: Four percentages.

        Raises:
            DocumentError: The shares do not add up to 100.
        """
        if len(shares) != 4 or sum(shares) != 100:
            raise DocumentError("The four shares must add up to 100.", "Change one of them.")
        values = {f"share_{place}": share for place, share in enumerate(shares, start=1)}
        found = [
            curve.id
            for curve in self.all(exercise_id)
            if curve.group_id == group_id and curve.moment is moment
        ]
        with self._store.command(
            "Change the curve", merge_key=f"curve:{exercise_id}:{group_id}:{moment}"
        ) as tx:
            if found:
                tx.update("curve", found[0], values)
            else:
                tx.insert(
                    "curve",
                    {"exercise_id": exercise_id, "group_id": group_id, "moment": moment.value, **values},
                )

    def clear(self, exercise_id: str, group_id: int | None) -> None:
        """Take the shares of a group away."""
        with self._store.command("Clear the curve") as tx:
            for curve in self.all(exercise_id):
                if curve.group_id == group_id:
                    tx.delete("curve", curve.id)


def _card_text(text: str) -> str:
    text = clean_text(text).strip()
    if not text:
        raise DocumentError("A card needs some words.", "Write what people would see, or delete the card.")
    return text


def _unlink(store: Store, tx: Transaction, link: str) -> None:
    """Take a link out of every grid cell that has it, so that none leads nowhere."""
    for row in store.rows("SELECT id, cells FROM grid_row WHERE instr(cells, ?)", [f'"{link}"']):
        cells = json.loads(row["cells"])
        changes = {
            column_id: [other for other in value if other != link]
            for column_id, value in cells.items()
            if isinstance(value, list) and link in value
        }
        if changes:
            tx.update("grid_row", row["id"], {"cells": _cells_json(cells, changes)})


def _cells_json(before: Mapping[str, CellValue], changes: Mapping[str, CellValue]) -> str:
    cells = dict(before)
    for column_id, value in changes.items():
        value = clean_text(value) if isinstance(value, str) else value
        if value is None or value == "" or value == []:
            cells.pop(column_id, None)
        else:
            cells[column_id] = value
    return json.dumps(cells, ensure_ascii=False, sort_keys=True)
