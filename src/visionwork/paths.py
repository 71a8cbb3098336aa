"""Where the app keeps its own files, and how a small one is replaced.

Those files are working copies, backups, settings, the log and what is remembered between two starts.

Documents stay where their owner puts them; only what the app needs for itself lives here. The folders
follow each system's habit: ``%LOCALAPPDATA%`` on Windows, ``~/Library`` on macOS and the XDG base
directory specification 0.8 elsewhere.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

from visionwork.domain.errors import UserFacingError

_log = logging.getLogger(__name__)

APP_NAME = "Visionwork"
HOME_VARIABLE = "VISIONWORK_HOME"
"""Environment variable that puts all of the app's own files under one folder (tests, portable use)."""

_NEW_FILE = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
"""How a file is made; on Windows it would have its line ends changed otherwise."""


def app_data_dir() -> Path:
    """Return the folder of working copies, backups and the list of recent workshops, made if needed.

    Raises:
        UserFacingError: The folder cannot be made.
    """
    return _made(_own_home() or _system_data_dir())


def settings_path() -> Path:
    """Return the path of the settings file (INI); its folder exists, the file may not.

    Raises:
        UserFacingError: The folder cannot be made.
    """
    return _made(_own_home() or _system_config_dir()) / "settings.ini"


def log_path() -> Path:
    """Return the path of the log file; its folder exists, the file may not.

    Raises:
        UserFacingError: The folder cannot be made.
    """
    return _made(_own_home() or _system_log_dir()) / "visionwork.log"


def is_there(path: Path) -> bool:
    """Return whether something is at a path; where nobody answers, as on a lost share, nothing is."""
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        _log.info("%s cannot be looked at: %s", path, error)
        return False
    return True


def replace_file(
    path: Path,
    data: bytes,
    *,
    private: bool = False,
    durable: bool = False,
    times_ns: tuple[int, int] | None = None,
) -> None:
    """Put a small file of the app's own in place of what is there, whole or not at all.

    It is written beside the path first, under a name with the number of this process: two windows that
    write the same file at once do not write into each other, and the later one stays. What people save
    somewhere goes through `exporting` instead.

    Args:
        path: Where it goes; the folder is there.
        data: All of its content.
        private: Whether only its owner may read it.
        durable: Whether it is on the disk before it takes its place; without, a power cut may leave an
            empty file, which does where the content can be made again.
        times_ns: When it was read and changed last, as `os.utime` takes it; now by default.

    Raises:
        OSError: It cannot be written; what was at the path is as it was.
    """
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        with os.fdopen(os.open(beside, _NEW_FILE, 0o600 if private else 0o666), "wb") as file:
            file.write(data)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        if times_ns is not None:
            os.utime(beside, ns=times_ns)
        beside.replace(path)
    except BaseException:
        _remove(beside)
        raise


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError as error:  # what went wrong before is told; this is only what it left
        _log.warning("A half-written file may be left at %s: %s", path, error)


def _own_home() -> Path | None:
    own = os.environ.get(HOME_VARIABLE)
    return Path(own).expanduser().absolute() if own else None


def _system_data_dir() -> Path:
    if sys.platform == "win32":
        return _windows_dir()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support" / APP_NAME
    return _xdg_dir("XDG_DATA_HOME", ".local/share")


def _system_config_dir() -> Path:
    if sys.platform in ("win32", "darwin"):
        return _system_data_dir()
    return _xdg_dir("XDG_CONFIG_HOME", ".config")


def _system_log_dir() -> Path:
    if sys.platform == "win32":
        return _windows_dir()
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Logs" / APP_NAME
    return _xdg_dir("XDG_STATE_HOME", ".local/state")


def _windows_dir() -> Path:
    # Local, not roaming: working copies must not travel with the profile while they are being written.
    local = os.environ.get("LOCALAPPDATA")
    return (Path(local) if local else Path.home() / "AppData" / "Local") / APP_NAME


def _xdg_dir(variable: str, fallback: str) -> Path:
    # The specification asks that a relative path be ignored.
    chosen = Path(os.environ.get(variable, ""))
    return (chosen if chosen.is_absolute() else Path.home() / fallback) / APP_NAME.lower()


def _made(folder: Path) -> Path:
    try:
        # The XDG specification asks that a folder made here be its owner's alone.
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise UserFacingError(
            f"Visionwork cannot make its own folder, {folder} ({error.strerror}).",
            f"Let it be made there, or name another place in the environment variable {HOME_VARIABLE}.",
        ) from error
    return folder
