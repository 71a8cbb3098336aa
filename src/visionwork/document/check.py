"""Checking a document: pages, tables, references, hashes and links, told in sentences."""

from __future__ import annotations

import json
import re
import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from visionwork.document.answer_hashes import damaged_answers
from visionwork.document.comments import SEPARATOR, written_counts
from visionwork.document.connection import connect
from visionwork.document.errors import DamagedDocumentError, MissingDocumentError, told
from visionwork.document.files import copy_and_mark
from visionwork.document.inspection import check_schema, check_start, damaged_texts, without_wal
from visionwork.document.opening import reading_failed
from visionwork.document.summary import kept, recount
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.method import LANGUAGE_TAG, METHOD_ID
from visionwork.domain.quoting import shortened
from visionwork.domain.records import record
from visionwork.paths import is_there

_MOST = 20
"""Findings of one kind that are told one by one; more are counted."""

_LONGEST = 60
"""Characters of a text that a finding repeats."""


@record
class CheckReport:
    """What a check found.

    Attributes:
        path: The file.
        findings: One sentence each; none when the document is sound.
    """

    path: Path
    findings: tuple[str, ...]

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return not self.findings


def check_document(path: Path) -> CheckReport:
    """Check a user's file without changing it, and return what was found.

    Raises:
        DocumentError: The file is missing, foreign, or newer than this version of the app.
    """
    if not is_there(path):
        raise MissingDocumentError(f"{path.name} is not there.", "Check the name and the folder.")
    with tempfile.TemporaryDirectory(prefix="visionwork-") as folder:
        copy = Path(folder) / "copy.db"
        try:
            copy_and_mark(path, copy, check_start=lambda start: check_start(path.name, start))
        except OSError as error:
            raise reading_failed(path, error) from error
        try:
            without_wal(copy)
            connection = connect(copy, read_only=True)
        except (OSError, sqlite3.Error) as error:
            raise told(error) or error from error
        try:
            return CheckReport(path, tuple(_findings(connection, path.name)))
        finally:
            connection.close()


def _findings(connection: sqlite3.Connection, name: str) -> Iterator[str]:
    try:
        yield from _cut(_pages(connection))
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        check_schema(connection, name, version)
        if connection.execute("SELECT count(*) FROM workshop").fetchone()[0] != 1:
            yield "The workshop's own record is missing."
        for check in (
            _references,
            damaged_texts,
            damaged_answers,
            _summaries,
            _written,
            _hashes,
            _json_cells,
            _links,
            _method,
        ):
            yield from _cut(check(connection))
    except DamagedDocumentError as error:
        yield error.sentence
    except sqlite3.DatabaseError as error:
        yield f"Parts of the file cannot be read ({error})."


def _pages(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute(f"PRAGMA integrity_check({_MOST + 1})").fetchall()
    return [f"The structure of the file is damaged: {row[0]}." for row in rows if row[0] != "ok"]


def _references(connection: sqlite3.Connection) -> list[str]:
    rows = connection.execute("PRAGMA foreign_key_check").fetchall()
    return [f"A row of {row[0]} refers to a row of {row[2]} that is not there." for row in rows]


def _summaries(connection: sqlite3.Connection) -> Iterator[str]:
    """Count again what is kept as counted."""
    for row in connection.execute("SELECT round_id, number FROM summary JOIN round ON id = round_id"):
        codes = [
            found[0]
            for found in connection.execute(
                "SELECT code FROM question WHERE round_id = ? AND kind <> 'open' ORDER BY position",
                [row["round_id"]],
            )
        ]
        try:
            fits = kept(connection, row["round_id"]) == recount(connection, row["round_id"], codes)
        except (TypeError, KeyError, ValueError):  # whatever was written there is no summary of ours
            fits = False
        if not fits:
            yield f"The kept counts of round {row['number']} are not those of its answers."


def _written(connection: sqlite3.Connection) -> Iterator[str]:
    """Count the comments of files again."""
    found: Counter[tuple[int, str, int]] = Counter()
    for row in connection.execute("SELECT batch_id, code, comments FROM comment_block"):
        for entry in row["comments"].split(SEPARATOR):
            group, _, text = entry.partition(" ")
            if text and group.isdecimal():
                found[row["batch_id"], row["code"], int(group)] += 1
    for row in connection.execute(
        "SELECT batch.id, number, written FROM batch JOIN round ON round.id = round_id"
    ):
        try:
            told = {cell: number for cell, number in written_counts(row["written"]).items() if number}
        except (TypeError, ValueError):
            told = None
        if told != {cell[1:]: number for cell, number in found.items() if cell[0] == row["id"]}:
            yield f"A file of round {row['number']} has not as many comments as it should."


def _hashes(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute("SELECT name, sha256 FROM signature"):
        if not re.fullmatch("[0-9a-f]{64}", row["sha256"]):
            yield f"The signature of {row['name']} has no valid hash."
    for row in connection.execute("SELECT reason, sha256 FROM drift_decision"):
        if not re.fullmatch("[0-9a-f]{64}", row["sha256"]):
            yield f"The decision “{shortened(row['reason'], _LONGEST)}” has no valid hash."


def _json_cells(connection: sqlite3.Connection) -> Iterator[str]:
    for table, column in (("grid_row", "cells"), ("figure", "counts")):
        for row in connection.execute(f"SELECT {column} AS packed FROM {table}"):  # noqa: S608
            if not isinstance(_unpacked(row["packed"]), dict if table == "grid_row" else list):
                yield f"A row of {table} holds {column} that cannot be read."


def _links(connection: sqlite3.Connection) -> Iterator[str]:
    there = {f"card:{row[0]}" for row in connection.execute("SELECT id FROM card")}
    there |= {f"row:{row[0]}" for row in connection.execute("SELECT id FROM grid_row")}
    for row in connection.execute("SELECT exercise_id, cells FROM grid_row"):
        cells = _unpacked(row["cells"])
        for value in cells.values() if isinstance(cells, dict) else ():
            links = value if isinstance(value, list) else ()
            if lost := [link for link in links if link not in there]:
                yield f"A row of {row['exercise_id']} links to an entry that is not there ({lost[0]})."
    groups = {row[0] for row in connection.execute("SELECT id FROM stakeholder_group")}
    for row in connection.execute(
        "SELECT DISTINCT subject FROM draft WHERE subject <> ?", [STATEMENT_SUBJECT]
    ):
        group_id = row["subject"].rpartition(":")[2]
        if not group_id.isdigit() or int(group_id) not in groups:
            yield f"A view belongs to a group that is not there ({row['subject']})."


def _method(connection: sqlite3.Connection) -> Iterator[str]:
    row = connection.execute("SELECT language, method_id FROM workshop").fetchone()
    if row is not None and not re.fullmatch(METHOD_ID, row["method_id"]):
        yield f"The workshop's method has no valid id (“{shortened(row['method_id'], _LONGEST)}”)."
    if row is not None and not re.fullmatch(LANGUAGE_TAG, row["language"]):
        yield f"“{shortened(row['language'], _LONGEST)}” is no language."


def _unpacked(packed: str) -> object:
    try:
        return json.loads(packed)
    except ValueError:
        return None


def _cut(findings: list[str] | Iterator[str]) -> Iterator[str]:
    """Return the first findings of a kind, and how many more there are."""
    findings = list(findings)
    yield from findings[:_MOST]
    if len(findings) > _MOST:
        yield f"… and {len(findings) - _MOST} more of this kind."
