"""Figures of a round that were let out, remembered so that the next ones differ by enough people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence

from visionwork.document.store import Store
from visionwork.document.transaction import Transaction
from visionwork.domain.rounds import Figure, Standing


class FigureRepository:
    """Reads and keeps what was let out of rounds. None of it can be undone: somebody may have seen it.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_round(self, round_id: int) -> tuple[Figure, ...]:
        """Return every figure that was ever let out of a round, in order."""
        rows = self._store.rows("SELECT * FROM figure WHERE round_id = ? ORDER BY id", [round_id])
        return tuple(
            Figure(
                row["group_id"], row["code"], tuple(json.loads(row["counts"])), bool(row["shown"]), row["id"]
            )
            for row in rows
        )

    def remember(
        self,
        round_id: int,
        figures: Iterable[Figure],
        standings: Mapping[int, Standing],
    ) -> None:
        """Keep what is let out now.

        Args:
            round_id: The round.
            figures: New figures (id 0), and old ones that are shown again or no longer.
            standings: Groups whose comments may be seen from now on, as far as they may not yet, and how.
        """
        with self._store.command("Count the answers", undoable=False) as tx:
            for figure in figures:
                if figure.id:
                    tx.update("figure", figure.id, {"shown": int(figure.shown)})
                else:
                    tx.insert("figure", {
                        "round_id": round_id, "group_id": figure.group_id, "code": figure.code,
                        "counts": _packed(figure.counts), "shown": int(figure.shown),
                    })  # fmt: skip
            for standing in Standing:
                groups = [group_id for group_id, found in standings.items() if found is standing]
                if groups:
                    let_out(tx, round_id, groups, standing)


def let_out(tx: Transaction, round_id: int, groups: Sequence[int], standing: Standing) -> None:
    """Let every comment of some groups be seen that may not be yet; those of a file come out together.

    Args:
        tx: The transaction that is open.
        round_id: The round.
        groups: The groups.
        standing: Whether they are seen with the name of their group.
    """
    # All groups in one look, and in the order of the keys: a look a group takes as long as all of them, and
    # keys in any other order are put into page after page.
    marks = ", ".join("?" * len(groups))
    tx.run(
        "let_out",
        "INSERT INTO let_out (key, round_id, standing) SELECT key, round_id, ? FROM comment"  # noqa: S608
        f" WHERE round_id = ? AND group_id IN ({marks}) AND key NOT IN (SELECT key FROM let_out)"
        " ORDER BY key",
        [standing.value, round_id, *groups],
    )
    for group_id in groups:
        _let_out_batches(tx, round_id, group_id, standing)


def _let_out_batches(tx: Transaction, round_id: int, group_id: int, standing: Standing) -> None:
    values = {"round_id": round_id, "standing": standing.value}
    batches = tx.rows(
        "SELECT id FROM batch WHERE round_id = ?1 AND id NOT IN"
        " (SELECT batch_id FROM let_out_batch WHERE round_id = ?1 AND group_id = ?2)",
        [round_id, group_id],
    )
    for row in batches:
        tx.insert("let_out_batch", {"batch_id": row["id"], "group_id": group_id, **values})


def _packed(counts: Sequence[int]) -> str:
    return json.dumps(list(counts), separators=(",", ":"))
