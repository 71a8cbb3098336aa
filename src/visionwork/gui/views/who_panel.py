"""Who is in the text: the triangle, and the groups with the words that name them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.coverage import COVERED_KINDS, Coverage
from visionwork.domain.groups import METHOD_WORDS, GroupKind
from visionwork.gui.theme import Theme
from visionwork.gui.views.presence_words import PresenceRow, presence_rows
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.triangle import Edge, Node, RelationshipTriangle, TriangleState

_ROW = 26
_OTHER_LANGUAGE = "In this language only your own words for the groups are found. Write them in the set-up."
_NODES = {
    Node.CUSTOMERS: GroupKind.CUSTOMERS,
    Node.EMPLOYEES: GroupKind.EMPLOYEES,
    Node.COMMUNITY: GroupKind.COMMUNITY,
}


class WhoPanel(QWidget):
    """Heading, triangle and one line a group; absent groups stay in both, so the eye meets the gap.

    Args:
        parent: The widget it is in.
    """

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._triangle = RelationshipTriangle(parent=self)
        self._lines = {kind: _GroupLine(kind, self) for kind in COVERED_KINDS}
        self._rows: tuple[PresenceRow, ...] = ()
        self._note = PlainLabel(_OTHER_LANGUAGE, "caption", "muted", wrap=True, parent=self)
        self._note.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(PlainLabel("Who is in the text", "heading", parent=self))
        column.addSpacing(6)
        column.addWidget(self._triangle)
        column.addSpacing(6)
        for line in self._lines.values():
            column.addWidget(line)
        column.addWidget(self._note)

    def show_coverage(
        self, coverage: Coverage, named_before: Mapping[GroupKind, int], organisation: str
    ) -> None:
        """Show who is in a text.

        Args:
            coverage: Who is in it.
            named_before: Number of the newest earlier draft that names a kind.
            organisation: Name at the top of the triangle.
        """
        self._triangle.set_state(triangle_state(coverage, organisation))
        self._rows = presence_rows(coverage, named_before)
        for row in self._rows:
            self._lines[row.kind].show_row(row)
        self._note.setVisible(not coverage.understood)

    def rows(self) -> tuple[PresenceRow, ...]:
        """Return what is shown."""
        return self._rows

    def triangle(self) -> TriangleState:
        """Return what the triangle shows."""
        return self._triangle.state()


class _GroupLine(QWidget):
    """Mark and name of a group, and at the right the words that name it."""

    def __init__(self, kind: GroupKind, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._mark = GroupMark(kind, present=False, size=10, parent=self)
        self._name = PlainLabel("", "cell", parent=self)
        self._words = ElidedLabel("", "cell", "muted", parent=self)
        self._words.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(9)
        row.addWidget(self._mark)
        row.addWidget(self._name)
        row.addWidget(self._words, 1)
        self._refit()
        self._theme.changed.connect(self._refit)

    def show_row(self, row: PresenceRow) -> None:
        """Show whether the group is there."""
        self._mark.set_present(row.present)
        self._name.setText(row.name)
        self._name.set_role("button" if row.present else "cell")
        self._name.set_color("ink" if row.present else "muted")
        self._words.setText(row.words)
        self._words.set_color("ink2" if row.present else "muted")
        self.setAccessibleName(f"{row.name}: {row.words}")

    def _refit(self) -> None:
        self.setFixedHeight(self._theme.px(_ROW))


def triangle_state(coverage: Coverage, organisation: str) -> TriangleState:
    """Return what the triangle shows of a text; an edge is solid when one sentence names both ends."""
    present = {node for node, kind in _NODES.items() if kind in coverage.named}
    if coverage.speaks_for_us or coverage.text.strip():
        present.add(Node.ORGANISATION)
    edges: set[Edge] = set()
    for node in (Node.EMPLOYEES, Node.CUSTOMERS):
        if coverage.with_us(_NODES[node]):
            edges.add(frozenset((Node.ORGANISATION, node)))
    if coverage.together(GroupKind.EMPLOYEES, GroupKind.CUSTOMERS):
        edges.add(frozenset((Node.EMPLOYEES, Node.CUSTOMERS)))
    labels = {node: METHOD_WORDS[kind].plural.capitalize() for node, kind in _NODES.items()}
    labels[Node.ORGANISATION] = organisation or "We"
    return TriangleState(frozenset(present), frozenset(edges), labels)
