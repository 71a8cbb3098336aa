"""Promises that are being confirmed, as words that outlast a crash."""

from __future__ import annotations

import json
from collections.abc import Sequence

from visionwork.domain.stakeholders import Stakeholder
from visionwork.gui.coach.promise_editor import BegunPromise


def promise_words(promises: Sequence[BegunPromise]) -> str:
    """Return promises as one text."""
    return json.dumps([[text, list(who), kept] for text, who, kept in promises], ensure_ascii=False)


def read_promises(words: str) -> list[BegunPromise] | None:
    """Return the promises in a text, or None where it is none of ours; a file may come from anywhere."""
    try:
        found = json.loads(words)
        if not isinstance(found, list):
            return None
        return [(str(text), tuple(Stakeholder(one) for one in who), bool(kept)) for text, who, kept in found]
    except (ValueError, TypeError, RecursionError):
        return None
