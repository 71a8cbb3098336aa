"""Opening a SQLite connection the way every document is opened."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def connect(path: Path, *, read_only: bool = False, timeout: float = 5.0) -> sqlite3.Connection:
    """Return a connection in autocommit mode with the document's safety settings.

    The journal is TRUNCATE with synchronous EXTRA, so that an acknowledged commit survives a
    power cut; received files may not run code of theirs (trusted_schema off).

    Args:
        path: Database file; with `read_only` it must exist.
        read_only: Refuse every write.
        timeout: Seconds to wait for another connection.

    Raises:
        sqlite3.Error: The file cannot be opened.
    """
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"{path.resolve().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=timeout
    )
    try:
        for pragma in ("trusted_schema=OFF", "cell_size_check=ON", "mmap_size=0", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")
        if not read_only:
            for pragma in ("journal_mode=TRUNCATE", "synchronous=EXTRA", "secure_delete=ON", "fullfsync=ON"):
                connection.execute(f"PRAGMA {pragma}").fetchall()
    except BaseException:
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection
