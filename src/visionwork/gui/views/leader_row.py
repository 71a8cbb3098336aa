"""One leader under the commitments: the personal sentence, and the place to sign."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from visionwork.domain.commitments import Signature, SignatureState
from visionwork.domain.days import whole_day
from visionwork.domain.layout import ONLY_LAYOUT
from visionwork.domain.progress import ExerciseStatus
from visionwork.domain.workshop import Participant
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, HEIGHT_BAR, QuietButton, SecondaryButton
from visionwork.gui.widgets.date_field import DateField
from visionwork.gui.widgets.focus_ring import focus_by_keys
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit
from visionwork.gui.widgets.progress import StatusMark

_GAP = 10


class LeaderRow(QWidget):
    """A leader who has signed, may sign, or must wait until the commitments are full.

    Args:
        leader: The leader.
        sentences: The leader's personal commitments; None where the method asks for none.
        signature: The signature given, or None.
        state: Whether it belongs to the words as they stand, or None without one.
        hindrance: Why nobody can sign yet, or "".
        today: Day proposed for the signature.
        editable: Whether the document takes changes.
        other_layout: Whether only spaces or typographic marks differ from what was signed.
        parent: The widget it is in.

    Signals:
        sign_requested: The leader's id, the name and the date typed.
        withdraw_requested: The id of the signature.
    """

    sign_requested = Signal(int, str, object)
    withdraw_requested = Signal(int)

    def __init__(
        self,
        leader: Participant,
        sentences: tuple[str, ...] | None,
        signature: Signature | None,
        state: SignatureState | None,
        *,
        hindrance: str,
        today: date,
        editable: bool,
        other_layout: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._leader = leader
        self._other_layout = other_layout
        self._signature = signature
        valid = state is SignatureState.VALID
        self._name = LineEdit(parent=self)
        self._day = DateField(today, parent=self)
        self.setAccessibleName(f"{leader.name}, {'signed' if valid else 'not signed'}")
        self._sign = SecondaryButton("Sign", "pencil-line", HEIGHT_BANNER, parent=self)
        self._called = (
            PlainLabel(leader.name, "body_bold", parent=self),
            PlainLabel(leader.role, "cell", "muted", parent=self),
        )
        self._who = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 14, 0, 14)
        column.setSpacing(6)
        column.addLayout(self._head(valid))
        if sentences == ():
            hindrance = "First a personal sentence."
        for sentence in ("No personal sentence yet.",) if sentences == () else sentences or ():
            label = PlainLabel(
                sentence, "serif_body", "ink" if sentences else "muted", wrap=True, parent=self
            )
            column.addWidget(label)
        if signature is not None:
            column.addLayout(self._given(signature, state, editable))
        if not valid:
            column.addLayout(self._fields(hindrance, editable))
        for widget in (self._name, self._day, self._sign):
            widget.setVisible(not valid)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the role where there is room for it."""
        super().resizeEvent(event)
        self._place_role()

    @property
    def leader_id(self) -> int:
        """Id of the leader."""
        return self._leader.id

    def name_field(self) -> LineEdit:
        """Return the field for the name."""
        return self._name

    def takes_name(self) -> bool:
        """Return whether a name can be typed here."""
        return not self._name.isHidden() and self._name.isEnabled()

    def focus_name(self) -> None:
        """Put the keyboard into the field for the name."""
        self._name.setFocus()

    def take_focus(self) -> None:
        """Put the keyboard into the field for the name, or on the row of a leader who has signed.

        Not on the button that withdraws: Enter pressed twice would sign and withdraw.
        """
        if self.takes_name():
            self.focus_name()
        else:
            focus_by_keys(self)

    def _head(self, valid: bool) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(_GAP)
        mark = StatusMark(ExerciseStatus.DONE if valid else ExerciseStatus.EMPTY, parent=self)
        self._aside = mark.sizeHint().width() + 2 * _GAP
        head.addWidget(mark)
        for label in self._called:
            label.setVisible(bool(label.text()))
            self._who.addWidget(label)
        head.addLayout(self._who, 1)
        return head

    def _place_role(self) -> None:
        """Put the role under a name that leaves it no room, and both in as many lines as they need."""
        needed = sum(label.fontMetrics().horizontalAdvance(label.text()) for label in self._called)
        below = self._aside + needed > self.width()
        for label in self._called:
            label.setWordWrap(below)
            label.setMinimumWidth(
                0 if below else 1
            )  # one that is not broken keeps no row from getting narrower
        across = QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        self._who.setDirection(across)
        self._who.setSpacing(0 if below else _GAP)
        self._who.setStretch(1, 0 if below else 1)  # the role takes the rest of the line, never of the height

    def _given(self, signature: Signature, state: SignatureState | None, editable: bool) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        day, valid = whole_day(signature.signed_on), state is SignatureState.VALID
        if valid:
            text = f"Signed as {signature.name}, {day}." + (f" {ONLY_LAYOUT}" if self._other_layout else "")
        elif state is SignatureState.UNCLEAR:
            text = f"{signature.name} signed on {day}. This method does not have all that was signed."
        else:
            text = f"{self._leader.name} signed on {day}. The words have changed since; the signature lapsed."
        line.addWidget(PlainLabel(text, "caption", "muted" if valid else "warn", wrap=True, parent=self), 1)
        if editable:
            withdraw = QuietButton("Withdraw", "", HEIGHT_BAR, parent=self)
            withdraw.setAccessibleName(f"Withdraw the signature of {self._leader.name}")
            withdraw.clicked.connect(self._ask_withdraw)
            line.addWidget(withdraw)
        return line

    def _fields(self, hindrance: str, editable: bool) -> QHBoxLayout:
        theme = Theme.of(self)
        fields = QHBoxLayout()
        fields.setSpacing(8)
        self._name.setPlaceholderText("Your name")
        self._name.setAccessibleName(f"Signature of {self._leader.name}")
        self._name.setFont(theme.font("serif_body"))
        self._name.setMinimumHeight(theme.px(36))
        self._name.returnPressed.connect(self._ask_sign)
        self._day.setAccessibleName(f"Date of the signature of {self._leader.name}")
        self._day.setMinimumHeight(theme.px(36))
        self._sign.setAccessibleName(f"Sign for {self._leader.name}")
        self._sign.clicked.connect(self._ask_sign)
        self._sign.set_reason(hindrance)
        for widget in (self._name, self._day, self._sign):
            widget.setEnabled(editable and not hindrance)
        fields.addWidget(self._name, 1)
        fields.addWidget(self._day)
        fields.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        return fields

    def _ask_sign(self) -> None:
        self.sign_requested.emit(self._leader.id, self._name.text(), self._day.day())

    def _ask_withdraw(self) -> None:
        if self._signature is not None:
            self.withdraw_requested.emit(self._signature.id)
