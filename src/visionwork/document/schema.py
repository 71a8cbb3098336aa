"""The schema of a workshop document, written by hand; see docs/document-format.md."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

APPLICATION_ID = 0x56697744
"""SQLite application id of a workshop document: "ViwD" in ASCII."""

RECORD_DDL = """
CREATE TABLE _sqlite_migrations (
    id INTEGER PRIMARY KEY,
    migration_set TEXT,
    name TEXT,
    applied_at TEXT
) STRICT;
CREATE UNIQUE INDEX idx__sqlite_migrations_migration_set_name ON _sqlite_migrations (migration_set, name);
"""
"""Where sqlite-utils records the migrations. Made here, since its own words for this table change
between releases and the schema of a document is compared to the letter."""

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
    method_id TEXT NOT NULL,
    method_name TEXT NOT NULL,
    logo BLOB,
    picky INTEGER NOT NULL DEFAULT 0 CHECK (picky IN (0, 1))
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
    second_draft_id INTEGER REFERENCES draft(id),
    second_sha256 TEXT CHECK (length(second_sha256) = 64),
    status TEXT NOT NULL CHECK (status IN ('open', 'closed')),
    opened_on TEXT NOT NULL,
    closed_on TEXT,
    shredded_on TEXT,
    CHECK ((second_draft_id IS NULL) = (second_sha256 IS NULL)),
    CHECK (second_draft_id <> draft_id)
) STRICT;
CREATE TABLE round_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL,
    act TEXT NOT NULL CHECK (act IN ('opened', 'closed', 'reopened', 'single answers removed')),
    day TEXT NOT NULL
) STRICT;
CREATE INDEX round_event_round ON round_event (round_id);
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
    kind TEXT NOT NULL CHECK (kind IN ('scale', 'open', 'preference')),
    text TEXT NOT NULL,
    draft_id INTEGER REFERENCES draft(id),
    UNIQUE (round_id, code)
) STRICT;
CREATE TABLE response (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL REFERENCES round(id),
    group_id INTEGER NOT NULL REFERENCES stakeholder_group(id),
    channel TEXT NOT NULL CHECK (channel IN ('typed', 'kiosk', 'phone', 'csv', 'pdf form')),
    fingerprint TEXT,
    scales TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    UNIQUE (round_id, fingerprint)
) STRICT, WITHOUT ROWID;
CREATE INDEX response_tally ON response (round_id, group_id, scales);
CREATE TABLE batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL REFERENCES round(id),
    channel TEXT NOT NULL,
    people INTEGER NOT NULL CHECK (people > 0),
    written TEXT NOT NULL
) STRICT;
CREATE TABLE batch_marks (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL REFERENCES round(id),
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    marks BLOB NOT NULL CHECK (length(marks) % 8 = 0)
) STRICT, WITHOUT ROWID;
CREATE TABLE answer_block (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL REFERENCES round(id),
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    group_id INTEGER NOT NULL REFERENCES stakeholder_group(id),
    people INTEGER NOT NULL CHECK (people > 0),
    scales TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT, WITHOUT ROWID;
CREATE TABLE summary (
    round_id INTEGER PRIMARY KEY,
    counts TEXT NOT NULL
) STRICT;
CREATE TABLE theme (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL REFERENCES round(id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL
) STRICT;
CREATE TABLE comment (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL REFERENCES round(id),
    group_id INTEGER NOT NULL REFERENCES stakeholder_group(id),
    code TEXT NOT NULL,
    text TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    theme_id INTEGER REFERENCES theme(id),
    chosen INTEGER NOT NULL DEFAULT 0 CHECK (chosen IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX comment_round ON comment (round_id, code);
CREATE INDEX comment_theme ON comment (theme_id) WHERE theme_id IS NOT NULL;
CREATE INDEX comment_chosen ON comment (round_id) WHERE chosen = 1;
CREATE TABLE comment_block (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL REFERENCES round(id),
    batch_id INTEGER NOT NULL REFERENCES batch(id),
    code TEXT NOT NULL,
    comments TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT, WITHOUT ROWID;
CREATE TABLE let_out (
    key TEXT PRIMARY KEY CHECK (length(key) = 32),
    round_id INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('unnamed', 'named'))
) STRICT, WITHOUT ROWID;
CREATE TABLE let_out_batch (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL,
    batch_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    standing TEXT NOT NULL CHECK (standing IN ('unnamed', 'named')),
    UNIQUE (batch_id, group_id)
) STRICT;
CREATE TABLE figure (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    round_id INTEGER NOT NULL,
    group_id INTEGER NOT NULL,
    code TEXT NOT NULL,
    counts TEXT NOT NULL,
    shown INTEGER NOT NULL CHECK (shown IN (0, 1))
) STRICT;
CREATE INDEX figure_round ON figure (round_id);
CREATE TABLE signature (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    participant_id INTEGER NOT NULL REFERENCES participant(id),
    name TEXT NOT NULL,
    signed_on TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    words_sha256 TEXT NOT NULL CHECK (length(words_sha256) = 64)
) STRICT;
CREATE TABLE promise_list (
    draft_id INTEGER PRIMARY KEY REFERENCES draft(id),
    confirmed_on TEXT NOT NULL
) STRICT;
CREATE TABLE promise (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER NOT NULL REFERENCES draft(id),
    position INTEGER NOT NULL,
    text TEXT NOT NULL,
    stakeholders TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64)
) STRICT;
CREATE TABLE promise_answer (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    promise_id INTEGER NOT NULL REFERENCES promise(id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    present INTEGER NOT NULL CHECK (present IN (0, 1)),
    place TEXT NOT NULL DEFAULT '',
    UNIQUE (promise_id, sha256)
) STRICT;
CREATE TABLE drift_decision (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    draft_id INTEGER NOT NULL REFERENCES draft(id),
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    promise_id INTEGER REFERENCES promise(id),
    stakeholder TEXT CHECK (stakeholder IN
        ('customers','employees','managers','executives','community','shareholders')),
    decided_by TEXT NOT NULL,
    reason TEXT NOT NULL,
    decided_on TEXT NOT NULL,
    CHECK ((promise_id IS NULL) <> (stakeholder IS NULL))
) STRICT;
CREATE TABLE silence (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL CHECK (scope IN ('place', 'phrase', 'rule')),
    rule TEXT NOT NULL,
    phrase TEXT NOT NULL DEFAULT '',
    sha256 TEXT NOT NULL DEFAULT '' CHECK (length(sha256) IN (0, 64)),
    start INTEGER NOT NULL DEFAULT 0 CHECK (start >= 0),
    reason TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE TABLE flip (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    stakeholder TEXT NOT NULL CHECK (stakeholder IN
        ('customers','employees','managers','executives','community','shareholders')),
    state TEXT NOT NULL CHECK (state IN ('absent', 'named', 'promised')),
    UNIQUE (sha256, stakeholder)
) STRICT;
CREATE TABLE meaning (
    word TEXT PRIMARY KEY,
    stakeholder TEXT CHECK (stakeholder IN
        ('customers','employees','managers','executives','community','shareholders'))
) STRICT;
CREATE TABLE unfinished (
    place TEXT PRIMARY KEY,
    text TEXT NOT NULL
) STRICT;
"""


