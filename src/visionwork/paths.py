"""Where the app keeps its own files: working copies, backups, settings and the log.

Documents stay where their owner puts them; only what the app needs for itself lives here. The folders
follow each system's habit: ``%LOCALAPPDATA%`` on Windows, ``~/Library`` on macOS and the XDG base
directory specification 0.8 elsewhere.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

_log = logging.getLogger(__name__)

APP_NAME = "Visionwork"
HOME_VARIABLE = "VISIONWORK_HOME"
"""Environment variable that puts all of the app's own files under one folder (tests, portable use)."""


def app_data_dir() -> Path:
    """Return the folder of working copies, backups and the list of recent workshops, made if needed."""
    return _made(_own_home() or _system_data_dir())


def settings_path() -> Path:
    """Return the path of the settings file (INI); its folder exists, the file may not."""
    return _made(_own_home() or _system_config_dir()) / "settings.ini"


def log_path() -> Path:
    """Return the path of the log file; its folder exists, the file may not."""
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
    # The XDG specification asks that a folder made here be its owner's alone.
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
