"""The rows of a stored response: one format for every channel, with nothing that tells who or when.

What somebody wrote is stored apart from what they ticked, each under a random key of its own, so that a
comment somebody is known by does not give away the other answers.
"""

from __future__ import annotations

import os
from collections.abc import Container, Sequence

from visionwork.document.errors import DocumentError
from visionwork.document.transaction import Row
from visionwork.domain.drafts import clean_text, text_hash
from visionwork.domain.many import NOT_ANSWERED
from visionwork.domain.rounds import Channel, Comment, NewResponse, Round, RoundStatus


def require_group(group_id: int, groups: Container[int]) -> None:
    """Refuse an answer of a group that the workshop has not.

    Raises:
        DocumentError: It has not.
    """
    if group_id not in groups:
        raise DocumentError(
            "An answer belongs to a group that is not in this workshop.", "Add the group first."
        )


def require_open(asked: Round) -> None:
    """Refuse answers to a round that takes none.

    Raises:
        DocumentError: The round is closed, or its single answers were removed.
    """
    if asked.shredded_on is not None:
        raise DocumentError(
            "The single answers of this round were removed.", "Open a new round on the same draft."
        )
    if asked.status is not RoundStatus.OPEN:
        raise DocumentError(
            f"Round {asked.number} is closed, so it takes no answers.", "Open it again to add some."
        )


def response_hash(group_id: int, scales: str) -> str:
    """Return the hash that guards a stored response against silent damage."""
    return text_hash(f"{group_id}|{scales}")


def comment_hash(group_id: int, code: str, text: str) -> str:
    """Return the hash that guards a stored comment against silent damage."""
    return text_hash(f"{group_id}|{code}|{text}")


def response_row(
    round_id: int,
    response: NewResponse,
    channel: Channel,
    scale_ids: Sequence[str],
    key: str | None = None,
) -> Row:
    """Return what somebody ticked as it is stored.

    Args:
        round_id: The round it belongs to.
        response: The answers of one person.
        channel: The way it came in.
        scale_ids: Ids of the questions with points, in the order of the questionnaire.
        key: Random-looking key of 32 hexadecimal digits that orders the table; a fresh one when
            left out.

    Raises:
        ValueError: A scale value is not 1 to 5.
    """
    for value in response.scales.values():
        if value not in (1, 2, 3, 4, 5):
            raise ValueError(f"{value} is not a point of the scale")
    scales = "".join(str(response.scales.get(question_id, NOT_ANSWERED)) for question_id in scale_ids)
    return {
        "key": key or os.urandom(16).hex(), "round_id": round_id, "group_id": response.group_id,
        "channel": channel.value, "fingerprint": response.fingerprint, "scales": scales,
        "sha256": response_hash(response.group_id, scales),
    }  # fmt: skip


def comment_row(round_id: int, comment: Comment) -> Row | None:
    """Return what somebody wrote to one question as it is stored, or None when it is blank.

    Args:
        round_id: The round it belongs to.
        comment: The words; a comment without a key gets a fresh random one.
    """
    text = clean_text(comment.text).strip()
    if not text:
        return None
    return {
        "key": comment.key or os.urandom(16).hex(), "round_id": round_id, "group_id": comment.group_id,
        "code": comment.question_id, "text": text,
        "sha256": comment_hash(comment.group_id, comment.question_id, text), "theme_id": None, "chosen": 0,
    }  # fmt: skip


def comment_rows(round_id: int, response: NewResponse) -> list[Row]:
    """Return what somebody wrote as it is stored: a row a question, with nothing of the other answers.

    Args:
        round_id: The round it belongs to.
        response: The answers of one person.
    """
    found = (
        comment_row(round_id, Comment(code, response.group_id, text))
        for code, text in response.comments.items()
    )
    return [row for row in found if row is not None]
