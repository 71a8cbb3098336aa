"""Asks for a method that is not on this computer, and says what a workshop lacks with the one it gets."""

from __future__ import annotations

from pathlib import Path

from visionwork.document.opening import Notice, NoticeKind
from visionwork.domain.errors import UserFacingError
from visionwork.domain.method import Method
from visionwork.domain.method_fit import fit_sentences, full_name
from visionwork.domain.snapshot import WorkshopSnapshot
from visionwork.domain.workshop import Workshop
from visionwork.gui.messages import Choice, Messages
from visionwork.method.library import MethodLibrary

_PATTERNS = "Method files (*.toml);;All files (*)"
_TEXT = "Choose the file of the method, or ask whoever led the workshop for it. It is asked for only once."


def ask_method(
    error: UserFacingError, workshop: Workshop, methods: MethodLibrary, messages: Messages, folder: Path
) -> Method | None:
    """Let the user choose the file of a workshop's method; return None when they do not.

    Args:
        error: Why the method is not there.
        workshop: The workshop.
        methods: Keeps a copy of the file.
        messages: The window's door to message boxes.
        folder: Where the file dialog starts.
    """
    choices = (Choice("choose", "Choose its file…"), Choice("stay", "Cancel"))
    while messages.ask(error.sentence, _TEXT, choices) == "choose":
        path = messages.open_file("Choose the method", folder, _PATTERNS)
        if path is None:
            return None
        try:
            method = methods.take(path)
        except UserFacingError as fault:
            messages.report_error(fault)
            continue
        if method.id == workshop.method.id:
            return method
        messages.warn(
            f"{path.name} is the method {full_name(method.named)}.",
            f"The workshop was made with {full_name(workshop.method)}.",
        )
    return None


def method_notices(snapshot: WorkshopSnapshot, method: Method, given: Method | None) -> tuple[Notice, ...]:
    """Return what banners say of the method a workshop is shown with.

    Args:
        snapshot: The workshop.
        method: That method.
        given: The method the app was started with, or None.
    """
    sentences = list(fit_sentences(snapshot, method))
    if given is not None and given.id != method.id:
        sentences.append(
            f"This workshop was made with the method {full_name(method.named)} and is shown with it,"
            f" not with {full_name(given.named)}."
        )
    return tuple(Notice(NoticeKind.METHOD, sentence) for sentence in sentences)
