"""A whole workshop at one moment, as the report, the command line and the rail read it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from visionwork.domain.adoption import CurveShares
from visionwork.domain.agreements import AgreementStanding, agreement_on, agreement_standing
from visionwork.domain.commitments import Signature
from visionwork.domain.drafts import STATEMENT_SUBJECT, Agreement, Draft, WorkingText
from visionwork.domain.drift import DriftDecision, Promise, PromiseAnswer, decisions_on
from visionwork.domain.entries import Card, GridRow
from visionwork.domain.groups import Group, HouseWords
from visionwork.domain.method import fill
from visionwork.domain.records import record
from visionwork.domain.rounds import Round
from visionwork.domain.stakeholders import Stakeholder
from visionwork.domain.tuning import CoachSettings
from visionwork.domain.vocabulary import Vocabulary
from visionwork.domain.workshop import Participant, Session, Workshop


@record
class WorkshopSnapshot:
    """Everything recorded in a workshop but the responses; sequences are in display order."""

    workshop: Workshop
    house_words: HouseWords = field(default_factory=dict)
    sessions: tuple[Session, ...] = ()
    groups: tuple[Group, ...] = ()
    participants: tuple[Participant, ...] = ()
    done: frozenset[str] = frozenset()
    cards: tuple[Card, ...] = ()
    rows: tuple[GridRow, ...] = ()
    curves: tuple[CurveShares, ...] = ()
    working_texts: tuple[WorkingText, ...] = ()
    drafts: tuple[Draft, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    rounds: tuple[Round, ...] = ()
    signatures: tuple[Signature, ...] = ()
    promises: tuple[Promise, ...] = ()
    promises_confirmed: frozenset[int] = frozenset()
    answers: tuple[PromiseAnswer, ...] = ()
    decisions: tuple[DriftDecision, ...] = ()
    coach: CoachSettings = field(default_factory=CoachSettings)
    meanings: Mapping[str, Stakeholder | None] = field(default_factory=dict)

    def vocabulary(self) -> Vocabulary:
        """Return the words of this house, as the coach reads a text with them."""
        groups = tuple((group.kind, group.name) for group in self.groups)
        return Vocabulary(self.house_words, self.workshop.organisation, self.meanings, groups)

    def fill(self, text: str) -> str:
        """Return a text of the method with the organisation and the house's words in place."""
        return fill(text, self.workshop.organisation, self.house_words)

    def promises_of(self, draft_id: int) -> tuple[Promise, ...]:
        """Return the confirmed promises of a draft, in order."""
        return tuple(promise for promise in self.promises if promise.draft_id == draft_id)

    def group(self, group_id: int) -> Group | None:
        """Return a group by its id, or None."""
        return next((group for group in self.groups if group.id == group_id), None)

    def participant(self, participant_id: int) -> Participant | None:
        """Return a participant by id, or None."""
        return next((person for person in self.participants if person.id == participant_id), None)

    def decisions_on(self, sha256: str) -> tuple[DriftDecision, ...]:
        """Return the decisions that may settle a loss of the statement in one wording."""
        return decisions_on(self.decisions, self.statement_drafts(), sha256)

    def drafts_of(self, subject: str) -> tuple[Draft, ...]:
        """Return the drafts of a subject by number."""
        return tuple(draft for draft in self.drafts if draft.subject == subject)

    def statement_drafts(self) -> tuple[Draft, ...]:
        """Return the drafts of the vision statement by number."""
        return self.drafts_of(STATEMENT_SUBJECT)

    def working_text(self, subject: str) -> WorkingText:
        """Return the text of a subject as it is being edited; empty when nobody has begun."""
        return next((text for text in self.working_texts if text.subject == subject), WorkingText(subject))

    def current_text(self, subject: str) -> str:
        """Return what a reader would take as the text: the latest draft, or the text being edited."""
        drafts = self.drafts_of(subject)
        return drafts[-1].text if drafts else self.working_text(subject).text

    def rows_of(self, exercise_id: str) -> tuple[GridRow, ...]:
        """Return the rows of a grid in order."""
        return tuple(row for row in self.rows if row.exercise_id == exercise_id)

    def cards_of(self, exercise_id: str) -> tuple[Card, ...]:
        """Return the cards of an exercise by lane and place."""
        return tuple(card for card in self.cards if card.exercise_id == exercise_id)

    def agreement_for(self, draft: Draft) -> Agreement | None:
        """Return the latest agreement on the words of a draft, or None."""
        return agreement_on(draft, self.agreements, self.drafts)

    def standing_agreement(self) -> AgreementStanding | None:
        """Return the latest agreement and whether it still belongs to the statement, or None."""
        return agreement_standing(self.agreements, self.statement_drafts())
