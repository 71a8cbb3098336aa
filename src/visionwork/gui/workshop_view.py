"""What the window shows of one open workshop, from opening to closing."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from visionwork.document.store import Change
from visionwork.domain.records import record
from visionwork.gui.actions import ActionId, WindowActions
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.open_workshop import OpenWorkshop
from visionwork.gui.page import WorkshopPage
from visionwork.gui.page_host import PageHost
from visionwork.gui.presenting import Presenting
from visionwork.gui.rail import Rail
from visionwork.gui.save_banners import SavePresenter, SaveRemedies
from visionwork.gui.widgets.save_status import SaveStatus
from visionwork.gui.workshop_files import WorkshopFiles
from visionwork.paths import app_data_dir


@record
class WindowParts:
    """The parts of the window that show a workshop.

    Attributes:
        rail: Steps and pages.
        stack: Where pages are shown.
        banners: Where banners stand.
        status: The save status in the bar.
        actions: The window's actions.
        presenting: The projector.
    """

    rail: Rail
    stack: QStackedWidget
    banners: BannerArea
    status: SaveStatus
    actions: WindowActions
    presenting: Presenting


class WorkshopView(QObject):
    """Connects an open workshop with the parts of the window.

    Args:
        workshop: The open workshop.
        files: What banners use to save elsewhere.
        parts: The parts of the window.
        parent: Its owner.

    Signals:
        renamed: Title or file of the workshop may be different now.
    """

    renamed = Signal()

    def __init__(
        self, workshop: OpenWorkshop, files: WorkshopFiles, parts: WindowParts, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.workshop = workshop
        self._files = files
        self._parts = parts
        self._hears_phones = False
        self.host = PageHost(workshop.context, parts.stack, self)
        self.host.page_shown.connect(self._on_page_shown)
        workshop.context.changed.connect(self._on_changed)
        workshop.published.connect(self._on_published)
        remedies = SaveRemedies(files.take_way, files.ask_and_save_copy)
        self._saving = SavePresenter(workshop, parts.status, parts.banners, remedies)

    def close(self) -> None:
        """Take pages, banners and projector down."""
        self._parts.presenting.stop()
        self.host.close()
        self._parts.banners.clear()
        self._parts.status.clear()

    def go_to(self, place: str) -> None:
        """Show a page by its id, or the step of "step:<number>"."""
        if place.startswith("step:"):
            self.host.show_step(int(place.removeprefix("step:")))
        else:
            self.host.show(place)

    def next_exercise(self) -> None:
        """Show the next exercise."""
        self.host.show_neighbour(1)

    def previous_exercise(self) -> None:
        """Show the exercise before."""
        self.host.show_neighbour(-1)

    def announce(self, page_id: str) -> None:
        """Let the rail show where the window is about to open, before that page is built."""
        self._refresh(page_id)

    def _on_page_shown(self, page_id: str) -> None:
        from visionwork.gui.exercise_page import ExercisePage  # the first window is painted without it

        self._listen_to_phones()
        self._refresh()
        page = self.host.current_page()
        self._show_join()
        self._parts.presenting.follow(page if isinstance(page, ExercisePage) else None)

    def _listen_to_phones(self) -> None:
        """Hear of collecting from the first page on; it is begun on a page."""
        if not self._hears_phones:
            self._hears_phones = True
            phones = self.workshop.context.phones
            phones.changed.connect(self._show_join)
            phones.projector_requested.connect(self._present)
            if any((app_data_dir() / "collecting").glob("*.json")):  # of any workshop, after a crash
                from visionwork.gui.rounds.broken_off import tell_broken_off

                tell_broken_off(self.workshop.context, self._parts.banners)

    def _show_join(self) -> None:
        """Let the projector show the code while phones answer and the rounds are open here."""
        slide = None
        if self.host.current_id == "rounds":
            from visionwork.gui.rounds.phone_slide import join_slide

            slide = join_slide(self.workshop.context)
        self._parts.presenting.show_join(slide)

    def _present(self) -> None:
        self._parts.actions[ActionId.PRESENT].setChecked(True)

    def _on_changed(self, change: Change) -> None:
        self._refresh()
        self.renamed.emit()
        verb = {"undo": "Undone", "redo": "Done again"}.get(change.reason)
        if verb is not None and (place := self._elsewhere(change)):
            self._parts.status.show_elsewhere(f"{verb}: {_in_sentence(change.label)}, {place}")

    def _elsewhere(self, change: Change) -> str:
        """Return in words where a change is to be seen; "" where that page is shown."""
        from visionwork.gui.change_place import pages_of, title_of  # the first window is painted without it

        context = self.workshop.context
        pages = pages_of(change, context.method)
        if self.host.current_id in pages:
            return ""
        if pages:
            return f"in {title_of(pages[0], context.method, context.snapshot)}"
        return "" if self._is_shown(change) else "on another page"

    def _is_shown(self, change: Change) -> bool:
        page = self.host.current_page()
        pages = [] if page is None else [page, *page.findChildren(WorkshopPage)]
        return any(shown.concerns(change) for shown in pages)

    def _on_published(self, outcome: object) -> None:
        self.renamed.emit()

    def _refresh(self, page_id: str | None = None) -> None:
        context = self.workshop.context
        self._parts.rail.show_workshop(
            context.method, context.snapshot, page_id or self.host.current_id, context.now().date()
        )
        store = context.document.store
        for action_id, verb, label in (
            (ActionId.UNDO, "&Undo", store.undo_label()),
            (ActionId.REDO, "&Redo", store.redo_label()),
        ):
            words = _in_sentence(label).replace("&", "&&") if label else ""
            self._parts.actions[action_id].setText(f"{verb}: {words}" if words else verb)


def _in_sentence(label: str) -> str:
    return label[:1].lower() + label[1:]
