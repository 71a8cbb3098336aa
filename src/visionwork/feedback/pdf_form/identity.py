"""What a form says of itself, so that its answers can only go to the round and the wording it shows."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from visionwork.domain.rounds import Round

FORM_VERSION = 1
"""Version of the fields of a form; raised when older forms can no longer be read."""

ID_FIELD = "vw_form_id"
GROUP_FIELD = "group"
COMMENT_LIMIT = 2000
"""Longest comment a field takes, in characters."""

_DIGITS = 16
_PATTERN = re.compile(
    r"visionwork-form (\d{1,4}) workshop=([0-9A-Za-z-]{1,64}) round=(\d{1,6}) draft=([0-9a-f]{16})"
    r" questions=([0-9a-f]{16})"
)


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """Which questions about which wording a form holds.

    Attributes:
        version: Version of its fields.
        workshop: Identity of the document.
        round_number: Number of the feedback round.
        draft: Beginning of the hash of the wording that is shown, or of the hashes of both in their order.
        questions: Beginning of a hash over the questions.
    """

    version: int
    workshop: str
    round_number: int
    draft: str
    questions: str

    def text(self) -> str:
        """Return the identity as it stands in the form."""
        return (
            f"visionwork-form {self.version} workshop={self.workshop} round={self.round_number}"
            f" draft={self.draft} questions={self.questions}"
        )

    def number(self) -> str:
        """Return a short number of the form that people can compare, such as "2-7f3a-09bc"."""
        return f"{self.round_number}-{self.draft[:4]}-{self.questions[:4]}"


def identity_of(workshop: str, feedback_round: Round) -> FormIdentity:
    """Return the identity of a round's form.

    Args:
        workshop: Identity of the document.
        feedback_round: The round.
    """
    asked = "\n".join(f"{q.id}|{q.kind.value}|{q.text}" for q in feedback_round.questions)
    return FormIdentity(
        FORM_VERSION,
        workshop,
        feedback_round.number,
        _drafts(feedback_round)[:_DIGITS],
        hashlib.sha256(asked.encode()).hexdigest()[:_DIGITS],
    )


def _drafts(feedback_round: Round) -> str:
    hashes = [draft.sha256 for draft in feedback_round.drafts]
    return hashes[0] if len(hashes) == 1 else hashlib.sha256("|".join(hashes).encode()).hexdigest()


def read_identity(text: str) -> FormIdentity | None:
    """Return the identity that stands in a form, or None when it is not one of ours."""
    found = _PATTERN.fullmatch(text.strip())
    if found is None:
        return None
    version, workshop, number, draft, questions = found.groups()
    return FormIdentity(int(version), workshop, int(number), draft, questions)


def group_value(group_id: int) -> str:
    """Return the value of a group's circle."""
    return f"g{group_id}"
