"""Collecting by phone as a facilitator does it, with phones that really answer."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from person import labels, press
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "unit" / "feedback" / "phone"))  # for phones.py

from phones import Phone
from visionwork.collecting_session import SessionFile
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import RoundGroup, RoundStatus
from visionwork.feedback.phone import network
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.keys import SessionKeys
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.context import WorkshopContext
from visionwork.gui.projector import Projector
from visionwork.gui.projector_join import until_words
from visionwork.gui.rounds.broken_off import KEY, broken_off, tell_broken_off
from visionwork.gui.rounds.phone_dialog import PhoneDialog
from visionwork.gui.rounds.phone_session import answered_words, pause_words
from visionwork.gui.rounds.phone_slide import join_slide
from visionwork.gui.theme import Theme, ThemeMode
from visionwork.gui.views.rounds_page import RoundsPage
from visionwork.paths import app_data_dir

NOW = datetime(2026, 3, 3, 10, 0)  # noqa: DTZ001 - documents keep local time


@pytest.fixture(autouse=True)
def loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pretend that the laptop is in a VPN and in nothing else."""
    monkeypatch.setattr(network, "_interfaces", lambda: [("lo", "127.0.0.1"), ("tun0", "127.0.0.9")])
    monkeypatch.setattr(network, "_outward_address", lambda: None)


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def context(context: WorkshopContext) -> WorkshopContext:
    document = context.document
    crews = document.groups.add("Deck crews", GroupKind.EMPLOYEES, 40)
    draft = document.texts.save_draft(STATEMENT_SUBJECT, "We tell you early what will not hold.")
    questions = [(template.kind, template.text) for template in context.method.questionnaire]
    document.rounds.open(draft.id, questions, [RoundGroup(crews, 40)], NOW.date())
    return context


@pytest.fixture
def page(context: WorkshopContext, show_page: Callable[[QWidget], None]) -> RoundsPage:
    page = RoundsPage(context)
    show_page(page)
    return page


@pytest.fixture
def open_dialog(qtbot: QtBot, page: RoundsPage) -> Callable[[], PhoneDialog]:
    def build() -> PhoneDialog:
        page._on_phones()
        dialog = page._dialog
        assert isinstance(dialog, PhoneDialog)
        qtbot.waitUntil(dialog.isVisible)
        return dialog

    return build


def start(qtbot: QtBot, dialog: PhoneDialog) -> Phone:
    combo = dialog.findChild(QComboBox, "network_combo")
    combo.setCurrentIndex(combo.findText("lo", Qt.MatchFlag.MatchStartsWith))
    press(qtbot, dialog, "Start collecting")
    collection = dialog._phones.collection
    assert collection is not None
    return Phone(collection)


def ask_again(context: WorkshopContext) -> None:
    """Open a second round that asks the same."""
    first = context.document.rounds.get(1)
    wanted = [(question.kind, question.text) for question in first.questions]
    context.document.rounds.open(first.draft_id, wanted, first.groups, NOW.date())


def test_the_network_is_chosen_with_its_doubts(
    qtbot: QtBot, page: RoundsPage, open_dialog: Callable[[], PhoneDialog]
) -> None:
    press(qtbot, page, "Collect by phone…")
    dialog = page._dialog
    assert isinstance(dialog, PhoneDialog)
    assert any("Only this laptop reaches it" in text for text in labels(dialog))
    assert dialog.findChild(QComboBox, "network_combo").count() == 2
    dialog.reject()


def test_phones_answer_and_the_workshop_learns_of_it_in_steps(
    qtbot: QtBot,
    context: WorkshopContext,
    messages: Any,
    page: RoundsPage,
    open_dialog: Callable[[], PhoneDialog],
) -> None:
    dialog = open_dialog()
    phone = start(qtbot, dialog)
    collection = context.phones.collection
    assert collection is not None
    assert collection.site.authority in labels(dialog)
    assert f"Room word: {collection.word}" in labels(dialog)
    assert "No phone has opened the page yet." in labels(dialog)
    for _ in range(4):
        assert phone.answer().title == "Thank you"
    qtbot.waitUntil(lambda: "A phone has reached this laptop." in labels(dialog))
    assert "Fewer than five have answered so far" in labels(dialog)
    assert context.snapshot.rounds[0].response_count == 0  # nobody has been told yet
    with qtbot.waitSignal(context.changed):
        phone.answer()
    qtbot.waitUntil(lambda: "5 or more of about 40 have answered, by phone or otherwise" in labels(dialog))
    assert context.document.store.undo_label() is None
    dialog.reject()
    assert context.phones.collects(1)  # closing the dialog leaves the form open
    assert phone.answer().title == "Thank you"
    again = open_dialog()
    messages.script.answers = ["stop"]
    press(qtbot, again, "Stop collecting")
    assert context.phones.collection is None
    assert sum(context.document.rounds.respondents(1).values()) == 6
    with pytest.raises(ConnectionRefusedError):
        phone.connect()
    again.reject()


