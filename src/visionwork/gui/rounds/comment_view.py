"""One comment: its words, who said it, and what is done with it by keyboard, menu and drag."""

from __future__ import annotations

import re

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QDrag, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from visionwork.domain.results import UNNAMED_GROUP, UNNAMED_REASON, ShownComment
from visionwork.gui.widgets.buttons import HEIGHT_BAR, IconButton, QuietButton
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel

COMMENT_MIME = "application/x-visionwork-comment"
"""What a dragged comment carries: its key."""

_LONG = 700
_LONG_WORD = re.compile(r"\S{24}(?=\S)")


class CommentView(QWidget):
    """One comment: the words in serif, the group below, the theme or question at the right.

    Args:
        comment: The comment.
        foot: Theme or question, told at the right; may be empty.
        themes: Id and name of the themes it can be sorted into.
        sorting: Whether it can be sorted and chosen now.
        parent: The widget it is in.

    Signals:
        theme_wanted: It is to go into a theme (its id) or into none (None).
        new_theme_wanted: It is to go into a theme that has no name yet.
        choice_wanted: It is to be chosen for the report (True), or no longer.
    """

    theme_wanted = Signal(object)
    new_theme_wanted = Signal()
    choice_wanted = Signal(bool)

    def __init__(
        self,
        comment: ShownComment,
        foot: str,
        themes: tuple[tuple[int, str], ...],
        *,
        sorting: bool,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.comment = comment
        self._themes = themes
        self._sorting = sorting
        self._pressed_at: QPoint | None = None
        self._words = PlainLabel("", "comment", wrap=True, parent=self)
        self._words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 10)
        column.setSpacing(4)
        column.addWidget(self._words)
        if len(comment.text) > _LONG:
            read_all = QuietButton("Read all of it", "", HEIGHT_BAR, parent=self)
            read_all.clicked.connect(self._read_all)
            read_all.clicked.connect(read_all.hide)
            column.addWidget(read_all, 0, Qt.AlignmentFlag.AlignLeft)
            self._words.setText(_breakable(comment.text[:_LONG].rstrip() + "…"))
        else:
            self._words.setText(_breakable(comment.text))
        column.addLayout(self._line(foot))
        if sorting:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.OpenHandCursor)
            told = f"Theme {comment.theme}. " if comment.theme else "In no theme. "
            told += "For the report. " if comment.chosen else ""
            self.setAccessibleName(f"{comment.text}. {comment.group or UNNAMED_GROUP}. {told}")
            self.setAccessibleDescription("1 to 9 sorts into a theme, 0 into none, R chooses for the report.")
        else:
            self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Sort with a number, choose with R, open the menu with Enter."""
        text = event.text()
        if not self._sorting or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif text == "0":
            self.theme_wanted.emit(None)
        elif text.isdecimal() and text and int(text) <= len(self._themes):
            self.theme_wanted.emit(self._themes[int(text) - 1][0])
        elif text.lower() == "r":
            self.choice_wanted.emit(not self.comment.chosen)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._show_menu(self.mapToGlobal(self.rect().center()))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the themes."""
        if self._sorting:
            self._show_menu(event.globalPos())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag may begin."""
        super().mousePressEvent(event)
        if self._sorting and event.button() is Qt.MouseButton.LeftButton:
            self._pressed_at = event.position().toPoint()
            event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begin a drag once the mouse has gone far enough."""
        start = self._pressed_at
        if start is None:
            return
        if (event.position().toPoint() - start).manhattanLength() >= QApplication.startDragDistance():
            self._pressed_at = None
            drag = QDrag(self)
            drag.setMimeData(mime_of(self.comment.key))
            drag.exec(Qt.DropAction.MoveAction)

    def menu(self) -> QMenu:
        """Return the menu of what can be done with the comment."""
        menu = QMenu(self)
        for number, (theme_id, name) in enumerate(self._themes, 1):
            action = menu.addAction(f"{name.replace('&', '&&')}\t{number}")
            action.setCheckable(True)
            action.setChecked(theme_id == self.comment.theme_id)
            action.setData(theme_id)
        if self.comment.theme_id is not None:
            menu.addAction("No theme\t0").setData(0)
        menu.addAction("New theme…").setData("new")
        menu.addSeparator()
        choice = "Leave out of the report" if self.comment.chosen else "Choose for the report"
        menu.addAction(f"{choice}\tR").setData("report")
        menu.triggered.connect(self._on_action)
        return menu

    def _line(self, foot: str) -> QHBoxLayout:
        comment = self.comment
        line = QHBoxLayout()
        line.setSpacing(6)
        if comment.kind is not None and comment.group is not None:
            line.addWidget(GroupMark(comment.kind, size=10, parent=self))
            group = ElidedLabel(comment.group, "caption_medium", parent=self)
            group.set_group_color(comment.kind)
        else:
            group = ElidedLabel(UNNAMED_GROUP, "caption", "muted", parent=self)
            group.setToolTip(UNNAMED_REASON)
        line.addWidget(group, 1)
        if comment.chosen:
            star = IconView("star", parent=self)
            star.setToolTip("For the report")
            line.addWidget(star)
        if foot:
            line.addWidget(PlainLabel(foot, "caption", "muted", parent=self))
        if self._sorting:
            more = IconButton("ellipsis", "Sort or choose this comment", framed=False, parent=self)
            more.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Enter on the comment opens the same menu
            more.clicked.connect(self._on_more)
            line.addWidget(more)
        return line

    def _show_menu(self, place: QPoint) -> None:
        self.menu().popup(place)

    def _on_more(self) -> None:
        self._show_menu(self.mapToGlobal(self.rect().bottomRight()))

    def _on_action(self, action: QAction) -> None:
        wanted = action.data()
        if wanted == "new":
            self.new_theme_wanted.emit()
        elif wanted == "report":
            self.choice_wanted.emit(not self.comment.chosen)
        else:
            self.theme_wanted.emit(wanted or None)

    def _read_all(self) -> None:
        self._words.setText(_breakable(self.comment.text))


def mime_of(key: str) -> QMimeData:
    """Return what a dragged comment carries."""
    data = QMimeData()
    data.setData(COMMENT_MIME, key.encode())
    return data


def _breakable(text: str) -> str:
    """Return a text whose endless words may be broken, so that they do not widen the column."""
    return _LONG_WORD.sub("\\g<0>\u200b", text)
