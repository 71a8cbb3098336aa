"""Set-up: what the workshop is called, who it is about, and who is in the room."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from visionwork.document.store import Change
from visionwork.gui.context import WorkshopContext
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.rail_model import exercise_page
from visionwork.gui.setup.dates_section import DatesSection
from visionwork.gui.setup.facts_section import FactsSection
from visionwork.gui.setup.groups_section import GroupsSection
from visionwork.gui.setup.logo_section import LogoSection
from visionwork.gui.setup.people_section import PeopleSection
from visionwork.gui.setup.section import Section
from visionwork.gui.setup.words_section import WordsSection
from visionwork.gui.widgets.buttons import PrimaryButton
from visionwork.gui.widgets.page_header import PageHeader
from visionwork.gui.widgets.tab_order import follow_layout

_TWO_COLUMNS_FROM = 1000
"""Width in pixels from which the facts stand beside groups and people."""


class SetupPage(WorkshopPage):
    """Everything about the workshop that is not an answer; it stores itself.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    def __init__(self, context: WorkshopContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        form = load_form("setup", self)
        self._header = form.widget(PageHeader, "header")
        self._header.set_texts("Set-up", "Who this is about")
        self._start = PrimaryButton("Go to step 1", "arrow-right", parent=self)
        self._start.clicked.connect(self._go_on)
        self._header.add_action(self._start)
        self._columns = form.widget(QBoxLayout, "columns")
        form.widget(QScrollArea, "scroll").setFrameShape(QFrame.Shape.NoFrame)
        self._facts = FactsSection(context, parent=self)
        self._groups = GroupsSection(context, parent=self)
        left = (self._facts, self._groups, PeopleSection(context, parent=self))
        right = (
            DatesSection(context, parent=self),
            WordsSection(context, parent=self),
            LogoSection(context, parent=self),
        )
        self._sections: tuple[Section, ...] = (*left, *right)
        for name, sections in (("left_column", left), ("right_column", right)):
            column = form.widget(QVBoxLayout, name)
            for section in sections:
                column.addWidget(section)
            column.addStretch(1)
        self._pending: set[Section] = set(self._sections)

    def concerns(self, change: Change) -> bool:
        """Remember which parts a change touches."""
        touched = {section for section in self._sections if section.concerns(change)}
        self._pending |= touched
        return bool(touched)

    def reload(self) -> None:
        """Show what the document holds, part by part."""
        for section in self._sections:
            if section in self._pending:
                section.show_stored()
        self._pending.clear()
        follow_layout(self)

    def focus_first(self) -> None:
        """Put the keyboard on the title."""
        self._facts.title.setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns under each other where there is little room."""
        super().resizeEvent(event)
        wide = self.width() >= self.context.theme.px(_TWO_COLUMNS_FROM)
        direction = QBoxLayout.Direction.LeftToRight if wide else QBoxLayout.Direction.TopToBottom
        if self._columns.direction() is not direction:
            self._columns.setDirection(direction)

    def _go_on(self) -> None:
        self.context.page_requested.emit(exercise_page(self.context.method.exercises()[0].id))
