"""A report is written whole or not at all, and problems are told as sentences."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path
from typing import Any

import pytest

from visionwork.domain.errors import UserFacingError
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.report.build import build_report, file_name, write_report
from visionwork.report.content import ReportContent

GOLDEN = Path(__file__).resolve().parents[2] / "data" / "report" / "full.txt"


def test_a_report_goes_to_a_path_or_a_file(content: ReportContent, tmp_path: Path) -> None:
    path = tmp_path / "out.pdf"
    target = io.BytesIO()
    built = build_report(content, path, "summary", "letter")
    build_report(content, target, "summary", "letter")
    assert path.read_bytes() == target.getvalue() == built.data
    assert [file.name for file in tmp_path.iterdir()] == ["out.pdf"]


@pytest.mark.parametrize(("cut", "paper"), [("half", "a4"), ("full", "a5")])
def test_an_unknown_cut_or_paper_is_refused(cut: str, paper: str, content: ReportContent) -> None:
    with pytest.raises(ValueError, match="is not a valid"):
        build_report(content, io.BytesIO(), cut, paper)


def test_a_file_that_cannot_be_written_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"old")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserFacingError) as error:
        write_report(b"new", path)
    assert error.value.sentence == "The disk is full, so report.pdf was not written."
    assert path.read_bytes() == b"old"
    assert [file.name for file in tmp_path.iterdir()] == ["report.pdf"]


def test_a_file_that_is_open_elsewhere_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(_self: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "used by another process")

    monkeypatch.setattr(Path, "replace", locked)
    with pytest.raises(UserFacingError) as error:
        write_report(b"new", tmp_path / "report.pdf")
    assert "cannot be written here" in error.value.sentence
    assert "Close it in other programs" in error.value.next_step
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_and_a_folder_in_the_way_are_said(tmp_path: Path) -> None:
    with pytest.raises(UserFacingError, match="There is no folder gone"):
        write_report(b"x", tmp_path / "gone" / "report.pdf")
    (tmp_path / "taken").mkdir()
    with pytest.raises(UserFacingError):
        write_report(b"x", tmp_path / "taken")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_the_name_of_the_file_tells_what_it_is(
    content: ReportContent, empty: WorkshopSnapshot, with_snapshot: Any
) -> None:
    assert file_name(content, "full") == "Brenner & Söhne - Mended well.pdf"
    assert file_name(content, "poster") == "Brenner & Söhne - Mended well - poster.pdf"
    odd = with_snapshot(_named(empty, 'a/b:c*"?<>|.', "CON\n" * 60))
    name = file_name(odd, "full")
    assert not set(name) & set('/\\:*"<>|?\n')
    assert len(name) <= 104


def test_the_text_of_every_page_is_as_it_was_agreed(content: ReportContent, read: Any) -> None:
    report = build_report(content, io.BytesIO())
    text = "\f\n".join(f"{page}\n" for page in read.pages(report))
    if os.environ.get("WRITE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text, encoding="utf-8")
    expected = GOLDEN.read_text(encoding="utf-8")
    assert text.split("\f\n") == expected.split("\f\n"), "run with WRITE_GOLDEN=1 when this is meant"


def _named(snapshot: WorkshopSnapshot, title: str, organisation: str) -> WorkshopSnapshot:
    import dataclasses

    workshop = dataclasses.replace(snapshot.workshop, title=title, organisation=organisation)
    return dataclasses.replace(snapshot, workshop=workshop)
