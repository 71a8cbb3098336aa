"""The commands behind the Makefile: run, test, lint, gallery, bench, coach-eval, coach-forms, faults."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import environment
import system_libs

ROOT = environment.ROOT
BUILD = ROOT / "build"
SAMPLE = BUILD / "aldermoor.visionwork"
SAMPLE_PDF = BUILD / "aldermoor.pdf"


def run() -> int:
    """Write the sample workshop and its PDF, then open the app where there is a screen."""
    python = environment.ensure(with_tests=False)
    screen = has_screen()
    # Both at once, screen or not: the app is often started later by hand.
    qt_usable = system_libs.ensure(python, screen=True)
    write_sample(python)
    print(
        f"Sample workshop: {SAMPLE.relative_to(ROOT)}\nIts PDF:         {SAMPLE_PDF.relative_to(ROOT)}",
        flush=True,
    )
    if not screen:
        print("There is no screen here, so the app was not opened.")
        return 0
    if not qt_usable:
        return 1
    return subprocess.run([str(python), "-m", "visionwork", str(SAMPLE)], cwd=ROOT, check=False).returncode


def write_sample(python: Path) -> None:
    """Write the sample workshop and its PDF; a sample that this version cannot open any more is put aside."""
    BUILD.mkdir(exist_ok=True)
    check = [str(python), "-m", "visionwork", "check", str(SAMPLE)]
    if SAMPLE.exists() and subprocess.run(check, cwd=ROOT, capture_output=True, check=False).returncode:
        now = datetime.now()  # noqa: DTZ005  local, as people read it
        aside = SAMPLE.with_name(f"aldermoor until {now:%Y-%m-%d %H.%M.%S}.visionwork")
        SAMPLE.rename(aside)
        print(f"The sample of an earlier version is now {aside.relative_to(ROOT)}.", flush=True)
    if not SAMPLE.exists():  # somebody may have worked in it since
        call(python, "-m", "visionwork", "sample", SAMPLE)
    call(python, "-m", "visionwork", "export", SAMPLE, "-o", SAMPLE_PDF)


def test() -> int:
    """Run every test but the long fault tests, a file to a process; ARGS="-n 0" keeps them in one."""
    return pytest("-n", "auto", "--maxprocesses", "4", "--dist", "loadfile")


def faults() -> int:
    """Run the fault tests, the long ones included."""
    # The long tests take minutes on purpose; a dump of their stacks would look like a hang.
    servers = ("tests/unit/feedback/phone/test_wire.py", "tests/unit/serving/test_ending.py")
    return pytest("tests/fault", *servers, "-m", "", "-o", "faulthandler_timeout=0")


def lint() -> int:
    """Check style and types; both reports are shown before either fails."""
    python = environment.ensure(with_tests=True)
    checks = (("ruff", "check", "."), ("ruff", "format", "--check", "--quiet", "."), ("pyright",))
    results = [
        subprocess.run([str(python), "-m", *check], cwd=ROOT, check=False).returncode for check in checks
    ]
    return max(results)


def gallery() -> int:
    """Draw the windows and the pages of the PDF as pictures."""
    return headless(".ci/gallery.py", "build/gallery")


def bench() -> int:
    """Measure the speed ratios."""
    return headless("benchmarks/run.py")


def coach_eval() -> int:
    """Measure the coach on the labelled corpus."""
    return headless("benchmarks/coach_eval.py")


def coach_forms() -> int:
    """Write the forms of the words that the coach's rules look for."""
    return headless(".ci/coach_forms.py")


def pytest(*arguments: str) -> int:
    """Run pytest without a screen, with what stands in ARGS after the arguments given.

    Returns:
        pytest's exit code.
    """
    return headless("-m", "pytest", *arguments)


def headless(*arguments: str) -> int:
    """Run Python on the project without a screen, with what stands in ARGS after the arguments given.

    Returns:
        The exit code.
    """
    python = environment.ensure(with_tests=True)
    if not system_libs.ensure(python, screen=False):
        return 1
    command = [str(python), *arguments, *shlex.split(os.environ.get("ARGS", ""))]
    variables = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    return subprocess.run(command, cwd=ROOT, env=variables, stdin=subprocess.DEVNULL, check=False).returncode


def has_screen() -> bool:
    """Return whether a window would be seen by somebody."""
    if os.environ.get("CI"):
        return False
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def call(python: Path, *arguments: str | Path) -> None:
    """Run a command of the project that has to succeed; only what it warns of is shown.

    Raises:
        SetupError: It did not; its own words went to standard error.
    """
    command = [str(python), *map(str, arguments)]
    quiet = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    if subprocess.run(command, cwd=ROOT, check=False, **quiet).returncode:
        raise environment.SetupError(f"This did not work: {shlex.join(command[1:])}")


COMMANDS: dict[str, Callable[[], int]] = {
    "run": run,
    "test": test,
    "lint": lint,
    "gallery": gallery,
    "bench": bench,
    "coach-eval": coach_eval,
    "coach-forms": coach_forms,
    "faults": faults,
}

if __name__ == "__main__":
    try:
        sys.exit(COMMANDS[sys.argv[1]]())
    except environment.SetupError as problem:
        sys.exit(str(problem))
    except KeyboardInterrupt:
        sys.exit(130)
