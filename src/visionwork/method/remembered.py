"""The last method file that was read, kept as JSON: Python reads that in a hundredth of the time TOML takes.

What is kept is only what the TOML says, not a method that was found to be good; so it is checked like a file
that is read for the first time. It holds for the very text it was made from, and whatever is wrong with it,
the TOML is read instead.
"""

from __future__ import annotations

import hashlib
import json
import logging
from pathlib import Path
from typing import Any

from visionwork.domain.errors import UserFacingError
from visionwork.paths import app_data_dir, replace_file

_FILE = "method.json"
_log = logging.getLogger(__name__)


def read_toml(text: str) -> dict[str, Any]:
    """Return what a TOML text says, from memory when it is the text of the last time.

    Args:
        text: The text of a method file.

    Raises:
        SyntaxFaultError: The text is not TOML.
    """
    digest = hashlib.sha256(text.encode()).hexdigest()
    path = _place()
    found = _recall(path, digest) if path is not None else None
    if found is None:
        from visionwork.method.syntax import parse  # importing tomllib takes almost as long as reading

        found = parse(text)
        if path is not None:
            _keep(path, digest, found)
    return found


def _place() -> Path | None:
    try:
        return app_data_dir() / _FILE
    except UserFacingError as error:  # a method can be read where the app has no folder of its own
        _log.info("nothing can be kept: %s", error)
        return None


def _recall(path: Path, digest: str) -> dict[str, Any] | None:
    try:
        kept = json.loads(path.read_bytes())
    except FileNotFoundError:
        return None
    except (OSError, ValueError, RecursionError) as error:
        _log.info("the method cannot be recalled: %s", error)
        return None
    if not isinstance(kept, dict) or kept.get("sha256") != digest:
        return None
    data = kept.get("data")
    return data if isinstance(data, dict) else None


def _keep(path: Path, digest: str, data: dict[str, Any]) -> None:
    try:
        content = json.dumps({"sha256": digest, "data": data}, ensure_ascii=False, allow_nan=False)
        replace_file(path, content.encode())
    except (
        OSError,
        TypeError,
        ValueError,
        RecursionError,
    ) as error:  # dates and endless numbers have no JSON; the TOML is read again then
        _log.info("the method cannot be kept: %s", error)
