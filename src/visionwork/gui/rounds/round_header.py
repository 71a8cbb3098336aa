"""The head of the page of feedback rounds: which round, how it stands, what can be done with it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from visionwork.domain.rounds import Round, RoundStatus
from visionwork.gui.rounds import phrases
from visionwork.gui.widgets.buttons import (
    HEIGHT_NORMAL,
    IconButton,
    KitButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from visionwork.gui.widgets.page_header import PageHeader

_KICKER = "Feedback rounds"
_LEAST_WIDTH = 560
_READ_ONLY = "The workshop is open to read."


class RoundHeader(QWidget):
    """Title with a menu of rounds, and buttons for what comes next; the rest stands in a menu.

    Args:
        parent: The widget it is in.

    Signals:
        round_chosen: Another round is to be shown; carries its id.
        new_requested, type_requested, phones_requested, server_requested, import_requested,
        kiosk_requested, form_requested, read_forms_requested, export_requested, change_requested,
        close_requested, reopen_requested, like_requested, record_requested, shred_requested,
        delete_requested: What is to be done.
        comments_toggled: Comments are wanted in place of the charts (True), where both do not fit.
    """

    round_chosen = Signal(int)
    new_requested = Signal()
    type_requested = Signal()
    phones_requested = Signal()
    server_requested = Signal()
    import_requested = Signal()
    kiosk_requested = Signal()
    form_requested = Signal()
    read_forms_requested = Signal()
    export_requested = Signal()
    change_requested = Signal()
    close_requested = Signal()
    reopen_requested = Signal()
    like_requested = Signal()
    record_requested = Signal()
    shred_requested = Signal()
    delete_requested = Signal()
    comments_toggled = Signal(bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._header = PageHeader(parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._header)
        self._status = ""
        self._title = _KICKER
        self._is_open = False
        self._narrow = False
        self._answered = False
        self._shredded = False
        self._choose = IconButton("chevron-down", "Choose another round", framed=False, parent=self)
        self._choose_menu = QMenu(self)
        self._choices = QActionGroup(self)
        self._choose.setMenu(self._choose_menu)
        self._header.add_beside_title(self._choose)
        self._comments = QuietButton("Comments", "message-square", parent=self)
        self._comments.setCheckable(True)
        self._more = IconButton("ellipsis", "More for this round", HEIGHT_NORMAL, parent=self)
        self._more_menu = QMenu(self)
        self._more.setMenu(self._more_menu)
        self._close = SecondaryButton("Close round", "lock", parent=self)
        self._collect = SecondaryButton("Collect answers", "users", parent=self)
        self._collect_menu = QMenu("Collect answers", self)
        self._collect.setMenu(self._collect_menu)
        self._export = SecondaryButton("Save results…", "download", parent=self)
        self._new = SecondaryButton("New round", "plus", parent=self)
        self._new_primary = PrimaryButton("New round", "plus", parent=self)
        self._type = PrimaryButton("Type answers", "pencil-line", parent=self)
        for button in (
            self._comments, self._more, self._close, self._collect, self._export, self._new,
            self._new_primary, self._type,
        ):  # fmt: skip
            self._header.add_action(button)
        self._actions = {
            name: self._collect_menu.addAction(label)
            for name, label in (
                ("phones", "Collect by phone…"),
                ("server", "Collect on a server…"),
                ("kiosk", "Hand the laptop round…"),
                ("form", "Make a PDF form…"),
                ("read_forms", "Read PDF forms…"),
                ("import", "Import answers…"),
            )
        }
        self._ways = self._more_menu.addMenu(self._collect_menu)
        self._actions |= {
            name: self._more_menu.addAction(label)
            for name, label in (
                ("change", "Change questions or groups…"),
                ("close", "Close round"),
                ("reopen", "Open again"),
                ("like", "New round like this one…"),
                ("record", "Who was asked, and when…"),
                ("export", "Save results…"),
                ("new", "New round…"),
                ("shred", "Remove single answers…"),
                ("delete", "Delete round…"),
            )
        }
        for first in ("change", "record", "new", "shred"):  # of those that belong together
            self._more_menu.insertSeparator(self._actions[first])
        self._connect()

    def show_nothing(self, *, may_open: bool) -> None:
        """Show the head of a workshop without rounds.

        Args:
            may_open: Whether there is a draft to show and somebody to ask.
        """
        self._title, self._status = _KICKER, ""
        self._header.set_texts("Beside the steps", _KICKER)
        for widget in self.findChildren(KitButton):
            widget.hide()
        self._new_primary.setVisible(may_open)
        self._new_primary.set_reason("")

    def show_round(
        self,
        current: Round,
        draft_numbers: Sequence[int],
        shown: int | None,
        choices: Sequence[tuple[int, str]],
        *,
        comments: int,
        read_only: bool,
    ) -> None:
        """Show the head of a round.

        Args:
            current: The round.
            draft_numbers: Number of its draft, or of both.
            shown: People in the groups shown, or None when none is.
            choices: Ids and names of all rounds, newest first.
            comments: How many comments are shown.
            read_only: Whether nothing can be changed.
        """
        self._title = phrases.title(current.number, draft_numbers)
        self._status = phrases.status(current, shown)
        self._is_open = current.status is RoundStatus.OPEN
        self._answered = current.answered
        self._shredded = current.shredded_on is not None
        self._fill_choices(choices, current.id)
        self._comments.setText(f"Comments {comments:,}")
        reason = _READ_ONLY if read_only else ""
        for button in (self._close, self._new, self._new_primary, self._type):
            button.set_reason(reason)
        for name, action in self._actions.items():
            action.setEnabled(not read_only or name in ("export", "form", "record"))
        self._arrange()

    def set_narrow(self, narrow: bool) -> None:
        """Fold what does not fit into the menu and the line above the title."""
        self._narrow = narrow
        if self._status:
            self._arrange()

    def minimumSizeHint(self) -> QSize:
        """Ask for little width, so that the page can become narrow and fold the head."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def focus_first(self) -> None:
        """Put the keyboard on the primary button, where one is shown."""
        for button in (self._type, self._new_primary):
            if not button.isHidden():
                button.setFocus()

    def _connect(self) -> None:
        for button, wish in (
            (self._close, self.close_requested),
            (self._export, self.export_requested),
            (self._new, self.new_requested),
            (self._new_primary, self.new_requested),
            (self._type, self.type_requested),
        ):
            button.clicked.connect(wish)
        for name, wish in (
            ("phones", self.phones_requested),
            ("server", self.server_requested),
            ("kiosk", self.kiosk_requested),
            ("import", self.import_requested),
            ("form", self.form_requested),
            ("read_forms", self.read_forms_requested),
            ("change", self.change_requested),
            ("close", self.close_requested),
            ("reopen", self.reopen_requested),
            ("like", self.like_requested),
            ("record", self.record_requested),
            ("export", self.export_requested),
            ("new", self.new_requested),
            ("shred", self.shred_requested),
            ("delete", self.delete_requested),
        ):
            self._actions[name].triggered.connect(wish)
        self._choices.triggered.connect(self._on_choice)
        self._comments.toggled.connect(self.comments_toggled)

    def _fill_choices(self, choices: Sequence[tuple[int, str]], current_id: int) -> None:
        self._choose_menu.clear()
        for action in self._choices.actions():
            self._choices.removeAction(action)
        for round_id, name in choices:
            action = QAction(name, self._choose_menu)
            action.setCheckable(True)
            action.setChecked(round_id == current_id)
            action.setData(round_id)
            self._choices.addAction(action)
            self._choose_menu.addAction(action)
        self._choose.setVisible(len(choices) > 1)

    def _arrange(self) -> None:
        """Show what fits this round and this width; whatever is no button is in the menu."""
        is_open, answered, narrow = self._is_open, self._answered, self._narrow
        collecting = is_open and answered
        if narrow or collecting or self._shredded:  # no room is left beside the title
            self._header.set_texts(f"{_KICKER}. {self._status}", self._title)
        else:
            self._header.set_texts(_KICKER, self._title, self._status)
        self._comments.setVisible(narrow and answered)
        self._more.show()
        buttons = {
            "type": (self._type, collecting),
            "collect": (self._collect, is_open and not narrow),
            "close": (self._close, collecting and not narrow),
            "export": (self._export, answered and not is_open and not narrow),
            "new": (self._new_primary, not is_open),
        }
        for button, wanted in buttons.values():
            button.setVisible(wanted)
        self._new.setVisible(is_open and not answered)
        self._ways.setVisible(is_open and narrow)
        self._actions["change"].setVisible(is_open or not answered)
        self._actions["close"].setVisible(is_open)
        self._actions["reopen"].setVisible(not is_open and not self._shredded)
        self._actions["shred"].setVisible(not is_open and answered and not self._shredded)
        self._actions["export"].setVisible(answered)
        self._actions["like"].setVisible(answered)
        self._actions["new"].setVisible(collecting)

    def _on_choice(self, action: QAction) -> None:
        self.round_chosen.emit(action.data())
