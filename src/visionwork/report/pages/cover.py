"""The cover: title, triangle, three facts."""

from __future__ import annotations

from reportlab.lib.utils import ImageReader

from visionwork.domain.commitments import SignatureState
from visionwork.domain.counting import listed
from visionwork.domain.days import from_to, whole_day
from visionwork.domain.drafts import ALTERED
from visionwork.domain.groups import GroupKind
from visionwork.report.charts import COMPLETE, Relations, describe_triangle, sign, triangle
from visionwork.report.content import Part, ReportContent
from visionwork.report.engine import Flowable
from visionwork.report.flowables import put_figure, tagged
from visionwork.report.fonts import Face
from visionwork.report.logo import Logo
from visionwork.report.sheet import draw_line
from visionwork.report.structure import alternative, box
from visionwork.report.styles import HAIR, HAIR_LINE, INK, MM
from visionwork.report.tagging import TaggedCanvas
from visionwork.report.text import brief, clean, text_width, wrap
from visionwork.report.writer import Writer

TITLE_SIZES = ((48, 52, 3), (38, 43, 4), (30, 35, 5), (22, 27, 9))
"""Size, leading and most lines a title is tried in, the largest first."""

_TIGHT, _TIGHT_FROM = -0.8, 38


class Cover(Flowable):
    """The whole first sheet.

    Args:
        content: The report's content.
        writer: Makes its paragraphs.
        logo: The organisation's logo, or None for the sign of the method.
    """

    def __init__(self, content: ReportContent, writer: Writer, logo: Logo | None = None) -> None:
        super().__init__()
        self._content, self._writer, self._page = content, writer, writer.page
        workshop = content.snapshot.workshop
        self._title = " ".join(clean(workshop.title).split()) or "Our vision"
        self._organisation = brief(workshop.organisation, 120)
        writer.door.note(self._title, self._organisation, content.word(GroupKind.CUSTOMERS))
        self._lead = writer.text("cover-lead", lead(content))
        self._facts = [
            (writer.text("caption", name), writer.text("fact", brief(value, 240)))
            for name, value in facts(content)
        ]
        self._logo = logo

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take the whole sheet."""
        return aW, aH - 0.01

    def draw(self) -> None:
        """Draw the sheet from above; the frame it stands in has no margins."""
        canvas, page = tagged(self), self._page
        top = page.height
        self._draw_name(canvas, top - 25 * MM)
        y = self._draw_title(canvas, top - 62.8 * MM)
        room = 112 * MM
        _, height = self._lead.wrap(room, 500)
        y -= 8.6 * MM + height
        self._lead.drawOn(canvas, page.left, y)
        foot = self._draw_facts(canvas)
        self._draw_triangle(canvas, y - 10 * MM, foot + 13 * MM)

    def _draw_name(self, canvas: TaggedCanvas, middle: float) -> None:
        page, x = self._page, self._page.left
        if self._logo is not None:
            logo = self._logo
            low = middle - logo.height / 2
            element = canvas.element(
                "Figure",
                Alt=alternative(f"Logo of {self._organisation or 'the organisation'}"),
                A=box(x, low, logo.width, logo.height),
            )
            with canvas.content(element):
                canvas.drawImage(ImageReader(logo.image), x, low, logo.width, logo.height)
            x += logo.width + 4 * MM
        else:
            size = 6 * MM
            with canvas.artifact():
                put_figure(canvas, sign(size), x, middle - size / 2, "")
            x += size + 3.2 * MM
        if self._organisation:
            name = self._writer.text("section", self._organisation)
            _, height = name.wrap(page.width - page.right - x, 200)
            name.drawOn(canvas, x, middle - height / 2 + 0.5)

    def _draw_title(self, canvas: TaggedCanvas, y: float) -> float:
        size, leading, lines = fitted_title(self._title, self._page.measure)
        spacing = _TIGHT if size >= _TIGHT_FROM else 0
        element = canvas.element("H1")
        canvas.bookmarkHorizontal("cover", 0, self._page.height)
        canvas.addOutlineEntry(self._title, "cover", 0)
        with canvas.content(element):
            for line in lines:
                draw_line(
                    canvas, self._page.left - 0.8, y, f"{line} ", Face.SERIF, size, INK, spacing=spacing
                )
                y -= leading
        return y + leading

    def _draw_triangle(self, canvas: TaggedCanvas, top: float, low: float) -> None:
        organisation = self._organisation or "We"
        words = self._content.snapshot.house_words
        relations = relations_of(self._content)
        size = 11
        height = min(2.06 * 56 * MM + 3.6 * size, top - low)
        if height < 45 * MM:
            return
        drawing = triangle(relations, organisation, words, self._page.measure, height, size=size)
        y = low + (top - low - height) * 0.45
        put_figure(
            canvas, drawing, self._page.left, y, triangle_words(self._content, relations, organisation)
        )

    def _draw_facts(self, canvas: TaggedCanvas) -> float:
        page = self._page
        column = page.measure / 3
        heights = [value.wrap(column - 4 * MM, 400)[1] for _, value in self._facts]
        rule = max(31.5 * MM, 12 * MM + max(heights) + 24)
        with canvas.artifact("Layout"):
            canvas.setStrokeColor(HAIR)
            canvas.setLineWidth(HAIR_LINE)
            canvas.line(page.left, rule, page.width - page.right, rule)
        for place, ((name, value), height) in enumerate(zip(self._facts, heights, strict=True)):
            x = page.left + place * column
            _, name_height = name.wrap(column - 4 * MM, 100)
            y = rule - 12 - name_height
            name.drawOn(canvas, x, y)
            value.drawOn(canvas, x, y - height)
        return rule


def fitted_title(title: str, room: float) -> tuple[float, float, list[str]]:
    """Return size, leading and lines of a title in the largest type that keeps it short.

    Args:
        title: The title.
        room: Width of a line in points.
    """
    for size, leading, most in TITLE_SIZES:
        # Large type is set tighter than its widths say, by about two per cent.
        wider = room * 1.02 if size >= _TIGHT_FROM else room
        lines = wrap(title, Face.SERIF, size, wider, most + 1)
        whole = all(text_width(word, Face.SERIF, size) <= wider for word in title.split())
        if len(lines) <= most and whole:
            return size, leading, lines
    size, leading, most = TITLE_SIZES[-1]
    return size, leading, wrap(title, Face.SERIF, size, room, most)


def lead(content: ReportContent) -> str:
    """Return the line under the title: what is in the report, and nothing that is not."""
    parts = ["the relationship we want"]
    if content.holds(Part.EVIDENCE) and Part.EVIDENCE not in content.excluded:
        parts.append("what people said about it")
    if content.holds(Part.COMMITMENTS) and Part.COMMITMENTS not in content.excluded:
        states = map(content.state_of, content.snapshot.signatures)
        signed = SignatureState.VALID in states
        parts.append("what our leaders have signed" if signed else "what our leaders commit to")
    text = parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])}, and {parts[-1]}"
    return f"{text[0].upper()}{text[1:]}."


def facts(content: ReportContent) -> list[tuple[str, str]]:
    """Return the three facts of the cover as name and value."""
    workshop, publication = content.snapshot.workshop, content.publication()
    if publication.agreement is not None:
        agreed = whole_day(publication.agreement.agreed_on)
        version = f"{publication.name}, the agreed text"
    else:
        agreed = "Not yet" if publication.lapsed is None else "Lapsed: the words have changed"
        version = f"{publication.name}, not agreed" if publication.text else "No statement yet"
        if publication.altered:
            agreed, version = "No: the words were altered", f"{publication.name}, {ALTERED}"
    found = [("Agreed", agreed), ("Version", version)]
    held = [s.held_on for s in content.snapshot.sessions if s.held_on] or [workshop.held_on]
    dates = sorted(d for d in held if d is not None)
    if workshop.audience.strip():
        found.append(("For", workshop.audience))
    elif dates:
        found.append(("Workshop", from_to(dates[0], dates[-1], with_year=True)))
    return found


def triangle_words(content: ReportContent, relations: Relations, organisation: str) -> str:
    """Return what the triangle shows; nothing of who is in the text where that cannot be told."""
    if relations is COMPLETE:
        kinds = (GroupKind.EMPLOYEES, GroupKind.CUSTOMERS, GroupKind.COMMUNITY)
        return f"The relationship triangle of {organisation}: {listed([content.word(k) for k in kinds])}."
    return describe_triangle(relations, organisation, content.snapshot.house_words)


def relations_of(content: ReportContent) -> Relations:
    """Return who is in the published text, as the triangle shows it."""
    covered = content.coverage(content.publication().text)
    if not covered.understood:
        return COMPLETE  # who is absent cannot be told, so the triangle is the sign of the method
    kinds = (GroupKind.EMPLOYEES, GroupKind.CUSTOMERS)
    return Relations(
        organisation=covered.speaks_for_us or not covered.sentences,
        present=covered.named,
        with_organisation=frozenset(kind for kind in kinds if covered.with_us(kind)),
        between=covered.together(*kinds),
    )
