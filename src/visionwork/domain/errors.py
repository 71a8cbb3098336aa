"""Errors a user can do something about."""

from __future__ import annotations


class UserFacingError(Exception):
    """A problem on the user's side, told as one sentence with the next step.

    Args:
        sentence: What happened, in plain words.
        next_step: What the user can do about it; may be empty.
    """

    def __init__(self, sentence: str, next_step: str = "") -> None:
        super().__init__(f"{sentence} {next_step}".strip())
        self.sentence = sentence
        self.next_step = next_step
