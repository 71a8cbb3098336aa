"""Files that commands are given: what is there to be read, and where something may be written."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from visionwork.domain.errors import UserFacingError

_HEAD = 200
"""Bytes by which a kind of file is known."""


class FileToRead(click.Path):
    """A file to be read that must be there."""

    name = "file"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401
        """Return the path; raises UserFacingError when no file is there."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        _require_no_folder(path)
        if not path.exists():
            raise missing(path)
        return path


_STREAMS = (Path("/dev/stdout"), Path("/dev/stderr"))
_DESCRIPTORS = (Path("/dev/fd"), Path("/proc"))


class NewFile(click.Path):
    """A name to write to that says what it is; another ending is told before anything is worked out.

    Args:
        endings: Those it may have; a name without one gets the first.
    """

    name = "file"

    def __init__(self, *endings: str) -> None:
        super().__init__(path_type=Path)
        self._endings = endings

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401
        """Return the path with its ending; raises UserFacingError for another one, and for a folder."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        _require_no_folder(path)
        if not path.suffix:
            path = path.with_name(path.name + self._endings[0])
            _require_no_folder(path)
        elif path.suffix.lower() not in self._endings:
            raise UserFacingError(
                f"{path.name} does not end in {' or '.join(self._endings)}.",
                f"Name it {path.stem}{self._endings[0]}, for instance.",
            )
        return path


class Output(NewFile):
    """A file to be written again and again, but over nothing that came from elsewhere.

    Args:
        called: What it is, with its article.
        kinds: How each of the endings is known by the first bytes of a file.
    """

    def __init__(self, called: str, kinds: Mapping[str, Callable[[bytes], bool]]) -> None:
        super().__init__(*kinds)
        self._called = called
        self._kinds = kinds

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ANN401
        """Return the path with its ending; raises UserFacingError when nothing may be written there."""
        from visionwork.exporting import refuse_workshop  # most commands write no file

        path = Path(os.fsdecode(value))
        if _is_open_already(path) or (path.exists() and not path.is_file() and not path.is_dir()):
            return path  # a pipe or a device takes what comes, whatever it is called
        refuse_workshop(path)
        path = super().convert(value, param, ctx)
        self.require_own(path)
        return path

    def require_own(self, path: Path) -> None:
        """Return if nothing is at a path, or what was written there before.

        Raises:
            UserFacingError: Something else is there.
        """
        head = _head(path)
        if head and not self._kinds[path.suffix.lower()](head):
            raise UserFacingError(
                f"{path.name} is there already and is not {self._called}; it was left as it is.",
                "Choose another name.",
            )


def _is_open_already(path: Path) -> bool:
    """Return whether a path names a file that whoever started us has opened, such as /dev/stdout."""
    return path in _STREAMS or any(path.is_relative_to(folder) for folder in _DESCRIPTORS)


def _head(path: Path) -> bytes:
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as file:
            return file.read(_HEAD)
    except OSError:  # writing tells what the matter is
        return b""


def _is_pdf(head: bytes) -> bool:
    return head.startswith(b"%PDF")


def _is_workbook(head: bytes) -> bool:
    return head.startswith(b"PK\x03\x04")


def _is_results(head: bytes) -> bool:
    """Return whether a table is one of ours, also after a spreadsheet has saved it in its own way."""
    words = head.removeprefix(b"\xef\xbb\xbf").replace(b'"', b"").replace(b";", b",").replace(b"\t", b",")
    return words.startswith(b"Round,Draft,Question,Row,")


def _is_package(head: bytes) -> bool:
    return head.startswith(b'{\n  "format"')


WORKSHOP_TO_MAKE = NewFile(".visionwork")
"""A workshop that is not there yet; whoever makes it writes over nothing."""
PDF = Output("a PDF", {".pdf": _is_pdf})
RESULTS = Output("a table of results", {".csv": _is_results, ".xlsx": _is_workbook})
PACKAGE = Output("a round for a server", {".json": _is_package})
TABLE = FileToRead(path_type=Path)


def _require_no_folder(path: Path) -> None:
    if path.is_dir():
        raise folder(path)


def folder(path: Path) -> UserFacingError:
    """Return what is said where a folder is named in place of a file."""
    return UserFacingError(f"{path} is a folder.", "Name a file in it.")


def missing(path: Path) -> UserFacingError:
    """Return what is said where a file is named that is not there."""
    return UserFacingError(f"There is no file {path}.", "Check its name.")
