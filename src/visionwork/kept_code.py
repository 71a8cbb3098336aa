"""Python code of PySide that is compiled once and not at every start.

The wheels of PySide carry a part of it as Python source in a zip inside a library (`shibokensupport`) and
compile that whenever it is imported, which costs a start as much as reading a workshop does. Setting
`SBK_EMBED=0` would have it unpacked beside the library, in a folder that belongs to the package installer
and often cannot be written; so what was compiled is kept in the app's own folder instead. What only the
tools of PySide use is run when it is used, and a pattern it reads signatures with is compiled then.
"""

from __future__ import annotations

import builtins
import logging
import marshal
import os
import re
import stat
import sys
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from types import CodeType
from typing import Any

from visionwork.paths import replace_file

_PREFIX = "shibokensupport/"
_PLACES = (_PREFIX, "signature_bootstrap.py")
"""What file names of that code begin with; the second finds the others in the zip."""

_FILE = "pyside-code.bin"

_FOR_TOOLS = frozenset(["shibokensupport/signature/lib/pyi_generator.py"])
"""What only PySide's own tools use, though every import runs it; this one writes stubs for type checkers."""

_LATER = """
def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    import marshal
    del globals()["__getattr__"]
    exec(marshal.loads({code!r}), globals())
    return getattr(__import__("sys").modules[__name__], name)
"""
"""A module that becomes what it should be when somebody asks for one of its names."""

_SUM_BYTES = 4

_log = logging.getLogger(__name__)

_Kept = dict[str, tuple[bytes, CodeType]]


@contextmanager
def kept_code(folder: Path | None) -> Iterator[None]:
    """Have the Python code of PySide taken from memory while it is imported.

    What is kept holds for the very source it was made from and for this Python; whatever is wrong with it,
    the source is compiled.

    Args:
        folder: Where it is kept; None, or one that cannot be written, and every start compiles.
    """
    if folder is None:
        yield
        return
    path = folder / _FILE
    before = _read(path)
    now: _Kept = {}
    compiled = builtins.compile
    builtins.compile = _compiler(before, now, compiled)
    try:
        yield
    finally:
        builtins.compile = compiled
    if any(before.get(name) is not entry for name, entry in now.items()):
        _write(path, now)


@contextmanager
def late_patterns() -> Iterator[None]:
    """Have the patterns of PySide's Python code compiled when they are used, not when it is imported.

    One of them finds the arguments in a signature, for help and for the words of a TypeError; to compile it
    takes longer than to read a workshop.
    """
    compiled = re.compile

    def compile_late(pattern: Any, flags: Any = 0) -> Any:  # noqa: ANN401
        asking = sys._getframe(1).f_code.co_filename  # noqa: SLF001 - others are served as always
        if asking.startswith(_PREFIX):
            return _LatePattern(lambda: compiled(pattern, flags))
        return compiled(pattern, flags)

    re.compile = compile_late
    try:
        yield
    finally:
        re.compile = compiled


class _LatePattern:
    """A compiled pattern to whoever uses it.

    Args:
        make: Compiles it.
    """

    def __init__(self, make: Callable[[], re.Pattern[str]]) -> None:
        self._make = make

    @cached_property
    def _made(self) -> re.Pattern[str]:
        return self._make()

    def finditer(self, *args: Any, **options: Any) -> Iterator[re.Match[str]]:  # noqa: ANN401
        """Find all matches; code that keeps this method has not used it yet."""
        return self._made.finditer(*args, **options)

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401
        return getattr(self._made, name)


def _compiler(before: _Kept, now: _Kept, compiled: Callable[..., Any]) -> Callable[..., Any]:
    def compile_or_recall(source: Any, filename: Any, mode: str, *args: Any, **options: Any) -> Any:  # noqa: ANN401
        if args or options or not isinstance(source, bytes) or not str(filename).startswith(_PLACES):
            return compiled(source, filename, mode, *args, **options)
        entry = before.get(filename)
        if entry is None or entry[0] != source:
            code = compiled(source, filename, mode)
            if filename in _FOR_TOOLS:
                code = compiled(_LATER.format(code=marshal.dumps(code)), filename, mode)
            entry = (source, code)
        now[filename] = entry
        return entry[1]

    return compile_or_recall


def _made_by() -> list[object]:
    """Return what must be the same for compiled code to be used."""
    return [MAGIC_NUMBER, sys.flags.optimize, sys.version]


def _read(path: Path) -> _Kept:
    try:
        with path.open("rb") as file:
            if not _nobody_else_wrote(file.fileno()):
                return {}
            content = file.read()
        if zlib.crc32(content[_SUM_BYTES:]).to_bytes(_SUM_BYTES, "big") != content[:_SUM_BYTES]:
            return {}
        made_by, kept = marshal.loads(content[_SUM_BYTES:])  # the app's own file, as trusted as any .pyc
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, EOFError, TypeError) as error:
        _log.info("the code of PySide cannot be recalled: %s", error)
        return {}
    return kept if made_by == _made_by() else {}


def _nobody_else_wrote(file: int) -> bool:
    """Return whether only this user can have written a file: its content will be run."""
    if os.name != "posix":  # the app's folder is the user's own there
        return True
    found = os.fstat(file)
    return found.st_uid == os.geteuid() and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(path: Path, kept: _Kept) -> None:
    content = marshal.dumps((_made_by(), kept))
    try:
        replace_file(path, zlib.crc32(content).to_bytes(_SUM_BYTES, "big") + content, private=True)
    except OSError as error:  # the next start compiles again
        _log.info("the code of PySide cannot be kept: %s", error)
