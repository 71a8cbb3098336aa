"""The question when a workshop is closed that could not be saved."""

from __future__ import annotations

from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.gui.messages import Choice, Messages
from visionwork.gui.open_workshop import OpenWorkshop


def ask_unsaved(messages: Messages, current: OpenWorkshop, outcome: PublishOutcome | None) -> str:
    """Ask what becomes of a workshop that could not be saved.

    Args:
        messages: The window's door to message boxes.
        current: The workshop.
        outcome: Why its file was not written; None when the last edits could not even be stored.

    Returns:
        "retry", "elsewhere", "keep" (close all the same) or "stay".
    """
    title = current.context.snapshot.workshop.title or current.path.stem
    elsewhere, retry = Choice("elsewhere", "Save elsewhere…"), Choice("retry", "Try again")
    stay = Choice("stay", "Keep it open")
    if outcome is None:
        error = current.context.save_state.error
        reason = f"{error.sentence} {error.next_step} " if error else ""
        text = f"{reason}Closing now loses what was typed since the last time it was saved."
        keep = Choice("keep", "Close without the last edits", danger=True)
    else:
        reason = f"{outcome.error.sentence} {outcome.error.next_step} " if outcome.error else ""
        if outcome.result is PublishResult.MOVED:
            reason = f"{outcome.path.name} is no longer where it was. "
        if current.session.in_memory:
            text = f"{reason}Closing now loses the edits since the disk refused them."
            keep = Choice("keep", "Close without the last edits", danger=True)
        else:
            text = f"{reason}Every edit is kept on this computer; the next start offers it again."
            keep = Choice("keep", "Close, and keep the edits here")
    return messages.ask(f"{title} is not saved to its file.", text, (retry, elsewhere, keep, stay))
