"""The adopter curve and the plan that follows from it."""

from __future__ import annotations

from visionwork.domain.adoption import BANDS, CurveShares, Moment, people_moved
from visionwork.domain.groups import Group
from visionwork.domain.method import CaptureKind, Exercise
from visionwork.report.charts import adopter_curve, describe_adopter_curve
from visionwork.report.content import ReportContent
from visionwork.report.engine import Flowable, PageBreak
from visionwork.report.flowables import Figure, Gap, Section, SideBySide, Together
from visionwork.report.marks import GroupLine
from visionwork.report.pages.grids import grid_parts
from visionwork.report.styles import MM
from visionwork.report.writer import Writer


def plan_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the pages of the adopter curve and the plan; none when both are empty."""
    story: list[Flowable] = []
    for exercise in content.method.of_kind(CaptureKind.CURVE):
        curves = _curves(content, writer, exercise)
        if curves:
            story += [
                PageBreak(),
                Section("Commitment"),
                writer.heading(1, content.fill(exercise.headline)),
                *curves,
            ]
    plan = _plan(content, writer)
    if plan:
        parts = [Section("Plan"), writer.heading(1, "What happens next"), *plan]
        story += writer.following(parts) if story else [PageBreak(), *parts]
    return story


def _curves(content: ReportContent, writer: Writer, exercise: Exercise) -> list[Flowable]:
    own = [curve for curve in content.snapshot.curves if curve.exercise_id == exercise.id]
    found: list[Flowable] = []
    groups: list[Group | None] = [None, *content.snapshot.groups]
    for group in groups:
        today = _shares(own, group, Moment.TODAY)
        target = _shares(own, group, Moment.TARGET)
        if today is None and target is None:
            continue
        found += [Gap(12), Together(_curve(writer, group, today, target, first=not found))]
    return found


def _curve(
    writer: Writer,
    group: Group | None,
    today: tuple[int, ...] | None,
    target: tuple[int, ...] | None,
    *,
    first: bool,
) -> list[Flowable]:
    name = "The whole organisation" if group is None else group.name
    people = "" if group is None or group.headcount is None else f", {group.headcount} people"
    heading = writer.heading(2, f"{name}{people}", bookmark=name)
    head: Flowable = heading if group is None else GroupLine(group.kind, heading)
    moved = ""
    if today is not None and target is not None:
        moved = movement(today, target, group.headcount if group is not None else None)
    width = writer.page.measure
    height = (47 if first else 41) * MM
    chart = adopter_curve(today, target, width, height, legend=first)
    return [
        SideBySide([[head], [writer.text("caption", moved, right=True)]], [width * 0.45, width * 0.55]),
        Figure(chart, f"{name}. {describe_adopter_curve(today, target)}"),
    ]


def movement(today: tuple[int, ...], target: tuple[int, ...], headcount: int | None) -> str:
    """Return the largest step towards joining in words, in points and where known in people."""
    changes = [after - before for before, after in zip(today, target, strict=True)]
    largest = max(range(4), key=lambda band: changes[band])
    if changes[largest] <= 0:
        return "The shares stay as they are."
    told = f"{BANDS[largest].capitalize()}: {changes[largest]} points more"
    if headcount:
        people = people_moved(today, target, headcount)[largest]
        if people > 0:
            told += f", about {people} people" if people > 1 else ", about one person"
    return told


def _shares(curves: list[CurveShares], group: Group | None, moment: Moment) -> tuple[int, ...] | None:
    wanted = None if group is None else group.id
    return next((c.shares for c in curves if c.group_id == wanted and c.moment is moment), None)


def _plan(content: ReportContent, writer: Writer) -> list[Flowable]:
    found: list[Flowable] = []
    for exercise in content.plan_exercises():
        table = grid_parts(content, writer, exercise, stacked=True)
        if not table:
            continue
        heading = writer.heading(2, content.fill(exercise.title))
        found += [Gap(16), *writer.headed(heading, table)]
    return found
