"""Collecting by phone while a workshop is open: one round at a time, watched from the main thread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from visionwork.gui.messages import Choice, Messages
from visionwork.gui.widgets.countdown import Countdown
from visionwork.paths import app_data_dir

if TYPE_CHECKING:
    from visionwork.collecting import CollectingStatus, PhoneCollection
    from visionwork.gui.context import WorkshopContext

_LOOK_EVERY_MS = 400
USUAL_MINUTES = 10
"""What the clock counts down from that the room sees; it ends nothing by itself."""


class PhoneSession(QObject):
    """Owns the server of the phone form; dialogs come and go while it goes on.

    Args:
        context: The open workshop.

    Attributes:
        wifi_name: Network that the projector tells people to join, or "".
        countdown: The clock the room sees; it starts with collecting and ends nothing.

    Signals:
        changed: Collecting began or ended, or its status differs.
        projector_requested: The code should be seen by the room.
    """

    changed = Signal()
    projector_requested = Signal()

    def __init__(self, context: WorkshopContext) -> None:
        super().__init__(context)
        self._context = context
        self._collection: PhoneCollection | None = None
        self._status: CollectingStatus | None = None
        self.wifi_name = ""
        self.countdown = Countdown(USUAL_MINUTES, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)

    @property
    def collection(self) -> PhoneCollection | None:
        """What is being collected, or None."""
        return self._collection

    @property
    def status(self) -> CollectingStatus | None:
        """How it stands, or None when nothing is being collected."""
        return self._status

    def collects(self, round_id: int) -> bool:
        """Return whether phones are answering a round."""
        return self._collection is not None and self._collection.round_id == round_id

    def start(self, round_id: int, host: str, port: int | None = None) -> bool:
        """Serve a round; a problem is told, and False returned.

        Args:
            round_id: An open round.
            host: Address of this laptop.
            port: Port; None takes the usual one, or the next that is free.
        """
        self.stop()
        return bool(self._context.run(lambda: self._start(round_id, host, port)))

    def look(self) -> None:
        """Take notice of what came in."""
        collection = self._collection
        if collection is None:
            return
        self._context.run(collection.look)
        status = collection.status(ask=False)
        if not status.running:
            self.stop()
        elif status != self._status:
            self._status = status
            self.changed.emit()

    def go_on(self) -> None:
        """Take answers again after a pause."""
        if self._collection is not None:
            self._collection.go_on()
            self.look()

    def stop(self) -> None:
        """Close the port; what has come in is in the workshop."""
        if self._collection is None:
            return
        self._timer.stop()
        self.countdown.pause()
        collection, self._collection, self._status = self._collection, None, None
        self._context.run(collection.stop)
        self.changed.emit()

    def may_close(self) -> bool:
        """Ask before closing ends the collecting; return whether it is ended."""
        title = "Phones are still answering. Stop collecting?"
        return self._stopped_if_meant(self._context.messages, title, "Stop and close")

    def may_stop(self, messages: Messages) -> bool:
        """Ask whether the collecting is to be ended; return whether it is.

        Its code ends with it: the secret that names answers is deleted, so that nobody can tell which answer
        is whose, and a form that was begun before could be stored twice.

        Args:
            messages: Boxes over the window that asks.
        """
        asked = next((one for one in self._context.snapshot.rounds if self.collects(one.id)), None)
        title = "Stop collecting?" if asked is None else f"Stop collecting answers to Round {asked.number}?"
        return self._stopped_if_meant(messages, title, "Stop collecting")

    def _stopped_if_meant(self, messages: Messages, title: str, verb: str) -> bool:
        if self._collection is None:
            return True
        answer = messages.ask(title, ENDS, (Choice("stop", verb), Choice("stay", "Go on collecting")))
        if answer != "stop":
            return False
        self.stop()
        return True

    def set_wifi_name(self, name: str) -> None:
        """Set the name of the network that the projector tells people to join."""
        self.wifi_name = name.strip()
        self.changed.emit()

    def _start(self, round_id: int, host: str, port: int | None) -> bool:
        from visionwork.collecting import PhoneCollection
        from visionwork.gui.busy import busy

        context = self._context
        with busy():
            collection = PhoneCollection(
                context.document, round_id, host, port, app_data_dir(), language=context.method.language
            )
            try:
                collection.start()
            except BaseException:
                collection.stop()
                raise
        self._collection = collection
        self._status = collection.status()
        self._timer.start()
        self.countdown.reset(USUAL_MINUTES)
        self.countdown.start()
        self.changed.emit()
        return True


def answered_words(answered: int, invited: int | None) -> str:
    """Return the count of answers as the room may see it: in steps, without groups."""
    if not answered:
        return "Fewer than five have answered so far"
    if invited is not None and invited >= answered:
        return f"{answered} or more of about {invited} have answered"
    return f"{answered} or more have answered"


def pause_words(pauses: Sequence[str]) -> tuple[str, str] | None:
    """Return what happened and what it means when answers were turned away, or None."""
    for key in ("disk", "full", "burst", "word"):
        if key in pauses:
            return _PAUSES[key]
    return None


ENDS = (
    "Every answer that was sent is kept. Phones that are not done yet can no longer send. "
    "Starting again makes a new code: people scan again and begin anew."
)

_PAUSES = {
    "disk": (
        "The disk refused an answer.",
        "Its phone was asked to send it again. Free some space, then go on.",
    ),
    "full": (
        "Paused: the round has more answers than expected.",
        "Is everybody in the room who answers? Then let more in.",
    ),
    "burst": (
        "Paused for one phone: it sent very many answers.",
        "What was too much was not stored. Others are answered as before.",
    ),
    "word": (
        "Typing the room word pauses for a minute.",
        "Somebody typed many wrong words. The code works as before.",
    ),
}
