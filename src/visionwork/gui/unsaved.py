"""The question when a workshop is closed that could not be saved."""

from __future__ import annotations

from visionwork.gui.messages import Choice, Messages
from visionwork.gui.open_workshop import OpenWorkshop
from visionwork.gui.save_trouble import WAY_LABELS, TroubleKind, Way


def ask_unsaved(messages: Messages, current: OpenWorkshop) -> str:
    """Ask what becomes of a workshop that could not be saved; it tells what its banner tells.

    Args:
        messages: The window's door to message boxes.
        current: The workshop.

    Returns:
        One of `Way`, "keep" (close all the same) or "stay".
    """
    title = current.context.snapshot.workshop.title or current.path.stem
    trouble = current.trouble
    stored = trouble is not None and trouble.kind is not TroubleKind.STORE
    ways = trouble.ways if trouble is not None else (Way.RETRY, Way.ELSEWHERE)
    if trouble is None:
        told = ""
    elif stored:
        told = f"{trouble.title} "
    else:
        error = current.context.save_state.error
        told = f"{trouble.title} {error.next_step if error else ''} "
    keep = Choice("keep", "Close without the last edits", danger=True)
    if not stored:
        consequence = "Closing now loses what was typed since the last time it was saved."
    elif current.session.in_memory:
        consequence = "Closing now loses the edits since the disk refused them."
    else:
        consequence = "Every edit is kept on this computer; the next start offers it again."
        keep = Choice("keep", "Close, and keep the edits here")
    choices = [Choice(way.value, WAY_LABELS[way]) for way in ways]
    return messages.ask(
        f"{title} is not saved to its file.",
        f"{told}{consequence}",
        (*choices, keep, Choice("stay", "Keep it open")),
    )
