"""The comments of a round that may be seen, read from the document when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, overload

from visionwork.domain.results import ShownComment, StoredComments
from visionwork.domain.rounds import QuestionKind, Standing
from visionwork.feedback.analysis import shown_comment

if TYPE_CHECKING:
    from visionwork.document.comments import CommentReader
    from visionwork.domain.groups import Group
    from visionwork.domain.rounds import Comment, Round

_TOLD_EACH = 500


def shown_comments(
    reader: CommentReader,
    feedback_round: Round,
    groups: Iterable[Group],
    themes: Mapping[int, str],
    watch: Callable[[int], object] | None = None,
) -> dict[str, Sequence[ShownComment]]:
    """Return the comments of a round that may be seen, by question; they are read when they are asked for.

    Args:
        reader: Reads the comments, over any connection.
        feedback_round: The round.
        groups: The workshop's groups.
        themes: Names of the round's themes by id.
        watch: Gets how many comments were read so far, some hundred at a time.
    """
    numbers = reader.numbers()
    show = CommentSight({group.id: group for group in groups}, themes)
    show = show if watch is None else _Watched(show, watch)
    return {
        question.id: _Comments(reader, question.id, numbers.get(question.id, 0), show)
        for question in feedback_round.questions
        if question.kind is QuestionKind.OPEN
    }


class CommentSight:
    """Shows comments as their standing lets them be seen.

    Args:
        groups: The workshop's groups by id.
        themes: Names of the round's themes by id.
    """

    def __init__(self, groups: Mapping[int, Group], themes: Mapping[int, str]) -> None:
        self._groups = groups
        self._themes = themes

    def __call__(self, comment: Comment) -> ShownComment:
        """Return a comment that may be seen."""
        named = comment.standing is Standing.NAMED
        return shown_comment(comment, self._groups.get(comment.group_id) if named else None, self._themes)


class _Watched:
    """Shows comments and tells how many they were."""

    def __init__(self, show: CommentSight, watch: Callable[[int], object]) -> None:
        self._show, self._watch = show, watch
        self._seen = 0

    def __call__(self, comment: Comment) -> ShownComment:
        self._seen += 1
        if self._seen % _TOLD_EACH == 0:
            self._watch(self._seen)
        return self._show(comment)


class _Comments(StoredComments):
    """The comments to one question that may be seen, in the order of their keys."""

    def __init__(
        self, reader: CommentReader, code: str, number: int, show: Callable[[Comment], ShownComment]
    ) -> None:
        self._reader = reader
        self._code = code
        self._number = number
        self._show = show

    def __len__(self) -> int:
        return self._number

    def __iter__(self) -> Iterator[ShownComment]:
        return map(self._show, self._reader.each(self._code))

    @overload
    def __getitem__(self, place: int) -> ShownComment: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[ShownComment]: ...
    def __getitem__(self, place: int | slice) -> ShownComment | Sequence[ShownComment]:
        if isinstance(place, slice):
            start, stop, step = place.indices(self._number)
            return list(islice(self, start, stop, step))
        found = next(islice(self, range(self._number)[place], None), None)
        if found is None:
            raise IndexError(place)
        return found

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and list(self) == list(other)

    __hash__ = None  # type: ignore[assignment]

    def chosen(self) -> tuple[ShownComment, ...]:
        """Return those that were chosen for the report."""
        return tuple(self._show(found) for found in self._reader.chosen() if found.question_id == self._code)

    def of_theme(self, theme_id: int) -> Iterator[ShownComment]:
        """Yield those that were sorted into a theme."""
        return map(self._show, self._reader.of_theme(theme_id, self._code))

    def numbers_by_theme(self) -> Mapping[int, int]:
        """Return how many were sorted into each theme."""
        return self._reader.numbers_by_theme(self._code)
