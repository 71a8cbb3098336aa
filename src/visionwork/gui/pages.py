"""Builds the page of an id on its first visit; each page's module is imported only then."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from visionwork.domain.method import CaptureKind, Exercise
from visionwork.gui.context import WorkshopContext
from visionwork.gui.page import WorkshopPage

EXERCISE_PREFIX = "exercise:"


def build_page(page_id: str, context: WorkshopContext) -> WorkshopPage:
    """Return a new page.

    Args:
        page_id: "setup", "statement", "rounds", "export" or "exercise:<id>".
        context: The open workshop.

    Raises:
        KeyError: There is no such page, or the method has no such exercise.
    """
    if page_id.startswith(EXERCISE_PREFIX):
        from visionwork.gui.exercise_page import ExercisePage

        exercise = context.method.exercise(page_id.removeprefix(EXERCISE_PREFIX))
        return ExercisePage(context, exercise, build_capture)
    return _PAGES[page_id](context)


def build_capture(context: WorkshopContext, exercise: Exercise) -> WorkshopPage:
    """Return the capture widget of an exercise."""
    return _CAPTURES[exercise.kind](context, exercise)


def _setup(context: WorkshopContext) -> WorkshopPage:
    from visionwork.gui.setup_page import SetupPage

    return SetupPage(context)


def _statement(context: WorkshopContext) -> WorkshopPage:
    from visionwork.gui.views.statement_page import StatementPage

    return StatementPage(context)


def _rounds(context: WorkshopContext) -> WorkshopPage:
    from visionwork.gui.views.rounds_page import RoundsPage

    return RoundsPage(context)


def _export(context: WorkshopContext) -> WorkshopPage:
    from visionwork.gui.views.export_page import ExportPage

    return ExportPage(context)


def _views(context: WorkshopContext, exercise: Exercise) -> WorkshopPage:
    from visionwork.gui.views.views_capture import ViewsCapture

    return ViewsCapture(context, exercise)


def _cards(context: WorkshopContext, exercise: Exercise) -> WorkshopPage:
    from visionwork.gui.views.cards_capture import CardsCapture

    return CardsCapture(context, exercise)


def _grid(context: WorkshopContext, exercise: Exercise) -> WorkshopPage:
    from visionwork.gui.views.grid_capture import GridCapture

    return GridCapture(context, exercise)


def _curve(context: WorkshopContext, exercise: Exercise) -> WorkshopPage:
    from visionwork.gui.views.curve_capture import CurveCapture

    return CurveCapture(context, exercise)


def _signatures(context: WorkshopContext, exercise: Exercise) -> WorkshopPage:
    from visionwork.gui.views.signatures_capture import SignaturesCapture

    return SignaturesCapture(context, exercise)


_PAGES: Mapping[str, Callable[[WorkshopContext], WorkshopPage]] = {
    "setup": _setup,
    "statement": _statement,
    "rounds": _rounds,
    "export": _export,
}
_CAPTURES: Mapping[CaptureKind, Callable[[WorkshopContext, Exercise], WorkshopPage]] = {
    CaptureKind.VIEWS: _views,
    CaptureKind.CARDS: _cards,
    CaptureKind.GRID: _grid,
    CaptureKind.CURVE: _curve,
    CaptureKind.SIGNATURES: _signatures,
}
