"""The parts of a feedback form: circles on the scale, groups, fields for words, and what is protected."""

from __future__ import annotations

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.report.charts.palette import PRINT
from visionwork.report.engine import Flowable
from visionwork.report.flowables import Gap, Rule, SideBySide, Text, Together
from visionwork.report.form_canvas import FormCanvas
from visionwork.report.marks import GroupLine
from visionwork.report.styles import HAIR
from visionwork.report.writer import Writer

_CIRCLE = 15.0
_BESIDE = 8.0
_APART = 14.0
_COMMENT_HEIGHT = 74.0
_MANY_GROUPS = 4


@record
class FormGroup:
    """A group people may choose.

    Attributes:
        value: Value of its circle.
        name: Its name.
        kind: Its kind, for the shape before the name.
    """

    value: str
    name: str
    kind: GroupKind


@record
class FormQuestion:
    """A question of the form.

    Attributes:
        field: Name of its field.
        text: The question.
        labels: The answers to choose from, in the order of their values from 1; empty when it is answered in
            words.
        spoken: The same answers as screen readers say them.
        numbered: Whether a number stands beside each circle.
    """

    field: str
    text: str
    labels: tuple[str, ...] = ()
    spoken: tuple[str, ...] = ()
    numbered: bool = True


@record
class FormPart:
    """A wording, and what is asked after it.

    Attributes:
        title: Heading of the wording; empty when there is none.
        text: The wording, exactly as it is tested; empty for what is asked about two wordings at the end.
        questions: The questions, in order.
    """

    title: str
    text: str
    questions: tuple[FormQuestion, ...]


@record
class FormSheet:
    """What a form is made from, in the language of those who fill it in.

    Attributes:
        title: Title of the page.
        kicker: Which round of which draft.
        lead: Who asks what.
        how: What to do with the form.
        parts: The wording with its questions; two of them, and what is asked about both, in a round on two.
        group_title, group_hint: Heading and hint of the choice of a group.
        group_field: Name of its field.
        groups: The groups; a single one needs no choice.
        only_group: The sentence that stands in for the choice when there is one group.
        scale_hint, open_hint: Hints to the two kinds of question.
        protected_title, protected: What is protected, a sentence each.
        unprotected_title, unprotected: What is not.
        thanks: The last line.
        number: The line at the foot that tells the form from others.
        id_field, id_text: Name and content of the hidden field that does so for the app.
        organisation, subject, language, app_version: What the file says about itself.
        most: Most characters of an answer in words.
    """

    title: str
    kicker: str
    lead: str
    how: str
    parts: tuple[FormPart, ...]
    group_title: str
    group_hint: str
    group_field: str
    groups: tuple[FormGroup, ...]
    only_group: str
    scale_hint: str
    open_hint: str
    protected_title: str
    protected: tuple[str, ...]
    unprotected_title: str
    unprotected: tuple[str, ...]
    thanks: str
    number: str
    id_field: str
    id_text: str
    organisation: str = ""
    subject: str = ""
    language: str = "en"
    app_version: str = ""
    most: int = 2000


def form_story(sheet: FormSheet, writer: Writer) -> list[Flowable]:
    """Return the flowables of a form, from the title to the thanks."""
    story: list[Flowable] = [
        _Hidden(sheet.id_field, sheet.id_text),
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
            _Choice(sheet.group_field, group.value, sheet.group_title, group.name, group, writer)
            for group in sheet.groups
        ]
        asked = [writer.heading(2, sheet.group_title), writer.text("note", sheet.group_hint), Gap(4)]
        if len(choices) > _MANY_GROUPS:
            half = (len(choices) + 1) // 2
            width = writer.page.measure / 2
            story.append(Together([*asked, SideBySide([choices[:half], choices[half:]], [width, width], 12)]))
        else:
            story.append(Together([*asked, *choices]))
    else:
        story.append(writer.text("label", sheet.only_group))
    story.append(Gap(14))
    return story


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
            story.append(Together([*head, Gap(5), _Scale(question, writer), Gap(14)]))
        else:
            head.append(writer.text("note", sheet.open_hint))
            story.append(Together([*head, Gap(4), _Words(question, sheet.most), Gap(14)]))
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
        self.height = self.text.wrap(aW - _BESIDE, aH)[1] + 2
        return aW, self.height

    def draw(self) -> None:
        canvas = _form(self)
        with canvas.artifact("Layout"):
            canvas.setFillColor(PRINT.muted)
            canvas.circle(1.6, self.height - 7.2, 1.3, stroke=0, fill=1)
        self.text.drawOn(canvas, _BESIDE, 2)


