"""The command line as a script would use it: words on stdout, errors on stderr, exit codes."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from pdf_words import page_words
from pypdf import PdfWriter

from visionwork.__main__ import main
from visionwork.cli import run
from visionwork.document.access import editing
from visionwork.domain.drafts import STATEMENT_SUBJECT
from visionwork.paths import app_data_dir


@pytest.fixture
def sample(tmp_path: Path, written_sample: Path) -> Path:
    return Path(shutil.copy(written_sample, tmp_path / "sample.visionwork"))


@pytest.fixture(autouse=True)
def _quiet(capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()


def test_nothing_is_written_over_a_workshop(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    for arguments in (
        ["export", str(sample), "-o", str(sample)],
        ["results", str(sample), "--csv", str(sample)],
    ):
        assert run(arguments) == 1
        assert "is a workshop" in capsys.readouterr().err
    assert sample.read_bytes() == before


def test_a_new_workshop_begins_with_the_suggested_groups(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.visionwork"
    out(capsys, ["new", str(path), "--title", "Harbour", "--organisation", "Harbour Hotel"])
    groups = json.loads(out(capsys, ["show", str(path), "--json"]))["groups"]
    assert [group["name"] for group in groups] == [
        "Customers", "Employees", "Managers", "Executives", "Community",
    ]  # fmt: skip


def out(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 0) -> str:
    capsys.readouterr()
    assert run(arguments) == code
    return capsys.readouterr().out


def err(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int = 1) -> str:
    capsys.readouterr()
    assert run(arguments) == code
    return capsys.readouterr().err


def test_show_json_has_the_promised_shape(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(out(capsys, ["show", str(sample), "--json"]))
    assert set(data) == {
        "title", "organisation", "method", "steps", "groups", "statement", "rounds", "signatures",
    }  # fmt: skip
    assert [step["number"] for step in data["steps"]] == [1, 2, 3, 4]
    assert {e["status"] for step in data["steps"] for e in step["exercises"]} <= {"empty", "begun", "done"}
    assert data["statement"][5]["agreed"] == "2026-03-12"
    assert data["statement"][3]["evidence"] == "tested as written"
    assert data["rounds"] == [
        {"number": 1, "draft": 3, "status": "closed", "responses": 61},
        {"number": 2, "draft": 4, "status": "closed", "responses": 69},
    ]
    assert data["signatures"][0] == {"name": "Maren Holt", "state": "valid"}
    assert data["method"] == {"id": "visionwork", "name": "Relationship first", "left_out": 0}


def test_results_hold_back_the_small_group(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = json.loads(out(capsys, ["results", str(sample), "--round", "2", "--json"]))
    question = data["rounds"][0]["questions"][0]
    assert question["total"]["n"] == 69
    small = next(group for group in question["groups"] if group["name"] == "Health clients")
    assert small == {
        "name": "Health clients",
        "kind": "customers",
        "n": None,
        "counts": None,
        "held_back": True,
    }
    text = out(capsys, ["results", str(sample), "--round", "2"])
    assert "Health clients" in text
    assert "held back, fewer than five" in text


def test_tables_speak_of_people_as_the_house_does(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "results.csv"
    out(capsys, ["results", str(sample), "--csv", str(table)])
    text = table.read_text(encoding="utf-8-sig")
    assert '"Public sector clients","clients"' in text
    assert '"Account leads","colleagues"' in text
    assert '"customers"' not in text


def test_results_as_csv_open_in_a_spreadsheet(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "results.csv"
    out(capsys, ["results", str(sample), "--csv", str(table)])
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    assert "Delivery consultants" in table.read_text("utf-8-sig")


def test_import_feedback_once_twice_and_dry(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "answers.csv"
    lines = ["Group,This vision has a place for me."] + ["Account leads,5"] * 6
    table.write_text("\n".join(lines), "utf-8")
    arguments = ["import-feedback", str(sample), str(table), "--round", "1"]
    before = out(capsys, ["results", str(sample), "--round", "1"])
    assert "6 answers will be added" in out(capsys, [*arguments, "--dry-run"])
    assert out(capsys, ["results", str(sample), "--round", "1"]) == before
    assert run(arguments) == 0
    told = capsys.readouterr()
    assert "6 answers added" in told.out
    assert "Round 1 was closed: it was opened for these answers, and closed again." in told.err
    assert "0 answers added, 6 rows already here" in out(capsys, arguments)
    assert "13 of 21 agree" in out(capsys, ["results", str(sample), "--round", "1"])


@pytest.fixture(params=[1_000_000, 10])
def _short_or_long(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have files held in memory, then read a few hundred rows at a time."""
    monkeypatch.setattr("visionwork.feedback.long_files.LONG", request.param)


