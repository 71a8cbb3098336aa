"""Views exercises: what each group would say, written in drafts."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtGui import QHideEvent, QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from visionwork.coach.sentences import sentences
from visionwork.domain.drafts import view_subject, word_count
from visionwork.domain.groups import Group, GroupKind, of_kind
from visionwork.domain.method import Exercise
from visionwork.gui.coach.named_line import NamedLine
from visionwork.gui.coach.text_coach import TextCoach
from visionwork.gui.forms import load_form
from visionwork.gui.page import WorkshopPage
from visionwork.gui.views.draft_actions import DraftActions
from visionwork.gui.views.draft_list import DraftList
from visionwork.gui.views.draft_words import DraftHistory, count_words, length_words
from visionwork.gui.views.folding import FoldingColumn
from visionwork.gui.views.group_tabs import GroupTabs
from visionwork.gui.views.missing_view import missing_view
from visionwork.gui.views.prose_edit import ProseEdit
from visionwork.gui.views.reading_bar import DraftReading, ReadingBar
from visionwork.gui.views.side_by_side import SideBySide, SideView
from visionwork.gui.views.text_desk import TextDesk
from visionwork.gui.views.voice_head import VoiceHead, voice_words
from visionwork.gui.widgets.buttons import HEIGHT_BANNER, QuietButton, SecondaryButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.empty_state import EmptyState
from visionwork.gui.widgets.icon_view import IconView
from visionwork.gui.widgets.labels import ElidedLabel
from visionwork.gui.widgets.note_card import NoteCard
from visionwork.gui.widgets.tab_bar import TabStrip
from visionwork.gui.widgets.toggle import Toggle

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.gui.context import WorkshopContext

_SIDE_WIDTH = 304
_TABLES = frozenset(
    ("stakeholder_group", "participant", "house_word", "workshop", "silence", "flip", "meaning")
)


class ViewsCapture(WorkshopPage):
    """One text a group, with its drafts; one group at a time, or all side by side.

    Args:
        context: The open workshop.
        exercise: A views exercise.
        parent: The widget it stands in.
    """

    def __init__(self, context: WorkshopContext, exercise: Exercise, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.exercise = exercise
        self._groups: tuple[Group, ...] = ()
        self._counted: dict[int, tuple[str, int]] = {}
        self._history = DraftHistory()
        self._form = form = load_form("views_capture", self)
        self._strip = form.widget(TabStrip, "strip")
        self._pages = form.widget(QStackedWidget, "pages")
        self._head = form.widget(VoiceHead, "voice_head")
        self.editor = form.widget(ProseEdit, "editor")
        self._foot = form.widget(ElidedLabel, "foot_label")
        self._save = form.widget(SecondaryButton, "save_button")
        self._compare = form.widget(QuietButton, "compare_button")
        self.draft_list = form.widget(DraftList, "draft_list")
        self._no_drafts = form.widget(EmptyState, "no_drafts")
        self._note = form.widget(NoteCard, "note_card")
        self._side_by_side = form.widget(SideBySide, "side_by_side")
        self._no_groups = form.widget(EmptyState, "no_groups")
        self.desk = TextDesk(context, self.editor, self)
        self.drafts = DraftActions(context, self.desk, self)
        self._bar = form.widget(ReadingBar, "reading_bar")
        self._reading = DraftReading(self._bar, self.desk, self.drafts, self)
        self.named = form.widget(NamedLine, "named_line")
        people, words = form.widget(Toggle, "people_toggle"), form.widget(Toggle, "words_toggle")
        self.coach = TextCoach(
            context, self.desk, self.editor, people, words, f"exercise:{exercise.id}", self
        )
        self.coach.read.connect(self.named.show_findings)
        form.widget(Card, "editor_card").follow_editor(self.editor)
        self._save.setToolTip("Ctrl+Enter")
        form.widget(IconView, "foot_icon").set_icon("list-checks", "ink2")
        self._all_button = QuietButton("Side by side", "columns-2", HEIGHT_BANNER, parent=self)
        self._all_button.setCheckable(True)
        self._all_button.setAccessibleName("Side by side")
        self._fold_button = QuietButton("Drafts", "history", HEIGHT_BANNER, parent=self)
        self._fold_button.setAccessibleName("Drafts")
        self._tabs = GroupTabs(self._strip, (self._all_button, self._fold_button), self)
        self._folding = FoldingColumn(
            self, form.widget(QWidget, "side_column"), self._fold_button, _SIDE_WIDTH
        )
        self._connect()

    def concerns(self, change: Change) -> bool:
        """Return whether views of this exercise, groups, people or words changed."""
        if self.desk.is_own(change):
            return False
        prefix = view_subject(self.exercise.id, 0).removesuffix("0")
        if any(subject.startswith(prefix) for subject in change.subjects):
            return True
        return bool(change.tables & _TABLES)

    def focus_first(self) -> None:
        """Put the keyboard into the editor, or on the way to the set-up."""
        if self._groups:
            self.editor.setFocus()
        else:
            self._no_groups.focus_action()

    def reload(self) -> None:
        """Show groups, the open view and its drafts as the document has them."""
        self.named.set_words(self.context.snapshot.house_words)
        groups = of_kind(self.context.snapshot.groups, *self.exercise.kinds)
        if groups != self._groups:
            self._groups = groups
            self._tabs.show_groups(groups)
        self._show_page()
        if groups:
            self.desk.open(self._subject(self._group()))
            self._show_group()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave what a pause in typing would have told to the next time the page is shown."""
        self._stale = self.desk.rest() or self._stale
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep room for the tabs."""
        super().resizeEvent(event)
        self._tabs.fit()

    def open_group(self, group_id: int) -> None:
        """Show the view of a group, to be written."""
        if self._tabs.open(group_id):
            self._all_button.setChecked(False)
            self.editor.setFocus()

    def _connect(self) -> None:
        self._tabs.group_changed.connect(self._on_group_changed)
        self._all_button.toggled.connect(self._on_all_toggled)
        self._side_by_side.group_chosen.connect(self.open_group)
        self._no_groups.action_requested.connect(self._ask_setup)
        self._save.clicked.connect(self.drafts.ask_save)
        self._compare.clicked.connect(self._on_compare)
        self.draft_list.chosen.connect(self.desk.read)
        self.draft_list.menu_requested.connect(self.drafts.show_menu)
        self._reading.left.connect(self._on_escape)
        self.editor.typed.connect(self._show_typed)
        self.desk.paused.connect(self._show_group)
        self.desk.reading_changed.connect(self._show_group)
        self._escape = self.add_key("Escape", self._on_escape)
        self.add_key("Ctrl+Return", self.drafts.ask_save)
        self.add_key("Ctrl+Tab", self._tabs.show_next)
        self.add_key("Ctrl+Shift+Tab", self._tabs.show_previous)
        for before, after in pairwise((self._strip.tabs, self._all_button, self._fold_button, self.editor)):
            self.setTabOrder(before, after)

    def _group(self) -> Group:
        return self._tabs.current()

    def _subject(self, group: Group) -> str:
        return view_subject(self.exercise.id, group.id)

    def _text(self, group: Group) -> str:
        subject = self._subject(group)
        if subject == self.desk.subject:
            return self.desk.working().text
        return self.context.snapshot.working_text(subject).text

    def _words(self, group: Group) -> int:
        """Return how many words a view has; each text is counted once."""
        text = self._text(group)
        counted, words = self._counted.get(group.id, ("", 0))
        if counted != text:
            words = word_count(text)
            self._counted[group.id] = (text, words)
        return words

    def _length(self, group: Group) -> str:
        words = self._words(group)
        return count_words(words) if words else "not started"

    def _show_page(self) -> None:
        form = self._form
        name = "empty_page" if not self._groups else "side_by_side" if self._all else "write_page"
        self._pages.setCurrentWidget(form.widget(QWidget, name))
        self._strip.setVisible(bool(self._groups))
        self._folding.set_wanted(name == "write_page")
        self._escape.setEnabled(self._all or self.desk.reading is not None)
        if not self._groups:
            names = " or ".join(self.context.word(kind).plural for kind in self.exercise.kinds)
            self._no_groups.set_state(
                f"This workshop has no group of {names} yet.",
                "Say who they are, then write what each of them would tell.",
                "Set groups up",
            )

    def _show_group(self) -> None:
        """Show everything around the editor: voice, counts, drafts, the note."""
        if not self._groups:
            return
        group, several = self._group(), Counter(group.kind for group in self._groups)
        question = self.context.fill(self.exercise.voices.get(group.kind, ""))
        name = group.name if several[group.kind] > 1 or group.kind is GroupKind.OTHER else ""
        self._head.show_voice(
            group.kind, voice_words(group.kind, self.context.word(group.kind), name), question
        )
        self.editor.setAccessibleName(f"View of {group.name}")
        self.editor.setPlaceholderText("Write what they see and hear, as they would tell it.")
        self._tabs.show_counts([self._length(other) for other in self._groups])
        self._show_drafts()
        self._show_reading()
        self._show_foot()
        self._show_note(group)
        self._show_all()
        self.coach.look()

    def _show_drafts(self) -> None:
        rows = self._history.rows(self.desk.drafts(), self.desk.working(), self.context.now())
        self.draft_list.show_rows(rows)
        self.draft_list.setVisible(bool(rows))
        self._no_drafts.setVisible(not rows)
        self._no_drafts.set_state("No drafts yet", "Write two or three sentences, then save them.")
        self._compare.set_reason("" if len(self.drafts.texts()) > 1 else "There are no two drafts yet.")

    def _show_reading(self) -> None:
        draft = self.desk.reading
        self._form.widget(QWidget, "reading_area").setVisible(draft is not None)
        self.draft_list.set_read(draft.id if draft else None)
        self._escape.setEnabled(self._all or draft is not None)
        self._reading.show(self.context.now())

    def _show_typed(self) -> None:
        """Tell of the words that stand there now what is known at once; the rest waits for the pause."""
        if self.context.coach.is_long(self.desk.shown_text()):
            self._foot.setText("")  # rather nothing than how long the text before was
            self._show_saving()
        elif self._groups:
            self._show_foot()

    def _show_foot(self) -> None:
        text = self.desk.shown_text()
        if text.strip():
            words = word_count(text) if self.desk.reading is not None else self._words(self._group())
            self._foot.setText(length_words(words, len(sentences(text))))
        else:
            self._foot.setText("Two or three sentences are enough to begin.")
        self._show_saving()

    def _show_saving(self) -> None:
        self._save.setText(f"Save as draft {self.desk.next_number()}")
        self._save.updateGeometry()
        self._save.set_reason(self.drafts.save_reason())

    def _show_note(self, current: Group) -> None:
        """Name one group without a view, never a list."""
        begun = [group.id for group in self._groups if self._has_view(group)]
        note = missing_view(self._groups, current, begun, self.context.snapshot.participants)
        self._note.setVisible(note is not None)
        if note is not None:
            self._note.set_note(note.title, note.text, note.kind)

    def _has_view(self, group: Group) -> bool:
        drafts = self.context.snapshot.drafts_of(self._subject(group))
        return bool(drafts) or bool(self._text(group).strip())

    def _show_all(self) -> None:
        if not self._all:
            return
        self._side_by_side.show_views(
            [
                SideView(group.id, group.name, group.kind, self._length(group), self._text(group))
                for group in self._groups
            ]
        )

    @property
    def _all(self) -> bool:
        return self._all_button.isChecked()

    def _on_group_changed(self) -> None:
        self._all_button.setChecked(False)
        self.desk.open(self._subject(self._group()))
        self._show_group()

    def _on_all_toggled(self, shown: bool) -> None:
        self.context.edits.flush()
        self._show_page()
        self._show_group()
        if shown:
            self._side_by_side.focus_texts()

    def _on_compare(self) -> None:
        self.drafts.compare()

    def _on_escape(self) -> None:
        if self.desk.reading is not None:
            self.desk.stop_reading()
        self._all_button.setChecked(False)
        self.editor.setFocus()

    def _ask_setup(self) -> None:
        self.context.page_requested.emit("setup")
