"""What stands on a form, from the title to the thanks."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.report.charts.palette import PRINT
from visionwork.report.engine import Flowable
from visionwork.report.flowables import Gap, Rule, SideBySide, Text, Together
from visionwork.report.form.fields import ChoiceField, HiddenField, ScaleField, WordsField, form_canvas
from visionwork.report.form.sheet import FormPart, FormSheet
from visionwork.report.styles import HAIR
from visionwork.report.writer import Writer

_MANY_GROUPS = 4
"""More groups stand in two columns."""

_MOST_OF_PAGE, _FIRST_ROWS = 0.85, 6
"""Columns that need more of a page become rows, which flow over pages; so many stay with the question."""

_INDENT = 8.0


def form_story(sheet: FormSheet, writer: Writer) -> list[Flowable]:
    """Return the flowables of a form, from the title to the thanks."""
    story: list[Flowable] = [
        HiddenField(sheet.id_field, sheet.id_text),
        writer.text("caption", sheet.kicker),
        writer.heading(1, sheet.title),
        writer.text("lead", sheet.lead),
        writer.text("body", sheet.how),
        Gap(6),
        _promise(sheet, writer),
        Gap(16),
    ]
    groups = _groups(sheet, writer)
    if len(sheet.parts) > 1:  # who answers comes before the first of several wordings
        story += [Rule(HAIR, after=8), *groups]
    number = 1
    for part in sheet.parts:
        if part.text:
            story += [writer.heading(2, part.title), *_statement(part.text, writer), Gap(14)]
        story.append(Rule(HAIR, after=8))
        if len(sheet.parts) == 1:
            story += groups
        story += _questions(part, number, sheet, writer)
        number += len(part.questions)
    story.append(writer.text("body", sheet.thanks))
    return story


def _groups(sheet: FormSheet, writer: Writer) -> list[Flowable]:
    """Return the choice of a group, or the sentence that stands in for it."""
    story: list[Flowable] = []
    if len(sheet.groups) > 1:
        choices = [
            ChoiceField(sheet.group_field, group.value, sheet.group_title, group, writer)
            for group in sheet.groups
        ]
        asked = [writer.heading(2, sheet.group_title), writer.text("note", sheet.group_hint), Gap(4)]
        shown: list[Flowable] = [*choices]
        if len(choices) > _MANY_GROUPS:
            shown = [_in_columns(writer, choices)]
            if shown[0].wrap(writer.page.measure, 0)[1] > writer.page.depth * _MOST_OF_PAGE:
                shown = [_in_columns(writer, choices[at : at + 2]) for at in range(0, len(choices), 2)]
        story += [Together([*asked, *shown[:_FIRST_ROWS]]), *shown[_FIRST_ROWS:]]
    else:
        story.append(writer.text("label", sheet.only_group))
    story.append(Gap(14))
    return story


def _in_columns(writer: Writer, choices: Sequence[Flowable]) -> Flowable:
    half = (len(choices) + 1) // 2
    width = writer.page.measure / 2
    return SideBySide([choices[:half], choices[half:]], [width, width], 12)


def _questions(part: FormPart, first: int, sheet: FormSheet, writer: Writer) -> list[Flowable]:
    """Return the questions of a part; the first on the scale is told how it works."""
    story: list[Flowable] = []
    scale_told = False
    for number, question in enumerate(part.questions, first):
        head: list[Flowable] = [writer.heading(3, f"{number}. {question.text}", "")]
        if question.labels:
            if not scale_told and question.numbered:
                head.append(writer.text("note", sheet.scale_hint))
                scale_told = True
            story.append(Together([*head, Gap(5), ScaleField(question, writer), Gap(14)]))
        else:
            head.append(writer.text("note", sheet.open_hint))
            story.append(Together([*head, Gap(4), WordsField(question, sheet.most), Gap(14)]))
    return story


def _statement(text: str, writer: Writer) -> list[Text]:
    name = "value" if len(text) <= 900 else "view"
    return writer.texts(name, text)


def _promise(sheet: FormSheet, writer: Writer) -> Flowable:
    """Return what is protected and what is not, beside each other."""
    half = writer.page.measure / 2
    columns = [
        [writer.heading(3, title, ""), *(_Point(writer.text("note", text)) for text in points)]
        for title, points in (
            (sheet.protected_title, sheet.protected),
            (sheet.unprotected_title, sheet.unprotected),
        )
    ]
    return SideBySide(columns, [half, half], 14)


class _Point(Flowable):
    """A sentence with a dot before it."""

    def __init__(self, text: Text) -> None:
        super().__init__()
        self.text = text

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width = aW
        self.height = self.text.wrap(aW - _INDENT, aH)[1] + 2
        return aW, self.height

    def draw(self) -> None:
        canvas = form_canvas(self)
        with canvas.artifact("Layout"):
            canvas.setFillColor(PRINT.muted)
            canvas.circle(1.6, self.height - 7.2, 1.3, stroke=0, fill=1)
        self.text.drawOn(canvas, _INDENT, 2)