@pytest.mark.usefixtures("_short_or_long")
def test_a_row_that_does_not_fit_keeps_all_out_until_it_is_left_out(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "answers.csv"
    rows = [
        "Account leads,5",
        "Account leads,often",
        "Account leads,",
        *["Account leads,4"] * 5,
        "Martians,4",
    ]
    table.write_text("\n".join(["Group,This vision has a place for me.", *rows]), encoding="utf-8")
    arguments = ["import-feedback", str(sample), str(table), "--round", "1"]
    before = sample.read_bytes()
    for more, verb in ((["--dry-run"], "would be"), ([], "was")):
        assert run([*arguments, *more]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        *named, last = told.err.splitlines()
        assert named == [
            "Row 3, “This vision has a place for me.”: “often” is not one of the five answers.",
            "Row 10, “Group”: “Martians” is no group of this workshop.",
        ]
        assert last.startswith(f"Nothing {verb} imported: 2 rows do not fit.")
        assert last.endswith("or add --skip-unfit to import the rest (6 answers).")
    (first, *_) = json.loads(out(capsys, ["show", str(sample), "--json"]))["rounds"]
    assert "history" not in first
    assert sample.read_bytes() == before
    assert run([*arguments, "--skip-unfit"]) == 0
    told = capsys.readouterr()
    assert "6 answers added, 3 rows left out" in told.out
    assert "Row 4: nothing is answered in it." in told.err
    assert "0 answers added, 6 rows already here" in out(capsys, [*arguments, "--skip-unfit"])
    assert "2 rows do not fit" in err(capsys, arguments)


@pytest.mark.usefixtures("_short_or_long")
def test_rows_without_an_answer_keep_nothing_out(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "answers.csv"
    rows = ["Account leads,5", "Account leads,", "Martians,", "Account leads,4"]
    table.write_text("\n".join(["Group,This vision has a place for me.", *rows]), encoding="utf-8")
    assert run(["import-feedback", str(sample), str(table), "--round", "1"]) == 0
    told = capsys.readouterr()
    assert "2 answers added, 2 rows left out" in told.out
    assert told.err.count("nothing is answered in it.") == 2


def test_a_long_file_of_answers_comes_into_a_closed_round(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visionwork.feedback.long_files.LONG", 10)
    table = tmp_path / "long.csv"
    table.write_text("Group,This vision has a place for me.\n" + "Account leads,4\n" * 6, encoding="utf-8")
    assert run(["import-feedback", str(sample), str(table), "--round", "1"]) == 0
    told = capsys.readouterr()
    assert "6 answers added" in told.out
    assert "Round 1 was closed: it was opened for these answers, and closed again." in told.err
    (first, *_) = json.loads(out(capsys, ["show", str(sample), "--json"]))["rounds"]
    assert first["status"] == "closed"


def test_new_show_check(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "neu.visionwork"
    out(capsys, ["new", str(path), "--title", "Größe & 漢字 <b>", "--organisation", "Ελλάς"])
    assert json.loads(out(capsys, ["show", str(path), "--json"]))["title"] == "Größe & 漢字 <b>"
    assert "is sound" in out(capsys, ["check", str(path)])
    assert "there already" in err(capsys, ["new", str(path), "--title", "T", "--organisation", "O"])
    other = tmp_path / "nameless.visionwork"
    nameless = ["new", str(other), "--title", "  ", "--organisation", "O"]
    assert "Give the workshop a title." in err(capsys, nameless, 2)
    nobodys = ["new", str(other), "--title", "T", "--organisation", " "]
    assert "Say whose vision it is." in err(capsys, nobodys, 2)
    assert not other.exists()


@pytest.mark.parametrize("host", ["0.0.0.0", "evil.example", "192.0.2.1"])
def test_an_address_that_cannot_be_used_leaves_a_closed_round_closed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], host: str
) -> None:
    path = tmp_path / "ours.visionwork"
    out(capsys, ["sample", str(path)])
    with editing(path, app_data_dir()) as document:
        before = document.rounds.all()
    assert run(["collect", str(path), "--round", "2", "--host", host]) == 1
    assert "address" in capsys.readouterr().err
    with editing(path, app_data_dir()) as document:
        assert document.rounds.all() == before


def test_a_file_of_another_kind_is_told_and_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.visionwork"
    path.write_text("My notes", "utf-8")
    for arguments in (["show", str(path)], ["check", str(path)], ["results", str(path)]):
        assert "not a Visionwork workshop" in err(capsys, arguments)
    assert path.read_text("utf-8") == "My notes"


@pytest.mark.parametrize("command", ["check", "show", "results"])
def test_what_is_no_file_is_told_with_the_next_step(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert (
        err(capsys, [command, str(tmp_path)]) == f"{tmp_path.name} is a folder. Choose a .visionwork file.\n"
    )
    if os.name == "posix":
        pipe = tmp_path / "pipe.visionwork"
        os.mkfifo(pipe)
        for path in (pipe, Path("/dev/zero")):
            assert (
                err(capsys, [command, str(path)])
                == f"{path.name} is not a file. Choose a .visionwork file.\n"
            )


@pytest.mark.parametrize(
    "rest",
    [
        ["export", "-o"],
        ["results", "--csv"],
        ["import-feedback", "--round", "1"],
        ["feedback-form", "--round", "1", "-o"],
    ],
)
def test_a_folder_in_place_of_a_file_is_told_with_the_next_step(
    rest: list[str], sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "reports"
    folder.mkdir()
    assert run([rest[0], str(sample), *rest[1:], str(folder)]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{folder} is a folder. Name a file in it.\n")


def test_a_name_without_an_ending_gets_one_and_another_ending_is_refused(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("mine", encoding="utf-8")
    poster = ["export", str(sample), "--cut", "poster", "-o"]
    for arguments, ending in (
        (poster, ".pdf"),
        (["feedback-form", str(sample), "--round", "1", "-o"], ".pdf"),
        (["results", str(sample), "--csv"], ".csv or .xlsx"),
        (["server-round", str(sample), "--round", "1", "--url", "https://x.example", "-o"], ".json"),
        (["sample"], ".visionwork"),
        (["new", "--title", "T", "--organisation", "O"], ".visionwork"),
    ):
        said = err(capsys, [*arguments, str(notes)])
        assert said == (
            f"notes.txt does not end in {ending}. Name it notes{ending.split()[0]}, for instance.\n"
        )
    assert notes.read_text(encoding="utf-8") == "mine"
    bare = str(tmp_path / "bare")
    assert f"Wrote {bare}.pdf (1 page)" in out(capsys, [*poster, bare])
    arguments = ["new", bare, "--title", "T", "--organisation", "O"]
    assert f"to {bare}.visionwork" in out(capsys, arguments)
    assert "bare.visionwork is there already." in err(capsys, arguments)
    assert "bare.visionwork is there already." in err(capsys, ["sample", bare])


def test_only_what_was_written_there_before_is_written_over(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    commands = {
        "report.pdf": (["export", str(sample), "--cut", "poster", "-o"], "a PDF"),
        "results.csv": (["results", str(sample), "--csv"], "a table of results"),
        "results.XLSX": (["results", str(sample), "--csv"], "a table of results"),
    }
    for name, (arguments, kind) in commands.items():
        path = tmp_path / name
        path.write_bytes(b"Group,Q1\nAccount leads,4\n")
        said = err(capsys, [*arguments, str(path)])
        assert said == (
            f"{name} is there already and is not {kind}; it was left as it is. Choose another name.\n"
        )
        assert path.read_bytes() == b"Group,Q1\nAccount leads,4\n"
        path.write_bytes(b"")
        for _ in range(2):
            out(capsys, [*arguments, str(path)])
        assert path.stat().st_size
    table = tmp_path / "results.csv"  # as a spreadsheet keeps it
    table.write_text(table.read_text("utf-8-sig").replace('"', "").replace(",", ";"), "utf-8")
    out(capsys, ["results", str(sample), "--csv", str(table)])


def test_a_workshop_without_a_round_has_no_results(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, table = tmp_path / "new.visionwork", tmp_path / "results.csv"
    out(capsys, ["new", str(path), "--title", "T", "--organisation", "O"])
    sentence = "There is no feedback round yet. Open one in the app: Feedback rounds.\n"
    for more in ([], ["--csv", str(table)], ["--json", "--csv", str(table)]):
        assert run(["results", str(path), *more]) == 1
        assert capsys.readouterr() == ("", sentence)
    assert not table.exists()
    assert run(["results", str(path), "--json"]) == 0
    told = capsys.readouterr()
    assert (json.loads(told.out), told.err) == ({"rounds": []}, sentence)


def test_a_table_whose_columns_are_not_known_says_how_to_name_them(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, columns = tmp_path / "answers.csv", tmp_path / "columns.toml"
    arguments = ["import-feedback", str(sample), str(table), "--round", "1", "--dry-run"]
    for header, sentence in (
        ("Group,Colour", "No column answers a question of this round."),
        ("Colour,Q1", "Nothing says which group people belong to."),
    ):
        table.write_text(f"{header}\nred,4\n", encoding="utf-8")
        said = err(capsys, arguments)
        assert said.startswith(f"{sentence} Name the columns in a file and add it, as --map columns.toml.")
        assert said.count("\n") == 1
    assert all(line in said for line in ('group = "Team"', 'questions.q1 = "Opinion"'))
    columns.write_text('group = "Team"\nquestions.q1 = "Opinion"\n', encoding="utf-8")
    table.write_text("Team,Opinion\nAccount leads,4\n", encoding="utf-8")
    assert "1 answer will be added" in out(capsys, [*arguments, "--map", str(columns)])


def test_an_unknown_round_says_where_to_look(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "There is no round 9." in err(capsys, ["results", str(sample), "--round", "9"])


def test_a_damaged_draft_fails_the_check(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = bytearray(sample.read_bytes())
    place = content.find(b"number one consulting")
    assert place > 0
    content[place : place + 6] = b"Number"
    sample.write_bytes(content)
    assert "raft 5" in out(capsys, ["check", str(sample)], code=1)


@pytest.mark.parametrize("arguments", [["show"], ["results", "x", "--round", "two"], ["nonsense"]])
def test_a_wrong_call_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert err(capsys, arguments, code=2)


def _import(sample: Path, answers: list[tuple[int, str]]) -> None:
    table = sample.with_name(f"answers-{len(answers)}-{answers[0][1]}.csv")
    rows = [f"Account leads,{value},{words}" for value, words in answers]
    table.write_text("Group,Q1,Q5\n" + "\n".join(rows), encoding="utf-8")
    assert run(["import-feedback", str(sample), str(table), "--round", "2"]) == 0


def test_late_answers_show_when_five_of_a_group_are_there(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def named() -> set[str]:
        (found,) = json.loads(out(capsys, ["results", str(sample), "--round", "2", "--json"]))["rounds"]
        return {c["text"] for q in found["questions"] for c in q["comments"] if c["group"]}

    def leads() -> int:
        (found,) = json.loads(out(capsys, ["results", str(sample), "--round", "2", "--json"]))["rounds"]
        return next(g["n"] for g in found["questions"][0]["groups"] if g["name"] == "Account leads")

    before = leads()
    _import(sample, [(4, "one late word"), (5, "another late word")])
    assert leads() == before
    assert not {"one late word", "another late word"} & named()
    _import(sample, [(2, "third"), (3, "fourth"), (4, "fifth")])
    assert leads() == before + 5
    _import(sample, [(value, f"more {value}") for value in (1, 2, 3, 4, 5)])
    assert leads() == before + 10
    assert "more 5" in named()


def test_reading_results_leaves_the_file_alone(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = sample.read_bytes()
    out(capsys, ["results", str(sample)])
    out(capsys, ["show", str(sample)])
    assert sample.read_bytes() == before


def test_results_are_written_as_a_workbook(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = tmp_path / "results.xlsx"
    out(capsys, ["results", str(sample), "--csv", str(book)])
    assert book.read_bytes().startswith(b"PK")


def test_single_answers_are_removed_and_results_stay(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = out(capsys, ["results", str(sample), "--json"])
    assert "round 1" in out(capsys, ["shred", str(sample), "--round", "1", "--yes"])
    assert out(capsys, ["results", str(sample), "--json"]) == before
    for yes in (["--yes"], []):
        assert run(["shred", str(sample), "--round", "1", *yes]) == 1
        told = capsys.readouterr()
        assert told.out == ""
        assert "were removed before" in told.err
    assert "is sound" in out(capsys, ["check", str(sample)])


def test_nobody_is_asked_about_a_round_whose_answers_cannot_be_removed(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["shred", str(sample), "--round", "9"]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "There is no round 9. `visionwork show FILE` lists the rounds.\n")


def test_what_was_done_with_a_round_is_told(sample: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _import(sample, [(4, "late")])
    (_, second) = json.loads(out(capsys, ["show", str(sample), "--json"]))["rounds"]
    assert [event["act"] for event in second["history"]] == ["opened", "closed", "reopened", "closed"]
    assert second["status"] == "closed"
    assert "opened 2026-03-03, closed 2026-03-10, reopened" in out(capsys, ["show", str(sample)])


def test_a_file_of_another_round_is_noticed(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = tmp_path / "answers.csv"
    rows = [f"Account leads,{1 + place % 5},word {place}" for place in range(4)]
    table.write_text("Group,Q1,Q5\n" + "\n".join(rows), encoding="utf-8")
    arguments = ["import-feedback", str(sample), str(table), "--round"]
    out(capsys, [*arguments, "1"])
    assert "Most of these answers are in round 1 already. Add --again" in err(capsys, [*arguments, "2"])
    assert "4 answers added" in out(capsys, [*arguments, "2", "--again"])


def test_an_empty_form_adds_nothing_and_leaves_a_closed_round_as_it_is(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form = tmp_path / "form.pdf"
    out(capsys, ["feedback-form", str(sample), "--round", "2", "-o", str(form)])
    arguments = ["read-forms", str(sample), str(form), "--round", "2"]
    assert "is empty" in err(capsys, arguments)
    (_, second) = json.loads(out(capsys, ["show", str(sample), "--json"]))["rounds"]
    assert second["status"] == "closed"
    assert "history" not in second or len(second["history"]) == 2


def test_good_forms_come_in_beside_a_damaged_one(
    sample: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    form, filled, damaged = tmp_path / "form.pdf", tmp_path / "filled.pdf", tmp_path / "damaged.pdf"
    out(capsys, ["feedback-form", str(sample), "--round", "2", "-o", str(form)])
    writer = PdfWriter(clone_from=form)
    group = next(state for state in writer.get_fields()["group"]["/_States_"] if state != "/Off")
    for page in writer.pages:
        writer.update_page_form_field_values(page, {"group": group, "q1": "/5"}, auto_regenerate=False)
    writer.write(filled)
    damaged.write_bytes(filled.read_bytes()[:-900])
    again = Path(shutil.copy(filled, tmp_path / "filled again.pdf"))
    arguments = ["read-forms", str(sample), "--round", "2"]
    assert run([*arguments, str(filled), str(damaged)]) == 1
    told = capsys.readouterr()
    assert "1 answer added, 1 file left out." in told.out
    assert "“damaged.pdf”" in told.err
    for others in ([filled, again], [form, filled]):  # what loses nobody's answer is no failure
        assert run([*arguments, *map(str, others)]) == 0


BEFORE = "Our clients can count on candid advice. Our employees have the time to keep that promise."
AFTER = "We are the number one for our clients."


def test_two_texts_are_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before, after = tmp_path / "before.txt", tmp_path / "after.txt"
    before.write_text(BEFORE, encoding="utf-8")
    after.write_text(AFTER, encoding="utf-8-sig")
    found = json.loads(out(capsys, ["compare", str(before), str(after)]))
    assert found == {
        "lost": ["employees"],
        "gained": [],
        "promises": [
            {"text": "Our clients can count on candid advice", "groups": ["customers"], "state": "lost"},
            {
                "text": "Our employees have the time to keep that promise",
                "groups": ["employees"],
                "state": "lost",
            },
        ],
        "added_marks": ["position"],
        "warn": True,
    }
    assert json.loads(out(capsys, ["compare", str(before), str(before)]))["warn"] is False


def test_pairs_are_compared_line_by_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [{"id": 7, "before": BEFORE, "after": AFTER}, {"id": "b", "before": AFTER, "after": BEFORE}]
    give(monkeypatch, "\n\n".join(map(json.dumps, pairs)))
    lines = [json.loads(line) for line in out(capsys, ["compare", "--jsonl"]).splitlines()]
    assert [(line["id"], line["warn"], line["gained"]) for line in lines] == [
        (7, True, []),
        ("b", False, ["employees"]),
    ]


def test_people_in_general_do_not_hide_who_is_gone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pairs = [
        {
            "id": 1,
            "before": "This is about our clients, our employees and our communities.",
            "after": "This is about all stakeholders.",
        },
        {
            "id": 2,
            "before": "Our employees are trusted to decide.",
            "after": "We help companies trust their employees to decide.",
        },
    ]
    give(monkeypatch, "\n".join(map(json.dumps, pairs)))
    lines = [json.loads(line) for line in out(capsys, ["compare", "--jsonl"]).splitlines()]
    assert [(line["lost"], line["warn"]) for line in lines] == [
        (["customers", "employees", "community"], True),
        (["employees"], True),
    ]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("{", "Line 2 is no JSON"),
        ('{"id": 1, "before": "We"}', "Line 2 is no object"),
        ('{"id": 1, "before": "We", "after": 3}', "Line 2: all but the id have to be texts."),
        ("[1]", "Line 2 is no object"),
    ],
)
def test_a_pair_that_is_none_is_told(
    line: str, sentence: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    give(monkeypatch, f"\n{line}\n")
    assert run(["compare", "--jsonl"]) == 1
    assert sentence in capsys.readouterr().err


def test_comparing_needs_two_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "one.txt").write_bytes(b"\xff\xfe\x00")
    one = str(tmp_path / "one.txt")
    for arguments in (["compare"], ["compare", one], ["compare", one, one, "--jsonl"]):
        assert run(arguments) == 2
    assert run(["compare", one, one]) == 1
    assert "The text is not in UTF-8." in capsys.readouterr().err


def test_texts_without_a_word_are_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, empty = tmp_path / "one.txt", tmp_path / "empty.txt"
    one.write_text(BEFORE, encoding="utf-8")
    empty.write_text("\ufeff \n", encoding="utf-8")
    for pair in ((one, empty), (empty, one)):
        assert f"There is no text in {empty}." in err(capsys, ["compare", *map(str, pair)])
    assert f"{tmp_path} is a folder." in err(capsys, ["compare", str(one), str(tmp_path)])


def give(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Put text on stdin."""
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def test_show_tells_promises_decisions_and_what_has_lapsed(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = json.loads(out(capsys, ["show", str(sample), "--json", "--changes"]))
    assert data["agreement"]["state"] == "valid"
    assert {promise["draft"] for promise in data["promises"]} == {4}
    assert (data["drift"]["tested"], data["drift"]["draft"], data["drift"]["warn"]) == (4, 6, False)
    assert {promise["state"] for promise in data["drift"]["promises"]} == {"kept"}
    assert {(d["tested"], d["draft"], d["group"]) for d in data["decisions"]} >= {(4, 5, "community")}
    with editing(sample, app_data_dir()) as document:
        agreed = document.texts.drafts("statement")[-1].text
        document.texts.save_draft("statement", agreed.replace(" ", "  "))
    relaid = out(capsys, ["show", str(sample)])
    assert "lapsed" not in relaid
    assert "Draft 7: tested in an earlier wording, agreed 2026-03-12" in relaid
    with editing(sample, app_data_dir()) as document:
        document.texts.save_draft(
            "statement", agreed.replace("Managers clear the way, and leaders", "Leaders")
        )
    changed = out(capsys, ["show", str(sample)])
    assert (
        "The agreement of 2026-03-12 was on draft 6; the words have changed since, so it has lapsed"
        in changed
    )
    assert "no longer named: managers" in changed
    assert "lost: Managers clear the way" in changed


def test_show_tells_the_reason_where_a_promise_is_asked_about_again(
    sample: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with editing(sample, app_data_dir()) as document:
        drafts = document.texts.drafts("statement")
        promise = next(p for p in document.snapshot().promises if p.text == "Managers clear the way")
        document.promises.decide(
            promise.draft_id,
            drafts[-2].text,
            [promise],
            decided_by="The board",
            reason="Nobody can keep it",
            decided_on=date(2026, 3, 12),
        )
        changed = drafts[-1].text.replace("Managers clear the way", "Some managers clear the way")
        document.texts.save_draft("statement", changed)
    told = out(capsys, ["show", str(sample)])
    assert (
        f"   {promise.text}: left out on purpose in draft 5: The board, 2026-03-12: Nobody can keep it; "
        "the text has changed since" in told
    )


def test_a_problem_is_one_sentence_on_stderr(tmp_path: Path) -> None:
    missing = tmp_path / "none.visionwork"
    done = subprocess.run(
        [sys.executable, "-m", "visionwork", "show", str(missing)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == (
        "none.visionwork is no longer there. It may have been moved, renamed or deleted.\n"
    )


def test_no_page_of_the_summary_stands_nearly_empty(tmp_path: Path) -> None:
    workshop, report = tmp_path / "sample.visionwork", tmp_path / "summary.pdf"
    assert run(["sample", str(workshop)]) == 0
    assert run(["export", str(workshop), "-o", str(report), "--cut", "summary"]) == 0
    pages = page_words(report)

    limits, others = "Answers were given without names", "The other questions"
    assert [others in page for page in pages] == [False, False, False, True, False, False]
    assert limits in pages[2], "it stands below the answers it speaks of"
    assert "I would read it out to someone I respect" in pages[3], "one page has room for three questions"
    assert not [page for page in pages if "…" in page], "nothing of the sample is cut"


def test_export_says_that_words_are_newer_than_the_draft_it_prints(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workshop, report = tmp_path / "sample.visionwork", tmp_path / "summary.pdf"
    assert run(["sample", str(workshop)]) == 0
    assert run(["export", str(workshop), "-o", str(report), "--cut", "poster"]) == 0
    assert "newer" not in capsys.readouterr().err
    with editing(workshop, app_data_dir()) as document:
        draft = document.texts.drafts(STATEMENT_SUBJECT)[-1]
        document.texts.write(STATEMENT_SUBJECT, draft.text + " We call back on the same day.")
    assert run(["export", str(workshop), "-o", str(report), "--cut", "poster"]) == 0
    told = capsys.readouterr().err
    assert f"are newer than Draft {draft.number}, which is printed here." in told
    assert f"choose “Save as draft {draft.number + 1}” there first." in told


def test_a_file_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gone = tmp_path / "gone.txt"
    assert f"There is no file {gone}." in err(capsys, ["compare", str(gone), str(gone)])


def test_a_mistyped_command_opens_no_window(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["exprot"]) == 2
    assert "Did you mean 'export'?" in capsys.readouterr().err


def test_the_list_of_commands_is_not_cut(capsys: pytest.CaptureFixture[str]) -> None:
    told = out(capsys, ["--help"])
    assert "..." not in told.split("Commands:")[1]
    assert "--method" in told


def test_a_table_of_which_no_row_fits_is_a_failure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "ours.visionwork"
    out(capsys, ["sample", str(path)])
    with editing(path, app_data_dir()) as document:
        asked = document.rounds.all()[1]
        questions = [question.text for question in asked.questions]
    table = tmp_path / "answers.csv"
    rows = [",".join(["Group", *(f'"{text}"' for text in questions)])]
    rows += [",".join(["Martians", *("4" for _ in questions)]) for _ in range(30)]
    table.write_text("\n".join(rows), "utf-8")
    arguments = ["import-feedback", str(path), str(table), "--round", "2"]
    for more in ([], ["--skip-unfit"]):
        assert run([*arguments, *more]) == 1
        told = capsys.readouterr().err
        assert told.count("is no group of this workshop") == 10
        assert "… and 20 more rows." in told
        assert "add --skip-unfit" not in told
