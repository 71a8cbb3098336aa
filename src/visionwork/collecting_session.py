"""What is kept of a collecting session while it lasts, so that its code works after a crash, too."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from visionwork.document import files
from visionwork.document.errors import NotSavedError, telling
from visionwork.feedback.phone.head import Site
from visionwork.feedback.phone.keys import SessionKeys

if TYPE_CHECKING:
    from visionwork.document.document import Document


@dataclass(frozen=True, slots=True)
class LeftSession:
    """What a session that broke off has left.

    Attributes:
        keys: Its secrets; None when they are not whole.
        host: Address it was served at, or None.
        port: Its port, or None.
        close_after: Whether the round was closed before and is only open for the session.
    """

    keys: SessionKeys | None = None
    host: str | None = None
    port: int | None = None
    close_after: bool = False


class SessionFile:
    """The file of one round's session in the app-data folder; it is there only while the session lasts.

    Args:
        home: The app-data folder.
        document: The workshop.
        number: Number of the round.
    """

    def __init__(self, home: Path, document: Document, number: int) -> None:
        self._path = _folder(home) / f"{_uuid(document)}-{number}.json"

    def left(self) -> LeftSession:
        """Return what a session that broke off has left."""
        values = files.read_json(self._path) if self._path.exists() else {}
        host, port = values.get("host"), values.get("port")
        return LeftSession(
            SessionKeys.from_mapping(values),
            host if isinstance(host, str) else None,
            port if isinstance(port, int) else None,
            values.get("close_after") is True,
        )

    def write(self, keys: SessionKeys, site: Site, *, close_after: bool) -> None:
        """Keep what the session needs after a crash; only its owner can read it.

        Raises:
            NotSavedError: The disk refused.
        """
        values = {**keys.as_mapping(), "host": site.host, "port": site.port, "close_after": close_after}
        with telling(NotSavedError):
            self._path.parent.mkdir(parents=True, exist_ok=True)
            files.write_json(self._path, values, private=True)

    def remove(self) -> None:
        """Forget the session."""
        files.remove(self._path)


def left_behind(work_folder: Path, home: Path) -> bool:
    """Return whether a working copy was collecting answers when its session broke off."""
    from visionwork.document.document import open_database

    with telling():
        document = open_database(work_folder / "working.db", read_only=True)
        try:
            return any(_folder(home).glob(f"{_uuid(document)}-*.json"))
        finally:
            document.close()


def _folder(home: Path) -> Path:
    return home / "collecting"


def _uuid(document: Document) -> str:
    found = document.store.rows("SELECT uuid FROM workshop")[0]["uuid"]
    return "".join(sign for sign in found if sign.isalnum())[:64]
