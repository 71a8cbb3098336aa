"""Files that come back: good ones, wrong ones, and some that are made to harm."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pdf_samples import blank, bomb, circular, deep, filled, locked, raw, with_form, xfa_only
from pypdf.generic import ArrayObject

from visionwork.feedback import limited_process
from visionwork.feedback.pdf_form import child, reading
from visionwork.feedback.pdf_form.reading import FieldReader, Problem

PATIENCE_S = 60.0


@pytest.fixture(scope="module")
def reader() -> Iterator[FieldReader]:
    """A process that reads one file after the other, as many tests as there are."""
    with FieldReader(PATIENCE_S) as reader:
        assert reader.read(blank()) is Problem.NO_FIELDS  # so that no test starts it
        yield reader


def read_form_fields(
    data: bytes, cancelled: Callable[[], bool] = limited_process.never, **patience: float
) -> dict[str, str] | Problem:
    with FieldReader(**patience) as reader:
        return reader.read(data, cancelled)


def test_a_filled_form_gives_its_answers_exactly(form: bytes) -> None:
    words = "Größe – 漢字 \u2028 «keep» (this) \\ one\nand the second line 😀"
    data = filled(form, {"group": "g2", "q1": "4", "q2": "1", "q3": words})
    fields = read_form_fields(data)
    assert isinstance(fields, dict)
    assert (fields["group"], fields["q1"], fields["q2"], fields["q3"]) == ("g2", "4", "1", words)


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", Problem.NO_PDF),
        (b"Dear all, here is my form.", Problem.NO_PDF),
        (b"%PDF-1.7\nnothing else", Problem.DAMAGED),
        (blank(), Problem.NO_FIELDS),
        (blank(encrypted="secret"), Problem.ENCRYPTED),
        (locked(), Problem.ENCRYPTED),
        (xfa_only(), Problem.XFA),
        (with_form({"/Fields": ArrayObject()}), Problem.NO_FIELDS),
        (raw("<</Type /Catalog>>"), Problem.DAMAGED),
        (raw("(not a catalogue)"), Problem.DAMAGED),
        (b"%PDF-1.7\n" + bytes(reading.SIZE_LIMIT), Problem.TOO_LARGE),
    ],
    ids=[
        "empty",
        "text",
        "stump",
        "scan",
        "encrypted",
        "encrypted with AES",
        "xfa",
        "no fields",
        "no pages",
        "no catalogue",
        "huge",
    ],
)
def test_what_is_no_form_is_told_apart(reader: FieldReader, data: bytes, problem: Problem) -> None:
    assert reader.read(data) is problem


@pytest.mark.parametrize("data", [circular(), deep()], ids=["circular", "deep"])
def test_a_form_that_bites_its_tail_ends(reader: FieldReader, data: bytes) -> None:
    found = reader.read(data)
    assert found is not Problem.UNREADABLE, "it was given up"
    assert isinstance(found, Problem) or set(found.values()) <= {"end"}


def test_a_bomb_goes_off_in_the_other_process() -> None:
    data = bomb()
    assert len(data) < reading.SIZE_LIMIT
    assert isinstance(read_form_fields(data), Problem)


def test_half_a_form_is_damaged_or_read_but_never_an_error(form: bytes, reader: FieldReader) -> None:
    data = filled(form, {"group": "g1", "q1": "5"})
    for length in (len(data) // 2, len(data) - 40):
        found = reader.read(data[:length])
        assert isinstance(found, (dict, Problem))


@pytest.mark.slow
def test_changed_bytes_never_reach_the_app_as_an_error(form: bytes) -> None:
    data = filled(form, {"group": "g1", "q1": "5", "q3": "Keep the first sentence."})
    chance = random.Random(20260303)
    with FieldReader() as reader:
        for _ in range(14):
            broken = bytearray(data)
            for _ in range(chance.randrange(1, 40)):
                broken[chance.randrange(len(broken))] = chance.randrange(256)
            assert isinstance(reader.read(bytes(broken)), (dict, Problem))


def test_reading_can_be_stopped(form: bytes) -> None:
    assert read_form_fields(form, cancelled=lambda: True) in (Problem.STOPPED, read_form_fields(form))


def test_a_process_that_takes_too_long_is_ended(form: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "_CHILD", "http.server")  # answers nobody, for ever
    before = set(threading.enumerate())
    assert read_form_fields(form, patience=0.3) is Problem.UNREADABLE
    assert not set(threading.enumerate()) - before


def test_one_process_reads_many_files_and_the_next_is_read_after_one_that_fails(
    form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[object] = []
    start = limited_process.start_apart
    monkeypatch.setattr(limited_process, "start_apart", lambda *given: started.append(given) or start(*given))
    good = filled(form, {"q1": "4"})
    with FieldReader() as reader:
        for data in (good, blank(), good, good[: len(good) // 2], good):
            found = reader.read(data)
            assert isinstance(found, dict if data is good else Problem)
        assert len(started) == 1
        assert reader.read(good, cancelled=lambda: True) in (Problem.STOPPED, reader.read(good))
        process = reader._reader._process
        assert process is not None
        process.kill()  # as the system does with one that takes too much
        process.wait()
        assert reader.read(good)["q1"] == "4"  # type: ignore[index]
        monkeypatch.setattr(reader, "_patience", 0.0)
        assert reader.read(bomb()) is Problem.UNREADABLE
        monkeypatch.setattr(reader, "_patience", PATIENCE_S)
        assert reader.read(good)["q1"] == "4"  # type: ignore[index]


def test_a_file_that_takes_all_memory_is_told_and_the_next_gets_another_process(
    form: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def exhaust(_data: bytes) -> dict[str, object]:
        raise MemoryError

    monkeypatch.setattr(child, "read_fields", exhaust)
    said = child.answer(form)
    with FieldReader() as reader:
        assert isinstance(reader.read(form), dict)
        first = reader._reader._process
        monkeypatch.setattr(reader._reader, "read", lambda *_, **__: said)
        assert reader.read(form) is Problem.UNREADABLE
        monkeypatch.undo()
        assert isinstance(reader.read(form), dict)
        assert reader._reader._process is not first


def test_the_process_ignores_modules_of_the_working_folder(
    form: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pypdf.py").write_text("raise SystemExit('taken over')")
    monkeypatch.chdir(tmp_path)
    assert isinstance(read_form_fields(form), dict)


@pytest.mark.parametrize(
    "said", [b"", b"[]", b"{}", b'{"fields": {"q1": 5}}', b'{"problem": "else"}', b"[" * 9000]
)
def test_what_the_process_says_is_checked_as_well(said: bytes) -> None:
    assert reading._understood(said) is Problem.UNREADABLE
