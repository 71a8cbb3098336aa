"""Leadership values commitments: the table, each leader's sentence, and where they sign."""

from __future__ import annotations

from collections.abc import Sequence

from visionwork.domain.commitments import Signature, SignatureState
from visionwork.domain.counting import number_word, sentence_case
from visionwork.domain.days import short_day, whole_day
from visionwork.domain.grids import GridLine
from visionwork.domain.groups import GroupKind
from visionwork.domain.layout import ONLY_LAYOUT
from visionwork.domain.method import Column, ColumnType, Exercise
from visionwork.domain.records import record
from visionwork.domain.workshop import Participant
from visionwork.report.cells import CellReader
from visionwork.report.content import ReportContent
from visionwork.report.engine import Flowable, PageBreak
from visionwork.report.flowables import Gap, Section, SideBySide, Text, tagged
from visionwork.report.fonts import Face
from visionwork.report.pages.grids import filled_lines, grid_table
from visionwork.report.styles import INK, MM, SIGNATURE_LINE
from visionwork.report.text import brief
from visionwork.report.writer import Segment, Writer

_LINE, _DATE, _COLUMN_GAP, _WRITING = 53 * MM, 18 * MM, 10 * MM, 28.0
_SIGNED = 22.0
_NAME = 100
_TALLEST_BESIDE = 120.0


@record
class Pledge:
    """What one leader promises, and whether their name stands under it.

    Attributes:
        person: The leader.
        sentences: Their sentences; none when nothing is written yet.
        details: First date and witness in words, one text a sentence.
        signature: Their signature, or None.
        state: Whether it belongs to the text as it stands, or None without a signature.
        only_layout: Whether it holds although spaces or typographic marks changed since.
    """

    person: Participant
    sentences: tuple[str, ...]
    details: tuple[str, ...]
    signature: Signature | None
    state: SignatureState | None
    only_layout: bool = False


class SignatureLines(Flowable):
    """A line to sign on and one for the date, with what stands above and below them.

    Args:
        name: Text below the line.
        signed: Text on the line: the name as it was typed, or None.
        date_text: Text on the date line, or None.
        width: Width of the column.
        date_label: Text below the date line.
        remark: Text under the name, or None.
    """

    def __init__(
        self,
        name: Text,
        signed: Text | None,
        date_text: Text | None,
        width: float,
        date_label: Text,
        remark: Text | None,
    ) -> None:
        super().__init__()
        self.name, self.signed, self.date_text, self.date_label = name, signed, date_text, date_label
        self.remark = remark
        self.width = width
        self.least_above = _SIGNED if signed is not None else _WRITING

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Return the size with room to write."""
        self._line = self.width - _DATE - 4 * MM
        _, self._name_height = self.name.wrap(self._line, 200)
        self._remark_height = self.remark.wrap(self.width, 200)[1] if self.remark is not None else 0
        self._signed_height = self.signed.wrap(self._line, 200)[1] if self.signed is not None else 0
        self._above = max(self.least_above, self._signed_height + 6)
        self.height = self._above + 4 + self._name_height + self._remark_height
        return self.width, self.height

    def draw(self) -> None:
        """Draw the lines as artifacts and the texts as text."""
        canvas = tagged(self)
        y = self.height - self._above
        date_x = self.width - _DATE
        if self.signed is not None:
            self.signed.drawOn(canvas, 0, y + 3)
        if self.date_text is not None:
            _, height = self.date_text.wrap(_DATE, 100)
            self.date_text.drawOn(canvas, date_x, y + 3 if height < 14 else y + 1)
        with canvas.artifact("Layout"):
            canvas.setStrokeColor(INK)
            canvas.setLineWidth(SIGNATURE_LINE * 0.7)
            canvas.line(0, y, self._line, y)
            canvas.line(date_x, y, self.width, y)
        self.name.drawOn(canvas, 0, y - 4 - self._name_height)
        self.date_label.wrap(_DATE, 100)
        self.date_label.drawOn(canvas, date_x, y - 4 - self.date_label.height)
        if self.remark is not None:
            self.remark.drawOn(canvas, 0, y - 4 - self._name_height - self._remark_height)


def commitments_pages(content: ReportContent, writer: Writer, *, first: bool = False) -> list[Flowable]:
    """Return the pages of the leadership values commitments.

    Args:
        content: The report's content.
        writer: Makes the paragraphs.
        first: Whether they begin the report, so that no page has to be turned before.
    """
    grids = [exercise for exercise in content.signed_grids() if person_column(exercise) is None]
    tables = [(exercise, grid_table(content, writer, exercise)) for exercise in grids]
    shown = [(exercise, table) for exercise, table in tables if table is not None]
    story: list[Flowable] = [] if first else [PageBreak()]
    story += [
        Section("Leadership values"),
        writer.heading(1, "What we will be seen to do"),
        writer.text("lead", lead(content, [exercise for exercise, _ in shown])),
    ]
    for place, (exercise, table) in enumerate(shown):
        if place:
            story += [Gap(14), writer.heading(2, content.fill(exercise.title))]
        story.append(table)
    story += _personal(content, writer)
    return story


def lead(content: ReportContent, grids: Sequence[Exercise]) -> str:
    """Return what the page holds, in two sentences."""
    if not grids:
        return "No values have been written down yet. The lines below wait for them."
    number = len(filled_lines(content, grids[0]))
    each = "with a behaviour that anyone can watch for"
    values = f"{sentence_case(number_word(number))} {'value' if number == 1 else 'values, each'} {each}."
    customers, employees = content.word(GroupKind.CUSTOMERS), content.word(GroupKind.EMPLOYEES)
    it = "it" if number == 1 else "them"
    return f"{values} The leadership team answers for {it} to {customers} and to {employees}."


def person_column(exercise: Exercise) -> Column | None:
    """Return the column that says whose row it is, or None."""
    return next((column for column in exercise.columns if column.type is ColumnType.PERSON), None)


def pledges(content: ReportContent) -> list[Pledge]:
    """Return what each leader promises: leaders in their order, then others who wrote a sentence."""
    snapshot = content.snapshot
    sentences: dict[int, list[tuple[str, str]]] = {}
    for exercise in content.signed_grids():
        column = person_column(exercise)
        if column is None:
            continue
        reader = CellReader(content, exercise)
        for line in filled_lines(content, exercise):
            person = line.value(exercise, column.id)
            if isinstance(person, int):
                sentences.setdefault(person, []).append(_told(content, exercise, line, reader))
    signatures = {signature.participant_id: signature for signature in snapshot.signatures}
    people = [
        person
        for person in snapshot.participants
        if person.is_leader or person.id in sentences or person.id in signatures
    ]
    people.sort(key=lambda person: not person.is_leader)
    found = []
    for person in people:
        own = sentences.get(person.id, [])
        signature = signatures.get(person.id)
        found.append(
            Pledge(
                person,
                tuple(sentence for sentence, _ in own),
                tuple(details for _, details in own),
                signature,
                content.state_of(signature) if signature is not None else None,
                signature is not None and content.signed_otherwise(signature),
            )
        )
    return found


def _told(content: ReportContent, exercise: Exercise, line: GridLine, reader: CellReader) -> tuple[str, str]:
    """Return the sentence of a row and the rest of its cells in words."""
    sentence, details = "", []
    main = next((c for c in exercise.columns if c.prominent), exercise.columns[0])
    for column in exercise.columns:
        text = reader.words(column, line.value(exercise, column.id))
        if column is main:
            sentence = text
        elif text and column.type is not ColumnType.PERSON:
            details.append(f"{content.fill(column.title)}: {text}")
    return sentence, ". ".join(details)


def _personal(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the signature blocks, two beside each other unless a sentence is long."""
    width = (writer.page.measure - _COLUMN_GAP) / 2
    rows: list[list[Flowable]] = []
    waiting: list[list[Flowable]] = []
    blocks = [*(_block(writer, pledge) for pledge in pledges(content)), _witness(content, writer)]
    for texts, lines in blocks:
        if sum(text.wrap(width, 1e6)[1] for text in texts) > _TALLEST_BESIDE:
            rows += [[_beside(waiting, width)]] if waiting else []
            rows.append([*texts, lines])
            waiting = []
            continue
        waiting.append([*texts, lines])
        if len(waiting) == 2:
            rows.append([_beside(waiting, width)])
            waiting = []
    rows += [[_beside(waiting, width)]] if waiting else []
    heading = writer.heading(2, "Personal commitments")
    story: list[Flowable] = [Gap(16), *writer.headed(heading, rows[0])]
    for row in rows[1:]:
        story += [Gap(12), *row]
    return story


