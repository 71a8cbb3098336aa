"""Documents without a window: read, or changed and published at the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from visionwork.document.document import Document
from visionwork.document.errors import NotSavedError, step_by_command
from visionwork.document.opening import Notice
from visionwork.document.session import DocumentSession
from visionwork.paths import app_data_dir

Clock = Callable[[], datetime]
Tell = Callable[[Sequence[Notice]], None]


def _nobody(_: Sequence[Notice]) -> None:
    """Say nothing."""


@contextmanager
def editing(
    path: Path, home: Path | None = None, *, clock: Clock = datetime.now, tell: Tell = _nobody
) -> Iterator[Document]:
    """Open a user's file for commands without a window; at the end it is published and closed.

    Args:
        path: The file.
        home: The app-data folder; the user's own when left out.
        clock: Local time.
        tell: Gets what there is to say about the file.

    Raises:
        DocumentError: It cannot be opened or only be read, or could not be published; then the
            working copy is offered at the next start of the app.
    """
    session = DocumentSession.open(path, home or app_data_dir(), clock=clock)
    if session.read_only:
        session.close()
        raise NotSavedError(f"{path.name} can only be read.", "Save a copy to work on it.")
    tell(session.notices)
    with published_at_end(session):
        yield session.document


@contextmanager
def published_at_end(session: DocumentSession) -> Iterator[None]:
    """Publish and close a session at the end, whatever happens until then.

    Raises:
        DocumentError: It could not be published; the working copy is offered at the next start of the app.
    """
    try:
        yield
    finally:
        outcome = session.close()
        if not outcome.safe:
            session.abandon()
    if outcome.error is not None and not outcome.safe:
        # It may have got a part of it before, or all of it in the attempt that failed.
        name, step = outcome.path.name, step_by_command(outcome.error.next_step)
        raise NotSavedError(
            f"{outcome.error.sentence} {name} is whole, but may be without what was done now; that is kept on"
            " this computer.",
            f"{step} Then open {name} again, in the app or by a command: it is in there.",
        ) from outcome.error
    if outcome.problem is not None:
        raise outcome.problem


def open_to_read(
    path: Path, home: Path | None = None, *, clock: Clock = datetime.now, tell: Tell = _nobody
) -> Document:
    """Open a user's file for reading only, beside any window that has it open.

    Args:
        path: The file.
        home: The app-data folder; the user's own when left out.
        clock: Local time.
        tell: Gets what there is to say about the file.

    Raises:
        DocumentError: The file is missing, foreign, newer, damaged or cannot be read.
    """
    session = DocumentSession.open(path, home or app_data_dir(), clock=clock, to_read=True)
    tell(session.notices)
    return session.document
