"""Hands PDFs to the process that reads their fields, and checks what comes back."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum

from visionwork.feedback.limited_process import ApartError, ApartReader, ApartStopped, never
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


class FieldReader:
    """Reads one PDF after the other in a process of its own, until it is closed; use it in a `with`.

    Args:
        patience: Seconds after which a file is given up.
    """

    def __init__(self, patience: float = _PATIENCE_S) -> None:
        self._patience = patience
        self._reader = ApartReader(_CHILD, _ANSWER_LIMIT)

    def __enter__(self) -> FieldReader:
        self._reader.__enter__()
        return self

    def __exit__(self, *_: object) -> None:
        self._reader.__exit__()

    def read(self, data: bytes, cancelled: Callable[[], bool] = never) -> dict[str, str] | Problem:
        """Return the texts of the form fields of a PDF by name, or why there are none.

        Args:
            data: The whole file.
            cancelled: Asked every tenth of a second; True ends the reading with `Problem.STOPPED`.
        """
        if len(data) > SIZE_LIMIT:
            return Problem.TOO_LARGE
        if b"%PDF-" not in data[:1024]:
            return Problem.NO_PDF
        try:
            found = _understood(self._reader.read(data, patience=self._patience, cancelled=cancelled))
        except ApartStopped:
            return Problem.STOPPED
        except ApartError:
            return Problem.UNREADABLE
        if found is Problem.UNREADABLE:
            self._reader.end()  # the next file must not be short of the memory that this one took
        return found


def _understood(answer: bytes) -> dict[str, str] | Problem:
    """Return what the process said; it has read a stranger's file, so its answer is checked as well."""
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
