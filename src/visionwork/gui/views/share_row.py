"""Four number fields of one moment that always add to 100."""

from __future__ import annotations

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.domain.adoption import BANDS, Moment, rebalance
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.choices import NumberBox
from visionwork.gui.widgets.labels import PlainLabel

_NAMES = {Moment.TODAY: "Today", Moment.TARGET: "Target"}


class ShareRow(QWidget):
    """One row of shares; what was typed stays, and the fields nobody has touched give way.

    Args:
        moment: Today or the target.
        begin_text: Label of the button shown while nobody has said any shares.
        parent: The widget it is in.

    Signals:
        shares_changed: The moment and its four new shares.
        begin_requested: The moment whose first shares are wanted.
        entry_ended: What was typed into a field is complete; the next number is an entry of its own.
    """

    shares_changed = Signal(object, object)
    begin_requested = Signal(object)
    entry_ended = Signal()

    def __init__(self, moment: Moment, begin_text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = Theme.of(self)
        self._moment = moment
        self._shares: tuple[int, int, int, int] | None = None
        self._typed: list[int] = []
        self._before: tuple[int, tuple[int, int, int, int], list[int]] | None = None
        self._label = PlainLabel(_NAMES[moment], role="button", parent=self)
        self._label.setMinimumWidth(theme.px(64))
        self._begin = QuietButton(begin_text, "plus", HEIGHT_BAR, parent=self)
        self._begin.clicked.connect(self._ask_begin)
        self._fields = [self._field(band, name) for band, name in enumerate(BANDS)]
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self._label)
        row.addWidget(self._begin)
        for field in self._fields:
            row.addWidget(field, 1)
        row.addStretch(0)

    def show_shares(self, shares: tuple[int, int, int, int] | None, *, editable: bool) -> None:
        """Show shares, or the button that begins them; a share that came from elsewhere may give way."""
        if shares != self._shares:
            self._before = None
            self._typed = _unchanged(self._typed, self._shares, shares)
        self._shares = shares
        self._begin.setVisible(shares is None and editable)
        for band, field in enumerate(self._fields):
            field.setVisible(shares is not None)
            field.setReadOnly(not editable)
            if shares is not None and field.value() != shares[band]:
                with QSignalBlocker(field):
                    field.setValue(shares[band])

    def forget_typed(self) -> None:
        """Let every field give way again, since other people's shares are shown."""
        self._typed, self._before = [], None

    def typed(self) -> tuple[int, ...]:
        """Return the bands whose share was typed, the last one at the end."""
        return tuple(self._typed)

    def focus_first(self) -> None:
        """Put the keyboard into the first field, or on the button that begins."""
        (self._begin if self._shares is None else self._fields[0]).setFocus()

    def _field(self, band: int, name: str) -> NumberBox:
        field = NumberBox(self)
        field.setRange(0, 100)
        field.setSuffix(" %")
        field.setFont(Theme.of(self).font("body"))
        field.setAccessibleName(f"{_NAMES[self._moment]}, {name}")
        field.setProperty("band", band)
        field.valueChanged.connect(self._on_value_changed)
        field.editingFinished.connect(self._on_editing_finished)
        return field

    def _on_value_changed(self, value: int) -> None:
        field = self.sender()
        if self._shares is None or field is None:
            return
        band = int(field.property("band"))
        if self._before is None or self._before[0] != band:
            self._before = (band, self._shares, list(self._typed))
        _, shares, typed = self._before  # every digit begins anew: the first of 35 must push nothing away
        self._shares = rebalance(shares, band, value, typed)
        self._typed = [*(other for other in _unchanged(typed, shares, self._shares) if other != band), band]
        self.shares_changed.emit(self._moment, self._shares)

    def _on_editing_finished(self) -> None:
        self._before = None
        self.entry_ended.emit()

    def _ask_begin(self) -> None:
        self.begin_requested.emit(self._moment)


def _unchanged(
    bands: list[int], before: tuple[int, int, int, int] | None, after: tuple[int, int, int, int] | None
) -> list[int]:
    """Return those bands whose share is the same before and after."""
    if before is None or after is None:
        return []
    return [band for band in bands if before[band] == after[band]]
