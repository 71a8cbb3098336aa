"""What the commands share: opening workshops, finding rounds, and speaking."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from visionwork.cli_files import folder, missing
from visionwork.domain.drafts import GET_BACK
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import RoundStatus
from visionwork.paths import app_data_dir

if TYPE_CHECKING:
    from visionwork.document.document import Document
    from visionwork.document.opening import Notice
    from visionwork.domain.method import Method
    from visionwork.domain.rounds import Round
    from visionwork.domain.snapshot import WorkshopSnapshot
    from visionwork.method.library import MethodLibrary

WORKSHOP = click.Path(path_type=Path)
"""A file to be read; what stands there instead, such as a folder, is told by who opens it."""
METHOD_HELP = "Method file of your own; a copy is kept for workshops made with it."
LANGUAGE_HELP = "Method file in whose language the form is; otherwise the workshop's."


def methods(given: Path | None) -> MethodLibrary:
    """Return the methods at hand; the file that is given is kept for workshops opened without it."""
    from visionwork.method.library import METHODS, MethodLibrary

    library = MethodLibrary(app_data_dir() / METHODS, given)
    if library.remark:
        warn(library.remark)
    return library


def method_of(snapshot: WorkshopSnapshot, given: Path | None) -> Method:
    """Return the method to read a workshop with: the one given, else its own; tell what that leaves out.

    Raises:
        UserFacingError: It is not on this computer, or the file given cannot be used.
    """
    from visionwork.domain.method_fit import fit_sentences

    library = methods(given)
    method = library.given or library.of(snapshot.workshop)
    for sentence in fit_sentences(snapshot, method):
        warn(sentence)
    return method


def language_of(given: Path | None) -> str | None:
    """Return the language of the method that is given, or None for the workshop's own."""
    method = methods(given).given if given is not None else None
    return method.language if method is not None else None


def tell_notices(notices: Sequence[Notice]) -> None:
    """Say on standard error what there is to say about a file; that it is only read goes without saying."""
    from visionwork.document.opening import NoticeKind

    told = [notice for notice in notices if notice.kind is not NoticeKind.READ_ONLY]
    for notice in told[:_MOST_NOTICES]:
        warn(notice.sentence)
    if len(told) > _MOST_NOTICES:
        warn(f"… and {len(told) - _MOST_NOTICES} more; `visionwork check` tells about all kinds of damage.")
    if any(notice.kind is NoticeKind.DAMAGED_TEXTS for notice in told):
        warn(GET_BACK)


_MOST_NOTICES = 20


@contextmanager
def reading(path: Path, *, tell: bool = True) -> Iterator[Document]:
    """Open a document to read, after saying what there is to say about its file."""
    from visionwork.document.access import open_to_read

    document = open_to_read(path, app_data_dir(), tell=tell_notices if tell else _say_nothing)
    try:
        yield document
    finally:
        document.close()


@contextmanager
def counted(path: Path) -> Iterator[Document]:
    """Open a document to read after letting out what waits to be counted, where it can be written."""
    from visionwork.protected import count_all, waits_to_be_counted

    with reading(path) as document:
        if not waits_to_be_counted(document):
            yield document
            return
    try:
        with writing(path, tell=False) as document:
            count_all(document)
    except UserFacingError as error:
        # What cannot be remembered must not be shown: the next look could differ by one answer.
        click.echo(f"New answers are not counted yet. {error}", err=True)
    with reading(path, tell=False) as document:
        yield document


def writing(path: Path, *, tell: bool = True) -> AbstractContextManager[Document]:
    """Open a document to write, after saying what there is to say; it is published when all went well."""
    from visionwork.document.access import editing

    return editing(path, app_data_dir(), tell=tell_notices if tell else _say_nothing)


def _say_nothing(_: Sequence[Notice]) -> None:
    """Pass over what was said already."""


def find_round(document: Document, number: int) -> Round:
    """Return a round by its number; raises UserFacingError when there is none."""
    for item in document.rounds.all():
        if item.number == number:
            return item
    raise UserFacingError(f"There is no round {number}.", "`visionwork show FILE` lists the rounds.")


@contextmanager
def taking_answers(document: Document, found: Round) -> Iterator[None]:
    """Let answers into a round, all or none; a closed one is open while they come in, and closed again.

    Whoever names a round on the command line means it, so nobody is asked; what was done is recorded in the
    round's history and told. What is raised inside leaves the workshop as it was.

    Raises:
        NotSavedError: The disk refused.
    """
    from visionwork.answers_together import taking_in

    closed = found.status is RoundStatus.CLOSED and found.shredded_on is None
    with taking_in(document), document.store.command("Take answers in"):
        if closed:
            document.rounds.reopen(found.id, document.clock().date())
        yield
        if closed:
            document.rounds.close(found.id, document.clock().date())
    if closed:
        warn(f"Round {found.number} was closed: it was opened for these answers, and closed again.")


def read(path: Path) -> bytes:
    """Return a file's bytes; raises UserFacingError when it cannot be read."""
    from visionwork.document.errors import told

    try:
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError) as error:
        raise missing(path) from error
    except IsADirectoryError as error:
        raise folder(path) from error
    except OSError as error:
        raise told(error) or error from error


def say(text: str) -> None:
    """Print a line that somebody waits for."""
    click.echo(text)
    sys.stdout.flush()


def warn(text: str) -> None:
    """Print a line on standard error."""
    click.echo(text, err=True)


def json_text(data: Any) -> str:  # noqa: ANN401
    """Return data as JSON; days and moments in ISO 8601."""
    return json.dumps(data, ensure_ascii=False, indent=2, default=_plain)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
