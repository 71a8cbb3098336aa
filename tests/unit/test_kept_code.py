"""PySide's own Python code is compiled once, and never taken for other code than it was made from."""

from __future__ import annotations

import builtins
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from visionwork.kept_code import kept_code, late_patterns

SOURCE = Path(__file__).resolve().parents[2] / "src"
KEPT = "pyside-code.bin"
NAME = "shibokensupport/anything.py"

COMPILED_BY_A_START = """
import sys
compiled = []
def hear(event, arguments):
    if event == "compile" and str(arguments[1]).startswith(("shibokensupport", "signature_bootstrap")):
        compiled.append(arguments[1])
sys.addaudithook(hear)
from visionwork.__main__ import import_pyside
import_pyside()
from PySide6.QtCore import QPoint
assert QPoint(2, 3).x() == 2
try:
    QPoint("two", 3)
except TypeError as error:
    assert "QPoint" in str(error)  # PySide tells this with the code that was kept
print(len(compiled))
"""

SIGNATURES = """
import re, sys
plain = re.compile
if sys.argv[1] == "quick":
    from visionwork.__main__ import import_pyside
    import_pyside()
    assert re.compile is plain
from PySide6.QtCore import QObject, QPoint, QTimer, Qt
from PySide6.support.signature import get_signature, parser
print(hasattr(parser.arglistParser._finditer, "__func__"))
for one in (QPoint, QPoint.transposed, QTimer.singleShot, QObject.findChildren):
    print(get_signature(one))
for mistake in (lambda: QPoint("two", 3), lambda: QTimer.singleShot("now"), lambda: QObject(3, True)):
    try:
        mistake()
    except (TypeError, AttributeError) as error:
        print(error)
"""

TOOL_AFTER_A_START = """
import sys
from visionwork.__main__ import import_pyside
import_pyside()
print("argparse" in sys.modules)  # the tool imports it
from PySide6.support.signature.lib import pyi_generator
print(callable(pyi_generator.generate_pyi), "argparse" in sys.modules)
try:
    pyi_generator.nothing_of_the_kind
except AttributeError:
    pass
"""


def compiled_by_a_start(home: Path) -> int:
    ran = subprocess.run(
        [sys.executable, "-c", COMPILED_BY_A_START],
        capture_output=True, text=True, check=True, timeout=100,
        env={"PYTHONPATH": str(SOURCE), "VISIONWORK_HOME": str(home)},
    )  # fmt: skip
    return int(ran.stdout)


def run(folder: Path | None, source: bytes) -> dict[str, object]:
    """Do as PySide does: compile a source and run it."""
    found: dict[str, object] = {}
    with kept_code(folder):
        exec(compile(source, NAME, "exec"), found)
    return found


def test_a_second_start_compiles_nothing_of_pyside(tmp_path: Path) -> None:
    assert compiled_by_a_start(tmp_path) > 5
    assert compiled_by_a_start(tmp_path) == 0


def test_a_pattern_is_compiled_when_a_signature_is_read(tmp_path: Path) -> None:
    plain, quick = (
        subprocess.run(
            [sys.executable, "-c", SIGNATURES, way],
            capture_output=True, text=True, timeout=100, check=True,
            env={"PYTHONPATH": str(SOURCE), "VISIONWORK_HOME": str(tmp_path)},
        ).stdout.splitlines()
        for way in ("plain", "quick")
    )  # fmt: skip
    assert (plain[0], quick[0]) == ("False", "True")
    assert quick[1:] == plain[1:]
    assert any("arg__1: int" in line or "xpos: int" in line for line in plain)


def test_only_patterns_of_pyside_are_late() -> None:
    def compiled_in(filename: str) -> Any:
        found: dict[str, Any] = {}
        with late_patterns():
            exec(compile("import re\npattern = re.compile('(a+)b', re.I)", filename, "exec"), found)
        return found["pattern"]

    assert isinstance(compiled_in("anything.py"), re.Pattern)
    late = compiled_in(NAME)
    assert not isinstance(late, re.Pattern)
    assert [found[1] for found in late.finditer("aab AB")] == ["aa", "A"]
    assert late.match("AAB")[1] == "AA"
    assert late.pattern == "(a+)b"
    assert re.compile("x").match("x")


def test_patterns_are_no_longer_late_after_an_error() -> None:
    plain = re.compile
    with pytest.raises(ZeroDivisionError), late_patterns():
        raise ZeroDivisionError
    assert re.compile is plain


def test_a_module_for_tools_is_run_when_it_is_used(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", TOOL_AFTER_A_START],
        capture_output=True, text=True, timeout=100, check=True,
        env={"PYTHONPATH": str(SOURCE), "VISIONWORK_HOME": str(tmp_path)},
    )  # fmt: skip
    assert ran.stdout.split() == ["False", "True", "True"]


def test_another_source_is_compiled(tmp_path: Path) -> None:
    assert run(tmp_path, b"answer = 1")["answer"] == 1
    assert run(tmp_path, b"answer = 2")["answer"] == 2
    assert run(tmp_path, b"answer = 1")["answer"] == 1


@pytest.mark.parametrize("damage", [b"", b"x", b"not code at all", b"\0" * 5000])
def test_a_damaged_file_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    run(tmp_path, b"answer = 1")
    good = (tmp_path / KEPT).read_bytes()
    for bad in (damage, good[:-3], good[:40] + b"?" + good[41:]):
        (tmp_path / KEPT).write_bytes(bad)
        assert run(tmp_path, b"answer = 1")["answer"] == 1
        mended = (tmp_path / KEPT).read_bytes()
        assert mended != bad
        assert run(tmp_path, b"answer = 1")["answer"] == 1
        assert (tmp_path / KEPT).read_bytes() == mended


def test_what_another_python_made_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(tmp_path, b"answer = 1")
    with monkeypatch.context() as other:
        other.setattr(sys, "version", "3.99.0")
        run(tmp_path, b"answer = 1")
    assert b"3.99.0" in (tmp_path / KEPT).read_bytes()


@pytest.mark.skipif(os.name != "posix", reason="permissions are another matter elsewhere")
def test_what_others_can_write_is_not_run(tmp_path: Path) -> None:
    run(tmp_path, b"answer = 1")
    kept = tmp_path / KEPT
    kept.chmod(0o666)
    before = kept.stat().st_ino
    run(tmp_path, b"answer = 1")
    assert kept.stat().st_ino != before
    assert kept.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("folder", [None, Path("/nowhere/at/all")])
def test_without_a_folder_everything_is_compiled(folder: Path | None) -> None:
    assert run(folder, b"answer = 1")["answer"] == 1


def test_other_code_is_left_alone(tmp_path: Path) -> None:
    with kept_code(tmp_path):
        code = compile("1 + 1", "elsewhere.py", "eval")
    assert eval(code) == 2
    assert not (tmp_path / KEPT).exists()


def test_compiling_is_as_before_afterwards(tmp_path: Path) -> None:
    before = builtins.compile
    with pytest.raises(SyntaxError), kept_code(tmp_path):
        compile(b"not (", NAME, "exec")
    assert builtins.compile is before
