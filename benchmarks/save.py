"""A durable save of one edited text, against raw sqlite3 in the same mode.

Both commit once a save, to files of the same content, with a TRUNCATE journal and synchronous=EXTRA.
"""

from __future__ import annotations

import itertools
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import measure
from visionwork.document.document import open_database
from visionwork.domain.drafts import STATEMENT_SUBJECT

ROUNDS = 400
TEXT = "Our clients know the people who look after them, and those people know what the client is for. " * 3


def results(sample: Path, folder: Path) -> list[measure.Result]:
    """Measure the save.

    Args:
        sample: A workshop document to edit copies of.
        folder: Where the copies go; on the disk that matters.
    """
    ours, theirs = folder / "ours.visionwork", folder / "raw.visionwork"
    shutil.copyfile(sample, ours)
    shutil.copyfile(sample, theirs)
    document = open_database(ours)
    connection = sqlite3.connect(theirs, isolation_level=None)
    connection.execute("PRAGMA journal_mode=TRUNCATE")
    connection.execute("PRAGMA synchronous=EXTRA")
    try:
        ways = {
            "raw sqlite3": measure.timed(_raw_save(connection)),
            "Visionwork": measure.timed(_save(document.texts.write)),
        }
        measure.interleave(ways, 20)
        times = measure.interleave(ways, ROUNDS)
    finally:
        connection.close()
        document.close()
    value = measure.ratio(times, "Visionwork", "raw sqlite3")
    return [measure.Result("durable save of one text", value, 1.35, "x", measure.describe(times))]


def _save(write: Callable[[str, str], None]) -> Callable[[], None]:
    numbers = itertools.count()
    return lambda: write(STATEMENT_SUBJECT, f"{TEXT}{next(numbers)}")


def _raw_save(connection: sqlite3.Connection) -> Callable[[], None]:
    numbers = itertools.count()
    statement = "UPDATE working_text SET text = ?, edited_at = ? WHERE subject = ?"

    def save() -> None:
        number = next(numbers)
        moment = f"2026-03-02 10:{number // 60 % 60:02}:{number % 60:02}"
        connection.execute(statement, (f"{TEXT}{number}", moment, STATEMENT_SUBJECT))

    return save
