"""Figures of a round that were let out, remembered so that the next ones differ by enough people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from visionwork.document.store import Store
from visionwork.domain.rounds import Figure, Standing


class FigureRepository:
    """Reads and keeps what was let out of rounds. None of it can be undone: somebody may have seen it."""

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
        comments: Iterable[tuple[str, Standing]],
    ) -> None:
        """Keep what is let out now.

        Args:
            round_id: The round.
            figures: New figures (id 0), and old ones that are shown again or no longer.
            comments: Keys of comments that may be seen from now on, and how.
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
            for key, standing in comments:
                tx.insert("let_out", {"key": key, "round_id": round_id, "standing": standing.value})


def _packed(counts: Sequence[int]) -> str:
    return json.dumps(list(counts), separators=(",", ":"))
