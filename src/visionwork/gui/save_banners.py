"""Says in the bar and in banners whether the work is kept, and what can be done when it is not."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.domain.records import record
from visionwork.gui.banner_area import BannerAction, BannerArea
from visionwork.gui.context import SaveStage
from visionwork.gui.file_names import restored_from
from visionwork.gui.open_workshop import OpenWorkshop
from visionwork.gui.widgets.save_status import SaveStatus
from visionwork.gui.wording import backup_words

if TYPE_CHECKING:
    from visionwork.gui.save_trouble import SaveTrouble, TroubleKind, Way

CONFLICT, READ_ONLY, BACKUP = "conflict", "read-only", "backup"


@record
class SaveRemedies:
    """What banners offer.

    Attributes:
        take: Go one of the ways out of what is not saved.
        save_copy: Ask for a place for a copy.
    """

    take: Callable[[Way], object]
    save_copy: Callable[[], object]


class SavePresenter(QObject):
    """Shows the save state of one open workshop.

    Args:
        workshop: The open workshop.
        status: The quiet line in the bar.
        banners: Where banners stand.
        remedies: What they offer.
    """

    def __init__(
        self, workshop: OpenWorkshop, status: SaveStatus, banners: BannerArea, remedies: SaveRemedies
    ) -> None:
        super().__init__(workshop)
        self._workshop = workshop
        self._status = status
        self._banners = banners
        self._remedies = remedies
        self._shown: TroubleKind | None = None
        workshop.saving_changed.connect(self._show)
        workshop.published.connect(self._show_conflict)
        banners.clear()
        self._show_backup()
        self._show_notices()
        self._show()

    def _show(self) -> None:
        """Show one banner at most, and a status that says the same."""
        if restored_from(self._workshop.path) is None:  # it was saved elsewhere, under a name of its own
            self._banners.hide_banner(BACKUP)
        trouble = self._workshop.trouble
        kind = trouble.kind if trouble is not None else None
        if self._shown is not None and self._shown is not kind:
            self._banners.hide_banner(self._shown)
        self._shown = kind
        if trouble is None:
            self._show_kept()
        else:
            self._status.show_not_saved(trouble.since.time())
            self._show_trouble(trouble)

    def _show_backup(self) -> None:
        told = backup_words(self._workshop.path, self._workshop.context.now().date())
        if not told:
            return
        name = self._workshop.path.name
        self._banners.show_banner(
            BACKUP,
            f"{told}.",
            f"It is a file of its own, {name}; the workshop it was kept from stays as it is.",
            (BannerAction("Close", _Hide(self._banners, BACKUP)),),
            icon_name="history",
        )

    def _show_trouble(self, trouble: SaveTrouble) -> None:
        from visionwork.gui.save_trouble import WAY_LABELS

        self._banners.show_banner(
            trouble.kind,
            trouble.title,
            trouble.step,
            [BannerAction(WAY_LABELS[way], _Take(self._remedies, way)) for way in trouble.ways],
            tone="danger" if trouble.only_here else "warn",
            more=trouble.more,
        )

    def _show_kept(self) -> None:
        state, session = self._workshop.context.save_state, self._workshop.session
        if state.stage is SaveStage.READ_ONLY:
            self._status.show_read_only()
        elif state.stage is SaveStage.SAVING or (session.in_memory and session.unpublished):
            self._status.show_saving()
        elif state.saved_at is None:
            self._status.clear()
        else:
            self._status.show_saved(state.saved_at.time())

    def _show_conflict(self, outcome: PublishOutcome) -> None:
        if outcome.result is PublishResult.CONFLICT and outcome.problem is not None:
            self._banners.show_banner(
                CONFLICT,
                outcome.problem.sentence,
                f"{outcome.problem.next_step} You go on working there.",
                (BannerAction("Keep both", _Hide(self._banners, CONFLICT)),),
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


class _Take:
    """Goes one way out when its button is used."""

    def __init__(self, remedies: SaveRemedies, way: Way) -> None:
        self._remedies = remedies
        self._way = way

    def __call__(self, *_: object) -> None:
        self._remedies.take(self._way)


class _Hide:
    """Takes one banner away when its button is used."""

    def __init__(self, banners: BannerArea, key: str) -> None:
        self._banners = banners
        self._key = key

    def __call__(self, *_: object) -> None:
        self._banners.hide_banner(self._key)
