"""The schema of a workshop document, written by hand; see docs/document-format.md."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

APPLICATION_ID = 0x56697744
"""SQLite application id of a workshop document: "ViwD" in ASCII."""

SCHEMA_VERSION = 1
"""Schema this version of the app reads and writes; kept in PRAGMA user_version."""

DDL_1 = """
CREATE TABLE workshop (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    uuid TEXT NOT NULL,
    revision INTEGER NOT NULL DEFAULT 0,
    title TEXT NOT NULL,
    organisation TEXT NOT NULL,
    held_on TEXT,
    audience TEXT NOT NULL DEFAULT '',
    language TEXT NOT NULL DEFAULT 'en',
    logo BLOB
) STRICT;
CREATE TABLE house_word (
    kind TEXT PRIMARY KEY,
    singular TEXT NOT NULL,
    plural TEXT NOT NULL
) STRICT;
CREATE TABLE session (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    held_on TEXT
) STRICT;
CREATE TABLE stakeholder_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('customers','employees','managers','executives','community','other')),
    headcount INTEGER CHECK (headcount >= 0)
) STRICT;
CREATE TABLE participant (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL DEFAULT '',
    group_id INTEGER REFERENCES stakeholder_group(id),
    is_leader INTEGER NOT NULL DEFAULT 0 CHECK (is_leader IN (0, 1))
) STRICT;
CREATE TABLE exercise_done (
    exercise_id TEXT PRIMARY KEY,
    done_on TEXT NOT NULL
) STRICT;
CREATE TABLE card (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    exercise_id TEXT NOT NULL,
    lane TEXT NOT NULL,
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    votes INTEGER NOT NULL DEFAULT 0 CHECK (votes >= 0)
) STRICT;
CREATE TABLE grid_row (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    exercise_id TEXT NOT NULL,
    position INTEGER NOT NULL,
    seed TEXT,
    cells TEXT NOT NULL DEFAULT '{}',
    UNIQUE (exercise_id, seed)
) STRICT;
CREATE TABLE curve (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    exercise_id TEXT NOT NULL,
    group_id INTEGER REFERENCES stakeholder_group(id),
    moment TEXT NOT NULL CHECK (moment IN ('today', 'target')),
    share_1 INTEGER NOT NULL CHECK (share_1 BETWEEN 0 AND 100),
    share_2 INTEGER NOT NULL CHECK (share_2 BETWEEN 0 AND 100),
    share_3 INTEGER NOT NULL CHECK (share_3 BETWEEN 0 AND 100),
    share_4 INTEGER NOT NULL CHECK (share_4 BETWEEN 0 AND 100),
    CHECK (share_1 + share_2 + share_3 + share_4 = 100)
) STRICT;
CREATE UNIQUE INDEX curve_once ON curve (exercise_id, ifnull(group_id, 0), moment);
CREATE TABLE working_text (
    subject TEXT PRIMARY KEY,
    text TEXT NOT NULL,
    author TEXT NOT NULL DEFAULT '',
    edited_at TEXT NOT NULL
) STRICT;
CREATE TABLE draft (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    subject TEXT NOT NULL,
    number INTEGER NOT NULL CHECK (number > 0),
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    summary TEXT NOT NULL DEFAULT '',
    author TEXT NOT NULL DEFAULT '',
    saved_at TEXT NOT NULL,
    restored_from INTEGER,
    UNIQUE (subject, number)
) STRICT;
CREATE TABLE set_aside (
    draft_id INTEGER PRIMARY KEY REFERENCES draft(id),
    reason TEXT NOT NULL
) STRICT;
CREATE TABLE agreement (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER NOT NULL REFERENCES draft(id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    agreed_on TEXT NOT NULL,
    agreed_by TEXT NOT NULL
) STRICT;
CREATE TABLE round (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL UNIQUE CHECK (number > 0),
    draft_id INTEGER NOT NULL REFERENCES draft(id),
    draft_sha256 TEXT NOT NULL CHECK (length(draft_sha256) = 64),
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    opened_on TEXT NOT NULL,
    closed_on TEXT
) STRICT;
CREATE TABLE round_group (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL REFERENCES round(id),
    group_id INTEGER NOT NULL REFERENCES stakeholder_group(id),
    invited INTEGER CHECK (invited >= 0),
    UNIQUE (round_id, group_id)
) STRICT;
CREATE TABLE question (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL REFERENCES round(id),
    position INTEGER NOT NULL,
    code TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('scale', 'open')),
    text TEXT NOT NULL,
    UNIQUE (round_id, code)
) STRICT;
CREATE TABLE response (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL REFERENCES round(id),
    group_id INTEGER NOT NULL REFERENCES stakeholder_group(id),
    channel TEXT NOT NULL CHECK (channel IN ('typed', 'kiosk', 'phone', 'csv', 'pdf form')),
    fingerprint TEXT,
    scales TEXT NOT NULL,
    comments TEXT NOT NULL DEFAULT '{}',
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    UNIQUE (round_id, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE INDEX response_tally ON response (round_id, group_id, scales);
CREATE TABLE signature (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    participant_id INTEGER NOT NULL REFERENCES participant(id),
    name TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Table:
    """What the store needs to know of a table: its key column and the others, in order."""

    key: str
    columns: tuple[str, ...]


def _table(key: str, columns: str) -> Table:
    return Table(key, tuple(columns.split()))


TABLES: Mapping[str, Table] = {
    "workshop": _table("id", "uuid revision title organisation held_on audience language logo"),
    "house_word": _table("kind", "singular plural"),
    "session": _table("id", "position title held_on"),
    "stakeholder_group": _table("id", "position name kind headcount"),
    "participant": _table("id", "position name role group_id is_leader"),
    "exercise_done": _table("exercise_id", "done_on"),
    "card": _table("id", "exercise_id lane position text votes"),
    "grid_row": _table("id", "exercise_id position seed cells"),
    "curve": _table("id", "exercise_id group_id moment share_1 share_2 share_3 share_4"),
    "working_text": _table("subject", "text author edited_at"),
    "draft": _table("id", "subject number text sha256 summary author saved_at restored_from"),
    "set_aside": _table("draft_id", "reason"),
    "agreement": _table("id", "draft_id sha256 agreed_on agreed_by"),
    "round": _table("id", "number draft_id draft_sha256 status opened_on closed_on"),
    "round_group": _table("id", "round_id group_id invited"),
    "question": _table("id", "round_id position code kind text"),
    "response": _table("key", "round_id group_id channel fingerprint scales comments sha256"),
    "signature": _table("id", "participant_id name signed_on sha256"),
}
"""Every table of the schema; the store refuses names that are not here."""
