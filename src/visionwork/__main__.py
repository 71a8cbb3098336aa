"""Where the program starts: a command runs without a window, anything else opens the app."""

from __future__ import annotations

import atexit
import builtins
import gc
import sys
from collections.abc import Sequence
from pathlib import Path

COMMANDS = frozenset(
    [
        "sample",
        "new",
        "show",
        "export",
        "import-feedback",
        "feedback-form",
        "read-forms",
        "collect",
        "results",
        "compare",
        "shred",
        "check",
        "server-round",
        "serve",
        "fetch",
        "coach",
        "-h",
        "--help",
        "--version",
    ]
)
"""First arguments that make it a command line; known here so that the window need not wait for click."""


_SELDOM = 300_000


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command, or open the app.

    Args:
        argv: Arguments after the program's name; those of the process when None.

    Returns:
        The exit code.
    """
    arguments = list(sys.argv[1:] if argv is None else argv)
    if arguments and (arguments[0] in COMMANDS or _like_a_command(arguments[0])):
        # A command loads much and drops little: to look for garbage every 700 objects finds next to none.
        gc.set_threshold(_SELDOM)
        # Nor is it worth a tenth of a second to take apart at the end what the process leaves behind anyway.
        atexit.register(gc.freeze)
        from visionwork.cli import run

        return run(arguments)
    gc.disable()  # the start makes no garbage worth a search; gui/garbage.py searches after the first paint
    import_pyside()
    from visionwork.app import run_app

    return run_app(arguments)


def _like_a_command(argument: str) -> bool:
    """Return whether an argument is a command gone wrong: a bare word that names no file."""
    return argument.replace("-", "").isalpha() and argument[0] != "-" and not Path(argument).exists()


def import_pyside() -> None:
    """Import PySide without what its import would cost every start."""
    from visionwork.domain.errors import UserFacingError
    from visionwork.kept_code import kept_code, late_patterns
    from visionwork.paths import app_data_dir
    from visionwork.quick_enums import make_enums_quickly

    make_enums_quickly()
    try:
        folder = app_data_dir()
    except UserFacingError:
        folder = None  # the app tells of it, once it can show a message
    plain_import = builtins.__import__
    with kept_code(folder), late_patterns():
        import PySide6.QtCore  # noqa: F401 - so that what follows comes after it

    # PySide's import reads the source of every module to look for its own features, which we do not use.
    builtins.__import__ = plain_import


if __name__ == "__main__":
    sys.exit(main())
