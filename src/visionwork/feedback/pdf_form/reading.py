"""Hands a PDF to the process that reads its fields, and watches over it."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from enum import StrEnum
from importlib.util import find_spec
from pathlib import Path

from visionwork.feedback.pdf_form.child import MOST_FIELDS, MOST_TEXT, TIME_LIMIT

SIZE_LIMIT = 20 * 1024 * 1024
"""Largest file that is opened, in bytes."""

_log = logging.getLogger(__name__)
_CHILD = "visionwork.feedback.pdf_form.child"
_PATIENCE_S = TIME_LIMIT + 5.0
_LOOK_S = 0.1
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


def never() -> bool:
    """Return that nobody cancels."""
    return False


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
    process = subprocess.Popen(
        [sys.executable, "-m", _CHILD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=_environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )
    end = time.monotonic() + patience
    feeder = _feeder(process, data)
    answer: bytes | None = None
    try:
        while answer is None:
            try:
                answer, _ = process.communicate(timeout=_LOOK_S)
            except subprocess.TimeoutExpired:
                if cancelled() or time.monotonic() > end:
                    return Problem.STOPPED if cancelled() else Problem.UNREADABLE
    finally:
        if process.poll() is None:
            process.kill()
            process.communicate()
        feeder.join()
    return _understood(answer) if process.returncode == 0 else Problem.UNREADABLE


def _feeder(process: subprocess.Popen[bytes], data: bytes) -> threading.Thread:
    """Return the running thread that sends the file; `communicate` cannot go on sending after a timeout."""
    stream = process.stdin
    assert stream is not None
    process.stdin = None

    def feed() -> None:
        try:
            with stream:
                stream.write(data)
        except OSError as error:
            _log.info("The reader of a form ended before it had the whole file: %s", error)

    thread = threading.Thread(target=feed, name="form-feeder", daemon=True)
    thread.start()
    return thread


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


def _environment() -> dict[str, str]:
    """Return our environment, in which the process finds this very package first."""
    spec = find_spec("visionwork")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    root = str(Path(next(iter(spec.submodule_search_locations))).parent)
    found = os.environ.get("PYTHONPATH", "")
    # "-m" puts the working folder first; a file there must not be taken for one of our libraries.
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, (root, found))), "PYTHONSAFEPATH": "1"}
