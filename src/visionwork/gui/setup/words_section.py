"""The house's own words for the kinds of group."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from visionwork.domain.groups import METHOD_WORDS, GroupKind, HouseWord
from visionwork.gui.context import WorkshopContext
from visionwork.gui.setup.bound_line import BoundLine
from visionwork.gui.setup.meanings import Meanings
from visionwork.gui.setup.section import Section
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel

_KINDS = (
    GroupKind.CUSTOMERS,
    GroupKind.EMPLOYEES,
    GroupKind.MANAGERS,
    GroupKind.EXECUTIVES,
    GroupKind.COMMUNITY,
)


class WordsSection(Section):
    """One and many for each kind, such as "client" and "clients" for customers; and whom other words mean.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    tables = frozenset(("house_word", "meaning"))

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__(
            "Words of the house",
            "Where you say clients, guests or patients, the app and the report say it, too.",
            context,
            parent=parent,
        )
        self.fields: dict[GroupKind, tuple[BoundLine, BoundLine]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        for column, head in ((1, "One"), (2, "Many")):
            grid.addWidget(PlainLabel(head, "caption", "muted", parent=self), 0, column)
        for line, kind in enumerate(_KINDS, start=1):
            one, many = self._line(kind, plural=False), self._line(kind, plural=True)
            self.fields[kind] = one, many
            grid.addWidget(GroupMark(kind, parent=self), line, 0)
            grid.addWidget(one, line, 1)
            grid.addWidget(many, line, 2)
        self.rows.addLayout(grid)
        self.meanings = Meanings(context, parent=self)
        self.rows.addWidget(self.meanings)

    def show_stored(self) -> None:
        """Show the stored words."""
        for pair in self.fields.values():
            for field in pair:
                field.show_stored()
        self._hint_at_many()
        self.meanings.show_stored()

    def _hint_at_many(self) -> None:
        """Show in an empty field for many what stands in for it."""
        for kind, (_, many) in self.fields.items():
            word = self.context.snapshot.house_words.get(kind)
            many.setPlaceholderText(METHOD_WORDS[kind].plural if word is None else word.plural)

    def _line(self, kind: GroupKind, *, plural: bool) -> BoundLine:
        def read() -> str:
            word = self.context.snapshot.house_words.get(kind)
            if word is None or (plural and word.plural == word.singular):
                return (
                    ""  # where only one form was written it stands for both, and is not shown as typed twice
                )
            return word.plural if plural else word.singular

        line = BoundLine(
            self.context, f"setup:word:{kind}", read, lambda text: self._write(kind), parent=self
        )
        usual = METHOD_WORDS[kind]
        line.setPlaceholderText(usual.plural if plural else usual.singular)
        line.setAccessibleName(f"Your word for {'many' if plural else 'one'} of the {kind.value}")
        return line

    def _write(self, kind: GroupKind) -> None:
        one, many = self.fields[kind]
        word = HouseWord(one.text().strip(), many.text().strip())
        kept = word if word.singular or word.plural else None
        self.context.document.workshop.set_house_words({kind: kept})
