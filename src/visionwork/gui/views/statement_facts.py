"""What is known of the statement's drafts: who read which words, what was agreed, what has lapsed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING

from visionwork.domain.agreements import AgreementState, agreement_on, agreement_standing
from visionwork.domain.drafts import (
    GET_BACK,
    STATEMENT_SUBJECT,
    Agreement,
    Draft,
    altered_sentence,
    text_hash,
)
from visionwork.domain.evidence import EvidenceStatus, as_in, evidence_status, shown_in_other_layout
from visionwork.domain.layout import same_words
from visionwork.domain.results import AND_A_FEW_MORE
from visionwork.domain.rounds import Round, tested_wordings
from visionwork.gui.views.draft_words import (
    agreement_words,
    day_words,
    evidence_words,
    people_words,
    readers_words,
    untested_words,
)
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
        return self.status(self.as_draft(text))

    def as_draft(self, text: str) -> Draft:
        """Return words that are no draft yet as the draft they would become."""
        number = self.drafts[-1].number + 1 if self.drafts else 1
        return Draft(0, STATEMENT_SUBJECT, number, text, text_hash(text))

    def readers(self, draft: Draft) -> int | None:
        """Return how many people read these words, or None where it may not be told."""
        same = {draft.sha256, *(o.sha256 for o in self.drafts if same_words(o.text, draft.text))}
        told = [
            self.people(item) for item in self.rounds if any(shown.sha256 in same for shown in item.drafts)
        ]
        known = [people for people in told if people is not None]
        return sum(known) if known else None

    def evidence(self, draft: Draft) -> str:
        """Return the evidence status of a draft in words, such as "tested as written by 69 people".

        Where people read the same words in another layout, it says so.
        """
        told = evidence_words(self.status(draft), self.readers(draft))
        shown = shown_in_other_layout(draft, self.drafts, self.rounds)
        return f"{told}; {as_in(shown)}" if shown is not None else told

    def state(self, draft: Draft) -> str:
        """Return everything known of a draft, for the history."""
        parts = [self.evidence(draft)]
        agreement = self.agreement(draft)
        if agreement is not None:
            agreed = next(other for other in self.drafts if other.id == agreement.draft_id)
            differs = f"; {as_in(agreed)}" if agreed.sha256 != draft.sha256 else ""
            parts.append(agreement_words(agreement, self.today) + differs)
        if draft.set_aside is not None:
            parts.append(f"set aside: {draft.set_aside}" if draft.set_aside else "set aside")
        return "; ".join(parts)

    def detail(self, draft: Draft) -> str:
        """Return the short words beside the number of a draft."""
        if draft.set_aside is not None:
            return "set aside"
        if draft.altered:
            return "altered"
        if self.agreement(draft) is not None:
            return "agreed"
        if self.status(draft) is EvidenceStatus.AS_WRITTEN:
            people = self.readers(draft)
            return "tested" if people is None else f"tested by {people_words(people)}"
        return draft.author

    def agreement(self, draft: Draft) -> Agreement | None:
        """Return the latest agreement on the words of a draft, or None."""
        return agreement_on(draft, self.agreements, self.drafts)

    def agreement_on_words(self, text: str) -> Agreement | None:
        """Return the latest agreement on the words of a text that is no draft yet, in any layout, or None."""
        same = next((draft for draft in reversed(self.drafts) if same_words(draft.text, text)), None)
        return None if same is None else self.agreement(same)

    def tested_before(self, draft: Draft) -> Draft | None:
        """Return the newest earlier draft that people have answered on, or None."""
        tested = tested_wordings(self.rounds)
        earlier = [other for other in self.drafts if other.number < draft.number and other.sha256 in tested]
        return earlier[-1] if earlier else None

    def lapsed(self, draft: Draft) -> tuple[Agreement, Draft] | None:
        """Return the latest agreement with its draft when a later draft has other words, or None."""
        upto = [other for other in self.drafts if other.number < draft.number]
        standing = agreement_standing(self.agreements, (*upto, draft))
        if standing is None or standing.state is not AgreementState.LAPSED:
            return None
        return standing.agreement, standing.agreed

    def notice(self, draft: Draft | None) -> Notice | None:
        """Return what the banner says of the draft in the editor, or None when there is nothing to say.

        Args:
            draft: The draft, or what `as_draft` makes of a text that is none; None while there is no text.
        """
        altered = [other for other in self.drafts if other.altered]
        if altered:
            return Notice(altered_sentence(altered[-1]), GET_BACK, None)
        if draft is None:
            return None
        lapsed, tested = self.lapsed(draft), self.tested_before(draft)
        agreed_words = ""
        if lapsed is not None:
            agreement, agreed = lapsed
            day = day_words(agreement.agreed_on, self.today)
            agreed_words = f"Draft {agreed.number} was agreed on {day} by {agreement.agreed_by}."
        untested = self.status(draft) is EvidenceStatus.EARLIER_WORDING and draft.set_aside is None
        if tested is not None and untested:
            people = self.readers(tested)
            text = f"{readers_words(people, tested.number)}. {agreed_words}".strip()
            more = "" if people is None else AND_A_FEW_MORE
            return Notice(untested_words(draft.number), text, tested, lapsed is not None, more)
        if lapsed is not None:
            return Notice("The words have changed since they were agreed.", agreed_words, lapsed[1], True)
        return None


@dataclass(frozen=True, slots=True)
class Notice:
    """What a banner says.

    Attributes:
        title: What is so.
        text: What stands behind it.
        compare_with: The draft to compare the one in the editor with; None where there is nothing to compare.
        lapsed: Whether an agreement has lapsed, so that the team may agree again.
        more: What is to be known of a number in it, or "".
    """

    title: str
    text: str
    compare_with: Draft | None
    lapsed: bool = False
    more: str = ""


class ReaderCounts:
    """How many people answered each round, as far as it was let out; each round is asked once.

    Args:
        context: The open workshop.
    """

    def __init__(self, context: WorkshopContext) -> None:
        self._context = context
        self._known: dict[int, int | None] = {}

    def forget(self) -> None:
        """Ask again, since the document has changed."""
        self._known.clear()

    def people(self, item: Round) -> int | None:
        """Return how many people a round counts, or None where too few may be told."""
        if item.id not in self._known:
            self._known[item.id] = people_counted(self._context.document, item.id)
        return self._known[item.id]
