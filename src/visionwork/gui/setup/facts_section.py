"""Title and organisation, and where the file is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from visionwork.gui.context import WorkshopContext
from visionwork.gui.setup.bound_line import BoundLine
from visionwork.gui.setup.section import Section
from visionwork.gui.widgets.field import Field


class FactsSection(Section):
    """What the workshop is called, whose it is, and who will read its report.

    Args:
        context: The open workshop.
        parent: The widget it is in.
    """

    tables = frozenset(("workshop",))

    def __init__(self, context: WorkshopContext, *, parent: QWidget | None = None) -> None:
        super().__init__("The workshop", "", context, parent=parent)
        workshop = context.document.workshop
        self.title = BoundLine(
            context,
            "setup:title",
            self._title,
            lambda text: workshop.update(title=text),
            _needs_title,
            parent=self,
        )
        self.organisation = BoundLine(
            context,
            "setup:organisation",
            self._organisation,
            lambda text: workshop.update(organisation=text),
            parent=self,
        )
        self.audience = BoundLine(
            context,
            "setup:audience",
            self._audience,
            lambda text: workshop.update(audience=text),
            parent=self,
        )
        self.audience.setPlaceholderText("Leadership team and client council")
        rows: QVBoxLayout = self.rows
        title_field = Field("Title", self.title, parent=self)
        self.title.checked.connect(title_field.set_error)
        rows.addWidget(title_field)
        rows.addWidget(Field("Organisation", self.organisation, parent=self))
        rows.addWidget(
            Field("Who will read the report", self.audience, "Stands on the cover of the PDF.", parent=self)
        )

    def show_stored(self) -> None:
        """Show the stored facts."""
        for line in (self.title, self.organisation, self.audience):
            line.show_stored()

    def _title(self) -> str:
        return self.context.snapshot.workshop.title

    def _organisation(self) -> str:
        return self.context.snapshot.workshop.organisation

    def _audience(self) -> str:
        return self.context.snapshot.workshop.audience


def _needs_title(text: str) -> str:
    return "" if text.strip() else "Give the workshop a title."
