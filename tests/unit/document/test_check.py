"""What `visionwork check` finds; each case is damage that the structure alone does not show."""

from __future__ import annotations

import random
import shutil
import sqlite3
from pathlib import Path

import pytest

from visionwork.document.access import open_to_read
from visionwork.document.check import check_document
from visionwork.document.errors import DocumentError, MissingDocumentError, NotAWorkshopError

STORED = Path(__file__).resolve().parents[2] / "data" / "schema-1.visionwork"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Aldermoor.visionwork"
    shutil.copyfile(STORED, path)
    return path


def test_a_sound_document_has_no_findings_and_is_not_touched(path: Path) -> None:
    before = path.stat().st_mtime_ns, path.read_bytes()
    report = check_document(path)
    assert report.sound
    assert report.findings == ()
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    assert [found.name for found in path.parent.iterdir()] == [path.name]


CASES = {
    "UPDATE draft SET text = text || '!' WHERE id = 2": "draft 1 of the statement does not fit its hash",
    "UPDATE draft SET text = text || '!' WHERE id = 1": "draft 1 of a view (view:future-relationship:1)",
    "UPDATE response SET scales = '2' WHERE scales = '1'": "An answer of round 1 does not fit",
    "UPDATE response SET scales = '5' WHERE scales = '1'": "An answer of round 1 does not fit",
    "UPDATE agreement SET sha256 = replace(sha256, 'a', 'b')": "The agreement on draft 2 of the statement",
    "UPDATE round SET draft_sha256 = replace(draft_sha256, 'a', 'b')": "The round on draft 2",
    "UPDATE signature SET sha256 = upper(sha256)": "The signature of Ann Okafor",
    "UPDATE grid_row SET cells = '{' WHERE id = 1": "holds cells that cannot be read",
    "UPDATE grid_row SET cells = '[]' WHERE id = 1": "holds cells that cannot be read",
    "DELETE FROM card": "links to an entry that is not there (card:1)",
    "UPDATE participant SET group_id = 99": "A row of participant refers to a row of stakeholder_group",
    "UPDATE draft SET subject = 'view:x:99' WHERE id = 1": "a group that is not there (view:x:99)",
    "UPDATE promise SET text = text || '!'": "The promise “we listen!” does not fit its hash",
    "UPDATE promise SET stakeholders = 'shareholders'": "The promise “we listen” does not fit its hash",
    "UPDATE drift_decision SET sha256 = upper(sha256)": "The decision “Too soft for the board”",
    "UPDATE promise_answer SET promise_id = 9": "A row of promise_answer refers to a row of promise",
    "CREATE TRIGGER t AFTER INSERT ON card BEGIN SELECT 1; END": "Another program changed the tables",
    "UPDATE workshop SET method_id = '../secret'": "The workshop's method has no valid id (“../secret”)",
    "UPDATE workshop SET language = 'English, mostly'": "“English, mostly” is no language",
    "DELETE FROM workshop": "The workshop's own record is missing",
}


@pytest.mark.parametrize("sql", CASES)
def test_damage_is_told_in_a_sentence(path: Path, sql: str) -> None:
    connection = sqlite3.connect(path)
    connection.execute(sql)
    connection.commit()
    connection.close()
    report = check_document(path)
    assert not report.sound
    assert any(CASES[sql] in finding for finding in report.findings), report.findings
    assert all(finding.endswith(".") for finding in report.findings)


def test_many_findings_of_a_kind_are_counted(path: Path) -> None:
    connection = sqlite3.connect(path)
    for number in range(50):
        connection.execute(
            "INSERT INTO draft (subject, number, text, sha256, saved_at) VALUES ('statement', ?, 'x', ?, '')",
            [number + 10, "0" * 64],
        )
    connection.commit()
    connection.close()
    report = check_document(path)
    assert len(report.findings) == 21
    assert report.findings[-1] == "… and 30 more of this kind."


def test_what_cannot_be_checked_is_told(path: Path, tmp_path: Path) -> None:
    with pytest.raises(MissingDocumentError):
        check_document(tmp_path / "gone")
    (tmp_path / "text").write_text("Dear team")
    with pytest.raises(NotAWorkshopError):
        check_document(tmp_path / "text")
    with pytest.raises(DocumentError):
        check_document(tmp_path)


def test_no_flipped_bit_in_a_text_goes_unnoticed(path: Path, tmp_path: Path) -> None:
    """Flip single bits all over the file: whatever then opens without a finding says the same."""
    document = open_to_read(path, tmp_path / "home")
    drafts = [draft.text for draft in document.texts.all_drafts()]
    answers = sorted((c.group_id, c.text) for c in document.rounds.comments(1))
    tallies = document.rounds.tallies(1)
    document.close()
    whole, dice, opened = path.read_bytes(), random.Random(20260302), 0
    copy = tmp_path / "flipped.visionwork"
    texts = [whole.index(draft.encode()) + len(draft) // 2 for draft in drafts]
    for place in [*texts, *(dice.randrange(100, len(whole)) for _ in range(80))]:
        flipped = bytearray(whole)
        flipped[place] ^= 1 << dice.randrange(8)
        copy.write_bytes(flipped)
        try:
            if check_document(copy).findings:
                continue
            document = open_to_read(copy, tmp_path / "home")
        except DocumentError:
            continue
        opened += 1
        assert [draft.text for draft in document.texts.all_drafts()] == drafts
        assert sorted((c.group_id, c.text) for c in document.rounds.comments(1)) == answers
        assert document.rounds.tallies(1) == tallies
        document.close()
    assert opened > 10
