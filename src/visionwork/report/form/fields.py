"""The fields of a form as flowables: circles on the scale, groups, and room for words."""

from __future__ import annotations

from visionwork.report.engine import Flowable
from visionwork.report.form.canvas import FormCanvas
from visionwork.report.form.sheet import FormGroup, FormQuestion
from visionwork.report.marks import GroupLine
from visionwork.report.writer import Writer

_CIRCLE = 15.0

_BESIDE = 8.0

_APART = 14.0

_COMMENT_HEIGHT = 74.0


class HiddenField(Flowable):
    """The hidden field; takes no space.

    Args:
        field: Name of the field.
        value: Its content.
    """

    def __init__(self, field: str, value: str) -> None:
        super().__init__()
        self.field, self.value = field, value

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take no space."""
        return 0, 0

    def draw(self) -> None:
        """Draw what is seen, and the field."""
        form_canvas(self).put_hidden(self.field, self.value)


class ChoiceField(Flowable):
    """A circle with a group's shape and name beside it.

    Args:
        field: Name of the field, which all circles of the choice share.
        value: Value of this one.
        question: What is chosen, for screen readers.
        group: The group.
        writer: Makes its name.
    """

    def __init__(self, field: str, value: str, question: str, group: FormGroup, writer: Writer) -> None:
        super().__init__()
        self.field, self.value, self.question, self.name = field, value, question, group.name
        self.line = GroupLine(group.kind, writer.text("fact", group.name))

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take the width there is."""
        self.width = aW
        self.line_height = self.line.wrap(aW - _CIRCLE - _BESIDE, aH)[1]
        self.height = max(_CIRCLE, self.line_height) + 6
        return aW, self.height

    def draw(self) -> None:
        """Draw what is seen, and the field."""
        canvas = form_canvas(self)
        top = self.height - 3
        canvas.put_circle(
            0, top - _CIRCLE, _CIRCLE,
            field=self.field, value=self.value, question=self.question, name=self.name,
        )  # fmt: skip
        drop = max(0.0, (_CIRCLE - self.line_height) / 2)
        self.line.drawOn(canvas, _CIRCLE + _BESIDE, top - drop - self.line_height)


class ScaleField(Flowable):
    """Circles in a row, each with its number beside it, where it has one, and its label below.

    Args:
        question: The question.
        writer: Makes numbers and labels.
    """

    def __init__(self, question: FormQuestion, writer: Writer) -> None:
        super().__init__()
        self.question = question
        numbers = range(1, len(question.labels) + 1)
        self.numbers = [
            writer.text("cell-bold", str(point) if question.numbered else "") for point in numbers
        ]
        self.labels = [writer.text("caption", label) for label in question.labels]

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take the width there is."""
        self.width = aW
        self.step = aW / len(self.labels)
        self.number_height = max(text.wrap(self.step, aH)[1] for text in self.numbers)
        self.label_heights = [text.wrap(self.step - _APART, aH)[1] for text in self.labels]
        self.height = _CIRCLE + 2 + max(self.label_heights)
        return aW, self.height

    def draw(self) -> None:
        """Draw what is seen, and the field."""
        canvas = form_canvas(self)
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


class WordsField(Flowable):
    """A field for an answer in words.

    Args:
        question: The question.
        most: Most characters.
    """

    def __init__(self, question: FormQuestion, most: int) -> None:
        super().__init__()
        self.question, self.most = question, most

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take the width there is."""
        self.width, self.height = aW, _COMMENT_HEIGHT
        return aW, self.height

    def draw(self) -> None:
        """Draw what is seen, and the field."""
        form_canvas(self).put_text_field(
            0, 0, self.width, self.height,
            field=self.question.field, name=self.question.text, most=self.most,
        )  # fmt: skip


def form_canvas(flowable: Flowable) -> FormCanvas:
    """Return the canvas a flowable of a form is being drawn on."""
    canvas = flowable.canv
    assert isinstance(canvas, FormCanvas)
    return canvas
