"""Says in the bar and in banners whether the work is kept, and what can be done when it is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject

from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.domain.records import record
from visionwork.gui.banner_area import BannerAction, BannerArea
from visionwork.gui.context import SaveStage, SaveState
from visionwork.gui.open_workshop import OpenWorkshop
from visionwork.gui.widgets.save_status import SaveStatus

STORE, FILE, MEMORY, CONFLICT, MOVED, READ_ONLY = "store", "file", "memory", "conflict", "moved", "read-only"


_ONLY_HERE = (
    "The last edits are only in this window.",
    "They are lost when it closes, unless they are saved somewhere before.",
)


@record
class SaveRemedies:
    """What banners offer.

    Attributes:
        retry: Try to save again.
        save_elsewhere: Ask for another place.
        save_copy: Ask for a place for a copy.
        follow: Go on with the file where it was moved to.
        save_back: Write the file again where it was.
    """

    retry: Callable[[], object]
    save_elsewhere: Callable[[], object]
    save_copy: Callable[[], object]
    follow: Callable[[], object]
    save_back: Callable[[], object]


class SavePresenter(QObject):
    """Shows the save state of one open workshop.

    Args:
        workshop: The open workshop.
        status: The quiet line in the bar.
        banners: Where banners stand.
        remedies: What they offer.

    Attributes:
        moved_to: Where the user's file was seen last after it was moved, or None.
    """

    def __init__(
        self, workshop: OpenWorkshop, status: SaveStatus, banners: BannerArea, remedies: SaveRemedies
    ) -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._status = status
        self._banners = banners
        self._remedies = remedies
        self.moved_to: Path | None = None
        self._reaches_file = False
        workshop.context.save_state_changed.connect(self._show_state)
        workshop.published.connect(self._show_outcome)
        banners.clear()
        self._show_notices()
        self._show_state(workshop.context.save_state)

    def _show_state(self, state: SaveState) -> None:
        match state.stage:
            case SaveStage.READ_ONLY:
                self._status.show_read_only()
            case SaveStage.SAVING:
                self._status.show_saving()
            case SaveStage.SAVED:
                self._banners.hide_banner(STORE)
                self._show_stored(state)
            case SaveStage.FAILED:
                since = state.saved_at.time() if state.saved_at else None
                self._status.show_not_saved(since)
                self._show_not_stored(state)

    def _show_stored(self, state: SaveState) -> None:
        session = self._workshop.session
        if self._banners.banner(FILE) is not None:  # tells of what is only here, too
            self._banners.hide_banner(MEMORY)
            self._status.show_not_saved()
        elif session.in_memory and session.unpublished and self._reaches_file:
            self._status.show_saving()
        elif session.in_memory and session.unpublished:
            self._status.show_not_saved()
            self._banners.show_banner(MEMORY, *_ONLY_HERE, self._ways_out(), tone="danger")
        else:
            self._banners.hide_banner(MEMORY)
            self._show_saved(state)

    def _show_saved(self, state: SaveState) -> None:
        if state.saved_at is None:
            self._status.clear()
        else:
            self._status.show_saved(state.saved_at.time())

    def _show_not_stored(self, state: SaveState) -> None:
        since = f" since {state.saved_at:%H:%M}" if state.saved_at else ""
        error = state.error
        self._banners.show_banner(
            STORE,
            f"Not saved{since}. {error.sentence if error else ''}".strip(),
            f"What you typed is still on this page. {error.next_step if error else ''}".strip(),
            self._ways_out(),
            tone="danger",
        )

    def _show_outcome(self, outcome: PublishOutcome) -> None:
        name = outcome.path.name
        state = self._workshop.context.save_state
        self._reaches_file = outcome.safe
        match outcome.result:
            case PublishResult.FAILED:
                since = f" since {state.saved_at:%H:%M}" if state.saved_at else ""
                reason = f"{outcome.error.sentence} {outcome.error.next_step}" if outcome.error else ""
                self._status.show_not_saved()
                self._banners.hide_banner(MEMORY)
                self._banners.show_banner(
                    FILE,
                    f"{name} was not written{since}. {reason}".strip(),
                    self._kept(),
                    self._ways_out(),
                    tone="danger" if self._workshop.session.in_memory else "warn",
                )
                return
            case PublishResult.CONFLICT if outcome.problem is not None:
                self._banners.show_banner(
                    CONFLICT,
                    outcome.problem.sentence,
                    f"{outcome.problem.next_step} You go on working there.",
                    (BannerAction("Keep both", self._keep_both),),
                )
            case PublishResult.MOVED:
                self._show_moved(outcome)
            case _:
                self._banners.hide_banner(MOVED)
        self._banners.hide_banner(FILE)
        self._show_state(state)

    def _kept(self) -> str:
        if self._workshop.session.in_memory:
            return " ".join(_ONLY_HERE)
        return "Everything is kept on this computer; the file does not have it yet."

    def _show_moved(self, outcome: PublishOutcome) -> None:
        self.moved_to = outcome.moved_to
        if outcome.moved_to is not None:
            first = BannerAction("Go on there", self._remedies.follow)
        else:
            first = BannerAction("Save it there again", self._remedies.save_back)
        elsewhere = BannerAction("Save elsewhere…", self._remedies.save_elsewhere)
        if outcome.problem is not None:
            self._banners.hide_banner(MOVED)
            self._banners.show_banner(
                MOVED, outcome.problem.sentence, outcome.problem.next_step, (first, elsewhere)
            )

    def _show_notices(self) -> None:
        from visionwork.document.opening import NoticeKind

        for place, notice in enumerate(self._workshop.session.notices):
            if notice.kind is NoticeKind.READ_ONLY:
                self._banners.show_banner(
                    READ_ONLY,
                    notice.sentence,
                    "Changes are not kept here. Save a copy to work on it.",
                    (BannerAction("Save a copy…", self._remedies.save_copy),),
                    icon_name="lock",
                )
                continue
            key = f"notice-{place}"
            self._banners.show_banner(
                key,
                notice.sentence,
                "",
                (BannerAction("Close", _Hide(self._banners, key)),),
                icon_name="info",
            )

    def _ways_out(self) -> tuple[BannerAction, ...]:
        return (
            BannerAction("Save elsewhere…", self._remedies.save_elsewhere),
            BannerAction("Try again", self._remedies.retry),
        )

    def _keep_both(self) -> None:
        self._banners.hide_banner(CONFLICT)


class _Hide:
    """Takes one banner away when its button is used."""

    def __init__(self, banners: BannerArea, key: str) -> None:
        self._banners = banners
        self._key = key

    def __call__(self, *_: object) -> None:
        self._banners.hide_banner(self._key)
