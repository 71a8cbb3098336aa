from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path

import pytest

from visionwork.document import migrations
from visionwork.document.access import open_to_read
from visionwork.document.backup import backups
from visionwork.document.check import check_document
from visionwork.document.connection import connect
from visionwork.document.document import create_database
from visionwork.document.migrations import STEPS, Step, expected_schema, migrate, schema_items
from visionwork.document.opening import NoticeKind
from visionwork.document.schema import DERIVED, TABLES
from visionwork.document.session import DocumentSession
from visionwork.document.workfolder import AppFolders

STORED = Path(__file__).resolve().parents[2] / "data" / "schema-1.visionwork"
NEXT = Step(2, "m0002_a_note", "ALTER TABLE session ADD COLUMN note TEXT NOT NULL DEFAULT '';\n")


@pytest.fixture
def next_release(monkeypatch: pytest.MonkeyPatch) -> None:
    """An app that has one step more than this one."""
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, NEXT))


def test_a_new_document_has_the_expected_schema(tmp_path: Path) -> None:
    create_database(tmp_path / "a", "T", "O")
    connection = connect(tmp_path / "a")
    assert schema_items(connection) == expected_schema(migrations.current_version())
    assert connection.execute("PRAGMA user_version").fetchone()[0] == migrations.current_version()
    names = [row["name"] for row in connection.execute("SELECT name FROM _sqlite_migrations")]
    assert names == [step.name for step in STEPS]
    connection.close()


def test_every_table_is_strict_and_known_to_the_store(tmp_path: Path) -> None:
    create_database(tmp_path / "a", "T", "O")
    connection = connect(tmp_path / "a")
    found = {row["name"]: row for row in connection.execute("PRAGMA table_list") if row["schema"] == "main"}
    ours = {name for name in found if not name.startswith(("sqlite_", "_sqlite_"))}
    assert ours == {*TABLES, *DERIVED}
    assert all(found[name]["strict"] for name in ours)
    for name, shape in TABLES.items():
        columns = [row["name"] for row in connection.execute(f"PRAGMA table_info({name})")]
        assert columns == list(shape.all_columns)
    connection.close()


def test_steps_are_numbered_without_a_gap() -> None:
    assert [step.version for step in STEPS] == list(range(1, len(STEPS) + 1))
    assert len({step.name for step in STEPS}) == len(STEPS)


def test_the_stored_document_of_the_first_release_opens(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "first.visionwork"
    shutil.copyfile(STORED, path)
    assert check_document(path).findings == ()
    session = DocumentSession.open(path, home)
    assert session.document.workshop.get().title == "Schema 1"
    assert len(session.document.texts.drafts("statement")) == 2
    assert session.document.rounds.all()[0].response_count == 6
    assert [promise.text for promise in session.document.promises.all()] == ["we listen"]
    assert session.document.coaching.meanings() == {"partner": None}
    session.document.cards.add("behaviour", "group:1", "Added by this version")
    assert session.close().safe
    assert check_document(path).findings == ()


@pytest.mark.usefixtures("next_release")
def test_an_older_document_is_kept_then_brought_up(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "first.visionwork"
    shutil.copyfile(STORED, path)
    before = path.read_bytes()
    session = DocumentSession.open(path, home)
    assert [notice.kind for notice in session.notices] == [NoticeKind.MIGRATED]
    assert path.read_bytes() == before
    assert [found.path.read_bytes() for found in backups(AppFolders(home), path)] == [before]
    session.document.workshop.add_session("Morning")
    assert session.close().safe
    connection = sqlite3.connect(path)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 2
    assert connection.execute("SELECT note FROM session").fetchall() == [("",)]
    connection.close()
    assert check_document(path).sound


@pytest.mark.usefixtures("next_release")
def test_an_older_document_is_read_without_being_changed(tmp_path: Path, home: Path) -> None:
    path = tmp_path / "first.visionwork"
    shutil.copyfile(STORED, path)
    document = open_to_read(path, home)
    assert document.workshop.sessions() == ()
    document.close()
    assert path.read_bytes() == STORED.read_bytes()


def test_a_step_that_breaks_off_leaves_the_document_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "first.visionwork"
    shutil.copyfile(STORED, path)

    def break_off(_db: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    broken = Step(2, NEXT.name, NEXT.ddl, break_off)
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, broken))
    connection = connect(path)
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection)
    assert schema_items(connection) == expected_schema(1)
    assert connection.execute("PRAGMA user_version").fetchone()[0] == 1
    monkeypatch.setattr(migrations, "STEPS", (*STEPS, NEXT))
    migrate(connection)
    assert schema_items(connection) == expected_schema(2)
    connection.close()
