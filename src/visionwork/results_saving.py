"""Protected results to a file of the user's, whole or not at all, a line at a time."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from visionwork.document import files
from visionwork.document.errors import told
from visionwork.domain.results import RoundResults
from visionwork.feedback.results_export import write_results
from visionwork.paths import refuse_workshop


def save_results(results: Iterable[RoundResults], path: Path) -> None:
    """Write protected results to a file, in the format of its ending; a file that is there is replaced.

    Args:
        results: Rounds in the order wanted; their comments are read while they are written.
        path: The file.

    Raises:
        UserFacingError: The file is a workshop, or the disk refused.
    """
    refuse_workshop(path)
    try:
        if path.exists() and not path.is_file():  # a pipe or a device is written to as it is
            with path.open("wb") as file:
                write_results(results, path.suffix, file)
            return
        temp = files.temp_beside(path)
        try:
            with temp.open("wb") as file:
                write_results(results, path.suffix, file)
            files.replace(temp, path)
        finally:
            files.remove(temp)
    except OSError as error:
        sentence = told(error)
        if sentence is None:
            raise
        raise sentence from error
