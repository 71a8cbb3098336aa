"""What changes when the user changes the look."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontInfo, QFontMetrics, QImage, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import GroupKind
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.typefaces import ROLES
from visionwork.gui.widgets.buttons import PrimaryButton
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit, WordsField


def middle_color(widget: QWidget) -> QColor:
    picture = widget.grab().toImage()
    return picture.pixelColor(picture.width() // 2, picture.height() // 2)


def shown_fields(qtbot: QtBot, words: str) -> tuple[QWidget, tuple[WordsField, LineEdit]]:
    """Show a field of several lines over one of one line, equally high."""
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    fields = WordsField(words, parent=window), LineEdit(parent=window)
    for field in fields:
        field.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        field.setFixedHeight(60)
        column.addWidget(field)
    with qtbot.waitExposed(window):
        window.show()
    return window, fields


def test_a_field_of_several_lines_is_as_round_as_one_of_one_line(qtbot: QtBot, theme: Theme) -> None:
    window, fields = shown_fields(qtbot, "")
    several, one = (
        window.grab(QRect(field.pos(), QSize(5, 5))).toImage().convertToFormat(QImage.Format.Format_RGB32)
        for field in fields
    )
    assert several == one


def test_a_scroll_bar_leaves_the_corners_of_a_field_round(qtbot: QtBot, theme: Theme) -> None:
    window, fields = shown_fields(qtbot, "Line\n" * 40)
    assert fields[0].verticalScrollBar().isVisible()
    for corner in ("topRight", "bottomRight"):
        several, one = (
            window.grab(QRect(getattr(field.geometry(), corner)(), QSize(1, 1)).adjusted(-3, -3, 3, 3))
            .toImage()
            .convertToFormat(QImage.Format.Format_RGB32)
            for field in fields
        )
        assert several == one


def test_one_theme_is_found_by_every_widget(qtbot: QtBot, theme: Theme) -> None:
    widget = QWidget()
    qtbot.addWidget(widget)
    assert Theme.of(widget) is theme


def test_dark_repaints_what_is_on_screen(qtbot: QtBot, theme: Theme) -> None:
    mark = GroupMark(GroupKind.CUSTOMERS)
    qtbot.addWidget(mark)
    mark.show()
    light = middle_color(mark)
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(ThemeMode.DARK)
    assert theme.is_dark
    assert middle_color(mark) == theme.group_color(GroupKind.CUSTOMERS) != light


def test_dark_reaches_native_widgets_without_help_from_the_platform(qtbot: QtBot, theme: Theme) -> None:
    theme.set_mode(ThemeMode.DARK)
    field = QLineEdit("text")
    qtbot.addWidget(field)
    assert field.palette().color(QPalette.ColorRole.Base) == theme.color("surface")
    assert field.palette().color(QPalette.ColorRole.Text) == theme.color("ink")
    assert middle_color(field) == theme.color("surface")


def test_labels_follow_the_palette(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel("word", color="warn")
    qtbot.addWidget(label)
    theme.set_mode(ThemeMode.DARK)
    assert label.palette().color(QPalette.ColorRole.WindowText) == theme.color("warn")


def test_system_follows_the_colour_scheme(theme: Theme, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(theme, "_system_scheme", lambda: Qt.ColorScheme.Dark)
    theme.set_mode(ThemeMode.SYSTEM)
    assert theme.is_dark
    monkeypatch.setattr(theme, "_system_scheme", lambda: Qt.ColorScheme.Unknown)
    theme._follow_system()
    assert not theme.is_dark


def test_setting_the_same_look_again_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode(theme.mode)
        theme.set_text_percent(100)


def test_text_size_scales_fonts_and_what_holds_them(qtbot: QtBot, theme: Theme) -> None:
    label, button = PlainLabel("Aldermoor"), PrimaryButton("Test draft")
    qtbot.addWidget(label)
    qtbot.addWidget(button)
    small = label.sizeHint(), button.sizeHint()
    theme.set_text_percent(130)
    assert QFontInfo(label.font()).pixelSize() == 20
    assert button.sizeHint().height() == 47
    assert label.sizeHint().width() > small[0].width()
    assert button.sizeHint().width() > small[1].width()
    theme.set_text_percent(100)
    assert (label.sizeHint(), button.sizeHint()) == small


def test_only_the_offered_text_sizes_are_taken(theme: Theme) -> None:
    with pytest.raises(ValueError, match="text size"):
        theme.set_text_percent(400)


@pytest.mark.parametrize("role", sorted(ROLES))
def test_every_role_uses_the_shipped_typeface(theme: Theme, role: str) -> None:
    info = QFontInfo(theme.font(role))
    assert info.family() == ROLES[role].family
    assert info.pixelSize() == ROLES[role].size >= 13
    assert info.weight() == ROLES[role].weight.value
    assert info.italic() is ROLES[role].italic
    assert info.italic() == ROLES[role].italic


def test_digits_have_one_width(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font("timer"))
    assert len({metrics.horizontalAdvance(digit) for digit in "0123456789"}) == 1


def test_an_unknown_name_is_a_mistake(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("teal")
    with pytest.raises(KeyError):
        theme.font("huge")


def test_there_is_no_style_sheet(qapp: QApplication, theme: Theme) -> None:
    # Matching its rules against every widget would double the time to the first window.
    assert not qapp.styleSheet()
