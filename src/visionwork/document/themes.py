"""Themes that comments are sorted into, and the comments chosen for the report."""

from __future__ import annotations

from collections.abc import Iterable

from visionwork.document.comments import take_out
from visionwork.document.errors import DocumentError
from visionwork.document.store import Store
from visionwork.domain.drafts import clean_text
from visionwork.domain.rounds import Theme

MOST_THEMES = 9
"""As many as there are number keys to sort with."""


class ThemeRepository:
    """Reads and changes themes; every change can be undone.

    Args:
        store: The rows of the document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of_round(self, round_id: int) -> tuple[Theme, ...]:
        """Return the themes of a round in order."""
        rows = self._store.rows("SELECT * FROM theme WHERE round_id = ? ORDER BY position, id", [round_id])
        return tuple(Theme(row["id"], row["name"]) for row in rows)

    def add(self, round_id: int, name: str, keys: Iterable[str] = ()) -> int:
        """Add a theme and return its id; a name that is there already is taken, whatever its case.

        Args:
            round_id: The round.
            name: Name of the theme.
            keys: Comments that go into it.

        Raises:
            DocumentError: The name is empty, or there are nine themes.
        """
        name = " ".join(clean_text(name).split())
        if not name:
            raise DocumentError("A theme needs a name.", "Use a few words of the comments.")
        themes = self.of_round(round_id)
        found = next((theme.id for theme in themes if theme.name.casefold() == name.casefold()), None)
        if found is None and len(themes) >= MOST_THEMES:
            raise DocumentError(
                f"There are {MOST_THEMES} themes already.", "Rename or remove one of them first."
            )
        position = self._store.next_position("theme", round_id=round_id)
        with self._store.command("Add a theme") as tx:
            if found is None:
                found = int(tx.insert("theme", {"round_id": round_id, "position": position, "name": name}))
            for key in keys:
                take_out(tx, key)
                tx.update("comment", key, {"theme_id": found})
        return found

    def rename(self, theme_id: int, name: str) -> None:
        """Rename a theme; an empty name leaves it as it is."""
        name = " ".join(clean_text(name).split())
        if name:
            with self._store.command("Rename the theme") as tx:
                tx.update("theme", theme_id, {"name": name})

    def delete(self, theme_id: int) -> None:
        """Remove a theme; its comments stay, unsorted."""
        keys = self._store.rows("SELECT key FROM comment WHERE theme_id = ?", [theme_id])
        with self._store.command("Remove the theme") as tx:
            for row in keys:
                tx.update("comment", row["key"], {"theme_id": None})
            tx.delete("theme", theme_id)

    def sort(self, keys: Iterable[str], theme_id: int | None) -> None:
        """Put comments into a theme, or into none."""
        with self._store.command("Sort a comment") as tx:
            for key in keys:
                take_out(tx, key)
                tx.update("comment", key, {"theme_id": theme_id})

    def choose(self, key: str, chosen: bool) -> None:
        """Choose a comment for the report, or no longer."""
        label = "Choose a comment for the report" if chosen else "Leave a comment out of the report"
        with self._store.command(label) as tx:
            take_out(tx, key)
            tx.update("comment", key, {"chosen": int(chosen)})
