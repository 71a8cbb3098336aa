"""Takes what is wanted of comments and themes to the document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visionwork.document.connection import path_of
from visionwork.document.unfinished import theme_place
from visionwork.gui.rounds.comments_card import CommentsCard
from visionwork.gui.unfinished import keep_words

if TYPE_CHECKING:
    from visionwork.domain.results import RoundResults
    from visionwork.domain.rounds import Round
    from visionwork.gui.context import WorkshopContext


class ThemeDesk(QObject):
    """Runs the commands of a card of comments; each is one step of undo.

    Args:
        context: The open workshop.
        card: The card.
    """

    def __init__(self, context: WorkshopContext, card: CommentsCard) -> None:
        super().__init__(card)
        self._context = context
        self._card = card
        self._round_id: int | None = None
        context.closed.connect(card.searching.stop)
        card.sort_wanted.connect(self._on_sort)
        card.theme_wanted.connect(self._on_theme)
        card.theme_begun.connect(self._on_theme_begun)
        card.rename_wanted.connect(self._on_rename)
        card.remove_wanted.connect(self._on_remove)
        card.choice_wanted.connect(self._on_choice)

    def show(self, asked: Round, results: RoundResults, *, read_only: bool) -> None:
        """Show the comments of a round.

        Args:
            asked: The round.
            results: What may be shown of it.
            read_only: Whether nothing can be sorted.
        """
        other, self._round_id = asked.id != self._round_id, asked.id
        codes = [question.id for question in asked.questions if not question.ticked]
        path = path_of(self._context.document.store.connection)
        groups = self._context.snapshot.groups
        self._card.searching.set_place(path, asked.id, codes, groups, results.themes)
        self._card.set_results(results, read_only=read_only)
        if other and not read_only and self._context.edits.flush():
            self._card.offer_theme(self._context.document.unfinished.text(theme_place(asked.id)))

    def _on_sort(self, keys: list[str], theme_id: int | None) -> None:
        self._context.run(lambda: self._context.document.themes.sort(keys, theme_id))

    def _on_theme(self, name: str, keys: list[str]) -> None:
        if self._round_id is not None:
            round_id = self._round_id
            self._context.run(lambda: self._context.document.themes.add(round_id, name, keys))

    def _on_theme_begun(self, name: str) -> None:
        if self._round_id is not None:
            keep_words(self._context, theme_place(self._round_id), name)

    def _on_rename(self, theme_id: int, name: str) -> None:
        self._context.run(lambda: self._context.document.themes.rename(theme_id, name))

    def _on_remove(self, theme_id: int) -> None:
        self._context.run(lambda: self._context.document.themes.delete(theme_id))

    def _on_choice(self, key: str, chosen: bool) -> None:
        self._context.run(lambda: self._context.document.themes.choose(key, chosen))
