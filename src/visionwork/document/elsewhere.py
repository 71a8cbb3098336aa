"""Writes a document where its user wishes."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from visionwork.document.errors import DocumentError, NotSavedError, telling
from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.document.snapshot import write_document
from visionwork.document.store import Store

log = logging.getLogger(__name__)


def write_elsewhere(
    store: Store, path: Path, revision: int, keep: Callable[[Path], object]
) -> PublishOutcome:
    """Write a document to any path, whole or not at all, and return what became of it.

    Args:
        store: The document.
        path: Where it goes; a file that is there is replaced.
        revision: Revision that the written file gets.
        keep: Keeps a file that is replaced.
    """
    outcome = PublishOutcome(PublishResult.PUBLISHED, path, revision=revision, commits=store.commits)
    try:
        with telling(NotSavedError):
            outcome = replace(outcome, outside=store.outside())
            if path.exists():
                keep(path)
            return replace(outcome, mark=write_document(store.connection, path, revision))
    except DocumentError as error:
        log.warning("%s was not written: %s", path, error)
        return replace(outcome, result=PublishResult.FAILED, error=error)
