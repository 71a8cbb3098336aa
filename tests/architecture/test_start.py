"""What happens before the first window stands, by what is there afterwards (docs/architecture.md)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_MODULES = 160
"""Modules of our own; each costs half a millisecond, whatever is in it."""
MOST_ENUMS = 60
"""Enumerations made by the standard library: our own and its own. PySide has 240, which are made quickly."""

LATE = (
    *("click", "csv", "rapidfuzz", "reportlab", "sqlite_utils", "tomllib", "uuid", "zoneinfo"),
    *("PySide6.QtNetwork", "PySide6.QtPdf", "PySide6.QtPrintSupport"),
    *("visionwork.feedback", "visionwork.report", "visionwork.serving", "visionwork.wording"),
    *("visionwork.gui.export", "visionwork.gui.kiosk", "visionwork.gui.setup"),
    *("visionwork.gui.help_dialogs", "visionwork.gui.home_page", "visionwork.gui.projector"),
)
"""What the first window does not show, and so does not wait for."""

OPEN_AND_LOOK = """
import dataclasses, enum, json, sys
make_enum = enum.EnumType.__new__
long_way = 0

def count_enum(kind, name, bases, body, **options):
    global long_way
    long_way += 1
    return make_enum(kind, name, bases, body, **options)

enum.EnumType.__new__ = count_enum
from visionwork.__main__ import import_pyside, main
import_pyside()

painted = {}
from visionwork.gui.main_window import MainWindow
paint = MainWindow.paintEvent

def count(self, event):
    painted[self.view.host.current_id] = painted.get(self.view.host.current_id, 0) + 1
    paint(self, event)

MainWindow.paintEvent = count
code = main([sys.argv[1]])
classes = {
    value
    for name, module in list(sys.modules.items()) if name.startswith("visionwork")
    for value in vars(module).values()
    if isinstance(value, type) and value.__module__.startswith("visionwork")
}
print(json.dumps({
    "code": code,
    "painted": painted,
    "modules": sorted(sys.modules),
    "long_way": long_way,
    "compiled": sorted(
        f"{one.__module__}.{one.__name__}" for one in classes
        if dataclasses.is_dataclass(one) and one.__dataclass_params__.frozen
    ),
}))
"""


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Any]:
    """Open the sample, as on a later day, and return what was seen."""
    folder = tmp_path_factory.mktemp("start")
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT / "src"),
        "QT_QPA_PLATFORM": "offscreen",
        "VISIONWORK_HOME": str(folder / "home"),
        "VISIONWORK_BENCH_QUIT": "page",
    }
    sample = str(folder / "sample.visionwork")
    subprocess.run([sys.executable, "-m", "visionwork", "sample", sample], env=environment, check=True)
    done = subprocess.run(
        [sys.executable, "-c", OPEN_AND_LOOK, sample],
        env=environment, check=True, capture_output=True, text=True, timeout=100,
    )  # fmt: skip
    return json.loads(done.stdout.splitlines()[-1])


def test_the_window_then_its_page_are_painted_once(start: Mapping[str, Any]) -> None:
    assert start["code"] == 0
    first, page = start["painted"]
    assert first == ""
    assert page.startswith("exercise:")
    assert set(start["painted"].values()) == {1}, "the layout was not settled before the first paint"


def test_the_window_waits_for_nothing_it_does_not_show(start: Mapping[str, Any]) -> None:
    wrong = [name for name in start["modules"] if name in LATE]
    assert wrong == [], "import them inside the functions that need them"


def test_the_window_needs_few_modules(start: Mapping[str, Any]) -> None:
    own = [name for name in start["modules"] if name.split(".")[0] == "visionwork"]
    assert len(own) <= MOST_MODULES, "\n".join(own)


def test_values_the_window_needs_are_records(start: Mapping[str, Any]) -> None:
    assert start["compiled"] == [], "use @record of visionwork.domain.records"


def test_enumerations_of_pyside_are_made_quickly(start: Mapping[str, Any]) -> None:
    assert start["long_way"] <= MOST_ENUMS, "see visionwork.quick_enums"
