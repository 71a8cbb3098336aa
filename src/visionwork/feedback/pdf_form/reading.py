"""Hands a PDF to the process that reads its fields, and checks what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum

from visionwork.feedback.apart import ApartError, ApartStopped, never, run_apart
from visionwork.feedback.pdf_form.child import MOST_FIELDS, MOST_TEXT, TIME_LIMIT

SIZE_LIMIT = 20 * 1024 * 1024
"""Largest file that is opened, in bytes."""

_CHILD = "visionwork.feedback.pdf_form.child"
_PATIENCE_S = TIME_LIMIT + 5.0
_ANSWER_LIMIT = 2 * MOST_FIELDS * MOST_TEXT


class Problem(StrEnum):
    """Why a file gives no fields."""

    TOO_LARGE = "too large"
    NO_PDF = "no pdf"
    ENCRYPTED = "encrypted"
    DAMAGED = "damaged"
    NO_FIELDS = "no fields"
    XFA = "xfa"
    TOO_MANY_FIELDS = "too many fields"
    UNREADABLE = "unreadable"
    STOPPED = "stopped"


def read_form_fields(
    data: bytes, cancelled: Callable[[], bool] = never, patience: float = _PATIENCE_S
) -> dict[str, str] | Problem:
    """Return the texts of the form fields of a PDF by name, or why there are none.

    Args:
        data: The whole file.
        cancelled: Asked every tenth of a second; True ends the reading with `Problem.STOPPED`.
        patience: Seconds after which the reading is given up.
    """
    if len(data) > SIZE_LIMIT:
        return Problem.TOO_LARGE
    if b"%PDF-" not in data[:1024]:
        return Problem.NO_PDF
    try:
        return _understood(run_apart(_CHILD, data, patience=patience, cancelled=cancelled))
    except ApartStopped:
        return Problem.STOPPED
    except ApartError:
        return Problem.UNREADABLE


def _understood(answer: bytes) -> dict[str, str] | Problem:
    """Return what the process said; it has read a stranger's file, so its answer is checked as well."""
    if len(answer) > _ANSWER_LIMIT:
        return Problem.UNREADABLE
    try:
        content = json.loads(answer)
    except (ValueError, RecursionError):
        return Problem.UNREADABLE
    if not isinstance(content, dict):
        return Problem.UNREADABLE
    fields = content.get("fields")
    if isinstance(fields, dict) and all(isinstance(value, str) for value in fields.values()):
        return fields
    known = {problem.value: problem for problem in Problem}
    return known.get(str(content.get("problem")), Problem.UNREADABLE)
