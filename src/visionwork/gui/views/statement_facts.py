"""What is known of the statement's drafts: who read which words, what was agreed, what has lapsed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from visionwork.domain.drafts import STATEMENT_SUBJECT, Agreement, Draft, text_hash
from visionwork.domain.evidence import EvidenceStatus, evidence_status
from visionwork.domain.layout import only_layout_differs
from visionwork.domain.rounds import Round
from visionwork.gui.views.draft_words import agreement_words, day_words, evidence_words, people_words
from visionwork.protected import people_counted

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """Facts of the statement at one moment, in words.

    Attributes:
        drafts: Drafts of the statement by number.
        rounds: Every round.
        agreements: Every agreement in order.
        today: The present day.
        people: Returns how many people answered a round, as far as it may be told, or None.
    """

    drafts: Sequence[Draft]
    rounds: Sequence[Round]
    agreements: Sequence[Agreement]
    today: date
    people: Callable[[Round], int | None] = field(default=lambda _: None)

    def status(self, draft: Draft) -> EvidenceStatus:
        """Return the evidence status of a draft."""
        return evidence_status(draft, self.drafts, self.rounds)

    def status_of_text(self, text: str) -> EvidenceStatus:
        """Return the evidence status of words that are no draft yet."""
        number = self.drafts[-1].number + 1 if self.drafts else 1
        return self.status(Draft(0, STATEMENT_SUBJECT, number, text, text_hash(text)))

    def readers(self, draft: Draft) -> int | None:
        """Return how many people read exactly these words, or None where it may not be told."""
        told = [self.people(item) for item in self.rounds if item.draft_sha256 == draft.sha256]
        known = [people for people in told if people is not None]
        return sum(known) if known else None

    def evidence(self, draft: Draft) -> str:
        """Return the evidence status of a draft in words, such as "tested as written, 69 people"."""
        return evidence_words(self.status(draft), self.readers(draft))

    def state(self, draft: Draft) -> str:
        """Return everything known of a draft, for the history."""
        parts = [self.evidence(draft)]
        agreement = self.agreement(draft)
        if agreement is not None:
            parts.append(agreement_words(agreement, self.today))
        if draft.set_aside is not None:
            parts.append(f"set aside: {draft.set_aside}" if draft.set_aside else "set aside")
        return "; ".join(parts)

    def detail(self, draft: Draft) -> str:
        """Return the short words beside the number of a draft."""
        if draft.set_aside is not None:
            return "set aside"
        if self.agreement(draft) is not None:
            return "agreed"
        if self.status(draft) is EvidenceStatus.AS_WRITTEN:
            people = self.readers(draft)
            return "tested" if people is None else f"tested, {people_words(people)}"
        return draft.author

    def agreement(self, draft: Draft) -> Agreement | None:
        """Return the latest agreement on exactly the words of a draft, or None."""
        held = [item for item in self.agreements if item.draft_id == draft.id and item.sha256 == draft.sha256]
        return held[-1] if held else None

    def tested_before(self, draft: Draft) -> Draft | None:
        """Return the newest earlier draft that people have answered on, or None."""
        tested = {item.draft_sha256 for item in self.rounds if item.answered}
        earlier = [other for other in self.drafts if other.number < draft.number and other.sha256 in tested]
        return earlier[-1] if earlier else None

    def lapsed(self) -> tuple[Agreement, Draft] | None:
        """Return the latest agreement with its draft when the newest draft has other words, or None."""
        if not self.agreements or not self.drafts:
            return None
        agreement = self.agreements[-1]
        agreed = next((draft for draft in self.drafts if draft.id == agreement.draft_id), None)
        if agreed is None or self.drafts[-1].sha256 == agreement.sha256:
            return None
        return agreement, agreed

    def notice(self) -> Notice | None:
        """Return what the banner says of the newest draft, or None when there is nothing to say."""
        if not self.drafts:
            return None
        newest, lapsed = self.drafts[-1], self.lapsed()
        tested = self.tested_before(newest)
        agreed_words = ""
        if lapsed is not None:
            agreement, draft = lapsed
            day = day_words(agreement.agreed_on, self.today)
            agreed_words = f"Draft {draft.number} was agreed on {day} by {agreement.agreed_by}."
        untested = self.status(newest) is EvidenceStatus.EARLIER_WORDING and newest.set_aside is None
        if tested is not None and untested:
            people = people_words(self.readers(tested)).capitalize()
            text = f"{people} read draft {tested.number}."
            if only_layout_differs(tested.text, newest.text):
                text += " Only spaces or quotation marks differ."
            return Notice(
                f"Draft {newest.number} has not been tested with anyone.",
                f"{text} {agreed_words}".strip(),
                tested,
            )
        if lapsed is not None:
            return Notice("The words have changed since they were agreed.", agreed_words, lapsed[1])
        return None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says.

    Attributes:
        title: What is so.
        text: What stands behind it.
        compare_with: The draft to compare the newest one with.
    """

    title: str
    text: str
    compare_with: Draft


class ReaderCounts:
    """How many people answered each round, as far as it was let out.

    Args:
        context: The open workshop.
    """

    def __init__(self, context: WorkshopContext) -> None:
        self._context = context

    def people(self, item: Round) -> int | None:
        """Return how many people a round counts, or None where too few may be told."""
        return people_counted(self._context.document, item.id)
