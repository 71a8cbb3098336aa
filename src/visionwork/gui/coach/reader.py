"""Reads texts with the coach, which is loaded beside the window and never in its way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.domain.findings import Findings
from visionwork.domain.tuning import tuned
from visionwork.domain.vocabulary import Vocabulary

if TYPE_CHECKING:
    from visionwork.coach.coach import Coach
    from visionwork.gui.context import WorkshopContext

_AFTER_MS = 100
"""How long the page that asks first is left alone: it is painted before the coach is loaded."""

_LOOK_EVERY_MS = 20
_MOST_WORDINGS = 60
_MOST_CHARS = 20_000
"""Longest text that is read, about 3,500 words: no vision is as long, and the window must not wait."""


def _load_default() -> Coach:
    from visionwork.coach.coach import default_coach

    return default_coach()


class CoachReader(QObject):
    """What the coach finds in a text of one workshop, in the house's words.

    Each wording is read once. Before the coach is loaded nothing is known, and `ready` tells when it is. Of
    texts longer than a dozen pages nothing is said.

    Args:
        context: The open workshop; it becomes the owner.
        load: Gives the coach; it may take its time, for it is called beside the main thread.

    Signals:
        ready: The coach is loaded.
    """

    ready = Signal()

    def __init__(self, context: WorkshopContext, load: Callable[[], Coach] = _load_default) -> None:
        super().__init__(context)
        self._context = context
        self._load = load
        self._coach: Coach | None = None
        self._arrived: Coach | BaseException | None = None
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
        self._stopped = True

    def raw(self, text: str) -> Findings:
        """Return everything the coach reads in a text; nothing before it is loaded."""
        vocabulary = self._context.snapshot.vocabulary()
        if vocabulary != self._vocabulary:
            self._vocabulary = vocabulary
            self._found.clear()
        if self._coach is None or len(text) > _MOST_CHARS:
            return Findings.nothing(text)
        if text not in self._found:
            while len(self._found) >= _MOST_WORDINGS:
                del self._found[next(iter(self._found))]
            self._found[text] = self._coach.read(text, vocabulary)
        return self._found[text]

    def read(self, text: str) -> Findings:
        """Return what is shown of a text: level, silences and states set by hand applied."""
        return tuned(self.raw(text), self._context.snapshot.coach)

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="coach", daemon=True)
        self._thread.start()
        self._look.start()

    def _run(self) -> None:
        try:
            self._arrived = self._load()
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
        self._coach = arrived
        self.ready.emit()