class Table:
    """What the store needs to know of a table.

    Args:
        name: Its name.
        key: The key column.
        columns: The other columns in order, with spaces between.

    Attributes:
        key: The key column.
        columns: The other columns, in order.
        all_columns: The key and the others.
        select, insert, delete: SQL for one row by its key, with every column.
    """

    __slots__ = ("all_columns", "columns", "delete", "insert", "key", "select")

    def __init__(self, name: str, key: str, columns: str) -> None:
        self.key = key
        self.columns = tuple(columns.split())
        self.all_columns = (key, *self.columns)
        names, marks = ", ".join(self.all_columns), ", ".join("?" * len(self.all_columns))
        self.select = f"SELECT {names} FROM {name} WHERE {key} = ?"  # noqa: S608
        self.insert = f"INSERT INTO {name} ({names}) VALUES ({marks})"  # noqa: S608
        self.delete = f"DELETE FROM {name} WHERE {key} = ?"  # noqa: S608

    def known(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the names as they are.

        Raises:
            KeyError: One of them is not a column; a name is never put into SQL unchecked.
        """
        names = tuple(names)
        for name in names:
            if name not in self.all_columns:
                raise KeyError(f"there is no column {name}")
        return names

    def place(self, name: str) -> int | None:
        """Return where a column stands in a whole row, or None when the table has none of the name."""
        return self.all_columns.index(name) if name in self.all_columns else None


TABLES: Mapping[str, Table] = {
    "workshop": Table(
        "workshop",
        "id",
        "uuid revision title organisation held_on audience language method_id method_name logo picky",
    ),
    "house_word": Table("house_word", "kind", "singular plural"),
    "session": Table("session", "id", "position title held_on"),
    "stakeholder_group": Table("stakeholder_group", "id", "position name kind headcount"),
    "participant": Table("participant", "id", "position name role group_id is_leader"),
    "exercise_done": Table("exercise_done", "exercise_id", "done_on"),
    "card": Table("card", "id", "exercise_id lane position text votes"),
    "grid_row": Table("grid_row", "id", "exercise_id position seed cells"),
    "curve": Table("curve", "id", "exercise_id group_id moment share_1 share_2 share_3 share_4"),
    "working_text": Table("working_text", "subject", "text author edited_at"),
    "draft": Table("draft", "id", "subject number text sha256 summary author saved_at restored_from"),
    "set_aside": Table("set_aside", "draft_id", "reason"),
    "agreement": Table("agreement", "id", "draft_id sha256 agreed_on agreed_by"),
    "round": Table(
        "round",
        "id",
        "number draft_id draft_sha256 second_draft_id second_sha256 status opened_on closed_on shredded_on",
    ),
    "round_event": Table("round_event", "id", "round_id act day"),
    "round_group": Table("round_group", "id", "round_id group_id invited"),
    "question": Table("question", "id", "round_id position code kind text draft_id"),
    "response": Table("response", "key", "round_id group_id channel fingerprint scales sha256"),
    "batch": Table("batch", "id", "round_id channel people written"),
    "batch_marks": Table("batch_marks", "key", "round_id batch_id marks"),
    "answer_block": Table("answer_block", "key", "round_id batch_id group_id people scales sha256"),
    "theme": Table("theme", "id", "round_id position name"),
    "comment": Table("comment", "key", "round_id group_id code text sha256 theme_id chosen"),
    "comment_block": Table("comment_block", "key", "round_id batch_id code comments sha256"),
    "let_out_batch": Table("let_out_batch", "id", "round_id batch_id group_id standing"),
    "let_out": Table("let_out", "key", "round_id standing"),
    "figure": Table("figure", "id", "round_id group_id code counts shown"),
    "signature": Table("signature", "id", "participant_id name signed_on sha256 words_sha256"),
    "promise_list": Table("promise_list", "draft_id", "confirmed_on"),
    "promise": Table("promise", "id", "draft_id position text stakeholders sha256"),
    "promise_answer": Table("promise_answer", "id", "promise_id sha256 present place"),
    "drift_decision": Table(
        "drift_decision", "id", "draft_id sha256 promise_id stakeholder decided_by reason decided_on"
    ),
    "silence": Table("silence", "id", "scope rule phrase sha256 start reason"),
    "flip": Table("flip", "id", "sha256 stakeholder state"),
    "meaning": Table("meaning", "word", "stakeholder"),
    "unfinished": Table("unfinished", "place", "text"),
}
"""Every table that commands write to; the store refuses names that are not here."""

DERIVED = frozenset(("summary",))
"""Tables that only repeat, for speed, what the others say; see `visionwork.document.summary`."""
