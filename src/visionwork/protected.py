"""From a document to results that may be shown; nobody else reads unprotected answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visionwork.domain.rounds import RoundStatus
from visionwork.feedback.analysis import round_results
from visionwork.feedback.steps import next_comments, next_figures, shown_people, shown_tallies

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from visionwork.document.document import Document
    from visionwork.domain.results import RoundResults
    from visionwork.domain.rounds import Channel, Comment, Figure, NewResponse, Round, Standing

    Moves = tuple[list[Figure], list[tuple[str, Standing]]]

_LEAST_ALIKE = 3
_MOST_OF_A_FILE = 0.8


def protected_results(document: Document, feedback_round: Round) -> RoundResults:
    """Return what was let out of a round; `count_answers` lets out more.

    Args:
        document: The workshop.
        feedback_round: One of its rounds.
    """
    figures = document.figures.of_round(feedback_round.id)
    return round_results(
        feedback_round,
        document.texts.draft(feedback_round.draft_id).number,
        document.groups.all(),
        shown_tallies(figures),
        shown_people(figures),
        document.rounds.comments(feedback_round.id),
        {theme.id: theme.name for theme in document.themes.of_round(feedback_round.id)},
        None if (second := feedback_round.second) is None else document.texts.draft(second.id).number,
    )


def all_protected_results(document: Document) -> tuple[RoundResults, ...]:
    """Return what was let out of every round, by number."""
    return tuple(protected_results(document, feedback_round) for feedback_round in document.rounds.all())


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
    figures, comments = _moves(document, feedback_round, whole_file)
    if figures or comments:
        document.figures.remember(feedback_round.id, figures, comments)


def add_at_once(
    document: Document, feedback_round: Round, responses: Sequence[NewResponse], channel: Channel
) -> int:
    """Store answers that came together, all or none, and let out what may be; return how many were new.

    Nobody saw them one by one, so comments of small groups may come out together, without a name. What was
    there before counts for itself first.

    Args:
        document: The workshop.
        feedback_round: An open round.
        responses: The answers of a file, or of several read at once.
        channel: The way they came in.

    Raises:
        DocumentError: The round is closed, or a group is not among the workshop's.
    """
    count_answers(document, feedback_round)
    stored = document.rounds.add_responses(feedback_round.id, responses, channel)
    count_answers(document, feedback_round, whole_file=True)
    return stored


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
            alike = len(marks & document.rounds.fingerprints(other.id))
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


def waits_to_be_counted(document: Document) -> bool:
    """Return whether counting would change anything."""
    return any(any(_moves(document, found, False)) for found in document.rounds.all())


def _moves(document: Document, feedback_round: Round, whole_file: bool) -> Moves:
    if feedback_round.shredded_on is not None:
        return [], []
    rounds, round_id = document.rounds, feedback_round.id
    past = document.figures.of_round(round_id)
    respondents = rounds.respondents(round_id)
    comments: tuple[Comment, ...] = rounds.comments(round_id)
    pooled = whole_file or feedback_round.status is RoundStatus.CLOSED
    batches, let_out = next_comments(past, comments, respondents, pooled=pooled)
    return [*next_figures(past, rounds.tallies(round_id), respondents), *batches], let_out
