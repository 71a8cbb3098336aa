"""Finds the method a workshop was made with: the one given, the app's own, or a kept copy."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from visionwork.assets import asset_dir
from visionwork.domain.drafts import clean_text
from visionwork.domain.errors import UserFacingError
from visionwork.domain.method import OWN_METHOD, Method, MethodName
from visionwork.domain.workshop import Workshop
from visionwork.method.loader import LANGUAGE, default_method, load_method
from visionwork.method.tables import ID, LONGEST_ID, MethodError
from visionwork.paths import replace_file

METHODS = "methods"
"""Folder of copies, in the app's own folder."""

_log = logging.getLogger(__name__)


class UnknownMethodError(UserFacingError):
    """No file on this computer is the method of a workshop.

    Args:
        name: The method, as the workshop remembers it.
    """

    def __init__(self, name: MethodName) -> None:
        from visionwork.domain.method_fit import full_name  # only needed when something is wrong

        super().__init__(
            f"The workshop was made with the method {full_name(name)}; its file is not on this computer.",
            "Give the file once with --method FILE; the app keeps a copy of it.",
        )
        self.name = name


class MethodLibrary:
    """Methods that are at hand.

    A workshop names its method by an id. What it names is a stranger's word: it becomes a name of a file
    only when it is an id, and a copy is checked like any method file.

    Args:
        folder: Where copies of given methods are kept; made when there is something to keep.
        given: A method file that somebody named, or None.

    Raises:
        MethodError: The file cannot be used.

    Attributes:
        given: The method of that file, or None.
        remark: What to say about that file, or nothing.
    """

    def __init__(self, folder: Path, given: Path | None = None) -> None:
        self._folder = folder
        self.remark = ""
        self.given = self.take(given) if given is not None else None

    @cached_property
    def standard(self) -> Method:
        """The method of new workshops: the given one, else the app's own."""
        return self.given or default_method()

    def of(self, workshop: Workshop) -> Method:
        """Return the method a workshop was made with.

        The given one goes before others of its id, since somebody wants its texts. Where no file is in
        the workshop's language, another translation stands in, and forms stay in that language.

        Raises:
            UnknownMethodError: It is not on this computer.
        """
        wanted, language = workshop.method, workshop.language
        if self.given is not None and self.given.id == wanted.id:
            return self.given
        fitting: tuple[tuple[bool, bool], Method] | None = None
        for path in self._places(wanted.id, language):
            try:
                method = load_method(path)
            except MethodError as error:
                _log.warning("a kept method cannot be used: %s", error)
                continue
            if method.id != wanted.id:
                continue
            fit = (method.language == language, clean_text(method.name) == wanted.name)
            if all(fit):
                return method
            if fitting is None or fit > fitting[0]:
                fitting = (fit, method)
        if fitting is None:
            raise UnknownMethodError(wanted)
        found = fitting[1]
        return replace(found, language=language) if LANGUAGE.fullmatch(language) else found

    def take(self, path: Path) -> Method:
        """Return the method of a file, after keeping a copy for workshops that are opened without it.

        Raises:
            MethodError: The file cannot be used.
        """
        method = load_method(path)
        try:
            self._keep(path, method)
        except OSError as error:  # it is at hand now; the next start may need the file again
            _log.warning("no copy of the method %s can be kept: %s", path, error)
        return method

    def _keep(self, path: Path, method: Method) -> None:
        text = path.read_bytes()
        own = _own_file(method.language)
        if method.id == OWN_METHOD.id and own is not None and load_method(own).name == method.name:
            if own.read_bytes() != text:
                self.remark = (
                    f"{path.name} has the id and the name of the app's own method, so workshops made with it"
                    " open with the app's own one later. Give it another id and another name."
                )
            return
        place = self._folder / _file_name(method.id, method.language)
        given = path.stat()
        if place.is_file() and (place.stat().st_mtime_ns > given.st_mtime_ns or place.read_bytes() == text):
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        replace_file(place, text, durable=True, times_ns=(given.st_atime_ns, given.st_mtime_ns))

    def _places(self, method_id: str, language: str) -> Iterator[Path]:
        """Yield files that may be a method, the likeliest first."""
        if not ID.fullmatch(method_id) or len(method_id) > LONGEST_ID:
            return
        own = _own_file(language) if method_id == OWN_METHOD.id else None
        if own is not None:
            yield own
        kept = sorted(self._folder.glob(_file_name(method_id, "*"))) if self._folder.is_dir() else []
        same = _file_name(method_id, language)
        yield from sorted(kept, key=lambda path: path.name != same)
        if method_id == OWN_METHOD.id and own is None:
            english = _own_file("en")
            assert english is not None
            yield english


def _file_name(method_id: str, language: str) -> str:
    """Return the name of a copy; it does not begin with the id, since `con` would be a device on Windows."""
    return f"method.{method_id}.{language}.toml"


def _own_file(language: str) -> Path | None:
    """Return the app's own method in a language, or None where it has none."""
    if not LANGUAGE.fullmatch(language):
        return None
    path = asset_dir("resources") / "method" / f"{language}.toml"
    return path if path.is_file() else None
