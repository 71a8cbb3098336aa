"""What people wrote, in an order that tells nothing, sorted into themes."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.results import RoundResults, ShownComment
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.suggestions import holding, suggested_words
from visionwork.gui.rounds.chip_row import ChipRow
from visionwork.gui.rounds.comment_view import CommentView
from visionwork.gui.rounds.theme_bar import ThemeBar
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule

_FIRST, _MORE = 6, 12
_UNSORTED = "unsorted"


@dataclass(frozen=True, slots=True)
class _Entry:
    """A comment with the question it answers."""

    comment: ShownComment
    question: str


class CommentsCard(Card):
    """Comments of a round with their groups, some at a time, filtered by theme, or by question without any.

    Args:
        parent: The widget it is in.

    Signals:
        sort_wanted: Comments (their keys) are to go into a theme (its id) or into none (None).
        theme_wanted: A new theme (its name) is to take comments (their keys).
        rename_wanted: A theme (its id) is to get another name.
        remove_wanted: A theme (its id) is to go.
        choice_wanted: A comment (its key) is to be chosen for the report, or no longer.
    """

    sort_wanted = Signal(object, object)
    theme_wanted = Signal(str, object)
    rename_wanted = Signal(int, str)
    remove_wanted = Signal(int)
    choice_wanted = Signal(str, bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._entries: dict[str, list[_Entry]] = {}
        self._texts: dict[str, str] = {}
        self._themes: tuple[tuple[int, str], ...] = ()
        self._shown = _FIRST
        self._chosen = ""
        self._for_theme: list[str] = []
        self._renamed: int | None = None
        self._next_place: int | None = None
        self._views: list[CommentView] = []
        self._sort = QuietButton("Sort into themes", "", HEIGHT_BAR, parent=self)
        self._sort.setCheckable(True)
        self._bar = ThemeBar(parent=self)
        self._bar.hide()
        self._chips = ChipRow(parent=self)
        self._question = PlainLabel("", "cell", "muted", wrap=True, parent=self)
        self._list = QWidget(self)
        self._list_column = QVBoxLayout(self._list)
        self._list_column.setContentsMargins(0, 0, 0, 0)
        self._list_column.setSpacing(0)
        self._scroll = QScrollArea(self)
        self._count = PlainLabel("", "cell", "muted", parent=self)
        self._more = QuietButton("Show more", "", HEIGHT_BAR, parent=self)
        self._lay_out()
        self._more.clicked.connect(self._show_more)
        self._sort.toggled.connect(self._on_sort_toggled)
        self._chips.chosen.connect(self._on_chip)
        self._chips.dropped.connect(self._on_dropped)
        self._chips.rename_wanted.connect(self._on_rename)
        self._chips.remove_wanted.connect(self.remove_wanted)
        self._bar.named.connect(self._on_named)
        self._bar.suggested.connect(self._on_suggested)

    def set_results(self, results: RoundResults, *, read_only: bool = False) -> None:
        """Show the comments of a round.

        Args:
            results: Results of the round.
            read_only: Whether nothing can be sorted.
        """
        open_questions = [item for item in results.questions if item.kind is QuestionKind.OPEN]
        numbers = {item.question_id: place for place, item in enumerate(results.questions, 1)}
        entries = {
            f"Question {numbers[item.question_id]}": [
                _Entry(comment, f"Question {numbers[item.question_id]}") for comment in item.comments
            ]
            for item in open_questions
        }
        texts = {f"Question {numbers[item.question_id]}": item.text for item in open_questions}
        same_round = texts == self._texts and self._keys(entries) == self._keys(self._entries)
        if same_round and entries == self._entries and results.themes == self._themes:
            return
        self._entries, self._texts, self._themes = entries, texts, results.themes
        if not same_round:
            self._shown = _FIRST
        self._sort.setVisible(not read_only and self.count() > 0)
        if read_only or not self.count():
            self._sort.setChecked(False)
        if self._chosen not in [key for key, _, _ in self._choices()]:
            self._chosen = ""
        self._fill()

    def count(self) -> int:
        """Return how many comments are shown in all."""
        return sum(len(entries) for entries in self._entries.values())

    def _keys(self, entries: dict[str, list[_Entry]]) -> list[str]:
        return [entry.comment.key for column in entries.values() for entry in column]

    def _lay_out(self) -> None:
        self._scroll.setWidget(self._list)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName("Comments")
        self._scroll.viewport().setBackgroundRole(QPalette.ColorRole.Base)
        self._scroll.viewport().setAutoFillBackground(False)
        self._list.setBackgroundRole(QPalette.ColorRole.Window)  # or labels would take Text for their colour
        self._list.setAutoFillBackground(False)
        head = QHBoxLayout()
        head.addWidget(PlainLabel("Comments", "heading", parent=self), 1)
        head.addWidget(self._sort)
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 4, 0, 0)
        foot.addWidget(self._count, 1)
        foot.addWidget(self._more)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 12)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self._bar)
        column.addWidget(self._chips)
        column.addWidget(self._question)
        column.addWidget(Rule(parent=self))
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _sorting(self) -> bool:
        return self._sort.isChecked()

    def _choices(self) -> list[tuple[str, str, int]]:
        """Return key, name and count of each chip: themes where there are any, else questions."""
        everything = [entry.comment for column in self._entries.values() for entry in column]
        found = [("", "All", len(everything))]
        if not self._themes:
            if len(self._entries) > 1:
                found += [(key, key, len(entries)) for key, entries in self._entries.items()]
            return found
        for number, (theme_id, name) in enumerate(self._themes, 1):
            shown = f"{number}  {name}" if self._sorting() else name
            found.append((f"theme:{theme_id}", shown, sum(c.theme_id == theme_id for c in everything)))
        if left := sum(comment.theme_id is None for comment in everything):
            found.append((_UNSORTED, "Not sorted", left))
        return found

    def _wanted(self) -> list[_Entry]:
        """Return the comments of the chosen theme or question, or of all questions in turn."""
        if self._chosen in self._entries:
            return self._entries[self._chosen]
        columns = list(self._entries.values())
        longest = max(map(len, columns), default=0)
        mixed = [column[place] for place in range(longest) for column in columns if place < len(column)]
        if self._chosen == _UNSORTED:
            return [entry for entry in mixed if entry.comment.theme_id is None]
        if self._chosen:
            theme_id = int(self._chosen.removeprefix("theme:"))
            return [entry for entry in mixed if entry.comment.theme_id == theme_id]
        return mixed

    def _fill(self) -> None:
        self._chips.set_chips(self._choices(), self._chosen, editable=self._sorting())
        while (item := self._list_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        wanted = self._wanted()
        self._views = []
        for place, entry in enumerate(wanted[: self._shown]):
            if place:
                self._list_column.addWidget(Rule(parent=self._list))
            view = self._view(entry)
            self._views.append(view)
            self._list_column.addWidget(view)
        if not wanted:
            self._list_column.addWidget(_nothing(self._list))
        self._list_column.addStretch(1)
        shown = min(self._shown, len(wanted))
        self._count.setText(f"{shown:,} of {len(wanted):,}" if wanted else "")
        self._more.setVisible(shown < len(wanted))
        self._question.setText(self._texts.get(self._chosen, ""))
        self._question.setVisible(self._chosen in self._texts)
        if self._sorting():
            left = [entry.comment.text for column in self._entries.values() for entry in column
                    if entry.comment.theme_id is None]  # fmt: skip
            self._bar.set_words(suggested_words(left, [name for _, name in self._themes]))
        self._find_focus()

    def _view(self, entry: _Entry) -> CommentView:
        foot = entry.comment.theme if self._themes else "" if self._chosen else entry.question
        view = CommentView(entry.comment, foot, self._themes, sorting=self._sorting(), parent=self._list)
        view.theme_wanted.connect(self._on_theme_wanted)
        view.new_theme_wanted.connect(self._on_new_theme_wanted)
        view.choice_wanted.connect(self._on_choice_wanted)
        return view

    def _find_focus(self) -> None:
        """Go on with the comment after the one that was sorted."""
        if self._next_place is None or not self._views:
            return
        view = self._views[min(self._next_place, len(self._views) - 1)]
        self._next_place = None
        view.setFocus(Qt.FocusReason.TabFocusReason)
        self._scroll.ensureWidgetVisible(view)

    def _sender_view(self) -> CommentView | None:
        view = self.sender()
        return view if isinstance(view, CommentView) else None

    def _on_theme_wanted(self, theme_id: object) -> None:
        view = self._sender_view()
        if view is None:
            return
        place = self._views.index(view)
        leaves = bool(self._chosen) and self._chosen not in self._entries
        self._next_place = place if leaves else place + 1
        self.sort_wanted.emit([view.comment.key], theme_id)

    def _on_choice_wanted(self, chosen: bool) -> None:
        view = self._sender_view()
        if view is not None:
            self._next_place = self._views.index(view)
            self.choice_wanted.emit(view.comment.key, chosen)

    def _on_new_theme_wanted(self) -> None:
        view = self._sender_view()
        if view is not None:
            self._for_theme = [view.comment.key]
            self._renamed = None
            self._bar.ask_new()
            self._bar.focus_name()

    def _on_dropped(self, key: str, theme_id: int) -> None:
        self.sort_wanted.emit([key], theme_id)

    def _on_rename(self, theme_id: int) -> None:
        self._renamed = theme_id
        self._bar.ask_for(dict(self._themes)[theme_id])
        self._bar.focus_name()

    def _on_named(self, name: str) -> None:
        keys, renamed = self._for_theme, self._renamed
        self._for_theme, self._renamed = [], None
        self._bar.ask_new()
        if renamed is not None:
            self.rename_wanted.emit(renamed, name)
        else:
            self.theme_wanted.emit(name, keys)

    def _on_suggested(self, word: str) -> None:
        left = [entry.comment for column in self._entries.values() for entry in column
                if entry.comment.theme_id is None]  # fmt: skip
        keys = [left[place].key for place in holding(word, [comment.text for comment in left])]
        self.theme_wanted.emit(word, keys)

    def _on_sort_toggled(self, sorting: bool) -> None:
        self._sort.setText("Done sorting" if sorting else "Sort into themes")
        self._bar.setVisible(sorting)
        self._fill()

    def _on_chip(self, key: str) -> None:
        self._chosen = key
        self._shown = _FIRST
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)

    def _show_more(self) -> None:
        self._shown += _MORE
        self._fill()


def _nothing(parent: QWidget) -> QWidget:
    label = PlainLabel("No comment can be shown yet.", "cell", "muted", wrap=True, parent=parent)
    label.setContentsMargins(0, 12, 0, 0)
    return label
