"""Who may import whom (docs/architecture.md)."""

from __future__ import annotations

import ast
import functools
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytest_archon import archrule

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "visionwork"

QT = ("PySide6", "PySide6.*", "shiboken6")
DATABASE = ("sqlite3", "sqlite3.*", "sqlite_utils", "sqlite_utils.*")

# Layer: the parts of the project that it may import beside itself.
ALLOWED = {
    "domain": set(),
    "wording": set(),
    "method": {"domain", "assets", "paths"},
    "coach": {"domain", "wording", "assets", "paths"},
    "feedback": {"domain", "wording", "assets", "paths"},
    "report": {"domain", "wording", "assets", "exporting", "paths"},
    "document": {"domain", "paths"},
    "serving": {"domain", "feedback", "assets", "paths", "stopping"},
}
# What the first start must not wait for; imported inside the functions that use it.
LATE = (
    *("reportlab", "sqlite_utils", "click", "pypdf", "pypdfium2", "simplemma"),
    "psycopg",
    *("openpyxl", "python_calamine"),
)


def modules(*below: str) -> list[Path]:
    """Return the source files under some parts of the package, all of them without arguments."""
    starts = [PACKAGE / part for part in below] or [PACKAGE]
    found = [p for start in starts for p in ([start] if start.suffix else start.rglob("*.py")) if p.exists()]
    return sorted(found)


@functools.cache
def imported(path: Path) -> set[str]:
    """Return the full names of the modules that a file imports."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"line {node.lineno}: imports name their module in full"
            names.add(node.module or "")
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def part_of(name: str) -> str | None:
    """Return the part of the project that a module name stands for, or None for foreign modules."""
    pieces = name.split(".")
    return pieces[1] if pieces[0] == "visionwork" and len(pieces) > 1 else None


@pytest.mark.parametrize("layer", sorted(ALLOWED))
def test_a_layer_knows_only_the_layers_below(layer: str) -> None:
    allowed = ALLOWED[layer] | {layer}
    others = {p.stem for p in PACKAGE.iterdir() if p.suffix == ".py" or p.is_dir()} - allowed
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(layer)
        for name in sorted(imported(path))
        if part_of(name) in others
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    "layer",
    [
        "domain",
        "method",
        "coach",
        "feedback",
        "report",
        "document",
        "wording",
        "cli",
        "cli_support",
        "cli_files",
        "cli_import",
        "cli_server",
        "cli_coach",
    ],
)
def test_only_the_windows_need_qt(layer: str) -> None:
    # Opening the app is the one thing on the command line that leads to Qt.
    rule = archrule("no Qt").match(f"visionwork.{layer}", f"visionwork.{layer}.*").should_not_import(*QT)
    rule.check("visionwork", only_direct_imports=layer.startswith("cli"))


@pytest.mark.parametrize("layer", ["domain", "method", "coach", "feedback", "report", "wording"])
def test_only_the_document_knows_the_database(layer: str) -> None:
    rule = archrule("no database").match(f"visionwork.{layer}", f"visionwork.{layer}.*")
    rule.should_not_import(*DATABASE).check("visionwork")


def test_sqlite_utils_has_one_place() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules()
        if "document" not in path.relative_to(PACKAGE).parts[:1]
        and any(name.split(".")[0] == "sqlite_utils" for name in imported(path))
    ]
    assert not wrong, wrong


@pytest.mark.parametrize(
    ("layer", "extra"), [("domain", set()), ("wording", {"rapidfuzz"}), ("method", set())]
)
def test_the_innermost_layers_need_little_more_than_python(layer: str, extra: set[str]) -> None:
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules(layer)
        for name in imported(path)
        if name.split(".")[0] not in sys.stdlib_module_names | extra | {"visionwork"}
    ]
    assert not wrong, "\n".join(wrong)


def test_widgets_stay_in_the_gui() -> None:
    wrong = [
        str(path.relative_to(ROOT))
        for path in modules()
        if path.relative_to(PACKAGE).parts[0] not in ("gui", "app.py")
        and any(name.startswith("PySide6.QtWidgets") for name in imported(path))
    ]
    assert not wrong, wrong


def test_the_first_window_waits_for_no_slow_library() -> None:
    # Every module of the gui, as the start imports it; in a process of its own, with nothing loaded before.
    code = f"""
import pkgutil, sys
import visionwork.app, visionwork.gui
for module in pkgutil.walk_packages(visionwork.gui.__path__, "visionwork.gui."):
    __import__(module.name)
print(*(name for name in {LATE!r} + ("numpy", "pandas") if name in sys.modules))
"""
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.split() == []
