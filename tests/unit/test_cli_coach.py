"""The coach on the command line: a statement in, JSON out."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

from visionwork.cli import run
from visionwork.domain.stakeholders import Stakeholder

TEXT = "We help our clients sleep at night. We want to be leaders in our industry.\n"


def coach(monkeypatch: pytest.MonkeyPatch, sent: bytes | str, *options: str) -> int:
    raw = sent.encode() if isinstance(sent, str) else sent
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(raw)))
    return run(["coach", *options])


def lines(*texts: str) -> str:
    return "".join(json.dumps({"id": number, "text": text}) + "\n\n" for number, text in enumerate(texts))


def test_a_statement_gives_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert coach(monkeypatch, TEXT) == 0
    data: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert set(data) == {"groups", "relationship", "marks"}
    assert list(data["groups"]) == [who.value for who in Stakeholder]
    assert data["groups"]["customers"] == {"state": "promised", "spans": [[12, 19]]}
    assert data["groups"]["executives"] == {"state": "absent", "spans": []}
    assert data["relationship"] is True
    (mark,) = data["marks"]
    assert set(mark) == {"kind", "also", "rule", "start", "end", "text", "ask"}
    assert (mark["kind"], mark["text"]) == ("position", TEXT[mark["start"] : mark["end"]])


def test_words_are_asked_about_once(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = lines("We want to be the partner of choice.", "We want to be the leading technology platform.")
    assert coach(monkeypatch, texts, "--jsonl") == 0
    found = [json.loads(line)["marks"] for line in capsys.readouterr().out.splitlines()]
    assert [[(mark["kind"], mark["also"]) for mark in marks] for marks in found] == [
        [("position", ["boilerplate"])],
        [("technology", ["position"])],
    ]


@pytest.mark.parametrize(
    ("sent", "options", "told"),
    [
        ("", (), "There is no text on standard input. Give one: visionwork coach < FILE.\n"),
        (" \n\n", (), "There is no text on standard input. Give one: visionwork coach < FILE.\n"),
        ("\n", ("--jsonl",), 'There is nothing on standard input. Give an object {"id", "text"} a line.\n'),
    ],
)
def test_nothing_to_read_is_told(
    sent: str,
    options: tuple[str, ...],
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert coach(monkeypatch, sent, *options) == 1
    assert capsys.readouterr() == ("", told)


def test_many_statements_give_a_line_each(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert coach(monkeypatch, "\ufeff" + lines("Our clients come first.", "", "客户。"), "--jsonl") == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["id"] for line in found] == [0, 1, 2]
    assert [line["groups"]["customers"]["state"] for line in found] == ["named", "absent", "absent"]


def test_the_picky_level_adds_hints(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    coach(monkeypatch, "Innovation.")
    assert json.loads(capsys.readouterr().out)["marks"] != []  # a bare virtue
    coach(monkeypatch, "We use research.")
    assert json.loads(capsys.readouterr().out)["marks"] == []
    coach(monkeypatch, "We use research.", "--picky")
    assert [mark["rule"] for mark in json.loads(capsys.readouterr().out)["marks"]] == ["technology.hint"]


@pytest.mark.parametrize(
    ("sent", "reason"),
    [
        (b'{"id": 1, "text": "a"}\n{"id"', "Line 2 is no JSON"),
        (b"[1]", 'Line 1 is no object with "id", "text".'),
        (b'{"id": 1, "text": 2}', "Line 1: all but the id have to be texts."),
        (b'{"id": 1, "text": "\xff"}', "The text is not in UTF-8. Save it as UTF-8 and try again."),
    ],
)
def test_a_bad_line_is_told_by_its_number(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], sent: bytes, reason: str
) -> None:
    assert coach(monkeypatch, sent, "--jsonl") == 1
    assert reason in capsys.readouterr().err
