"""The one error of a method file: where it is and why it is refused."""

from __future__ import annotations

from pathlib import Path

from visionwork.domain.errors import UserFacingError


class MethodError(UserFacingError):
    """A method file that cannot be used.

    Args:
        path: The file.
        line: Line of the fault, from 1.
        reason: What is wrong there, as a sentence.
    """

    def __init__(self, path: Path, line: int, reason: str) -> None:
        super().__init__(
            f"The method file {path.name} cannot be used. Line {line}: {reason}",
            "Correct the line in a text editor and open the file again.",
        )
        self.path = path
        self.line = line
        self.reason = reason
