"""The window people answer in, one after the other, until the facilitator types the exit word."""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QClipboard, QCloseEvent, QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.domain.groups import Group
from visionwork.domain.rounds import Channel, NewResponse, Question, Round
from visionwork.feedback.answers import folded
from visionwork.feedback.chapters import ShownText, chapters, shown_texts
from visionwork.gui.kiosk.awake import ScreenAwake
from visionwork.gui.kiosk.question_screens import AskedQuestion, ScaleScreen, WordsScreen
from visionwork.gui.kiosk.screen import KioskScreen
from visionwork.gui.kiosk.screens import (
    ExitScreen,
    GroupScreen,
    LeaveScreen,
    StillHereScreen,
    ThanksScreen,
    WelcomeScreen,
)
from visionwork.gui.widgets.buttons import KitButton
from visionwork.gui.widgets.focus_ring import FocusRing

if TYPE_CHECKING:
    from visionwork.feedback.answer_words import AnswerWords
    from visionwork.gui.context import WorkshopContext


@dataclass(frozen=True, slots=True)
class KioskTimes:
    """How long the window waits, in milliseconds.

    Attributes:
        idle: Without input until it asks whether somebody is there.
        answer: After asking until the answers are cleared.
        thanks: How long the thanks stand.
    """

    idle: int = 90_000
    answer: int = 30_000
    thanks: int = 20_000


@dataclass(slots=True)
class _Person:
    """What one person has answered so far; nowhere but here until it is stored."""

    group_id: int | None = None
    scales: dict[str, int] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)