def test_stopping_is_asked_about_since_the_code_ends_with_it(
    qtbot: QtBot, context: WorkshopContext, messages: Any, open_dialog: Callable[[], PhoneDialog]
) -> None:
    dialog = open_dialog()
    assert any("Each start has a code of its own" in text for text in labels(dialog))
    phone = start(qtbot, dialog)
    first = context.phones.collection
    assert first is not None
    messages.script.answers = ["stay", "stop"]
    press(qtbot, dialog, "Stop collecting")
    assert context.phones.collection is first
    assert phone.answer().title == "Thank you"
    asked = messages.script.shown[0]
    assert asked.title == "Stop collecting answers to Round 1?"
    assert "makes a new code" in asked.text
    press(qtbot, dialog, "Stop collecting")
    assert context.phones.collection is None
    start(qtbot, dialog)
    second = context.phones.collection
    assert second is not None
    assert second.url != first.url
    context.phones.stop()
    dialog.reject()


def test_another_round_is_collected_only_when_the_first_may_end(
    qtbot: QtBot, context: WorkshopContext, messages: Any, open_dialog: Callable[[], PhoneDialog]
) -> None:
    dialog = open_dialog()
    start(qtbot, dialog)
    dialog.reject()
    ask_again(context)
    other = open_dialog()
    messages.script.answers = ["stay"]
    press(qtbot, other, "Start collecting")
    assert context.phones.collects(1)
    assert messages.script.shown[0].title == "Stop collecting answers to Round 1?"
    other.reject()


def test_a_line_on_the_page_goes_on_telling_when_the_dialog_is_closed(
    qtbot: QtBot,
    context: WorkshopContext,
    messages: Any,
    page: RoundsPage,
    open_dialog: Callable[[], PhoneDialog],
) -> None:
    assert not page._phones_line.isVisible()
    dialog = open_dialog()
    phone = start(qtbot, dialog)
    dialog.reject()
    line = page._phones_line
    qtbot.waitUntil(line.isVisible)
    assert "Phones are answering Round 1." in labels(line)
    assert "Fewer than five have answered so far." in labels(line)
    for _ in range(5):
        phone.answer()
    qtbot.waitUntil(lambda: "5 or more of about 40 have answered." in labels(line))
    press(qtbot, line, "Show")
    again = page._dialog
    assert isinstance(again, PhoneDialog)
    qtbot.waitUntil(again.isVisible)
    assert context.phones.collection is not None
    assert context.phones.collection.site.authority in labels(again)
    again.reject()
    messages.script.answers = ["stop"]
    press(qtbot, line, "Stop")
    assert context.phones.collection is None
    assert not line.isVisible()


def test_the_line_leads_to_the_round_that_phones_are_answering(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, open_dialog: Callable[[], PhoneDialog]
) -> None:
    dialog = open_dialog()
    start(qtbot, dialog)
    dialog.reject()
    ask_again(context)
    assert page.current_round() == context.document.rounds.get(2)
    assert "Phones are answering Round 1." in labels(page._phones_line)
    press(qtbot, page._phones_line, "Show")
    current = page.current_round()
    assert current is not None
    assert current.number == 1
    assert isinstance(page._dialog, PhoneDialog)
    page._dialog.reject()


def test_closing_the_round_ends_collecting(
    qtbot: QtBot,
    context: WorkshopContext,
    messages: Any,
    page: RoundsPage,
    open_dialog: Callable[[], PhoneDialog],
) -> None:
    dialog = open_dialog()
    start(qtbot, dialog)
    messages.script.answers = ["stay"]
    page._acts.close_round()
    assert context.phones.collects(1)
    assert context.document.rounds.get(1).status is RoundStatus.OPEN
    context.document.rounds.close(1, NOW.date())  # from elsewhere
    qtbot.waitUntil(lambda: context.phones.collection is None)
    dialog.reject()


def test_the_window_asks_before_it_closes_on_phones(
    qtbot: QtBot, context: WorkshopContext, messages: Any, open_dialog: Callable[[], PhoneDialog]
) -> None:
    assert context.phones.may_close()
    dialog = open_dialog()
    start(qtbot, dialog)
    messages.script.answers = ["stay", "stop"]
    assert not context.phones.may_close()
    assert context.phones.collection is not None
    assert context.phones.may_close()
    assert context.phones.collection is None
    assert messages.script.shown[0].title == "Phones are still answering. Stop collecting?"
    dialog.reject()


