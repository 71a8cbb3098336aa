"""Cards exercises: short entries in lanes, with votes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from visionwork.document.unfinished import card_place
from visionwork.domain.entries import Card, group_lane
from visionwork.domain.groups import GroupKind, of_kind
from visionwork.domain.method import Exercise, Lane
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.unfinished import UnfinishedField
from visionwork.gui.views.card_item import CardItem
from visionwork.gui.views.card_lane import CardLane
from visionwork.gui.widgets.buttons import SecondaryButton
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.tab_order import put_in_order, stops_of

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent

    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext


class CardsCapture(WorkshopPage):
    """The lanes of a cards exercise beside each other.

    Args:
        context: The open workshop.
        exercise: A cards exercise.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.exercise = exercise
        form = load_form("cards_capture", self)
        self._lanes_layout = form.widget(QHBoxLayout, "lanes_layout")
        self._foot = form.widget(PlainLabel, "foot_label")
        form.widget(PlainLabel, "keys_label").setText(
            "" if context.read_only else "Enter edits   + and − vote   Alt and arrows move   Delete removes"
        )
        self._lanes: dict[str, CardLane] = {}
        self._typed: dict[int, str] = {}
        self._shown: list[tuple[str, str, str, GroupKind | None]] | None = None
        self._order = SecondaryButton("Order by votes", parent=self)
        self._order.clicked.connect(self._order_by_votes)

    def header_actions(self) -> list[QWidget]:
        """Return the button that orders the cards."""
        return [self._order]

    def concerns(self, change: Change) -> bool:
        """Return whether cards of this exercise, groups or words changed."""
        tables = {"stakeholder_group", "house_word", "workshop"}
        return self.exercise.id in change.exercise_ids or bool(tables & change.tables)

    def entry_in_hand(self) -> int | None:
        """Return the id of the card whose words are being edited, or None."""
        items = (item for lane in self._lanes.values() for item in lane.items())
        return next((item.card.id for item in items if item.editing), None)

    def focus_first(self) -> None:
        """Put the keyboard into the first lane's entry line, or on the way to the set-up."""
        if self._lanes:
            next(iter(self._lanes.values())).focus_entry()
        elif (empty := self.findChild(EmptyState)) is not None:
            empty.focus_action()

    def reload(self) -> None:
        """Show lanes and cards as the document has them."""
        self._foot.setText(self.context.fill(self.exercise.foot))
        wanted = self._wanted_lanes()
        if wanted != self._shown:
            self._build_lanes(wanted)
        cards = self.context.snapshot.cards_of(self.exercise.id)
        for lane_id, lane in self._lanes.items():
            lane.show_cards([card for card in cards if card.lane == lane_id])
        self._put_in_order()
        if self.context.read_only:
            self._order.set_reason("The workshop is open to read.")
        else:
            voted = any(card.votes for card in cards)
            self._order.set_reason("" if voted else "Nobody has voted yet.")

    def _put_in_order(self) -> None:
        """Let Tab go from line to line, for the next lane, then through the cards as they stand."""
        lanes = self._lanes.values()
        cards = (stop for lane in lanes for item in lane.items() for stop in stops_of(item))
        put_in_order([*(lane.entry for lane in lanes), *cards])

    def hideEvent(self, event: QHideEvent) -> None:
        """Make cards of what was typed without Enter, since nobody sees it any more."""
        if not event.spontaneous():
            for lane in self._lanes.values():
                lane.add_typed()
        super().hideEvent(event)

    def _wanted_lanes(self) -> list[tuple[str, str, str, GroupKind | None]]:
        if self.exercise.lanes:
            return [self._named_lane(lane) for lane in self.exercise.lanes]
        groups = of_kind(self.context.snapshot.groups, *self.exercise.kinds)
        return [(group_lane(group.id), group.name, "", group.kind) for group in groups]

    def _named_lane(self, lane: Lane) -> tuple[str, str, str, GroupKind | None]:
        return lane.id, self.context.fill(lane.title), self.context.fill(lane.question), lane.kind

    def _build_lanes(self, wanted: list[tuple[str, str, str, GroupKind | None]]) -> None:
        typed = {lane_id: lane.entry.text() for lane_id, lane in self._lanes.items()}
        while (item := self._lanes_layout.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self._lanes = {}
        self._shown = wanted
        for lane_id, title, question, kind in wanted:
            lane = CardLane(
                lane_id, title, question, kind=kind, editable=not self.context.read_only, parent=self
            )
            lane.item_made.connect(self._on_item_made)
            lane.cards_added.connect(self._on_cards_added)
            lane.card_dropped.connect(self._on_card_dropped)
            lane.entry.setText(typed.get(lane_id, ""))
            UnfinishedField(self.context, card_place(self.exercise.id, lane_id), lane.entry)
            self._lanes[lane_id] = lane
            self._lanes_layout.addWidget(lane, 1)
        self._lanes_layout.addStretch()  # takes what lanes do not want
        if not wanted:
            self._lanes_layout.addWidget(self._no_groups(), 0, Qt.AlignmentFlag.AlignTop)

    def _no_groups(self) -> EmptyState:
        names = " or ".join(kind.value for kind in self.exercise.kinds)
        title = f"This workshop has no group of {names} yet."
        empty = EmptyState(title, "Say who they are, then write their cards.", "Add a group", parent=self)
        empty.action_requested.connect(self._ask_setup)
        return empty

    def _ask_setup(self) -> None:
        self.context.page_requested.emit("setup")

    def _on_item_made(self, item: CardItem) -> None:
        item.text_typed.connect(self._on_text_typed)
        item.text_changed.connect(self._on_text_changed)
        item.text_abandoned.connect(self._on_text_abandoned)
        item.votes_changed.connect(self._on_votes_changed)
        item.delete_requested.connect(self._on_delete_requested)
        item.move_requested.connect(self._on_move_requested)
        item.step_requested.connect(self._on_step_requested)

    def _on_cards_added(self, lane: str, texts: list[str]) -> None:
        cards, own = self.context.document.cards, self.exercise.id
        if len(texts) > 1:
            added = self.context.run(lambda: cards.add_all(own, lane, texts))
        else:
            added = self.context.run(lambda: cards.add(own, lane, texts[0]))
        if added is not None:  # words that the disk refuses stay in the line
            self._lanes[lane].clear_entry()

    def _on_text_typed(self, card_id: int, text: str) -> None:
        if text:
            self._typed[card_id] = text
            self.context.edits.touch(f"card:{card_id}", partial(self._store, card_id))
        else:
            self.context.edits.drop(f"card:{card_id}")

    def _on_text_changed(self, card_id: int, text: str) -> None:
        self._on_text_typed(card_id, text)
        self.context.edits.flush()
        self.context.document.store.seal()
        self.entry_settled.emit()

    def _on_text_abandoned(self, card_id: int, before: str) -> None:
        self.context.edits.drop(f"card:{card_id}")
        self._typed[card_id] = before
        self.context.run(lambda: self._store(card_id))
        self.context.document.store.seal()
        self.entry_settled.emit()

    def _store(self, card_id: int) -> None:
        card, text = self._card(card_id), self._typed[card_id]
        if card is not None and card.text != text:
            self.context.document.cards.set_text(card_id, text)

    def _on_votes_changed(self, card_id: int, votes: int) -> None:
        self.context.run(lambda: self.context.document.cards.set_votes(card_id, votes))

    def _on_card_dropped(self, card_id: int, lane: str, place: int) -> None:
        card = self._card(card_id)
        if card is None:
            return  # dragged from another exercise or window
        if card.lane == lane and card.position < place:
            place -= 1  # the card itself leaves its old place first
        self.context.run(lambda: self.context.document.cards.move(card_id, lane, place))

    def _on_delete_requested(self, card_id: int) -> None:
        card = self._card(card_id)
        if card is not None:
            place = self._places(card.lane).index(card_id)
            self.context.run(lambda: self.context.document.cards.delete(card_id))
            self._lanes[card.lane].focus_card(place)

    def _on_move_requested(self, card_id: int, right: int, down: int) -> None:
        card = self._card(card_id)
        if card is None:
            return
        lanes = list(self._lanes)
        target = lanes.index(card.lane) + right
        place = self._places(card.lane).index(card_id) + down
        if not 0 <= target < len(lanes) or place < 0:
            return
        lane = lanes[target]
        self.context.run(lambda: self.context.document.cards.move(card_id, lane, place))
        self._lanes[lane].focus_card(self._places(lane).index(card_id))

    def _on_step_requested(self, card_id: int, step: int) -> None:
        card = self._card(card_id)
        if card is not None:
            self._lanes[card.lane].focus_card(self._places(card.lane).index(card_id) + step)

    def _order_by_votes(self) -> None:
        orders = {
            lane: [card.id for card in sorted(self._cards(lane), key=lambda card: -card.votes)]
            for lane in self._lanes
        }
        self.context.run(lambda: self.context.document.cards.reorder(self.exercise.id, orders))

    def _cards(self, lane: str) -> list[Card]:
        return [card for card in self.context.snapshot.cards_of(self.exercise.id) if card.lane == lane]

    def _places(self, lane: str) -> list[int]:
        return [card.id for card in self._cards(lane)]

    def _card(self, card_id: int) -> Card | None:
        cards = self.context.snapshot.cards_of(self.exercise.id)
        return next((card for card in cards if card.id == card_id), None)
