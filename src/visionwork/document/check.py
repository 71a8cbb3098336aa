"""Checking a document: pages, tables, references, hashes and links, told in sentences."""

from __future__ import annotations

import sqlite3


def damaged_texts(connection: sqlite3.Connection) -> list[str]:
    """Return a sentence for each draft whose text no longer fits its hash."""
    from visionwork.domain.drafts import text_hash

    rows = connection.execute("SELECT subject, number, text, sha256 FROM draft ORDER BY subject, number")
    return [
        f"Draft {row['number']} of {row['subject']} was changed or damaged on the disk."
        for row in rows
        if text_hash(row["text"]) != row["sha256"]
    ]
