"""Answers that came together, as those of a file: stored at once, and known again in another round.

Nobody saw them one by one, so comments of small groups among them may come out together, without a name.
"""

from __future__ import annotations

from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

from visionwork.document.errors import NotSavedError
from visionwork.protected import count_answers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from visionwork.document.document import Document
    from visionwork.domain.many import Added, AnswerSlice
    from visionwork.domain.rounds import Channel, Comment, NewResponse, Round

_LEAST_ALIKE = 3

_MOST_OF_A_FILE = 0.8

_LOOKED_AT = 4
"""Slices of a long file by which is told whether another round has it."""


@contextmanager
def taking_in(document: Document) -> Iterator[None]:
    """Say what became of answers that came together, when the disk refuses them.

    A part of another command says nothing: it is stored with that command or not at all.

    Args:
        document: The workshop.

    Raises:
        NotSavedError: It did; none of them is stored.
    """
    part = document.store.in_command
    try:
        yield
    except NotSavedError as error:
        if part:
            raise
        raise none_stored(error) from error


def none_stored(error: NotSavedError) -> NotSavedError:
    """Return what to say when answers that came together are not stored, because of an error of the disk."""
    return NotSavedError(
        f"{error.sentence} None of these answers were stored; the answers stored before are kept.",
        f"{error.next_step} Then bring these in again.",
    )


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
        NotSavedError: The disk refused.
    """
    with taking_in(document):
        count_answers(document, feedback_round)
        stored = document.rounds.add_responses(feedback_round.id, responses, channel, comments)
    _count_together(document, feedback_round)
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
        NotSavedError: The disk refused.
    """
    with taking_in(document):
        count_answers(document, feedback_round)
        added = document.batches.add(feedback_round, slices, channel, other_people=other_people)
    _count_together(document, feedback_round)
    return added


def _count_together(document: Document, feedback_round: Round) -> None:
    """Let out what may be of answers that are stored, and say so when the disk refuses that."""
    part = document.store.in_command
    try:
        count_answers(document, feedback_round, whole_file=True)
    except NotSavedError as error:
        if part:
            raise
        raise NotSavedError(
            f"{error.sentence} The answers are stored, but not counted yet.",
            f"{error.next_step} The results will count them then.",
        ) from error


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