def test_a_port_that_is_taken_is_told(
    context: WorkshopContext, messages: Any, open_dialog: Callable[[], PhoneDialog], qtbot: QtBot
) -> None:
    dialog = open_dialog()
    assert not context.phones.start(1, "192.0.2.7")
    assert messages.script.shown[-1].title == "192.0.2.7 is not an address of this laptop now."
    dialog.reject()


@pytest.mark.parametrize("mode", [ThemeMode.LIGHT, ThemeMode.DARK])
def test_the_projector_shows_code_address_and_word_and_nothing_private(
    qtbot: QtBot,
    context: WorkshopContext,
    theme: Theme,
    mode: ThemeMode,
    open_dialog: Callable[[], PhoneDialog],
) -> None:
    theme.set_mode(mode)
    dialog = open_dialog()
    dialog.findChild(QLineEdit, "wifi_edit").setText("Torsund <Guest>")
    start(qtbot, dialog)
    slide = join_slide(context)
    assert slide is not None
    assert slide.join is not None
    assert slide.step == "Feedback round 1, on Draft 1"
    assert slide.join.wifi_name == "Torsund <Guest>"
    assert "Deck crews" not in repr(slide)
    assert slide.countdown is context.phones.countdown
    assert slide.countdown.is_running()
    assert until_words(slide.join, slide.countdown) == "Until 10:10"
    projector = Projector(theme)
    qtbot.addWidget(projector)
    projector.resize(1920, 1080)
    projector.show_slide(slide)
    picture = projector.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    lines = [code_line(picture, row) for row in range(200, 860)]
    dark, width = max(lines)
    assert dark > 100
    assert width >= 440
    kinds = (GroupKind.EMPLOYEES, GroupKind.CUSTOMERS)
    logo = {picture.pixelColor(x, y).name() for x in range(96, 150) for y in range(60, 120)}
    assert {theme.group_color(kind).name() for kind in kinds} <= logo
    slide.countdown.pause()
    assert until_words(slide.join, slide.countdown) == ""
    context.phones.stop()
    assert join_slide(context) is None
    dialog.reject()


def code_line(picture: QImage, row: int) -> tuple[int, int]:
    """Return how many dark modules' pixels a line of the code has, and how wide the white ground is."""
    pixels = [picture.pixelColor(column, row).name() for column in range(1100, 1900, 2)]
    return pixels.count("#1f2a44"), 2 * (pixels.count("#ffffff") + pixels.count("#1f2a44"))


def test_words_for_counts_and_pauses() -> None:
    assert answered_words(0, 40) == "Fewer than five have answered so far"
    assert answered_words(30, None) == "30 or more have answered"
    assert answered_words(45, 40) == "45 or more have answered"
    assert pause_words([]) is None
    for key in ("disk", "full", "burst", "word"):
        sentences = pause_words([key])
        assert sentences is not None
        assert not re.search("[!]", " ".join(sentences))


def test_after_a_crash_a_banner_tells_that_phones_were_answering_and_goes_on(
    qtbot: QtBot, context: WorkshopContext, page: RoundsPage, messages: Any
) -> None:
    banners = BannerArea()
    qtbot.addWidget(banners)
    tell_broken_off(context, banners)
    assert banners.banner(KEY) is None
    keys = SessionKeys.fresh()
    session = SessionFile(app_data_dir(), context.document, 1)
    session.write(keys, Site("127.0.0.1", 1), close_after=False)  # and then the app was gone
    tell_broken_off(context, banners)
    banner = banners.banner(KEY)
    assert banner is not None
    told = " ".join(labels(banner))
    assert "Phones were answering Round 1 when the app stopped." in told
    assert "does not answer now" in told
    context.page_requested.connect(lambda wish: page.take_errand(wish.removeprefix("rounds:")))
    press(qtbot, banner, "Collect again")
    assert context.phones.collects(1)
    assert banners.banner(KEY) is None
    collection = context.phones.collection
    assert collection is not None
    assert f"Room word: {keys.word}" in labels(page.window().findChild(PhoneDialog))
    assert "by phone or otherwise" not in " ".join(labels(page.window().findChild(PhoneDialog)))
    context.phones.stop()
    assert broken_off(context) is None  # it ended as it should
    page.window().findChild(PhoneDialog).reject()


def test_after_a_crash_a_laptop_in_another_network_lets_it_be_chosen(
    context: WorkshopContext, page: RoundsPage
) -> None:
    session = SessionFile(app_data_dir(), context.document, 1)
    session.write(SessionKeys.fresh(), Site("192.0.2.77", 1), close_after=False)
    page.take_errand("phones:1")
    assert context.phones.collection is None
    dialog = page.window().findChild(PhoneDialog)
    assert dialog._stages.currentWidget() is dialog._prepare
    dialog.reject()
    context.document.rounds.close(1, NOW.date())
    assert broken_off(context) is None
