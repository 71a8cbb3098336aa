"""The look of the application: colours, fonts, sizes, and the one signal that says they changed.

There is one `Theme` for each QApplication, made in app.py and owned by the application, just as its
palette and font are. A widget finds it with `Theme.of(self)`; so the same class works when it is made in
code and when it is promoted in a Qt Designer form, where only the parent is passed. Nothing else is looked
up this way.

Widgets that paint themselves ask for colours while painting, and Qt repaints them when the palette changes.
Widgets that hold a font, a size or a tinted icon connect to `Theme.changed`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QToolTip

from visionwork.domain.groups import GroupKind
from visionwork.gui import tokens
from visionwork.gui.style.kit_style import KitStyle
from visionwork.gui.typefaces import LINE_HEIGHTS, load_fonts, load_han_font, make_font

_PROPERTY = "visionworkTheme"

TEXT_SIZES = (100, 115, 130)
"""Percentages offered under View > Text size."""

_CLASS_ROLES = (
    ("QMenuBar", "cell"),
    ("QMenu", "cell"),
    ("QHeaderView", "caption"),
    ("QPushButton", "button"),
    ("QLineEdit", "cell"),
    ("QComboBox", "cell"),
    ("QAbstractSpinBox", "cell"),
    ("QCheckBox", "cell"),
    ("QRadioButton", "cell"),
)
"""Native classes that are not set in body."""

GroupPart = Literal["mark", "text", "tint"]


class ThemeMode(StrEnum):
    """Which of the two palettes is used."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours, fonts and sizes of the running application.

    Args:
        app: The application the look is given to; it owns the theme.
        mode: Light, dark, or what the system asks for.
        text_percent: Text size, one of `TEXT_SIZES`.

    Signals:
        changed: Colours, fonts or sizes are different now.
    """

    changed = Signal()

    def __init__(
        self, app: QApplication, mode: ThemeMode = ThemeMode.SYSTEM, text_percent: int = 100
    ) -> None:
        super().__init__(app)
        self._app = app
        self._mode = mode
        self._percent = self._checked_percent(text_percent)
        self._colors: dict[str, QColor] = {}
        self._fonts: dict[str, QFont] = {}
        self._dark = False
        self._low = False
        load_fonts()
        self._style = KitStyle(self)
        app.setStyle(self._style)
        app.setProperty(_PROPERTY, self)
        self._apply()
        app.styleHints().colorSchemeChanged.connect(self._follow_system)

    @staticmethod
    def of(widget: QObject | None = None) -> Theme:
        """Return the theme of the running application.

        Args:
            widget: The widget that asks; every widget of an application has the same theme.

        Raises:
            RuntimeError: No theme was made for the application yet.
        """
        app = QApplication.instance()
        found = app.property(_PROPERTY) if app is not None else None
        if not isinstance(found, Theme):
            raise RuntimeError("Make a Theme for the application before its widgets.")
        return found

    @property
    def mode(self) -> ThemeMode:
        """What the user chose: light, dark, or as the system asks."""
        return self._mode

    @property
    def is_dark(self) -> bool:
        """Whether the dark palette is in use."""
        return self._dark

    @property
    def text_percent(self) -> int:
        """Text size in percent."""
        return self._percent

    def set_mode(self, mode: ThemeMode) -> None:
        """Use another palette."""
        if mode != self._mode:
            self._mode = mode
            self._refresh()

    def set_text_percent(self, percent: int) -> None:
        """Use another text size.

        Raises:
            ValueError: The size is not one of `TEXT_SIZES`.
        """
        if self._checked_percent(percent) != self._percent:
            self._percent = percent
            self._refresh()

    @property
    def is_low(self) -> bool:
        """Whether the window is low for this text size, so that pages spare height for what people write."""
        return self._low

    def set_low(self, low: bool) -> None:
        """Say whether the window is low; told by the window, which knows its size."""
        if low != self._low:
            self._low = low
            self.changed.emit()

    def color(self, name: str) -> QColor:
        """Return the colour of a token, such as "ink" or "warn_ground".

        Raises:
            KeyError: There is no such token.
        """
        return self._colors[name]

    def group_color(self, kind: GroupKind, part: GroupPart = "mark") -> QColor:
        """Return the mark, text or tint colour of a kind of group."""
        return self._colors[f"{kind.value}.{part}"]

    def scale_color(self, answer: int) -> QColor:
        """Return the ground of an answer from 1 (strongly disagree) to 5."""
        return self._colors[f"scale.{answer}"]

    def scale_label_color(self, answer: int) -> QColor:
        """Return the colour of a label on the ground of an answer from 1 to 5."""
        return self._colors[f"scale.{answer}.label"]

    def font(self, role: str) -> QFont:
        """Return the font of a role of `visionwork.gui.typefaces.ROLES`, at the present text size.

        Raises:
            KeyError: There is no such role.
        """
        font = self._fonts.get(role)
        if font is None:
            font = self._fonts[role] = make_font(role, self._percent)
        return QFont(font)

    def px(self, pixels: float) -> int:
        """Scale a length that holds text, such as a row height, with the text size."""
        return round(pixels * self._percent / 100)

    def line_height(self, role: str) -> int:
        """Return the distance of two lines of a role, in pixels at the present text size."""
        if role in LINE_HEIGHTS:
            return self.px(LINE_HEIGHTS[role])
        return round(QFontMetricsF(self.font(role)).lineSpacing())

    def motion_allowed(self) -> bool:
        """Whether short fades may be shown: false where the system asks for reduced motion."""
        return self._app.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration) > 0

    def load_han_font_later(self) -> None:
        """Register the font for Chinese, Japanese and Korean once the event loop is idle."""
        QTimer.singleShot(0, self, load_han_font)

    def _follow_system(self) -> None:
        if self._mode is ThemeMode.SYSTEM and self._wants_dark() != self._dark:
            self._refresh()

    def _refresh(self) -> None:
        self._apply()
        self.changed.emit()

    def _wants_dark(self) -> bool:
        if self._mode is ThemeMode.SYSTEM:
            return self._system_scheme() == Qt.ColorScheme.Dark
        return self._mode is ThemeMode.DARK

    @staticmethod
    def _system_scheme() -> Qt.ColorScheme:
        """Return what the system asks for; many platforms say it is unknown."""
        return QGuiApplication.styleHints().colorScheme()

    def _apply(self) -> None:
        self._dark = self._wants_dark()
        self._colors = _color_table(self._dark)
        self._fonts.clear()
        self._app.setFont(self.font("body"))
        for name, role in _CLASS_ROLES:
            # The stub asks for bytes, the call for text.
            QApplication.setFont(self.font(role), name)  # pyright: ignore[reportArgumentType]
        palette = self._palette()
        self._app.setPalette(palette)
        QToolTip.setPalette(palette)
        QToolTip.setFont(self.font("caption"))

    def _palette(self) -> QPalette:
        """Map tokens to Qt's roles, since many platforms do not follow a colour scheme by themselves."""
        role, palette, color = QPalette.ColorRole, QPalette(), self.color
        for target, name in (
            (role.Window, "paper"),
            (role.WindowText, "ink"),
            (role.Base, "surface"),
            (role.AlternateBase, "hover"),
            (role.ToolTipBase, "ink"),
            (role.ToolTipText, "on_ink"),
            (role.PlaceholderText, "muted"),
            (role.Text, "ink"),
            (role.Button, "surface"),
            (role.ButtonText, "ink"),
            (role.BrightText, "danger"),
            (role.Light, "surface"),
            (role.Midlight, "hover"),
            (role.Mid, "edge"),
            (role.Dark, "line"),
            (role.Shadow, "line"),
            (role.Highlight, "select"),
            (role.HighlightedText, "ink"),
            (role.Accent, "ink"),
            (role.Link, "ink"),
            (role.LinkVisited, "ink2"),
        ):
            palette.setColor(target, color(name))
        for target in (role.WindowText, role.Text, role.ButtonText, role.HighlightedText):
            palette.setColor(QPalette.ColorGroup.Disabled, target, color("disabled"))
        return palette

    @staticmethod
    def _checked_percent(percent: int) -> int:
        if percent not in TEXT_SIZES:
            raise ValueError(f"text size {percent} is not one of {TEXT_SIZES}")
        return percent


def _color_table(dark: bool) -> dict[str, QColor]:
    """Resolve every token of one palette to a QColor."""
    plain = tokens.DARK if dark else tokens.LIGHT
    groups = tokens.DARK_GROUPS if dark else tokens.LIGHT_GROUPS
    scale = tokens.DARK_SCALE if dark else tokens.LIGHT_SCALE
    table = {name: QColor(value) for name, value in plain.items()}
    for kind, colours in groups.items():
        table[f"{kind.value}.mark"] = QColor(colours.mark)
        table[f"{kind.value}.text"] = QColor(colours.text)
        table[f"{kind.value}.tint"] = QColor(colours.tint)
    for answer, (ground, label) in enumerate(scale, start=1):
        table[f"scale.{answer}"] = QColor(ground)
        table[f"scale.{answer}.label"] = QColor(label)
    return table