def _beside(row: list[list[Flowable]], width: float) -> Flowable:
    """Return two signature blocks with their lines at one height."""
    lines = [block[-1] for block in row if isinstance(block[-1], SignatureLines)]
    for line in lines:
        line.least_above = max(other.least_above for other in lines)
    heights = [sum(part.wrap(width, 1e6)[1] for part in block[:-1]) for block in row]
    level = [
        [*block[:-1], Gap(max(heights) - height), block[-1]]
        for block, height in zip(row, heights, strict=True)
    ]
    return SideBySide(level, [width + _COLUMN_GAP] * len(level), _COLUMN_GAP)


def _block(writer: Writer, pledge: Pledge) -> tuple[list[Text], Flowable]:
    texts: list[Text] = []
    for sentence, details in zip(pledge.sentences, pledge.details, strict=True):
        texts += writer.texts("quote", sentence)
        if details:
            texts += writer.texts("caption", details)
    if not texts:
        texts = [writer.text("witness", "No sentence written yet.")]
    person, signature = pledge.person, pledge.signature
    rest = f", {brief(person.role, _NAME)}" if person.role.strip() else ""
    name = writer.mixed(
        "note", [Segment(brief(person.name, _NAME), Face.SANS_BOLD), Segment(rest)], colour=INK
    )
    signed = date_text = remark = None
    if signature is not None and pledge.state is SignatureState.VALID:
        signed = writer.text("signed", brief(signature.name, _NAME))
        date_text = writer.text("signed-date", short_day(signature.signed_on))
        remark = writer.text("caption", ONLY_LAYOUT) if pledge.only_layout else None
    elif signature is not None:
        why = "Lapsed: the text has changed since."
        if pledge.state is SignatureState.UNCLEAR:
            why = "This report does not have all that was signed."
        text = f"Signed {whole_day(signature.signed_on)}. {why}"
        remark = writer.text("caption", text)
    width = (writer.page.measure - _COLUMN_GAP) / 2
    label = writer.text("caption", "Date")
    return texts, SignatureLines(name, signed, date_text, width, label, remark)


def _witness(content: ReportContent, writer: Writer) -> tuple[list[Text], Flowable]:
    width = (writer.page.measure - _COLUMN_GAP) / 2
    texts = [writer.text("witness", f"Witnessed for our {brief(content.word(GroupKind.CUSTOMERS), _NAME)}")]
    lines = SignatureLines(
        writer.text("caption", "Name"), None, None, width, writer.text("caption", "Date"), None
    )
    return texts, lines
