"""Workshops opened lately, with enough of their state for Home to show them unopened."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from visionwork.domain.drafts import ALTERED
from visionwork.domain.evidence import EvidenceStatus, evidence_status
from visionwork.domain.method import Method
from visionwork.domain.progress import ExerciseStatus, exercise_status
from visionwork.domain.records import record
from visionwork.domain.rounds import RoundStatus
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.paths import replace_file

MOST_ENTRIES = 40
"""How many workshops are remembered; the one opened longest ago is forgotten first."""

_FILE_NAME = "recent.json"
_log = logging.getLogger(__name__)

StepStatuses = tuple[tuple[ExerciseStatus, ...], ...]


@record
class RecentWorkshop:
    """A workshop as Home lists it.

    Attributes:
        path: Its file, which may be gone.
        title: Title when it was last open.
        organisation: Organisation when it was last open.
        opened_at: Local time it was last open.
        steps: For every step the status of its exercises.
        statement: State of the vision statement in words, such as "Draft 5, not tested".
    """

    path: Path
    title: str
    organisation: str
    opened_at: datetime
    steps: StepStatuses = ()
    statement: str = ""


class RecentWorkshops:
    """The list of recent workshops, newest first, kept in a JSON file.

    Another window may write the same file, so every change reads it again first.

    Args:
        folder: App-data folder that holds the list.
        clock: Gives the local time.
    """

    def __init__(self, folder: Path, clock: Callable[[], datetime] = datetime.now) -> None:
        self._path = folder / _FILE_NAME
        self._clock = clock

    def all(self) -> tuple[RecentWorkshop, ...]:
        """Return every remembered workshop, newest first; a damaged list counts as empty."""
        try:
            entries = json.loads(self._path.read_text(encoding="utf-8"))["workshops"]
            found = [_from_json(entry) for entry in entries]
        except FileNotFoundError:
            return ()
        except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            _log.warning("The list of recent workshops cannot be read: %s", error)
            return ()
        return tuple(sorted(found, key=lambda entry: entry.opened_at, reverse=True))

    def note(self, path: Path, snapshot: WorkshopSnapshot, method: Method) -> None:
        """Put a workshop at the top of the list, with its present state."""
        entry = RecentWorkshop(
            path,
            snapshot.workshop.title,
            snapshot.workshop.organisation,
            self._clock(),
            step_statuses(snapshot, method),
            statement_state(snapshot),
        )
        self._write([entry, *(other for other in self.all() if other.path != path)])

    def move(self, old: Path, new: Path) -> None:
        """Remember another place of a workshop."""
        kept = [other for other in self.all() if other.path not in (old, new)]
        moved = [replace(entry, path=new) for entry in self.all() if entry.path == old]
        self._write([*moved, *kept])

    def forget(self, path: Path) -> None:
        """Take a workshop off the list; its file stays."""
        self._write([entry for entry in self.all() if entry.path != path])

    def _write(self, entries: list[RecentWorkshop]) -> None:
        entries = sorted(entries, key=lambda entry: entry.opened_at, reverse=True)[:MOST_ENTRIES]
        text = json.dumps({"workshops": [_to_json(entry) for entry in entries]}, indent=1)
        try:
            replace_file(self._path, text.encode(), durable=True)
        except OSError as error:  # a convenience: losing it must not stop work on a workshop
            _log.warning("The list of recent workshops cannot be written: %s", error)


def step_statuses(snapshot: WorkshopSnapshot, method: Method) -> StepStatuses:
    """Return for every step the status of its exercises."""
    return tuple(
        tuple(exercise_status(exercise, snapshot) for exercise in step.exercises) for step in method.steps
    )


def statement_state(snapshot: WorkshopSnapshot) -> str:
    """Say how far the vision statement is, such as "Draft 5, not tested"."""
    drafts = snapshot.statement_drafts()
    if not drafts:
        return "No draft yet"
    latest = drafts[-1]
    if latest.altered:
        return f"Draft {latest.number}, {ALTERED}"
    if snapshot.agreement_for(latest) is not None:
        return f"Draft {latest.number}, agreed"
    open_rounds = {
        shown.id for item in snapshot.rounds if item.status is RoundStatus.OPEN for shown in item.drafts
    }
    if latest.id in open_rounds:
        return f"Draft {latest.number}, in feedback"
    tested = evidence_status(latest, drafts, snapshot.rounds) is EvidenceStatus.AS_WRITTEN
    return f"Draft {latest.number}, {'tested' if tested else 'not tested'}"


def _to_json(entry: RecentWorkshop) -> dict[str, Any]:
    return {
        "path": str(entry.path),
        "title": entry.title,
        "organisation": entry.organisation,
        "opened_at": entry.opened_at.isoformat(timespec="seconds"),
        "steps": [[status.value for status in step] for step in entry.steps],
        "statement": entry.statement,
    }


def _from_json(entry: dict[str, Any]) -> RecentWorkshop:
    return RecentWorkshop(
        Path(entry["path"]),
        str(entry["title"]),
        str(entry["organisation"]),
        datetime.fromisoformat(entry["opened_at"]),
        tuple(tuple(ExerciseStatus(status) for status in step) for step in entry["steps"]),
        str(entry["statement"]),
    )
