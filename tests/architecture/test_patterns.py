"""Patterns that have cost somebody a day, looked for in the syntax tree."""

from __future__ import annotations

import ast
import functools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "visionwork"
MAX_LINES = 450

# The name, and the only place that may use it.
DOORS = {
    "QMessageBox": "gui/messages.py",
    "QFileDialog": "gui/messages.py",
    "QUiLoader": "gui/forms.py",
    "__file__": "assets.py",
}


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


LOOKED_AT = (
    *(ast.With, ast.keyword, ast.Call, ast.ExceptHandler, ast.ClassDef, ast.ImportFrom, ast.Name),
    ast.Constant,
)


@functools.cache
def text_of(path: Path) -> str:
    """Return what stands in a file."""
    return path.read_text(encoding="utf-8")


@functools.cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Return the nodes of a file's syntax tree that a check may look at."""
    tree = ast.parse(text_of(path), str(path))
    return tuple(node for node in ast.walk(tree) if isinstance(node, LOOKED_AT))


def findings(paths: list[Path], words: str, wrong: Callable[[ast.AST], bool]) -> list[str]:
    """Return file and line of every node that a check calls wrong.

    Only files are parsed in which a pattern is found; without those words nothing can be wrong.
    """
    suspect = re.compile(words)
    return [
        f"{path.relative_to(ROOT)}:{getattr(node, 'lineno', '?')}"
        for path in paths
        if suspect.search(text_of(path))
        for node in nodes(path)
        if wrong(node)
    ]


def dotted(node: ast.AST) -> str:
    """Return `a.b.c` for a chain of names, and what can be said of anything else."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else "?"


def test_modules_stay_small() -> None:
    lengths = {path: text_of(path).count("\n") for path in sources()}
    long = [f"{path.relative_to(ROOT)}: {length}" for path, length in lengths.items() if length > MAX_LINES]
    assert not long, f"more than {MAX_LINES} lines: {long}"


def test_a_connection_is_no_transaction() -> None:
    # `with db.conn` commits work of an outer atomic(); use db.atomic().
    def wrong(node: ast.AST) -> bool:
        if not isinstance(node, ast.With):
            return False
        return any(dotted(item.context_expr).endswith((".conn", "?.conn")) for item in node.items)

    assert not findings(sources(), r"\bconn\b", wrong)


@pytest.mark.parametrize("option", ["alter", "replace", "truncate"])
def test_tables_are_not_changed_in_passing(option: str) -> None:
    # alter=True loses STRICT, replace=True cascades deletions, truncate=True empties before it fills.
    def wrong(node: ast.AST) -> bool:
        if not (isinstance(node, ast.keyword) and node.arg == option):
            return False
        return isinstance(node.value, ast.Constant) and node.value.value is True

    assert not findings(sources(), rf"\b{option}\s*=\s*True\b", wrong)


def test_no_error_is_swallowed() -> None:
    def wrong(node: ast.AST) -> bool:
        if isinstance(node, ast.Call) and dotted(node.func).endswith("suppress"):
            return any(dotted(arg) in ("Exception", "BaseException", "OSError") for arg in node.args)
        if not isinstance(node, ast.ExceptHandler):
            return False
        broad = node.type is None or dotted(node.type) in ("Exception", "BaseException", "OSError")
        return broad and all(isinstance(step, ast.Pass) for step in node.body)

    assert not findings(sources(), r"\bexcept\b|suppress", wrong)


def test_line_edits_are_of_the_kit() -> None:
    # A bare QLineEdit has its words at the very edge; the one in a grid's cell is meant to.
    def makes(node: ast.AST) -> bool:
        if isinstance(node, ast.Call):
            return dotted(node.func) == "QLineEdit"
        return isinstance(node, ast.ClassDef) and any(dotted(base) == "QLineEdit" for base in node.bases)

    own = [PACKAGE / "gui" / place for place in ("widgets/line_edit.py", "views/grid/editors/line.py")]
    assert not findings([path for path in sources() if path not in own], r"QLineEdit", makes), (
        "use LineEdit of the kit"
    )


@pytest.mark.parametrize("name", sorted(DOORS))
def test_there_is_one_door(name: str) -> None:
    def uses(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom):
            return any(alias.name == name for alias in node.names)
        return isinstance(node, ast.Name) and node.id == name

    others = [path for path in sources() if path != PACKAGE / DOORS[name]]
    assert not findings(others, rf"\b{name}\b", uses), f"{name} belongs in {DOORS[name]} only"


def test_the_report_imports_reportlab_quickly() -> None:
    def slowly(node: ast.AST) -> bool:
        module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
        return module.startswith(("reportlab.platypus", "reportlab.graphics"))

    others = [path for path in (PACKAGE / "report").rglob("*.py") if path.name != "engine.py"]
    assert not findings(others, r"reportlab\.(platypus|graphics)", slowly), (
        "import it from visionwork.report.engine"
    )


def test_colours_have_names() -> None:
    allowed = re.compile(r"gui/(tokens|theme\b.*|theme/.*)\.py$|report/.*\.py$")
    hexadecimal = re.compile(r"#[0-9a-fA-F]{6}\b")
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in sources()
        if not allowed.search(path.as_posix())
        for number, line in enumerate(text_of(path).splitlines(), 1)
        if hexadecimal.search(line)
    ]
    assert not wrong, f"a colour outside the theme's tokens: {wrong}"


def test_days_are_told_in_one_language() -> None:
    # strftime takes names from the system, and Qt sets its language: "3 März" in an English sentence.
    def wrong(node: ast.AST) -> bool:
        text = node.value if isinstance(node, ast.Constant) else None
        return isinstance(text, str) and re.search(r"%[aAbBcxXp]", text) is not None

    assert not findings(sources(), r"%[aAbBcxXp]", wrong), "use visionwork.domain.days"


def test_tests_wait_for_something() -> None:
    # A fixed wait is too short on a slow machine and too long on every other.
    def wrong(node: ast.AST) -> bool:
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            return any(alias.name == "sleep" for alias in node.names)
        if not isinstance(node, ast.Call):
            return False
        name = dotted(node.func)
        return name in ("qtbot.wait", "time.sleep") or name.endswith(("QTest.qWait", "QTest.qSleep"))

    assert not findings(sorted((ROOT / "tests").rglob("*.py")), r"sleep|qSleep|qWait|qtbot\.wait\b", wrong)


def forms() -> Iterator[Path]:
    yield from sorted((ROOT / "ui").glob("*.ui"))


def test_forms_hold_layout_only() -> None:
    # Icons and colours follow the theme, so code sets them; resources would need a compile step.
    banned = re.compile(r"<iconset|<include\b|styleSheet")
    wrong = [path.name for path in forms() if banned.search(text_of(path))]
    assert not wrong, wrong


def test_every_form_is_opened_by_somebody() -> None:
    code = "\n".join(text_of(path) for path in sources())
    quoted = set(re.findall(r"""["']([\w-]+)(?=["'])""", code))
    unused = [path.name for path in forms() if path.stem not in quoted]
    assert not unused, unused
