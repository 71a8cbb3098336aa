"""Text from people is shown as it was typed."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visionwork.gui.theme import Theme
from visionwork.gui.widgets.banner import Banner
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.guidance_strip import GuidanceStrip
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel, plain_tooltip
from visionwork.gui.widgets.note_card import NoteCard
from visionwork.gui.widgets.page_header import PageHeader
from visionwork.gui.widgets.wrapped_words import lay_out

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


LONG_WORD = (
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabteilungsleiterinnenversammlungsprotokollführerin"
)


@pytest.mark.parametrize("selectable", [False, True])
def test_a_word_wider_than_its_column_goes_on_in_the_next_line(
    qtbot: QtBot, theme: Theme, selectable: bool
) -> None:
    column = QWidget()
    qtbot.addWidget(column)
    label = PlainLabel(f"Ask for {LONG_WORD} first", "serif_body", wrap=True, parent=column)
    if selectable:
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    layout = QVBoxLayout(column)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(label)
    layout.addStretch()
    column.resize(240, 400)
    column.show()
    assert column.width() == 240  # the word makes nothing wider
    line = label.fontMetrics().height()
    assert label.height() >= 4 * line
    picture = label.grab().toImage()
    ground = picture.pixelColor(picture.width() - 1, picture.height() - 1)
    lower = range(picture.height() * 2 // 3, picture.height())
    assert any(picture.pixelColor(x, y) != ground for y in lower for x in range(100))


def test_words_that_fit_are_not_broken(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel("an answerable Kundenzufriedenheit", "serif_body", wrap=True)
    qtbot.addWidget(label)
    width = label.fontMetrics().horizontalAdvance("Kundenzufriedenheit") + 4
    assert label.heightForWidth(width) <= 2 * label.fontMetrics().lineSpacing() + 2


def test_the_size_a_long_word_wishes_stays_readable(qtbot: QtBot, theme: Theme) -> None:
    label = PlainLabel(LONG_WORD * 3, wrap=True)
    qtbot.addWidget(label)
    assert label.minimumSizeHint().width() < 200
    assert label.sizeHint().width() < 800
    assert label.sizeHint().height() >= 2 * label.fontMetrics().height()


@pytest.mark.parametrize(
    "words", ["Problems raised early 🙂, and candid advice. " * 4, "A line of its own\n" * 5]
)
def test_words_beyond_the_lines_there_may_be_end_in_an_ellipsis(theme: Theme, words: str) -> None:
    font = theme.font("caption")
    whole, cut = lay_out(words, font, 200), lay_out(words, font, 200, most=2)
    assert whole.layout.lineCount() > cut.layout.lineCount() == 2
    assert cut.layout.text().endswith("…")
    assert lay_out("Two words", font, 200, most=2).layout.text() == "Two words"
