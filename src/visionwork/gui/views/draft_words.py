"""How drafts are told in words: when, by whom, what changed, and what people have seen of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from visionwork.domain.counting import counted, sentence_case
from visionwork.domain.days import day_and_month, whole_day
from visionwork.domain.drafts import (
    Agreement,
    Draft,
    WorkingText,
    differs_from_latest,
    next_number,
    word_count,
)
from visionwork.domain.evidence import EvidenceStatus
from visionwork.domain.layout import only_layout_differs
from visionwork.wording.diff import changed_words

WORKING = 0
"""Stands for the text being edited where a draft's id is meant; ids of drafts begin at 1."""


@dataclass(frozen=True, slots=True)
class DraftRow:
    """One line of the history of a text.

    Attributes:
        draft_id: The draft, or `WORKING` for the text being edited.
        number: Its number; the text being edited has the number it will get.
        when: Time or day, or "Now".
        summary: What changed in a sentence; may be empty.
        author: Who wrote it; may be empty.
        amount: "+31 −12" or "52 words".
        state: What is known of it, such as "tested as written" or "set aside: too long"; may be empty.
        current: Whether it is what a reader would take as the text.
    """

    draft_id: int
    number: int
    when: str
    summary: str = ""
    author: str = ""
    amount: str = ""
    state: str = ""
    current: bool = False

    @property
    def title(self) -> str:
        """Return its name, such as "Draft 3"."""
        return f"Draft {self.number}"

    def spoken(self) -> str:
        """Return all of it as one line, as a screen reader tells it."""
        parts = (self.title, self.when, self.summary, self.state, self.author, self.amount)
        return ", ".join(part.rstrip(".") for part in parts if part)


class DraftHistory:
    """Tells the history of a text; remembers how many words changed from draft to draft."""

    def __init__(self) -> None:
        self._amounts: dict[tuple[int, int], str] = {}

    def rows(
        self,
        drafts: Sequence[Draft],
        working: WorkingText,
        now: datetime,
        states: Mapping[int, str] | None = None,
    ) -> tuple[DraftRow, ...]:
        """Return a row for each draft, newest first, and one on top for a text that is no draft yet.

        Args:
            drafts: Drafts by number.
            working: The text being edited.
            now: The present, which makes times short.
            states: What is known of the drafts, by id.
        """
        states = states or {}
        unsaved = differs_from_latest(drafts, working.text)
        rows = [
            DraftRow(
                draft.id,
                draft.number,
                when_words(draft.saved_at, now),
                draft.summary,
                draft.author,
                self._amount(drafts[place - 1] if place else None, draft),
                states.get(draft.id, ""),
                current=not unsaved and place == len(drafts) - 1,
            )
            for place, draft in enumerate(drafts)
        ]
        if unsaved:
            amount = count_words(word_count(working.text))
            number = next_number(drafts)
            state = states.get(WORKING, "")
            rows.append(
                DraftRow(WORKING, number, "Now", "Being edited", working.author, amount, state, current=True)
            )
        return tuple(reversed(rows))

    def _amount(self, before: Draft | None, draft: Draft) -> str:
        key = (before.id if before else WORKING, draft.id)
        if key not in self._amounts:
            self._amounts[key] = amount_words(before.text if before else None, draft.text)
        return self._amounts[key]


def amount_words(before: str | None, text: str) -> str:
    """Return how much changed, such as "+31 −12", or for a first draft how long it is."""
    if before is None:
        return count_words(word_count(text))
    added, removed = changed_words(before, text)
    if added or removed:
        return f"+{added} −{removed}"
    return (
        "layout only"
        if only_layout_differs(before, text)
        else "punctuation"
        if before != text
        else "no change"
    )


def count_words(words: int) -> str:
    """Return a number of words, such as "1 word" or "1,204 words"."""
    return counted(words, "word", "words")


def length_words(words: int, sentences: int) -> str:
    """Return how long a text is, such as "48 words, 3 sentences"."""
    return f"{count_words(words)}, {counted(sentences, 'sentence', 'sentences')}"


def when_words(moment: datetime, now: datetime) -> str:
    """Return the time of today, the day of another day, with the year when it is another one."""
    if moment.date() == now.date():
        return f"{moment:%H:%M}"
    return day_words(moment.date(), now.date())


def day_words(day: date, today: date) -> str:
    """Return a day such as "12 March", with the year when it is another one."""
    return day_and_month(day) if day.year == today.year else whole_day(day)


def untested_words(number: int) -> str:
    """Return what is said of a draft of which people read only an earlier wording."""
    return f"Draft {number} has not been tested in this wording."


def people_words(people: int | None) -> str:
    """Return how many people read a draft; a number that may not be told is "some people"."""
    if people is None:
        return "some people"
    return counted(people, "person", "people")


def readers_words(people: int | None, number: int) -> str:
    """Return who read which draft, such as "69 people read Draft 4 and answered"; the number is of answers.

    Args:
        people: How many people answered, as far as it may be told.
        number: Number of the draft.
    """
    return f"{sentence_case(people_words(people))} read Draft {number} and answered"


def evidence_words(status: EvidenceStatus, people: int | None = None) -> str:
    """Return what is known of a draft, such as "tested as written by 69 people".

    Args:
        status: Its evidence status.
        people: How many people read exactly these words, as far as it may be told.
    """
    if status is EvidenceStatus.AS_WRITTEN and people is not None:
        return f"{status} by {people_words(people)}"
    return str(status)


def agreement_words(agreement: Agreement, today: date) -> str:
    """Return an agreement, such as "agreed 12 March by the leadership team"."""
    return f"agreed {day_words(agreement.agreed_on, today)} by {agreement.agreed_by}"
