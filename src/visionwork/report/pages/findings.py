"""What the room found in the first steps: cards with their votes, and grids."""

from __future__ import annotations

from visionwork.domain.entries import Card, lane_group
from visionwork.domain.groups import GroupKind
from visionwork.domain.method import CaptureKind, Exercise, Step
from visionwork.report.charts.palette import PRINT
from visionwork.report.content import ReportContent
from visionwork.report.engine import CondPageBreak, Flowable, PageBreak
from visionwork.report.flowables import Gap, Section
from visionwork.report.marks import GroupLine
from visionwork.report.pages.grids import grid_parts
from visionwork.report.tables import TableLook
from visionwork.report.writer import Writer

_LANE_NEED = 110.0
"""Room an exercise of cards needs for its heading and the first card of its first lane."""


def findings_pages(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the pages of the findings; short steps share one, and steps without any are left out."""
    wanted = content.finding_exercises()
    story: list[Flowable] = []
    for step in content.method.steps:
        parts: list[Flowable] = []
        for exercise in step.exercises:
            if exercise in wanted:
                parts += _exercise(content, writer, exercise)
        if parts:
            parts = [*_step_head(content, writer, step), *parts]
            story += writer.following(parts) if story else [PageBreak(), *parts]
    return story


def _step_head(content: ReportContent, writer: Writer, step: Step) -> list[Flowable]:
    return [
        Section(content.fill(step.title)),
        writer.heading(1, content.fill(step.title)),
        writer.text("lead", content.fill(step.aim)),
    ]


def _exercise(content: ReportContent, writer: Writer, exercise: Exercise) -> list[Flowable]:
    heading = writer.heading(2, content.fill(exercise.headline))
    if exercise.kind is CaptureKind.CARDS:
        lanes = _lanes(content, writer, exercise)
        return [Gap(16), CondPageBreak(_LANE_NEED), heading, *lanes] if lanes else []
    table = grid_parts(content, writer, exercise)
    return [Gap(16), *writer.headed(heading, table)] if table else []


def _lanes(content: ReportContent, writer: Writer, exercise: Exercise) -> list[Flowable]:
    by_lane: dict[str, list[Card]] = {}
    for card in content.snapshot.cards_of(exercise.id):
        if card.text.strip():
            by_lane.setdefault(card.lane, []).append(card)
    order = [lane.id for lane in exercise.lanes]
    names = {lane.id: (content.fill(lane.title), lane.kind) for lane in exercise.lanes}
    found: list[Flowable] = []
    for lane in sorted(by_lane, key=lambda lane: order.index(lane) if lane in order else len(order)):
        name, kind = names.get(lane, ("", None))
        group = content.snapshot.group(lane_group(lane) or -1)
        if group is not None:
            name, kind = group.name, group.kind
        cards = sorted(by_lane[lane], key=lambda card: (-card.votes, card.position))
        rows = [
            [writer.cell(card.text), [writer.text("cell", str(card.votes) if card.votes else "", right=True)]]
            for card in cards
        ]
        measure = writer.page.measure
        look = TableLook(padding=4)
        table = writer.table(["Card", "Votes"], rows, [measure - 40, 40], look=look, numbers_last=True)
        found += writer.headed(_lane_head(writer, name, kind), [table]) if name else [table]
        found.append(Gap(10))
    return found


def _lane_head(writer: Writer, name: str, kind: GroupKind | None) -> Flowable:
    heading = writer.heading(3, name, bookmark="")
    if kind is None:
        return heading
    heading.style = heading.style.clone("lane", textColor=PRINT.kinds[kind].text)
    return GroupLine(kind, heading)
