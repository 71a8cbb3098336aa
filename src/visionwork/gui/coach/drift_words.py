"""What the banner says when a text loses people or promises of the draft that was tested."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from visionwork.domain.counting import listed, number_word, sentence_case
from visionwork.domain.drafts import Draft
from visionwork.domain.drift import DriftDecision, Promise, left_out_in
from visionwork.domain.groups import HouseWords
from visionwork.domain.results import QuestionResult, RoundResults, agree_share
from visionwork.domain.rounds import QuestionKind
from visionwork.domain.stakeholders import Stakeholder, stakeholder_name
from visionwork.gui.views.draft_words import day_words, people_words


def drift_title(number: int, lost: Sequence[Promise | Stakeholder], words: HouseWords) -> str:
    """Return what happened, such as "Draft 5 drops three of the groups named in the draft you tested".

    Args:
        number: Number of the later draft, or the one its text will get.
        lost: What was lost and not decided on; not empty.
        words: The house's words.
    """
    groups = [item for item in lost if isinstance(item, Stakeholder)]
    if len(groups) == 1:
        name = stakeholder_name(groups[0], words)
        return f"Draft {number} drops a group named in the draft you tested: {name}."
    if groups:
        return f"Draft {number} drops {number_word(len(groups))} of the groups named in the draft you tested."
    if len(lost) == 1:
        return f"Draft {number} drops a promise made in the draft you tested."
    return f"Draft {number} drops {number_word(len(lost))} of the promises made in the draft you tested."


def leaves_out(number: int, lost: Sequence[Promise | Stakeholder], words: HouseWords) -> str:
    """Return what a draft leaves out, and what becomes of the reason that is asked for."""
    names = [
        stakeholder_name(item, words) if isinstance(item, Stakeholder) else f"“{item.text}”" for item in lost
    ]
    return f"Draft {number} leaves out {listed(names)}. The report prints the reason beside it."


def who_read(
    tested: Draft, people: int | None, results: Sequence[RoundResults], told: Mapping[str, str]
) -> str:
    """Return who read the tested draft and how many agreed, as far as the protected results tell it.

    Args:
        tested: The draft.
        people: How many people read it, as far as it may be told.
        results: Protected results of the rounds on it alone, by number.
        told: How the share who agree to a question is told, by the question.
    """
    read = f"{sentence_case(people_words(people))} read Draft {tested.number}"
    for result in reversed(results):
        for question in _scales(result):
            if question.counts is not None and question.text in told:
                return f"{read} and {agree_share(question.counts)}% agreed {told[question.text]}."
    for result in reversed(results):
        for question in _scales(result):
            if question.counts is not None:
                return f"{read} and answered. {agree_share(question.counts)}% agreed: “{question.text}”"
    return f"{read} and answered."


def decided_words(decisions: Sequence[DriftDecision], today: date, words: HouseWords) -> str:
    """Return who decided what, such as "Employees left out: decided by the board, 12 March. “Too long.”".

    Args:
        decisions: Decisions in the order of what was lost; those with the same reason are told together.
        today: The present day.
        words: The house's words.
    """
    together: dict[tuple[str, str, date], list[DriftDecision]] = {}
    for decision in decisions:
        key = (decision.decided_by, decision.reason, decision.decided_on)
        together.setdefault(key, []).append(decision)
    return "\n".join(
        f"{_what(made, words)} left out: decided by {who}, {day_words(day, today)}. “{reason}”"
        for (who, reason, day), made in together.items()
    )


def reason_again(decision: DriftDecision, drafts: Sequence[Draft], sha256: str, today: date) -> str:
    """Return why a promise that is asked about again was left out before, and who decided so.

    Args:
        decision: The decision to leave it out.
        drafts: The drafts of the text.
        sha256: Hash of the present wording.
        today: The present day.
    """
    left_out, since = left_out_in(decision, drafts, sha256)
    day = day_words(decision.decided_on, today)
    return f"{left_out}: decided by {decision.decided_by}, {day}. “{decision.reason}” {since}".strip()


def _what(decisions: Sequence[DriftDecision], words: HouseWords) -> str:
    names = [stakeholder_name(d.stakeholder, words) for d in decisions if d.stakeholder is not None]
    if not names:
        return "A promise" if len(decisions) == 1 else f"{number_word(len(decisions)).capitalize()} promises"
    return sentence_case(listed(names))


def _scales(result: RoundResults) -> list[QuestionResult]:
    return [question for question in result.questions if question.kind is QuestionKind.SCALE]
