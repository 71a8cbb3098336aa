"""Builds the project's own Python environment, and leaves it alone while nothing changed."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
LAYOUT = "1"
"""Raise when this script installs differently, so that older environments are brought up to date."""


class SetupError(Exception):
    """The environment could not be built; the message is one line for the person at the keyboard."""


def venv_python() -> Path:
    """Return the path of the environment's Python, whether it is there yet or not."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(*, with_tests: bool) -> Path:
    """Make .venv hold the project (editable) and what it needs.

    Args:
        with_tests: Whether the tools for tests, style and types are needed, too.

    Returns:
        The environment's Python.

    Raises:
        SetupError: The environment or the packages could not be installed.
    """
    python = venv_python()
    if not _works(python):
        _create()
    stamps = {extra: VENV / f".visionwork{extra or '-plain'}" for extra in ("", "[test]")}
    wanted = _fingerprint(python)
    good_enough = ["[test]"] if with_tests else ["", "[test]"]
    if any(_read(stamps[extra]) == wanted for extra in good_enough):
        return python
    # An environment once made for tests keeps its tools when the project's needs change.
    extra = "[test]" if with_tests or stamps["[test]"].exists() else ""
    print("Setting up .venv: Qt and the other libraries; about a minute the first time ...", flush=True)
    install(python, "-e", f"{ROOT}{extra}")
    stamps[extra].write_text(wanted, encoding="ascii")
    return python


def install(python: Path, *what: str) -> None:
    """Run pip, which says nothing but errors.

    Args:
        python: Whose environment to install into.
        what: Arguments of ``pip install``.

    Raises:
        SetupError: pip failed; its own words went to standard error.
    """
    # A personal pip setting of "install for this user" would make every install into a venv fail.
    environment = {**os.environ, "PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    command = [str(python), "-m", "pip", "install", "-qq", "--no-input", *what]
    if subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, check=False).returncode:
        raise SetupError("The libraries could not be installed; the lines above say why.")


def _works(python: Path) -> bool:
    if not python.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    done = subprocess.run([str(python), "-c", check], capture_output=True, check=False)
    return done.returncode == 0


def _create() -> None:
    if VENV.exists():
        if not (VENV / "pyvenv.cfg").exists():
            raise SetupError(f"{VENV} is in the way and is not a Python environment; move it elsewhere.")
        shutil.rmtree(VENV)
    done = subprocess.run(
        [sys.executable, "-m", "venv", str(VENV)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        raise SetupError(
            f"{sys.executable} cannot make an environment: {(done.stdout + done.stderr).strip()}"
        )


def _fingerprint(python: Path) -> str:
    seen = hashlib.sha256(LAYOUT.encode())
    seen.update((ROOT / "pyproject.toml").read_bytes())
    seen.update(str(ROOT).encode())  # a copied environment still points at the other folder
    seen.update(python.resolve().as_posix().encode())
    return seen.hexdigest()


def _read(stamp: Path) -> str | None:
    return stamp.read_text(encoding="ascii") if stamp.exists() else None
