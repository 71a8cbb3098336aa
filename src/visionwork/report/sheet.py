"""What stands on every page: running head and foot, and the mark of a text that is not agreed."""

from __future__ import annotations

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas

from visionwork.domain.days import whole_day
from visionwork.domain.drafts import ALTERED
from visionwork.report.content import ReportContent
from visionwork.report.fonts import Face, use, width
from visionwork.report.styles import EDGE, HAIR, HAIR_LINE, INK, MM, MUTED, Page
from visionwork.report.tagging import TaggedCanvas
from visionwork.report.text import TextDoor, clean, runs, shorten, text_width

DRAFT = "DRAFT"

_RULE_BELOW_HEAD = 3.9 * MM
_SIZE = 8.5


class Sheet:
    """Draws the heads and feet of one report.

    Args:
        content: The report's content.
        page: The paper.
        door: Remembers characters that cannot be drawn.
    """

    def __init__(self, content: ReportContent, page: Page, door: TextDoor) -> None:
        workshop = content.snapshot.workshop
        publication = content.publication()
        self._page = page
        self.is_draft = not publication.agreed
        self._title = clean(full_title(workshop.organisation, workshop.title))
        door.note(self._title)
        if publication.agreement is not None:
            state = f"{publication.name}, agreed {whole_day(publication.agreement.agreed_on)}"
        else:
            told = ALTERED if publication.altered else "not agreed"
            state = f"{publication.name}, {told}" if publication.text else ""
        self._state = state

    def text_page(self, canvas: Canvas, _template: object) -> None:
        """Draw head and foot of a page of text."""
        assert isinstance(canvas, TaggedCanvas)
        page = self._page
        section = canvas.take_section()
        with canvas.artifact("Pagination"):
            y = page.height - page.head
            right = page.width - page.right
            x = page.left
            if self.is_draft:
                draw_line(canvas, x, y, DRAFT, Face.SANS_BOLD, _SIZE, INK)
                x += text_width(DRAFT, Face.SANS_BOLD, _SIZE) + 8
            room = right - x - text_width(section, Face.SANS, _SIZE) - 20
            draw_line(canvas, x, y, shorten(self._title, Face.SANS, _SIZE, room), Face.SANS, _SIZE, MUTED)
            end = right - text_width(section, Face.SANS, _SIZE)
            draw_line(canvas, end, y, section, Face.SANS, _SIZE, MUTED)
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(HAIR_LINE)
            canvas.line(page.left, y - _RULE_BELOW_HEAD, right, y - _RULE_BELOW_HEAD)
            draw_line(canvas, page.left, page.foot, self._state, Face.SANS, _SIZE, MUTED)
            number = str(canvas.getPageNumber())
            draw_line(
                canvas,
                right - text_width(number, Face.SANS, _SIZE),
                page.foot,
                number,
                Face.SANS,
                _SIZE,
                MUTED,
            )
        self.mark_draft(canvas, _template)

    def mark_draft(self, canvas: Canvas, _template: object) -> None:
        """Write DRAFT into the outer margin, upwards and light, where nobody reads."""
        assert isinstance(canvas, TaggedCanvas)
        if not self.is_draft:
            return
        with canvas.artifact("Pagination"):
            canvas.saveState()
            canvas.translate(self._page.width - 8.5 * MM, self._page.height / 2)
            canvas.rotate(90)
            size = 24
            x = -text_width(DRAFT, Face.SANS_BOLD, size) / 2 - 6
            draw_line(canvas, x, 0, DRAFT, Face.SANS_BOLD, size, EDGE, spacing=3)
            canvas.restoreState()


def full_title(organisation: str, title: str) -> str:
    """Return "Organisation: title", or the title alone where it begins with the organisation's name."""
    organisation, title = " ".join(organisation.split()), " ".join(title.split())
    first = organisation.split(" ")[0].casefold()
    if not organisation or (first and title.casefold().startswith(first)):
        return title
    return f"{organisation}: {title}" if title else organisation


def draw_line(
    canvas: TaggedCanvas,
    x: float,
    y: float,
    text: str,
    face: Face,
    size: float,
    colour: Color,
    *,
    spacing: float = 0,
) -> None:
    """Write one line at a place of the page.

    Args:
        canvas: The canvas.
        x: Left end.
        y: Baseline.
        text: Any text.
        face: Face it is set in.
        size: Size in points.
        colour: Colour.
        spacing: Space added after every character, in points.
    """
    canvas.setFillColor(colour)
    for run in runs(clean(text), face):
        canvas.setFont(use(run.face), size)
        canvas.drawString(x, y, run.text, charSpace=spacing)
        x += width(run.text, run.face, size) + spacing * len(run.text)
    canvas.setFillColor(INK)