class _Hidden(Flowable):
    """The hidden field; takes no space."""

    def __init__(self, field: str, value: str) -> None:
        super().__init__()
        self.field, self.value = field, value

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        return 0, 0

    def draw(self) -> None:
        _form(self).put_hidden(self.field, self.value)


class _Choice(Flowable):
    """A circle with a group's shape and name beside it."""

    def __init__(
        self, field: str, value: str, question: str, name: str, group: FormGroup, writer: Writer
    ) -> None:
        super().__init__()
        self.field, self.value, self.question, self.name = field, value, question, name
        self.line = GroupLine(group.kind, writer.text("fact", name))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width = aW
        self.line_height = self.line.wrap(aW - _CIRCLE - _BESIDE, aH)[1]
        self.height = max(_CIRCLE, self.line_height) + 6
        return aW, self.height

    def draw(self) -> None:
        canvas = _form(self)
        top = self.height - 3
        canvas.put_circle(
            0, top - _CIRCLE, _CIRCLE,
            field=self.field, value=self.value, question=self.question, name=self.name,
        )  # fmt: skip
        drop = max(0.0, (_CIRCLE - self.line_height) / 2)
        self.line.drawOn(canvas, _CIRCLE + _BESIDE, top - drop - self.line_height)


class _Scale(Flowable):
    """Circles in a row, each with its number beside it, where it has one, and its label below."""

    def __init__(self, question: FormQuestion, writer: Writer) -> None:
        super().__init__()
        self.question = question
        numbers = range(1, len(question.labels) + 1)
        self.numbers = [
            writer.text("cell-bold", str(point) if question.numbered else "") for point in numbers
        ]
        self.labels = [writer.text("caption", label) for label in question.labels]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width = aW
        self.step = aW / len(self.labels)
        self.number_height = max(text.wrap(self.step, aH)[1] for text in self.numbers)
        self.label_heights = [text.wrap(self.step - _APART, aH)[1] for text in self.labels]
        self.height = _CIRCLE + 2 + max(self.label_heights)
        return aW, self.height

    def draw(self) -> None:
        canvas = _form(self)
        low = self.height - _CIRCLE
        for index, (number, label) in enumerate(zip(self.numbers, self.labels, strict=True)):
            x = index * self.step
            canvas.put_circle(
                x, low, _CIRCLE,
                field=self.question.field, value=str(index + 1), question=self.question.text,
                name=f"{self.question.text} {self.question.spoken[index]}",
            )  # fmt: skip
            number.drawOn(canvas, x + _CIRCLE + 5, low + (_CIRCLE - self.number_height) / 2 - 2)
            label.drawOn(canvas, x, low - 2 - self.label_heights[index])


class _Words(Flowable):
    """A field for an answer in words."""

    def __init__(self, question: FormQuestion, most: int) -> None:
        super().__init__()
        self.question, self.most = question, most

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        self.width, self.height = aW, _COMMENT_HEIGHT
        return aW, self.height

    def draw(self) -> None:
        _form(self).put_text_field(
            0, 0, self.width, self.height,
            field=self.question.field, name=self.question.text, most=self.most,
        )  # fmt: skip


def _form(flowable: Flowable) -> FormCanvas:
    """Return the canvas of a form."""
    canvas = flowable.canv
    assert isinstance(canvas, FormCanvas)
    return canvas
