"""What the documents say has to be so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visionwork.document.schema import DERIVED, TABLES

ROOT = Path(__file__).resolve().parents[2]
FORMAT = (ROOT / "docs" / "document-format.md").read_text(encoding="utf-8")


def described() -> dict[str, set[str]]:
    """Return the columns that the document format describes, by table."""
    found: dict[str, set[str]] = {}
    table = ""
    for line in FORMAT.splitlines():
        cells = re.findall(r"`([a-z0-9_]+)`", line.split("|")[1]) if line.startswith("| ") else []
        table = cells[0] if cells and cells[0] in {*TABLES, *DERIVED} else table
        if table and line.startswith("| "):
            found.setdefault(table, set()).update(re.findall(r"`([a-z0-9_]+)`", line.split("|")[2]))
    return found


@pytest.mark.parametrize("table", sorted(TABLES))
def test_every_column_is_described(table: str) -> None:
    shape = TABLES[table]
    assert described().get(table) == {shape.key, *shape.columns}


@pytest.mark.parametrize(
    "path", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=lambda p: p.name
)
def test_links_lead_somewhere(path: Path) -> None:
    targets = re.findall(r"\]\(([^)#]+)\)", path.read_text(encoding="utf-8"))
    local = [target for target in targets if "://" not in target]
    assert not [target for target in local if not (path.parent / target).exists()]


def test_the_readme_names_commands_that_exist() -> None:
    from visionwork.cli import cli

    named = set(
        re.findall(r"^visionwork ([a-z-]+) ", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert named
    assert named <= set(cli.commands)


def test_the_makefile_targets_of_the_documents_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for name in ("README.md", "CONTRIBUTING.md"):
        named = set(re.findall(r"\bmake ([a-z]+)\b(?= +#)", (ROOT / name).read_text(encoding="utf-8")))
        assert named
        assert named <= targets
