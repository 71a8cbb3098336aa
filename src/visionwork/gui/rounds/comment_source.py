"""The comments of a round as the card shows them: some at a time, never all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from visionwork.domain.results import RoundResults, ShownComment, StoredComments
from visionwork.domain.rounds import QuestionKind
from visionwork.feedback.suggestions import holding, suggested_words

ALL, UNSORTED = "", "unsorted"
"""Keys of the choices that are neither a theme nor a question."""

_THEME = "theme:"
_SAMPLE = 2_000
"""Unsorted comments of which words are suggested."""
_SEARCHED, _MOST_TAKEN = 20_000, 1_000
"""Unsorted comments in which a suggested word is looked for, and most that it takes at once."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A comment with the question it answers."""

    comment: ShownComment
    question: str


class CommentSource:
    """Reads the comments of a round.

    Args:
        results: Results of the round.
    """

    def __init__(self, results: RoundResults | None = None) -> None:
        questions = results.questions if results is not None else ()
        self.themes = results.themes if results is not None else ()
        self.round_id = results.round_id if results is not None else 0
        self._columns: dict[str, Sequence[ShownComment]] = {}
        self.texts: dict[str, str] = {}
        self.ids: dict[str, str] = {}
        for number, question in enumerate(questions, 1):
            if question.kind is QuestionKind.OPEN:
                label = f"Question {number}"
                self._columns[label] = question.comments
                self.texts[label] = question.text
                self.ids[question.question_id] = label

    def total(self) -> int:
        """Return how many comments may be seen."""
        return sum(map(len, self._columns.values()))

    def choices(self, *, numbered: bool) -> list[tuple[str, str, int]]:
        """Return key, name and count of each choice: themes where there are any, else questions.

        Args:
            numbered: Whether names begin with the number key that sorts.
        """
        total = self.total()
        found = [(ALL, "All", total)]
        if not self.themes:
            if len(self._columns) > 1:
                found += [(label, label, len(column)) for label, column in self._columns.items()]
            return found
        counts: Counter[int] = Counter()
        for column in self._columns.values():
            counts.update(_by_theme(column))
        for number, (theme_id, name) in enumerate(self.themes, 1):
            found.append((f"{_THEME}{theme_id}", f"{number}  {name}" if numbered else name, counts[theme_id]))
        if left := total - counts.total():
            found.append((UNSORTED, "Not sorted", left))
        return found

    def first(self, choice: str, most: int) -> list[Entry]:
        """Return the first comments of a choice, a question in turn."""
        if choice.startswith(_THEME):
            theme_id = int(choice.removeprefix(_THEME))
            columns = {label: _of_theme(column, theme_id) for label, column in self._columns.items()}
        elif choice == UNSORTED:
            columns = {label: _unsorted(column) for label, column in self._columns.items()}
        else:
            columns = {
                label: iter(column) for label, column in self._columns.items() if choice in (ALL, label)
            }
        return list(islice(_in_turn(columns), most))

    def words(self) -> list[str]:
        """Return words that several unsorted comments hold."""
        texts = [entry.comment.text for entry in self.first(UNSORTED, _SAMPLE)]
        return suggested_words(texts, [name for _, name in self.themes])

    def holding(self, word: str) -> list[str]:
        """Return the keys of unsorted comments that hold a word; of very many, the first thousand found."""
        left = [entry.comment for entry in self.first(UNSORTED, _SEARCHED)]
        places = holding(word, [comment.text for comment in left])
        return [left[place].key for place in places[:_MOST_TAKEN]]


def _in_turn(columns: Mapping[str, Iterator[ShownComment]]) -> Iterator[Entry]:
    labels = list(columns)
    for row in zip_longest(*columns.values()):
        for label, comment in zip(labels, row, strict=True):
            if comment is not None:
                yield Entry(comment, label)


def _by_theme(column: Sequence[ShownComment]) -> Mapping[int, int]:
    if isinstance(column, StoredComments):
        return column.numbers_by_theme()
    return Counter(comment.theme_id for comment in column if comment.theme_id is not None)


def _of_theme(column: Sequence[ShownComment], theme_id: int) -> Iterator[ShownComment]:
    if isinstance(column, StoredComments):
        return column.of_theme(theme_id)
    return (comment for comment in column if comment.theme_id == theme_id)


def _unsorted(column: Sequence[ShownComment]) -> Iterator[ShownComment]:
    return (comment for comment in column if comment.theme_id is None)
