"""Workshops of a method of one's own on the command line."""

from __future__ import annotations

import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from pdf_words import all_words, page_words
from pypdf import PdfReader

from visionwork.assets import asset_dir
from visionwork.cli import run
from visionwork.document.access import editing
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.domain.rounds import QuestionKind, RoundGroup
from visionwork.paths import app_data_dir

NOT_HERE = (
    "The workshop was made with the method “Unsere Schritte” (schritte); its file is not on this computer."
    " Give the file once with --method FILE; the app keeps a copy of it.\n"
)


@pytest.fixture
def german(tmp_path: Path) -> Path:
    """A method of one's own in German."""
    text = (asset_dir("resources") / "method" / "en.toml").read_text(encoding="utf-8")
    path = tmp_path / "schritte.toml"
    for old, new in (
        ("id = 'visionwork'", "id = 'schritte'"),
        ("name = 'Relationship first'", "name = 'Unsere Schritte'"),
        ("language = 'en'", "language = 'de'"),
    ):
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def workshop(tmp_path: Path, german: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workshop made with it, with a round."""
    path = tmp_path / "hafen.visionwork"
    command = ["new", str(path), "--title", "Hafen", "--organisation", "Hotel Hafen"]
    assert run([*command, "--method", str(german)]) == 0
    with editing(path, app_data_dir()) as document:
        draft = document.texts.save_draft(STATEMENT_SUBJECT, "Wir bleiben erreichbar.")
        questions = [(QuestionKind.SCALE, "Das gilt auch mir.")]
        document.rounds.open(draft.id, questions, [RoundGroup(1), RoundGroup(2)], document.clock().date())
        document.cards.add("customer-behaviour", "group:1", "Sie rufen an")
    capsys.readouterr()
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another computer, which has never seen the method."""

    def move() -> None:
        monkeypatch.setenv("VISIONWORK_HOME", str(tmp_path / "elsewhere"))

    return move  # type: ignore[return-value]


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> tuple[str, str]:
    assert run([str(argument) for argument in arguments]) == code
    captured = capsys.readouterr()
    return captured.out, captured.err


def test_a_workshop_finds_its_method_again_without_its_file(
    workshop: Path, german: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    german.unlink()
    text, errors = said(capsys, "show", workshop, "--json")
    assert errors == ""
    assert json.loads(text)["method"] == {"id": "schritte", "name": "Unsere Schritte", "left_out": 0}


def test_form_and_report_are_in_the_language_of_the_method(
    workshop: Path, german: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, report = tmp_path / "form.pdf", tmp_path / "report.pdf"
    said(capsys, "feedback-form", workshop, "--round", 1, "-o", form)
    assert "Was geschützt ist" in page_words(form)[0]
    said(capsys, "export", workshop, "-o", report, "--cut", "poster")
    assert PdfReader(report).trailer["/Root"]["/Lang"] == "de"


def test_a_form_can_be_in_the_language_of_another_method(
    workshop: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    english = asset_dir("resources") / "method" / "en.toml"
    form = tmp_path / "form.pdf"
    said(capsys, "feedback-form", workshop, "--round", 1, "-o", form, "--method", english)
    assert "What is protected" in page_words(form)[0]


def test_where_the_method_is_not_known_nothing_is_told_instead(
    workshop: Path, german: Path, elsewhere: object, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    elsewhere()  # type: ignore[operator]
    report = tmp_path / "report.pdf"
    assert said(capsys, "show", workshop, code=1) == ("", NOT_HERE)
    assert said(capsys, "export", workshop, "-o", report, code=1) == ("", NOT_HERE)
    assert not report.exists()
    said(capsys, "feedback-form", workshop, "--round", 1, "-o", tmp_path / "form.pdf")  # needs no steps
    said(capsys, "show", workshop, "--method", german)
    assert said(capsys, "show", workshop)[1] == ""  # given once is enough


def test_another_method_says_what_it_leaves_out_and_calls_no_signature_lapsed(
    written_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = Path(shutil.copy(written_sample, tmp_path / "sample.visionwork"))
    other = tmp_path / "small.toml"
    text = (Path(__file__).parent / "method" / "small.toml").read_text(encoding="utf-8")
    other.write_text(text, encoding="utf-8")
    report = tmp_path / "report.pdf"
    _, errors = said(capsys, "export", sample, "-o", report, "--cut", "summary", "--method", other)
    assert "made with the method “Relationship first” (visionwork); “Small method” (small)" in errors
    assert "has no place for" in errors
    assert "are left out: this method does not have all that was signed." in errors
    assert "lapsed" not in errors.lower()
    assert "lapsed" not in all_words(report).lower()
    text, errors = said(capsys, "show", sample, "--method", other)
    assert "Maren Holt: not compared; this method does not have all that was signed" in text
    assert "is another one" in errors


def test_a_grid_that_was_renamed_is_told(
    written_sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = Path(shutil.copy(written_sample, tmp_path / "sample.visionwork"))
    text = (asset_dir("resources") / "method" / "en.toml").read_text(encoding="utf-8")
    other = tmp_path / "renamed.toml"
    other.write_text(text.replace("'values'", "'principles'"), encoding="utf-8")
    text, errors = said(capsys, "show", sample, "--json", "--method", other)
    data = json.loads(text)
    assert {signature["state"] for signature in data["signatures"]} == {"not compared"}
    assert data["method"]["left_out"] > 0
    assert "has the id and the name of the app's own method" in errors
    assert "of 1 exercise in this workshop; they are left out." in errors


def test_an_id_that_a_stranger_wrote_opens_no_file(
    workshop: Path, tmp_path: Path, german: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = sqlite3.connect(workshop)
    connection.execute("UPDATE workshop SET method_id = '../../schritte'")
    connection.commit()
    connection.close()
    text, errors = said(capsys, "show", workshop, code=1)
    assert text == ""
    assert "(../../schritte)" in errors


def test_a_new_workshop_begins_with_the_words_of_its_method(
    tmp_path: Path, german: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "[words.customers]\none = 'Kunde'\nmany = 'Kunden'\n\n[statement]"
    german.write_text(german.read_text(encoding="utf-8").replace("[statement]", words, 1), encoding="utf-8")
    path = tmp_path / "hafen.visionwork"
    said(capsys, "new", path, "--title", "Hafen", "--organisation", "Hotel Hafen", "--method", german)
    text, _ = said(capsys, "show", path)
    assert "Desired Kunde behaviour: not begun" in text
    assert "   Kunden (Kunden)\n   Employees (employees)\n" in text
