"""What goes into the report, as ticks; what holds nothing is said in words."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.report.content import PARTS_OF, Cut, Part, ReportContent

PART_NAMES = {
    Part.STATEMENT: "Vision statement",
    Part.EVIDENCE: "Evidence",
    Part.CHANGES: "What changed since it was tested",
    Part.COMMITMENTS: "Leadership values commitments",
    Part.PLAN: "Adopter curve and plan",
    Part.FINDINGS: "Findings of the exercises",
    Part.VIEWS: "Stakeholders’ views",
}

_EMPTY = {
    Part.STATEMENT: "Nothing is written yet; the page says so.",
    Part.EVIDENCE: "No round has answers that may be shown.",
    Part.CHANGES: "The words are those that people read, or nobody has read any.",
    Part.COMMITMENTS: "No value and no sentence is written yet.",
    Part.PLAN: "No curve is drawn and no action planned yet.",
    Part.FINDINGS: "No card and no row is written yet.",
    Part.VIEWS: "No group has a view yet.",
}


class PartsList(QWidget):
    """One tick for each part of the chosen report.

    Args:
        parent: The widget it is in.

    Signals:
        changed: A part was put in or left out; carries the parts left out.
    """

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._excluded: set[Part] = set()
        self._boxes: dict[Part, QCheckBox] = {}
        self._notes: dict[Part, PlainLabel] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        indent = Theme.of(self).px(20)
        for part in Part:
            box = QCheckBox(PART_NAMES[part], self)
            box.setChecked(True)
            box.clicked.connect(self._on_clicked)
            note = PlainLabel(_EMPTY[part], "caption", "muted", wrap=True, parent=self)
            row = QHBoxLayout()
            row.setContentsMargins(indent, 0, 0, 2)
            row.addWidget(note)
            column.addWidget(box)
            column.addLayout(row)
            self._boxes[part], self._notes[part] = box, note

    def box(self, part: Part) -> QCheckBox:
        """Return the tick of a part."""
        return self._boxes[part]

    def excluded(self) -> frozenset[Part]:
        """Return the parts left out."""
        return frozenset(self._excluded)

    def show_content(self, content: ReportContent, cut: Cut) -> None:
        """Show the parts of a cut, and which of them hold something."""
        offered = PARTS_OF[cut]
        for part, box in self._boxes.items():
            holds = content.holds(part)
            box.setVisible(part in offered)
            box.setEnabled(holds and len(offered) > 1)
            box.setChecked(holds and (part not in self._excluded or len(offered) == 1))
            box.setAccessibleDescription("" if holds else _EMPTY[part])
            self._notes[part].setVisible(part in offered and not holds)

    def _on_clicked(self) -> None:
        for part, box in self._boxes.items():
            if box.isEnabled() and not box.isHidden():
                (self._excluded.discard if box.isChecked() else self._excluded.add)(part)
        self.changed.emit(self.excluded())
