"""What the fault tests share: how they tell what survived."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from visionwork.document.access import open_to_read
from visionwork.document.document import Document

Fork = Callable[..., int]
"""Runs a program in a process of its own; see the fixture `fork`."""

long = pytest.mark.long


@contextmanager
def reading(path: Path, home: Path | None = None) -> Iterator[Document]:
    """Open a workshop to read."""
    document = open_to_read(path, home)
    try:
        yield document
    finally:
        document.close()


def cards(path: Path, home: Path | None = None) -> list[str]:
    """Return the texts of a workshop's cards, of which every edit makes one."""
    with reading(path, home) as document:
        return [card.text for card in document.cards.all()]
