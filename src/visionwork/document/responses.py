"""The row of a stored response: one format for every channel, with nothing that tells who or when."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence

from visionwork.document.transaction import Row
from visionwork.domain.drafts import clean_text, text_hash
from visionwork.domain.rounds import Channel, NewResponse

NOT_ANSWERED = "-"
"""Stands in the packed scales of a response for a question that was left out."""


def response_hash(group_id: int, scales: str, comments: str) -> str:
    """Return the hash that guards a stored response against silent damage."""
    return text_hash(f"{group_id}|{scales}|{comments}")


def response_row(
    round_id: int,
    response: NewResponse,
    channel: Channel,
    scale_ids: Sequence[str],
    key: str | None = None,
) -> Row:
    """Return a response as it is stored.

    Args:
        round_id: The round it belongs to.
        response: The answers of one person.
        channel: The way it came in.
        scale_ids: Ids of the scale questions, in the order of the questionnaire.
        key: Random-looking key of 32 hexadecimal digits that orders the table; a fresh one when
            left out.

    Raises:
        ValueError: A scale value is not 1 to 5.
    """
    for value in response.scales.values():
        if value not in (1, 2, 3, 4, 5):
            raise ValueError(f"{value} is not a point of the scale")
    scales = "".join(str(response.scales.get(question_id, NOT_ANSWERED)) for question_id in scale_ids)
    texts = {question_id: clean_text(text).strip() for question_id, text in response.comments.items()}
    comments = json.dumps(
        {question_id: text for question_id, text in texts.items() if text}, ensure_ascii=False, sort_keys=True
    )
    return {
        "key": key or os.urandom(16).hex(), "round_id": round_id, "group_id": response.group_id,
        "channel": channel.value, "fingerprint": response.fingerprint, "scales": scales, "comments": comments,
        "sha256": response_hash(response.group_id, scales, comments),
    }  # fmt: skip
