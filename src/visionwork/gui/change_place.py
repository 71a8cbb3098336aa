"""Which pages hold what a change touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.gui.rail_model import exercise_page

if TYPE_CHECKING:
    from visionwork.document.store import Change
    from visionwork.domain.method import Method
    from visionwork.domain.snapshot import WorkshopSnapshot

_TITLES = {
    "setup": "Set-up",
    "rounds": "Feedback rounds",
    "statement": "Vision statement",
}
_TABLES = {
    "setup": frozenset(("workshop", "house_word", "session", "stakeholder_group", "participant", "meaning")),
    "rounds": frozenset(
        (
            "round", "round_event", "round_group", "question", "response", "batch", "batch_marks",
            "answer_block", "summary", "theme", "comment", "comment_block", "let_out", "let_out_batch",
        )
    ),
    "statement": frozenset(
        (
            "set_aside", "agreement", "promise_list", "promise", "promise_answer", "drift_decision",
            "silence", "flip", "meaning",
        )
    ),
}  # fmt: skip
"""Where the rows of a table are entered; those of exercises and texts say themselves whose they are."""


def pages_of(change: Change, method: Method) -> list[str]:
    """Return the ids of the pages where what changed is entered, the likeliest first."""
    found = [page for page, tables in _TABLES.items() if change.tables & tables]
    if STATEMENT_SUBJECT in change.subjects:
        found.append("statement")
    own = change.exercise_ids | {subject.split(":")[1] for subject in change.subjects if ":" in subject}
    found += [exercise_page(exercise.id) for exercise in method.exercises() if exercise.id in own]
    return list(dict.fromkeys(found))


def title_of(page_id: str, method: Method, snapshot: WorkshopSnapshot) -> str:
    """Return what the rail calls a page."""
    titles = {exercise_page(one.id): snapshot.fill(one.title) for one in method.exercises()}
    return titles.get(page_id) or _TITLES[page_id]
