"""Reads texts with the coach, which is loaded beside the window and never in its way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.domain.findings import Findings
from visionwork.domain.tuning import tuned
from visionwork.domain.vocabulary import Vocabulary
from visionwork.gui.coach.aside import Aside, in_short_turns

if TYPE_CHECKING:
    from visionwork.coach.coach import Coach
    from visionwork.gui.context import WorkshopContext

_AFTER_MS = 100
"""How long the page that asks first is left alone: it is painted before the coach is loaded."""

_LOOK_EVERY_MS = 20
_MOST_WORDINGS = 60
_LONG = 4_000
"""Characters from which on a text is read beside the window: it must not wait for a dozen pages."""


def _load_default() -> Coach:
    import visionwork.revisions  # noqa: F401 - the drift guard asks for both as soon as the coach is there
    from visionwork.coach.coach import default_coach
    from visionwork.coach.likeness import default_likeness

    default_likeness()
    return default_coach()


@dataclass(frozen=True, slots=True)
class _Arrived:
    """What the thread that loads the coach brings: the coach, and what it read with which words."""

    coach: Coach
    vocabulary: Vocabulary
    found: dict[str, Findings]


class CoachReader(QObject):
    """What the coach finds in a text of one workshop, in the house's words.

    Each wording is read once. Before the coach is loaded nothing is known, and `ready` tells when it is; what
    was asked for until then is read beside the window, too, since the first reading of all takes its time. A
    long text is always read beside it; `ready` tells when it was, and until then nothing is known of it.

    Args:
        context: The open workshop; it becomes the owner.
        load: Gives the coach; it may take its time, for it is called beside the main thread.

    Attributes:
        aside: Works out what would keep the window waiting.

    Signals:
        ready: More is known than before: the coach is loaded, or has read a long text.
    """

    ready = Signal()

    def __init__(self, context: WorkshopContext, load: Callable[[], Coach] = _load_default) -> None:
        super().__init__(context)
        self._context = context
        self._load = load
        self.aside = Aside(self)
        self.aside.done.connect(self.ready)
        self._coach: Coach | None = None
        self._arrived: _Arrived | BaseException | None = None
        self._wanted: tuple[str, ...] = ()
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._found: dict[str, Findings] = {}
        self._vocabulary = Vocabulary()
        self._begin = QTimer(self)
        self._begin.setSingleShot(True)
        self._begin.setInterval(_AFTER_MS)
        self._begin.timeout.connect(self._start)
        self._look = QTimer(self)
        self._look.setInterval(_LOOK_EVERY_MS)
        self._look.timeout.connect(self._on_look)

    @property
    def loaded(self) -> bool:
        """Whether texts can be read."""
        return self._coach is not None

    @property
    def loading(self) -> bool:
        """Whether the coach is on its way."""
        return self._thread is not None or self._begin.isActive()

    def prepare(self) -> None:
        """Load the coach soon, once; `ready` tells when it is."""
        if self._coach is None and not self.loading and not self._stopped:
            self._begin.start()

    def load_now(self) -> None:
        """Load the coach at once, for what cannot wait, such as sending a draft to a round."""
        self._begin.stop()
        if self._coach is None:
            if self._thread is not None:
                self._thread.join()
                self._on_look()
            else:
                self._coach = self._load()
                self.ready.emit()

    def stop(self) -> None:
        """Tell nothing any more; a coach on its way is left to itself."""
        self._begin.stop()
        self._look.stop()
        self.aside.stop()
        self._stopped = True

    @staticmethod
    def is_long(text: str) -> bool:
        """Return whether a text is read beside the window."""
        return len(text) > _LONG

    def knows(self, text: str) -> bool:
        """Return whether asking for a text gives what is in it; of a long one only after it was read."""
        return self._coach is not None and (not self.is_long(text) or self.aside.knows(text))

    def read_now(self, text: str) -> Findings:
        """Return what is shown of a text, for what cannot wait for a long one."""
        self.load_now()
        self._follow_words()
        if self._coach is not None and self.is_long(text):
            self.aside.now(text, partial(self._coach.read, text, self._vocabulary))
        return self.read(text)

    def raw(self, text: str) -> Findings:
        """Return everything the coach reads in a text; nothing before it is loaded or a long one is read."""
        self._follow_words()
        if self._coach is None:
            self._want(text)
            return Findings.nothing(text)
        if self.is_long(text):
            found = self.aside.get(text, partial(self._coach.read, text, self._vocabulary))
            return found if found is not None else Findings.nothing(text)
        if text not in self._found:
            while len(self._found) >= _MOST_WORDINGS:
                del self._found[next(iter(self._found))]
            self._found[text] = self._coach.read(text, self._vocabulary)
        return self._found[text]

    def read(self, text: str) -> Findings:
        """Return what is shown of a text: level, silences and states set by hand applied."""
        return tuned(self.raw(text), self._context.snapshot.coach)

    def _follow_words(self) -> None:
        """Read everything again when words mean something else in this house."""
        vocabulary = self._context.snapshot.vocabulary()
        if vocabulary != self._vocabulary:
            self._vocabulary = vocabulary
            self._found.clear()
            self.aside.forget()

    def _want(self, text: str) -> None:
        if text.strip() and not self.is_long(text) and text not in self._wanted:
            self._wanted = (*self._wanted, text)[-_MOST_WORDINGS:]

    def _start(self) -> None:
        if self._context.edits.waiting:  # what is typed on a page just opened is stored first
            self._begin.start()
            return
        self._follow_words()
        self._thread = threading.Thread(
            target=self._run, args=(self._wanted, self._vocabulary), name="coach", daemon=True
        )
        self._thread.start()
        self._look.start()

    def _run(self, wanted: tuple[str, ...], vocabulary: Vocabulary) -> None:
        with in_short_turns():
            try:
                coach = self._load()
                found = {text: coach.read(text, vocabulary) for text in wanted}
                self._arrived = _Arrived(coach, vocabulary, found)
            except BaseException as fault:  # noqa: BLE001 - raised again in the main thread
                self._arrived = fault

    def _on_look(self) -> None:
        if self._thread is None or self._thread.is_alive():
            return
        self._look.stop()
        self._thread = None
        arrived, self._arrived = self._arrived, None
        if isinstance(arrived, BaseException):
            self._stopped = True  # told once; without the coach everything else goes on
            raise arrived
        if arrived is not None:
            self._coach = arrived.coach
            self._follow_words()
            if arrived.vocabulary == self._vocabulary:
                self._found.update(arrived.found)
        self._wanted = ()
        self.ready.emit()