_INPUT = frozenset((
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.Wheel,
    QEvent.Type.TouchBegin, QEvent.Type.InputMethod,
))  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class KioskWindow(QWidget):
    """Covers the screen; every person's answers are stored before "Thank you" and then forgotten.

    Nothing else of the app can be reached: the window is modal to it, has no menu, ignores closing, and
    comes back when another window is brought to the front. No result and no count is shown.

    Args:
        context: The open workshop.
        feedback_round: An open round.
        words: The texts.
        exit_word: What the facilitator types to leave.
        group_id: Group everybody belongs to, or None to let people choose.
        times: How long it waits.

    Signals:
        left: The facilitator has left it.
    """

    left = Signal()

    def __init__(
        self,
        context: WorkshopContext,
        feedback_round: Round,
        words: AnswerWords,
        exit_word: str,
        group_id: int | None = None,
        times: KioskTimes | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window | Qt.WindowType.FramelessWindowHint)
        self._context, self._round, self._words = context, feedback_round, words
        self._exit_word, self._fixed, self._times = exit_word, group_id, times or KioskTimes()
        self._groups = _invited(feedback_round, context.snapshot.groups)
        drafts = context.document.texts.shown(feedback_round)
        self._texts = shown_texts([(draft.id, draft.text) for draft in drafts])
        self._turned = secrets.choice((False, True))
        self._asked: list[tuple[Question, tuple[ShownText, ...]]] = []
        self._person = _Person(group_id)
        self._step = 0
        self._screen: KioskScreen | None = None
        self._may_close = False
        self._copied = False
        QGuiApplication.clipboard().changed.connect(self._note_copy)
        self._awake = ScreenAwake()
        self.setWindowTitle("Visionwork")
        self.setWindowModality(Qt.WindowModality.ApplicationModal)
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._on_time)
        FocusRing(self)
        self._begin()

    def open_over(self, window: QWidget) -> None:
        """Cover the screen a window is on."""
        self.setGeometry(window.screen().geometry())
        self.showFullScreen()
        self.activateWindow()
        self._awake.begin()
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)

    def screen_shown(self) -> KioskScreen:
        """Return what is on the screen."""
        assert self._screen is not None
        return self._screen

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there."""
        if event.type() in _INPUT and self._timer.isActive() and not isinstance(self._screen, _WAITING):
            self._timer.start(self._times.idle)
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc asks for the exit word, Enter goes on, digits choose; nothing else leads anywhere."""
        screen = self.screen_shown()
        if event.key() == Qt.Key.Key_Escape:
            screen.backward.emit() if isinstance(screen, _LEAVING) else self._ask_exit()
        elif event.key() in _ENTER:
            button = self.focusWidget()
            if isinstance(button, KitButton):
                button.click()
            else:
                screen.forward.emit()
        elif event.text().isdecimal() and event.text().isascii():
            screen.press_digit(int(event.text()))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stay; ask for the exit word instead."""
        if self._may_close:
            super().closeEvent(event)
            return
        event.ignore()
        self._ask_exit()

    def changeEvent(self, event: QEvent) -> None:
        """Come back to the front when another window took it."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.isVisible():
            QTimer.singleShot(0, self, self._come_back)

    def _come_back(self) -> None:
        if self.isVisible() and not self._may_close:
            self.raise_()
            self.activateWindow()

    def _show(self, screen: KioskScreen, wait: int) -> None:
        """Show a screen in place of the one that is there, which goes with all that was typed in it."""
        old, self._screen = self._screen, screen
        self._column.addWidget(screen)
        if old is not None:
            self._column.removeWidget(old)
            old.hide()
            old.deleteLater()
        screen.show()
        screen.focus_first()
        self._timer.stop()
        if wait:
            self._timer.start(wait)

    def _note_copy(self) -> None:
        self._copied = True

    def _forget_copies(self) -> None:
        """Empty the clipboard if somebody copied here, so that the next person cannot paste it."""
        if not self._copied:
            return
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        if clipboard.supportsSelection():
            clipboard.clear(QClipboard.Mode.Selection)
        self._copied = False

    def _begin(self) -> None:
        """Forget the person and wait for the next one."""
        self._person, self._step = _Person(self._fixed), 0
        self._forget_copies()
        self._turned = not self._turned  # of two texts, every other person reads the second first
        self._asked = _asked(self._texts, self._round, turned=self._turned)
        screen = WelcomeScreen(self._words, two_texts=len(self._texts) > 1, parent=self)
        screen.forward.connect(self._on_begin)
        self._show(screen, 0)

    def _on_begin(self) -> None:
        self._show_step()

    def _show_step(self) -> None:
        """Show what is asked now: the group first, where people choose, then the questions."""
        if self._fixed is None and self._step == 0:
            screen: KioskScreen = GroupScreen(self._words, self._groups, self._person.group_id, parent=self)
        else:
            index = self._step - self._first
            question, texts = self._asked[index]
            asked = AskedQuestion(question, index + 1, len(self._asked), texts)
            if question.ticked:
                chosen = self._person.scales.get(question.id)
                screen = ScaleScreen(self._words, asked, chosen, parent=self)
            else:
                text = self._person.comments.get(question.id, "")
                screen = WordsScreen(self._words, asked, text, parent=self)
        screen.forward.connect(self._on_forward)
        screen.backward.connect(self._on_backward)
        self._show(screen, self._times.idle)

    @property
    def _first(self) -> int:
        """Step of the first question."""
        return 1 if self._fixed is None else 0

    def _take(self) -> None:
        """Take over what is answered on the screen."""
        screen, person = self._screen, self._person
        if isinstance(screen, GroupScreen):
            person.group_id = screen.group_id()
        elif isinstance(screen, ScaleScreen):
            person.scales.pop(screen.question.id, None)
            if (point := screen.point()) is not None:
                person.scales[screen.question.id] = point
        elif isinstance(screen, WordsScreen):
            person.comments.pop(screen.question.id, None)
            if text := screen.text():
                person.comments[screen.question.id] = text

    def _on_forward(self) -> None:
        self._take()
        if isinstance(self._screen, GroupScreen) and self._person.group_id is None:
            self._screen.say(self._words.text("choose_group"))
            return
        if self._step + 1 < self._first + len(self._round.questions):
            self._step += 1
            self._show_step()
        else:
            self._store()

    def _on_backward(self) -> None:
        self._take()
        if self._step == 0:
            self._begin()
        else:
            self._step -= 1
            self._show_step()

    def _store(self) -> None:
        """Store the answers; only then say thank you, and forget them."""
        person, screen = self._person, self.screen_shown()
        if not person.scales and not person.comments:
            screen.say(self._words.text("nothing"))
            return
        assert person.group_id is not None
        response = NewResponse(person.group_id, person.scales, person.comments)
        try:
            self._context.document.rounds.add_responses(self._round.id, [response], Channel.KIOSK)
        except UserFacingError:  # told in words that fit who reads them; the facilitator sees the rest
            screen.say(self._words.text("not_stored"))
            return
        self._person = _Person(self._fixed)
        thanks = ThanksScreen(self._words, parent=self)
        thanks.forward.connect(self._begin)
        self._show(thanks, self._times.thanks)

    def _on_time(self) -> None:
        """Ask whether somebody is there; clear when nobody answers."""
        if isinstance(self._screen, _WAITING):
            self._begin()
            return
        if not isinstance(self._screen, ExitScreen):
            self._take()
        screen = StillHereScreen(self._words, parent=self)
        screen.forward.connect(self._go_on)
        screen.backward.connect(self._begin)
        self._show(screen, self._times.answer)

    def _ask_exit(self) -> None:
        if isinstance(self._screen, _LEAVING):
            return
        waiting = isinstance(self._screen, (WelcomeScreen, ThanksScreen))
        self._take()
        screen = ExitScreen(self._words, parent=self)
        screen.forward.connect(self._try_exit)
        screen.backward.connect(self._begin if waiting else self._go_on)
        self._show(screen, self._times.idle)

    def _go_on(self) -> None:
        """Show the step again with what was answered."""
        self._show_step()

    def _try_exit(self) -> None:
        screen = self.screen_shown()
        assert isinstance(screen, ExitScreen)
        if not same_word(screen.word(), self._exit_word):
            screen.say(self._words.text("exit_wrong"))
            screen.focus_first()
            return
        if self._person.scales or self._person.comments:
            asking = LeaveScreen(self._words, parent=self)
            asking.forward.connect(self._leave)
            asking.backward.connect(self._go_on)
            self._show(asking, self._times.idle)
        else:
            self._leave()

    def _leave(self) -> None:
        self._may_close = True
        self._timer.stop()
        application = QApplication.instance()
        assert application is not None
        application.removeEventFilter(self)
        self._awake.end()
        self._forget_copies()
        self.close()
        self.left.emit()


_WAITING = (ThanksScreen, StillHereScreen)
"""Screens that end by themselves."""

_LEAVING = (ExitScreen, LeaveScreen)
"""Screens of the facilitator, from which Esc leads back."""


def same_word(typed: str, wanted: str) -> bool:
    """Return whether two words are the same, whatever the case and the spaces around them."""
    return hmac.compare_digest(folded(typed).encode(), folded(wanted).encode())


def _asked(
    texts: Sequence[ShownText], asked: Round, *, turned: bool
) -> list[tuple[Question, tuple[ShownText, ...]]]:
    """Return the questions as one person meets them, each with the texts that stand beside it."""
    order = tuple(texts[::-1] if turned else texts)
    return [
        (question, part.texts or order)
        for part in chapters(texts, asked.questions, turned=turned)
        for question in part.questions
    ]


def _invited(feedback_round: Round, groups: Sequence[Group]) -> tuple[Group, ...]:
    invited = {group.group_id for group in feedback_round.groups}
    return tuple(group for group in groups if group.id in invited)
