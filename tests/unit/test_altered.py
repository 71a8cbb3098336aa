"""Words changed behind the app's back: every way out says so, and none shows them as good."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_words import all_words

from visionwork.cli import run
from visionwork.collecting import PhoneCollection
from visionwork.document.access import editing
from visionwork.document.errors import AlteredTextError
from visionwork.document.session import DocumentSession
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.round_forms import round_forms, round_judge
from visionwork.server_rounds import prepare_round

Said = Callable[..., tuple[str, str]]
SEEN = "altered outside the app"


def change(path: Path, sql: str, *values: object) -> None:
    """Change what is stored behind the app's back."""
    connection = sqlite3.connect(path)
    assert connection.execute(sql, values).rowcount
    connection.commit()
    connection.close()


def flip(path: Path, draft_id: int, bit: int = 1) -> None:
    """Change one byte of a draft in the file itself, as a bad disk does."""
    connection = sqlite3.connect(path)
    (text,) = connection.execute("SELECT text FROM draft WHERE id = ?", [draft_id]).fetchone()
    connection.close()
    content, stored = path.read_bytes(), text.encode()
    assert stored in content
    path.write_bytes(content.replace(stored, stored[:4] + bytes([stored[4] ^ bit]) + stored[5:]))


def flip_draft(path: Path, number: int) -> None:
    """Change a character of a draft of the statement."""
    change(
        path,
        "UPDATE draft SET text = substr(text, 1, 9) || 'ß' || substr(text, 11)"
        " WHERE subject = 'statement' AND number = ?",
        number,
    )


@pytest.fixture
def sample(tmp_path: Path, written_sample: Path) -> Path:
    return Path(shutil.copy(written_sample, tmp_path / "sample.visionwork"))


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Said:
    def told(*arguments: object, code: int = 0) -> tuple[str, str]:
        capsys.readouterr()
        assert run([str(argument) for argument in arguments]) == code
        return capsys.readouterr()

    return told


def words_of(pdf: Path) -> str:
    return all_words(pdf)


def test_show_takes_an_altered_draft_for_neither_tested_nor_agreed(sample: Path, said: Said) -> None:
    for number in (3, 4, 6):
        flip_draft(sample, number)
    told, warned = said("show", sample)
    for number in (3, 4, 6):
        assert f"Draft {number}: {SEEN}\n" in told
        assert warned.count(f"draft {number} of the statement") == 1
    assert "tested as written" not in told
    assert ", agreed 2026" not in told
    assert "The agreement of 2026-03-12 was on draft 6; what is stored now was altered" in told
    assert "Restore a backup" in told
    assert warned.count("Restore a backup") == 1

    data = json.loads(said("show", sample, "--json", "--changes")[0])
    found = {draft["draft"]: draft for draft in data["statement"]}
    assert [number for number in found if found[number]["altered"]] == [3, 4, 6]
    assert found[6]["evidence"] == SEEN
    assert found[6]["agreed"] is None
    assert data["agreement"]["state"] == SEEN
    assert data["drift"] is None
    assert [len(item["altered"]) for item in data["rounds"]] == [1, 1]


@pytest.mark.parametrize("bit", [1, 128])  # another letter, and bytes that are no text at all
def test_a_byte_flipped_in_the_file_itself_is_enough(sample: Path, said: Said, bit: int) -> None:
    flip(sample, 21, bit)
    told, warned = said("show", sample)
    assert f"Draft 6: {SEEN}" in told
    assert "does not fit its hash" in warned
    assert "draft 6 of the statement" in said("check", sample, code=1)[0]


def test_an_altered_draft_is_printed_as_such(sample: Path, tmp_path: Path, said: Said) -> None:
    for number in (4, 6):
        flip_draft(sample, number)
    flip(sample, 7)  # of a view
    pdf = tmp_path / "report.pdf"
    warned = said("export", sample, "-o", pdf)[1]
    assert "Every page is marked DRAFT: Draft 6 was altered outside the app" in warned
    told = words_of(pdf)
    sentence = "Draft 6 was altered outside the app: its words are not those that were saved"
    assert sentence in told
    assert "Altered outside the app: nobody has read, tested or agreed on these words." in told
    assert "Draft 4 was altered outside the app" in told
    assert "Draft 1 was altered outside the app" in told
    assert "What is stored of draft 4 is not what people read" in told
    assert "Restore a backup" in told
    assert "Tested as written" not in told
    assert "Draft 6, agreed" not in told
    assert "the agreed text" not in told

    poster = tmp_path / "poster.pdf"
    said("export", sample, "-o", poster, "--cut", "poster")
    assert sentence in words_of(poster)


