"""From a document to results that may be shown; nobody else reads unprotected answers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, overload

from visionwork.domain.drafts import ALTERED
from visionwork.domain.results import ShownComment, StoredComments
from visionwork.domain.rounds import QuestionKind, RoundStatus, Standing
from visionwork.feedback.analysis import round_results, shown_comment
from visionwork.feedback.steps import next_comments, next_figures, shown_people, shown_tallies

if TYPE_CHECKING:
    from datetime import date

    from visionwork.document.comments import CommentReader
    from visionwork.document.document import Document
    from visionwork.domain.groups import Group
    from visionwork.domain.many import Added, AnswerSlice
    from visionwork.domain.results import RoundResults
    from visionwork.domain.rounds import Channel, Comment, Figure, NewResponse, Round

    Moves = tuple[list[Figure], dict[int, Standing]]

_LEAST_ALIKE = 3
_MOST_OF_A_FILE = 0.8
_TOLD_EACH = 500
_LOOKED_AT = 4
"""Slices of a long file by which is told whether another round has it."""


def protected_results(document: Document, feedback_round: Round) -> RoundResults:
    """Return what was let out of a round; `count_answers` lets out more.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
    """
    return results_of(document, feedback_round)(document.comments.reader(feedback_round.id), None)


def checked_results(document: Document, feedback_round: Round) -> RoundResults:
    """Return what was let out of a round, and what of the texts and answers behind it was altered.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
    """
    told = [
        f"What is stored of draft {draft.number} is not what people read: it was {ALTERED}."
        for shown in feedback_round.drafts
        if (draft := document.texts.draft(shown.id)).altered or draft.sha256 != shown.sha256
    ]
    results = protected_results(document, feedback_round)
    return replace(results, altered=(*told, *document.rounds.damage(feedback_round)))


def results_of(
    document: Document, feedback_round: Round
) -> Callable[[CommentReader, Callable[[int], object] | None], RoundResults]:
    """Return what makes the results of a round, given what reads its comments, over any connection.

    So a file of very many comments can be written in another thread. The other thing that is given gets the
    number of comments read so far.

    Args:
        document: The workshop; all but the comments is read now.
        feedback_round: One of its rounds.
    """
    figures = document.figures.of_round(feedback_round.id)
    groups = document.groups.all()
    themes = {theme.id: theme.name for theme in document.themes.of_round(feedback_round.id)}
    number = document.texts.draft(feedback_round.draft_id).number
    second = feedback_round.second
    second_number = None if second is None else document.texts.draft(second.id).number

    def made(reader: CommentReader, watch: Callable[[int], object] | None) -> RoundResults:
        comments = shown_comments(reader, feedback_round, groups, themes, watch)
        return round_results(
            feedback_round, number, groups, shown_tallies(figures), shown_people(figures), (), themes,
            second_number, comments,
        )  # fmt: skip

    return made


def all_protected_results(document: Document) -> tuple[RoundResults, ...]:
    """Return what was let out of every round, by number."""
    return tuple(checked_results(document, feedback_round) for feedback_round in document.rounds.all())


def current_results(document: Document, *, read_only: bool = False) -> tuple[RoundResults, ...]:
    """Return the results of every round, counted first where the document can be written."""
    if not read_only:
        count_all(document)
    return all_protected_results(document)


def people_counted(document: Document, round_id: int) -> int | None:
    """Return how many people a round may be said to count, or None when too few."""
    return sum(shown_people(document.figures.of_round(round_id)).values()) or None


def count_all(document: Document) -> None:
    """Let out what may be let out of every round."""
    for feedback_round in document.rounds.all():
        count_answers(document, feedback_round)


def count_answers(document: Document, feedback_round: Round, *, whole_file: bool = False) -> None:
    """Let out what may be let out of a round now, and remember it in the document.

    Args:
        document: The workshop; it is written when anything moves.
        feedback_round: One of its rounds.
        whole_file: Whether the last answers came all at once, so that nobody saw them one by one.
    """
    figures, standings = _moves(document, feedback_round, whole_file)
    if figures or standings:
        document.figures.remember(feedback_round.id, figures, standings)
    document.rounds.keep_counts(feedback_round.id)


def add_at_once(
    document: Document,
    feedback_round: Round,
    responses: Iterable[NewResponse],
    channel: Channel,
    comments: Iterable[Comment] = (),
) -> int:
    """Store answers that came together, all or none, and let out what may be; return how many were new.

    Nobody saw them one by one, so comments of small groups may come out together, without a name. What was
    there before counts for itself first.

    Args:
        document: The workshop.
        feedback_round: An open round.
        responses: The answers of a file, or of several read at once.
        channel: The way they came in.
        comments: What was written, where it was gathered apart from them.

    Raises:
        DocumentError: The round is closed, or a group is not among the workshop's.
    """
    count_answers(document, feedback_round)
    stored = document.rounds.add_responses(feedback_round.id, responses, channel, comments)
    count_answers(document, feedback_round, whole_file=True)
    return stored


def add_file(
    document: Document,
    feedback_round: Round,
    slices: Iterable[AnswerSlice],
    channel: Channel,
    *,
    other_people: bool = False,
) -> Added:
    """Store the answers of a long file, all or none, and let out what may be; see `add_at_once`.

    Args:
        document: The workshop.
        feedback_round: An open round.
        slices: The answers.
        channel: The way they came in.
        other_people: Store answers equal to stored ones, too: other people gave them.

    Raises:
        DocumentError: The round is closed, or a group is not among the workshop's.
    """
    count_answers(document, feedback_round)
    added = document.batches.add(feedback_round, slices, channel, other_people=other_people)
    count_answers(document, feedback_round, whole_file=True)
    return added


def round_with_the_same_file(
    document: Document, feedback_round: Round, slices: Iterable[AnswerSlice]
) -> Round | None:
    """Return another round that holds most of a long file's first answers already, or None.

    Args:
        document: The workshop.
        feedback_round: The round they are meant for now.
        slices: The answers of the file.
    """
    first = list(islice(slices, _LOOKED_AT))
    for other in document.rounds.all():
        if other.id != feedback_round.id and other.response_count:
            found = document.batches.count_new(other, first)
            if found.already >= max(_LEAST_ALIKE, (found.new + found.already) * _MOST_OF_A_FILE):
                return other
    return None


def round_with_the_same(
    document: Document, feedback_round: Round, responses: Sequence[NewResponse]
) -> Round | None:
    """Return another round that holds most of these answers already, since a file was meant for it, or None.

    Some answers are alike by chance, most of a file's are not.

    Args:
        document: The workshop.
        feedback_round: The round they are meant for now.
        responses: Answers read from a file.
    """
    marks = {response.fingerprint for response in responses if response.fingerprint is not None}
    for other in document.rounds.all():
        if other.id != feedback_round.id and len(marks) >= _LEAST_ALIKE:
            known = document.rounds.fingerprints(other.id)
            alike = sum(mark in known for mark in marks)
            if alike >= _LEAST_ALIKE and alike >= len(marks) * _MOST_OF_A_FILE:
                return other
    return None


def shred_answers(document: Document, feedback_round: Round, today: date) -> None:
    """Count a closed round for the last time, and remove its single answers for good.

    Args:
        document: The workshop.
        feedback_round: The round.
        today: The day that is recorded.

    Raises:
        DocumentError: The round is open, or was shredded before.
    """
    count_answers(document, feedback_round)
    document.rounds.shred(feedback_round.id, today)


def count_to_shred(document: Document, feedback_round: Round) -> None:
    """Count a closed round for the last time, before `shredding.shred_apart` removes its single answers.

    Args:
        document: The workshop.
        feedback_round: The round.

    Raises:
        DocumentError: The round is open, or was shredded before.
    """
    document.rounds.check_shreds(feedback_round.id)
    count_answers(document, feedback_round)


def waits_to_be_counted(document: Document) -> bool:
    """Return whether counting would change anything."""
    return any(any(_moves(document, found, False)) for found in document.rounds.all())


def _moves(document: Document, feedback_round: Round, whole_file: bool) -> Moves:
    if feedback_round.shredded_on is not None:
        return [], {}
    past = document.figures.of_round(feedback_round.id)
    counts = document.rounds.counts(feedback_round.id)
    pooled = whole_file or feedback_round.status is RoundStatus.CLOSED
    batches, standings = next_comments(past, counts.people, pooled=pooled)
    return [*next_figures(past, counts.tallies, counts.people), *batches], standings


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
