"""What people wrote, in an order that tells nothing, sorted into themes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.results import RoundResults, ShownComment
from visionwork.gui.rounds.chip_row import ChipRow
from visionwork.gui.rounds.comment_search import CommentSearch
from visionwork.gui.rounds.comment_source import ALL, CommentSource, Entry
from visionwork.gui.rounds.comment_view import CommentView
from visionwork.gui.rounds.theme_bar import ThemeBar
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import HEIGHT_BAR, QuietButton
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.focus_ring import focus_by_keys
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.line_edit import LineEdit
from visionwork.gui.widgets.rule import Rule

_FIRST, _MORE = 6, 12
_LOWEST = 66
"""Height of a comment of one line with the room around it, in pixels at text size 100."""
_NOTHING_YET = "No comment can be shown yet."
_NOTHING_FOUND = "No comment holds these words."
_NOT_SEARCHED = "The comments could not be searched: the file is busy. Press Enter to search again."
_SEARCH_FROM = 12
"""Comments from which on there is a field to search them."""


class CommentsCard(Card):
    """Comments of a round with their groups, some at a time, filtered by theme, or by question without any.

    Args:
        parent: The widget it is in.

    Signals:
        sort_wanted: Comments (their keys) are to go into a theme (its id) or into none (None).
        theme_wanted: A new theme (its name) is to take comments (their keys).
        theme_begun: The name of a new theme stands there so far; carries it.
        rename_wanted: A theme (its id) is to get another name.
        remove_wanted: A theme (its id) is to go.
        choice_wanted: A comment (its key) is to be chosen for the report, or no longer.
    """

    sort_wanted = Signal(object, object)
    theme_wanted = Signal(str, object)
    theme_begun = Signal(str)
    rename_wanted = Signal(int, str)
    remove_wanted = Signal(int)
    choice_wanted = Signal(str, bool)

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._source = CommentSource()
        self._results: RoundResults | None = None
        self._found: list[Entry] | None = None
        self._found_more = False
        self._search_failed = False
        self.searching = CommentSearch(self)
        self._search = LineEdit(parent=self)
        self._search.setPlaceholderText("Search comments")
        self._search.setAccessibleName("Search comments")
        self._search.setClearButtonEnabled(True)
        self._search.setMaxLength(100)
        self._search.hide()
        self._theme = Theme.of(self)
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
        self._scroll.viewport().installEventFilter(self)
        self._more.clicked.connect(self._show_more)
        self._search.textChanged.connect(self._on_search)
        self._search.returnPressed.connect(self._on_search_again)
        self.searching.found.connect(self._on_found)
        self.searching.failed.connect(self._on_search_failed)
        self._sort.toggled.connect(self._on_sort_toggled)
        self._chips.chosen.connect(self._on_chip)
        self._chips.dropped.connect(self._on_dropped)
        self._chips.rename_wanted.connect(self._on_rename)
        self._chips.remove_wanted.connect(self.remove_wanted)
        self._bar.named.connect(self._on_named)
        self._bar.new_name_typed.connect(self.theme_begun)
        self._bar.suggested.connect(self._on_suggested)

    def set_results(self, results: RoundResults, *, read_only: bool = False) -> None:
        """Show the comments of a round.

        Args:
            results: Results of the round.
            read_only: Whether nothing can be sorted.
        """
        source = CommentSource(results)
        if source.round_id != self._source.round_id or source.texts != self._source.texts:
            self._shown = self._first()
            self._search.clear()
        self._source = source
        count = source.total()
        self._sort.setVisible(not read_only and count > 0)
        if read_only or not count:
            self._sort.setChecked(False)
        self._search.setVisible(count > _SEARCH_FROM and self.searching.available())
        if self._chosen not in [key for key, _, _ in source.choices(numbered=False)]:
            self._chosen = ALL
        if self._found is not None:  # what was found may have been sorted since
            self.searching.search(self._search.text())
        self._fill()

    def offer_theme(self, name: str) -> None:
        """Show the name of a new theme that was begun and not added, ready to go on."""
        self._bar.offer_name(name)
        if name and not self._sort.isHidden():
            self._sort.setChecked(True)

    def count(self) -> int:
        """Return how many comments are shown in all."""
        return self._source.total()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show as many comments as there is room for, once the list is higher."""
        if event.type() == QEvent.Type.Resize and self._shown < self._first():
            self._shown = self._first()
            focused = self.focusWidget()
            if not self._more.isHidden() and (focused is None or not self._list.isAncestorOf(focused)):
                self._fill()
        return super().eventFilter(watched, event)

    def _first(self) -> int:
        """Return how many comments are shown before anybody asks for more."""
        return max(_FIRST, self._scroll.viewport().height() // self._theme.px(_LOWEST))

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
        column.addWidget(self._search)
        column.addWidget(self._question)
        column.addWidget(Rule(parent=self))
        column.addWidget(self._scroll, 1)
        column.addLayout(foot)

    def _sorting(self) -> bool:
        return self._sort.isChecked()

    def _fill(self) -> None:
        self._chips.set_chips(
            self._source.choices(numbered=self._sorting()), self._chosen, editable=self._sorting()
        )
        self._chips.setEnabled(self._found is None)
        if self._found is None:
            wanted = self._source.first(self._chosen, self._shown)
            total = {key: count for key, _, count in self._source.choices(numbered=False)}[self._chosen]
        else:
            wanted, total = self._found[: self._shown], len(self._found)
        self._show_entries(wanted)
        shown = len(wanted)
        more = " or more" if self._found is not None and self._found_more else ""
        self._count.setText(f"{shown:,} of {total:,}{more}" if wanted else "")
        self._more.setVisible(shown < total)
        self._question.setText(self._source.texts.get(self._chosen, ""))
        self._question.setVisible(self._chosen in self._source.texts and self._found is None)
        if self._sorting():
            self._bar.set_words(self._source.words())
        self._find_focus()

    def _show_entries(self, wanted: list[Entry]) -> None:
        while (item := self._list_column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._views = []
        for place, entry in enumerate(wanted):
            if place:
                self._list_column.addWidget(Rule(parent=self._list))
            view = self._view(entry)
            self._views.append(view)
            self._list_column.addWidget(view)
        if not wanted:
            told = _NOTHING_YET if self._found is None else _NOTHING_FOUND
            self._list_column.addWidget(_note(_NOT_SEARCHED if self._search_failed else told, self._list))
        self._list_column.addStretch(1)

    def _view(self, entry: Entry) -> CommentView:
        foot = entry.comment.theme if self._source.themes else "" if self._chosen else entry.question
        view = CommentView(
            entry.comment, foot, self._source.themes, sorting=self._sorting(), parent=self._list
        )
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
        focus_by_keys(view)
        self._scroll.ensureWidgetVisible(view)

    def _sender_view(self) -> CommentView | None:
        view = self.sender()
        return view if isinstance(view, CommentView) else None

    def _on_theme_wanted(self, theme_id: object) -> None:
        view = self._sender_view()
        if view is None:
            return
        place = self._views.index(view)
        leaves = bool(self._chosen) and self._chosen not in self._source.texts
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
        self._bar.ask_for(dict(self._source.themes)[theme_id])
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
        keys = self._source.holding(word)
        self.theme_wanted.emit(word, keys)

    def _on_sort_toggled(self, sorting: bool) -> None:
        self._sort.setText("Done sorting" if sorting else "Sort into themes")
        self._bar.setVisible(sorting)
        self._fill()

    def _on_chip(self, key: str) -> None:
        self._chosen = key
        self._shown = self._first()
        self._fill()
        self._scroll.verticalScrollBar().setValue(0)

    def _on_search(self, words: str) -> None:
        if words.strip():
            self.searching.search(words)
            return
        self.searching.search("")
        self._search_failed = False
        if self._found is not None:
            self._found = None
            self._shown = self._first()
            self._fill()

    def _on_search_again(self) -> None:
        self._on_search(self._search.text())

    def _on_search_failed(self) -> None:
        """Say it: an empty list would tell that nobody used these words."""
        self._search_failed = True
        self._found, self._found_more = [], False
        self._fill()

    def _on_found(self, _words: str, found: list[tuple[str, ShownComment]], more: bool) -> None:
        first = self._found is None
        self._search_failed = False
        self._found = [Entry(comment, self._source.ids.get(code, "")) for code, comment in found]
        self._found_more = more
        if first:
            self._shown = self._first()
        self._fill()

    def _show_more(self) -> None:
        self._shown += _MORE
        self._fill()


def _note(told: str, parent: QWidget) -> QWidget:
    label = PlainLabel(told, "cell", "muted", wrap=True, parent=parent)
    label.setContentsMargins(0, 12, 0, 0)
    return label
