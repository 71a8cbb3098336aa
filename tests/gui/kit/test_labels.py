"""Text from people is shown as it was typed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.guidance_strip import GuidanceStrip
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel, plain_tooltip
from visionwork.gui.widgets.note_card import NoteCard
from visionwork.gui.widgets.page_header import PageHeader

NASTY = "<b>R&D</b> <img src='x.png'> & more"


def test_tags_are_shown_and_not_followed(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(NASTY)
    qtbot.addWidget(label)
    assert label.text() == NASTY
    assert label.textFormat() == Qt.TextFormat.PlainText
    assert label.sizeHint().width() >= QFontMetrics(label.font()).horizontalAdvance(NASTY)


def test_no_widget_of_the_kit_holds_a_label_that_reads_markup(qtbot: QtBot, theme: Theme) -> None:
    strip = GuidanceStrip()
    strip.set_guidance([NASTY], NASTY)
    holders = (
        Banner(NASTY, NASTY),
        NoteCard(NASTY, NASTY),
        EmptyState(NASTY, NASTY, "Go"),
        PageHeader(NASTY, NASTY, NASTY),
        strip,
    )
    for holder in holders:
        qtbot.addWidget(holder)
        labels = holder.findChildren(QLabel)
        assert labels
        assert all(label.textFormat() == Qt.TextFormat.PlainText for label in labels)


def test_a_long_line_ends_in_an_ellipsis_and_can_be_read_in_the_tooltip(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("A very long name of a workshop that does not fit")
    qtbot.addWidget(label)
    label.resize(80, 24)
    label.grab()
    assert "very long name" in label.toolTip()
    label.resize(600, 24)
    label.grab()
    assert label.toolTip() == ""


def test_a_tooltip_shows_tags_too(qtbot: QtBot, theme: Theme) -> None:
    assert "&lt;b&gt;R&amp;D" in plain_tooltip(NASTY)
    assert plain_tooltip("") == ""


def test_wrapped_labels_grow_in_height_at_a_larger_text_size(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel("One sentence that needs more than one line here.", wrap=True)
    qtbot.addWidget(label)
    before = label.heightForWidth(160)
    theme.set_text_percent(130)
    assert label.heightForWidth(160) > before
