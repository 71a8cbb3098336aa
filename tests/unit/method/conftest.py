"""A small method file that the tests may spoil."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def small_text() -> str:
    return (Path(__file__).parent / "small.toml").read_text(encoding="utf-8")


@pytest.fixture
def method_path(tmp_path: Path) -> Path:
    return tmp_path / "ours.toml"


@pytest.fixture
def methods_read_once() -> None:
    """Every file is read here: this is about reading them."""
