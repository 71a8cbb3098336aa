"""From a document to results that may be shown; nobody else reads unprotected answers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from visionwork.domain.drafts import ALTERED
from visionwork.domain.rounds import RoundStatus
from visionwork.feedback.analysis import round_results
from visionwork.feedback.steps import next_comments, next_figures, shown_people, shown_tallies
from visionwork.shown_comments import shown_comments

if TYPE_CHECKING:
    from datetime import date

    from visionwork.document.comments import CommentReader
    from visionwork.document.document import Document
    from visionwork.domain.results import RoundResults
    from visionwork.domain.rounds import Figure, Round, Standing

    Moves = tuple[list[Figure], dict[int, Standing]]


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
    turn = document.store.turn
    with turn:
        rounds = document.rounds.all()
    for feedback_round in rounds:
        # No answer comes in between counting and letting out; others get their turn between rounds.
        with turn:
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
