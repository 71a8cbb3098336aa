"""Many forms at once: read one after the other, told apart, and stored together or not at all."""

from __future__ import annotations

import logging
from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass
from pathlib import Path

from visionwork.domain.counting import counted
from visionwork.domain.rounds import NewResponse
from visionwork.feedback.limited_process import never
from visionwork.feedback.pdf_form.judging import FormJudge, RefusedForm
from visionwork.feedback.pdf_form.reading import SIZE_LIMIT, FieldReader, Problem

_log = logging.getLogger(__name__)

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class FormBatch:
    """What a number of files holds; nothing of it is stored yet.

    Attributes:
        responses: Answers that are new.
        already_here: Names of files whose answers are stored already.
        refused: Files that are left out, with the reason.
        stopped: Whether somebody stopped the reading before the last file.
    """

    responses: tuple[NewResponse, ...] = ()
    already_here: tuple[str, ...] = ()
    refused: tuple[RefusedForm, ...] = ()
    stopped: bool = False

    @property
    def lost(self) -> int:
        """How many files may hold answers that do not come in."""
        return sum(not form.harmless for form in self.refused)

    def summary(self) -> str:
        """Return one sentence saying what will happen."""
        parts = [f"{counted(len(self.responses), 'answer', 'answers')} will be added"]
        if self.already_here:
            parts.append(f"{counted(len(self.already_here), 'form', 'forms')} already here")
        if self.refused:
            parts.append(f"{counted(len(self.refused), 'file', 'files')} left out")
        return ", ".join(parts) + "."

    def sentences(self) -> tuple[str, ...]:
        """Return a sentence for every file that adds nothing."""
        here = tuple(f"“{name}” is already here: its answers are stored." for name in self.already_here)
        return (*(refused.sentence for refused in self.refused), *here)


def no_progress(_done: int, _total: int, _name: str) -> None:
    """Tell nobody."""


def read_batch(
    paths: Sequence[Path],
    judge: FormJudge,
    known: Container[str] = frozenset(),
    progress: Progress = no_progress,
    cancelled: Callable[[], bool] = never,
) -> FormBatch:
    """Read files and say what they hold.

    Args:
        paths: The files.
        judge: Judges forms for the round.
        known: Fingerprints of the responses the round has already.
        progress: Called before each file with how many are done, how many there are, and its name.
        cancelled: Asked again and again; True stops the reading.
    """
    responses: dict[str, NewResponse] = {}
    first: dict[str, str] = {}
    here: list[str] = []
    refused: list[RefusedForm] = []
    with FieldReader() as reader:
        for done, path in enumerate(paths):
            if cancelled():
                break
            progress(done, len(paths), path.name)
            data = _read(path)
            if isinstance(data, RefusedForm):
                refused.append(data)
                continue
            fields = reader.read(data, cancelled)
            if fields is Problem.STOPPED:
                break
            judged = judge.judge(path.name, data, fields)
            if isinstance(judged, RefusedForm):
                refused.append(judged)
                continue
            _sort(path.name, judged, known, responses, first, here, refused)
    progress(len(paths), len(paths), "")
    return FormBatch(tuple(responses.values()), tuple(here), tuple(refused), stopped=cancelled())


def _sort(
    name: str,
    answer: NewResponse,
    known: Container[str],
    responses: dict[str, NewResponse],
    first: dict[str, str],
    here: list[str],
    refused: list[RefusedForm],
) -> None:
    """Put an answer where it belongs: new, stored already, or twice among these files."""
    mark = answer.fingerprint
    assert mark is not None
    if mark in known:
        here.append(name)
    elif mark in responses:
        sentence = f"“{name}” is the same form as “{first[mark]}”, so it counts once."
        refused.append(RefusedForm(name, sentence, harmless=True))
    else:
        responses[mark], first[mark] = answer, name


def _read(path: Path) -> bytes | RefusedForm:
    """Return the bytes of a file, one byte more than the limit at most, or why it cannot be read."""
    try:
        if not path.is_file():
            return RefusedForm(path.name, f"“{path.name}” is not there, or is no file.")
        with path.open("rb") as file:
            return file.read(SIZE_LIMIT + 1)
    except OSError as error:
        _log.warning("A form cannot be opened: %s", error)
        return RefusedForm(
            path.name, f"“{path.name}” cannot be opened. Copy it to another folder and try again."
        )