def test_an_altered_promise_is_named(sample: Path, said: Said) -> None:
    change(sample, "UPDATE promise SET text = text || '!' WHERE id = 1")
    told, warned = said("show", sample, "--json", "--changes")
    assert [item["altered"] for item in json.loads(told)["promises"] if "altered" in item] == [True]
    assert warned.count("does not fit its hash") == 1


def test_nobody_is_asked_about_altered_words(sample: Path, tmp_path: Path, said: Said) -> None:
    form = tmp_path / "form.pdf"
    said("feedback-form", sample, "--round", 2, "-o", form)
    flip_draft(sample, 4)
    for arguments in (
        ("feedback-form", sample, "--round", 2, "-o", tmp_path / "altered.pdf"),
        ("read-forms", sample, form, "--round", 2),
        ("collect", sample, "--round", 2, "--host", "127.0.0.1"),
    ):
        warned = said(*arguments, code=1)[1]
        assert "Draft 4 was altered outside the app" in warned
        assert "Restore a backup" in warned
    assert not (tmp_path / "altered.pdf").exists()
    said("feedback-form", sample, "--round", 1, "-o", tmp_path / "sound.pdf")


def test_no_way_of_asking_or_building_on_altered_words_is_open(sample: Path, tmp_path: Path) -> None:
    flip_draft(sample, 4)
    with editing(sample, tmp_path / "home") as document:
        asked = document.rounds.all()[1]
        draft = document.texts.drafts("statement")[3]
        today = document.clock().date()
        document.rounds.reopen(asked.id, today)
        asked = document.rounds.all()[1]
        group = [RoundGroup(document.groups.all()[0].id)]
        for attempt in (
            lambda: document.texts.shown(asked),
            lambda: round_forms(document, asked),
            lambda: round_judge(document, asked),
            lambda: prepare_round(document, asked, "https://feedback.example.org", "en", tmp_path),
            lambda: PhoneCollection(document, asked.id, "127.0.0.1", 0, tmp_path, language="en"),
            lambda: document.texts.agree(draft.id, "Everybody", today),
            lambda: document.texts.restore_draft(draft.id),
            lambda: document.rounds.open(draft.id, [(QuestionKind.SCALE, "Yes?")], group, today),
        ):
            with pytest.raises(AlteredTextError):
                attempt()
        document.rounds.close(asked.id, today)


def test_a_round_whose_hash_was_altered_shows_nobody_its_draft(
    sample: Path, tmp_path: Path, said: Said
) -> None:
    change(sample, "UPDATE round SET draft_sha256 = replace(draft_sha256, 'a', 'b') WHERE number = 2")
    warned = said("feedback-form", sample, "--round", 2, "-o", tmp_path / "form.pdf", code=1)[1]
    assert "Round 2 is on another wording than draft 4 has now" in warned
    assert "What is stored of draft 4 is not what people read" in said("results", sample)[0]


@pytest.mark.parametrize(
    ("what", "sentence"),
    [
        ("UPDATE comment SET text = text || '!' WHERE round_id = 1", "A comment of round 1"),
        ("UPDATE response SET scales = replace(scales, '4', '3') WHERE round_id = 1", "An answer of round 1"),
    ],
)
def test_altered_answers_are_told_with_the_results(
    sample: Path,
    tmp_path: Path,
    said: Said,
    what: str,
    sentence: str,
) -> None:
    change(sample, what)
    told = said("results", sample)[0]
    assert told.count(sentence) == 1
    assert "Restore a backup" in told
    first, second = json.loads(said("results", sample, "--json")[0])["rounds"]
    assert any(sentence in line for line in first["altered"])
    assert "altered" not in second
    assert sentence in said("results", sample, "--csv", tmp_path / "results.csv")[1]
    pdf = tmp_path / "report.pdf"
    assert sentence in said("export", sample, "-o", pdf, "--cut", "summary")[1]
    assert sentence in words_of(pdf)
    assert sentence in said("show", sample)[0]


def test_a_sound_workshop_says_nothing(sample: Path, said: Said) -> None:
    told, warned = said("show", sample, "--json")
    assert not any(draft["altered"] for draft in json.loads(told)["statement"])
    assert warned == ""
    assert "altered" not in said("results", sample)[0]


def test_a_working_copy_that_a_crash_left_is_looked_through_too(
    sample: Path, tmp_path: Path, said: Said
) -> None:
    home = tmp_path / "home"
    flip_draft(sample, 3)
    session = DocumentSession.open(sample, home)
    session.document.texts.write("statement", "Words that did not reach the file.")
    session.abandon()
    again = DocumentSession.open(sample, home)
    told = [notice.sentence for notice in again.notices]
    again.close()
    assert any("draft 3 of the statement" in sentence for sentence in told)
