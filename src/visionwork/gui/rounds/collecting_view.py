"""A round before anybody has answered: what people will read and be asked, and how answers come in."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from visionwork.domain.drafts import Draft, altered_words
from visionwork.domain.groups import Group
from visionwork.domain.rounds import QuestionKind, Round
from visionwork.feedback.chapters import LETTERS
from visionwork.gui.theme import Theme
from visionwork.gui.widgets.buttons import (
    HEIGHT_BANNER,
    KitButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
)
from visionwork.gui.widgets.card import Card
from visionwork.gui.widgets.group_mark import GroupMark
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.gui.widgets.rule import Rule

_KIND_WORDS = {
    QuestionKind.SCALE: "five points",
    QuestionKind.OPEN: "own words",
    QuestionKind.PREFERENCE: "A, B, both or neither",
}
_IN_TURN = "Everybody reads both. Half of them read Text B first; who did is not stored."


class CollectingView(QWidget):
    """What a round asks of whom, and the ways to take answers in.

    Args:
        parent: The widget it is in.

    Signals:
        type_requested: Answers are to be typed.
        phones_requested: People are to answer on their phones.
        import_requested: Answers are to be read from a file.
        kiosk_requested: The laptop is to be handed round.
        form_requested: A PDF form is to be made.
        read_forms_requested: PDF forms that came back are to be read.
        change_requested: Questions or groups are to be changed.
        reopen_requested: The round is to be opened again.
    """

    type_requested = Signal()
    phones_requested = Signal()
    import_requested = Signal()
    kiosk_requested = Signal()
    form_requested = Signal()
    read_forms_requested = Signal()
    change_requested = Signal()
    reopen_requested = Signal()

    def __init__(self, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = Theme.of(self)
        self._reading = Card(parent=self)
        self._asked = Card(parent=self)
        self._columns = QHBoxLayout(self)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(24)
        scroll = QScrollArea(self)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setAccessibleName("What people read and are asked")
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self._reading)
        self._columns.addWidget(scroll, 1)
        self._ways = QScrollArea(self)
        self._ways.setWidgetResizable(True)
        self._ways.setFrameShape(QScrollArea.Shape.NoFrame)
        self._ways.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._ways.setAccessibleName("Who is asked, and how answers come in")
        self._ways.setWidget(self._asked)
        self._columns.addWidget(self._ways)
        self._first: KitButton | None = None
        self._theme.changed.connect(self._fit)
        self._fit()

    def show_round(
        self,
        feedback_round: Round,
        drafts: Sequence[Draft],
        groups: Sequence[Group],
        *,
        editable: bool,
        is_open: bool,
    ) -> None:
        """Show a round nobody has answered.

        Args:
            feedback_round: The round.
            drafts: The draft it shows, or both.
            groups: Groups of the workshop.
            editable: Whether the document takes changes.
            is_open: Whether the round takes answers.
        """
        self._fill_reading(feedback_round, drafts)
        self._fill_asked(feedback_round, groups, editable=editable, is_open=is_open)

    def focus_first(self) -> None:
        """Put the keyboard on the first way to take answers in."""
        if self._first is not None:
            self._first.setFocus()

    def _fill_reading(self, feedback_round: Round, drafts: Sequence[Draft]) -> None:
        card, column = _fresh(self._reading)
        column.setContentsMargins(28, 22, 28, 22)
        column.setSpacing(10)
        for letter, draft in zip(LETTERS, drafts, strict=False):
            name = f"Draft {draft.number}" if len(drafts) == 1 else f"Text {letter}, Draft {draft.number}"
            column.addWidget(PlainLabel(f"What people read: {name}", "heading", parent=card))
            if draft.altered:
                column.addWidget(PlainLabel(altered_words(draft), "cell", "danger", wrap=True, parent=card))
            statement = PlainLabel(draft.text, "serif_body", wrap=True, parent=card)
            statement.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(statement)
            column.addSpacing(8)
        if len(drafts) > 1:
            column.addWidget(PlainLabel(_IN_TURN, "caption", "muted", wrap=True, parent=card))
        column.addWidget(Rule(parent=card))
        column.addSpacing(4)
        column.addWidget(PlainLabel("What they are asked", "heading", parent=card))
        asked = [
            question
            for question in feedback_round.questions
            if question.draft_id in (None, feedback_round.draft_id)
        ]
        for number, question in enumerate(asked, 1):
            kind = _KIND_WORDS[question.kind]
            if question.draft_id is not None:
                kind = f"{kind}, for each text"
            row = QHBoxLayout()
            row.setSpacing(12)
            top = Qt.AlignmentFlag.AlignTop
            row.addWidget(PlainLabel(str(number), "cell", "muted", parent=card), 0, top)
            row.addWidget(PlainLabel(question.text, "body", wrap=True, parent=card), 1)
            row.addWidget(PlainLabel(kind, "caption", "muted", parent=card), 0, top)
            column.addLayout(row)
        column.addStretch(1)

    def _fill_asked(
        self, feedback_round: Round, groups: Sequence[Group], *, editable: bool, is_open: bool
    ) -> None:
        card, column = _fresh(self._asked)
        column.setContentsMargins(20, 18, 20, 20)
        column.setSpacing(8)
        column.addWidget(PlainLabel("Who is asked", "heading", parent=card))
        by_id = {group.id: group for group in groups}
        for invited in feedback_round.groups:
            group = by_id[invited.group_id]
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(GroupMark(group.kind, size=10, parent=card))
            row.addWidget(PlainLabel(group.name, "cell", wrap=True, parent=card), 1)
            if invited.invited is not None:
                row.addWidget(PlainLabel(str(invited.invited), "caption", "muted", parent=card))
            column.addLayout(row)
        change = QuietButton("Change questions or groups…", "pencil-line", HEIGHT_BANNER, parent=card)
        change.clicked.connect(self.change_requested)
        change.setEnabled(editable)
        column.addWidget(change, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(4)
        column.addWidget(Rule(parent=card))
        column.addSpacing(6)
        if not is_open:
            self._first = _add_way(
                column, "This round is closed", "Open it again to take answers in.",
                SecondaryButton("Open again", "rotate-ccw", parent=card), self.reopen_requested, editable,
            )  # fmt: skip
            return
        self._first = _add_way(
            column, "People in the room", "Read the draft aloud, then type what people say: 1 to 5, Enter.",
            PrimaryButton("Type answers", "pencil-line", parent=card), self.type_requested, editable,
        )  # fmt: skip
        hand = QuietButton("Hand the laptop round…", "monitor", HEIGHT_BANNER, parent=card)
        hand.clicked.connect(self.kiosk_requested)
        hand.setEnabled(editable)
        column.addWidget(hand, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        _add_way(
            column, "People elsewhere",
            "A form to fill in on screen or on paper. Drop the files that come back here.",
            SecondaryButton("Make a PDF form…", "file-output", parent=card), self.form_requested, True,
        )  # fmt: skip
        read = QuietButton("Read PDF forms…", "scan-line", HEIGHT_BANNER, parent=card)
        read.clicked.connect(self.read_forms_requested)
        read.setEnabled(editable)
        column.addWidget(read, 0, Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(8)
        _add_way(
            column, "On their own phones", "They scan a code. It needs a network in the room, no Internet.",
            SecondaryButton("Collect by phone…", "smartphone", parent=card), self.phones_requested, editable,
        )  # fmt: skip
        column.addSpacing(8)
        _add_way(
            column, "Answers from a survey",
            "A CSV or XLSX from Google Forms, Microsoft Forms, SurveyMonkey or a table of your own."
            " You can also drop it here.",
            SecondaryButton("Import answers…", "file-text", parent=card), self.import_requested, editable,
        )  # fmt: skip

    def _fit(self) -> None:
        self._ways.setFixedWidth(self._theme.px(336))


def _fresh(card: Card) -> tuple[QWidget, QVBoxLayout]:
    """Return a new content of a card and its layout; the old content goes."""
    frame = card.layout() or QVBoxLayout(card)
    frame.setContentsMargins(0, 0, 0, 0)
    while (item := frame.takeAt(0)) is not None:
        old = item.widget()
        if old is not None:
            old.hide()
            old.deleteLater()
    content = QWidget(card)
    frame.addWidget(content)
    return content, QVBoxLayout(content)


def _add_way(
    column: QVBoxLayout, title: str, text: str, button: KitButton, wish: SignalInstance, editable: bool
) -> KitButton:
    """Add one way to take answers in: what it is for, what to do, and its button."""
    parent = button.parentWidget()
    column.addWidget(PlainLabel(title, "button", parent=parent))
    column.addWidget(PlainLabel(text, "cell", "ink2", wrap=True, parent=parent))
    button.clicked.connect(wish)
    button.setEnabled(editable)
    column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    return button
