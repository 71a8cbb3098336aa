"""The poster: the statement for a wall, its first sentence large."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.styles import ParagraphStyle

from visionwork.domain.coverage import SentenceCoverage
from visionwork.domain.days import whole_day
from visionwork.domain.drafts import altered_words
from visionwork.domain.groups import GroupKind
from visionwork.report.charts import triangle
from visionwork.report.content import ReportContent
from visionwork.report.engine import Flowable
from visionwork.report.flowables import (
    Gap,
    Section,
    Text,
    draw_stack,
    put_figure,
    stack_heights,
    tagged,
)
from visionwork.report.fonts import Face, use
from visionwork.report.pages.changes import lost_sentence
from visionwork.report.pages.cover import relations_of, triangle_words
from visionwork.report.sheet import draw_line
from visionwork.report.styles import INK, MM
from visionwork.report.tagging import TaggedCanvas
from visionwork.report.text import breaks_anywhere, brief, paragraphs, pieces, text_width, wrap
from visionwork.report.words import within_sentence
from visionwork.report.writer import Writer

_MARGIN = 24 * MM
_SIZES = ((38, 18, 28), (32, 16.5, 25.5), (28, 15, 23), (24, 13, 20), (20, 11, 17), (16, 9.5, 14))
"""Size of the first sentence, size and leading of the rest; the largest that fits is taken."""

_FOOT = 68 * MM


class Poster(Flowable):
    """The whole sheet.

    Args:
        content: The report's content.
        writer: Makes its paragraphs.
    """

    def __init__(self, content: ReportContent, writer: Writer) -> None:
        super().__init__()
        self._content, self._writer, self._page = content, writer, writer.page
        self._first, self._rest = first_and_rest(content)
        self._organisation = content.snapshot.workshop.organisation.strip()
        writer.door.note(self._first, self._organisation)

    def wrap(self, aW: float, aH: float) -> tuple[float, float]:  # noqa: N803
        """Take the whole sheet."""
        return aW, aH - 0.01

    def fits(self) -> bool:
        """Return whether the whole text fits on one sheet in some size of type."""
        return self._setting(_SIZES[-1]) is not None

    def draw(self) -> None:
        """Draw the sheet in the largest type that fits."""
        canvas = tagged(self)
        for size in _SIZES:
            setting = self._setting(size)
            if setting is not None:
                lines, texts, heights = setting
                y = self._draw_first(canvas, lines, size[0])
                draw_stack(texts, heights, canvas, _MARGIN, y - size[0])
                break
        self._draw_foot(canvas)

    def _setting(self, sizes: tuple[float, float, float]) -> tuple[list[str], list[Text], list[float]] | None:
        """Return lines and paragraphs in a size, or None when they need more room than there is."""
        size, body, leading = sizes
        width = self._page.width - 2 * _MARGIN
        room = self._page.height - 32 * MM - _FOOT - 10 * MM
        if size != _SIZES[-1][0] and any(
            text_width(word, Face.SERIF, size) > width for word in self._first.split()
        ):
            return None
        lines = wrap(self._first, Face.SERIF, size, width, 40)
        texts = [self._text(paragraph, body, leading) for paragraph in self._rest]
        heights = stack_heights(texts, width)
        needed = len(lines) * size * 1.21 + 20 + sum(heights)
        return (lines, texts, heights) if needed <= room and len(lines) < 40 else None

    def _text(self, paragraph: str, size: float, leading: float) -> Text:
        style = ParagraphStyle(
            f"poster-{size}",
            fontName=use(Face.SERIF),
            fontSize=size,
            leading=leading,
            textColor=INK,
            spaceAfter=leading * 0.58,
            wordWrap="CJK" if breaks_anywhere(paragraph) else None,
        )
        return Text(self._writer.door.markup(paragraph, Face.SERIF), style)

    def _draw_first(self, canvas: TaggedCanvas, lines: list[str], size: float) -> float:
        y = self._page.height - 32 * MM - size * 0.83
        spacing = -0.8 if size >= 38 else 0
        element = canvas.element("H1")
        with canvas.content(element):
            for line in lines:
                draw_line(canvas, _MARGIN - 0.6, y, f"{line} ", Face.SERIF, size, INK, spacing=spacing)
                y -= size * 1.21
        return y + size

    def _draw_foot(self, canvas: TaggedCanvas) -> None:
        organisation, writer = self._organisation, self._writer
        words = self._content.snapshot.house_words
        relations = relations_of(self._content)
        name = organisation or "We"
        width, height = 98 * MM, 66 * MM
        drawing = triangle(relations, name, words, width, height, size=9.5)
        x, low = self._page.width - _MARGIN - width + 8 * MM, 21 * MM
        text_width = self._page.width - 2 * _MARGIN - width + 2 * MM
        parts = [writer.text("fact-bold", brief(organisation, 90))] if organisation else []
        parts.append(writer.text("poster-foot", brief(origin(self._content), 340)))
        heights = stack_heights(parts, text_width)
        draw_stack(parts, heights, canvas, _MARGIN, 25 * MM + sum(heights))
        put_figure(canvas, drawing, x, low, triangle_words(self._content, relations, name))


def poster_story(content: ReportContent, writer: Writer) -> list[Flowable]:
    """Return the poster, or pages of text for a statement that is too long for one sheet."""
    poster = Poster(content, writer)
    if poster.fits():
        return [poster]
    return [
        Section("Vision statement"),
        writer.heading(1, "The relationship we want"),
        *writer.texts("statement-long", content.publication().text),
        Gap(12),
        *writer.texts("caption", origin(content)),
    ]


def first_and_rest(content: ReportContent) -> tuple[str, list[str]]:
    """Return the first sentence of the statement and its other paragraphs."""
    text = content.publication().text
    if not text:
        return "No vision statement has been written yet.", []
    sentences = content.coverage(text).sentences
    if not sentences:
        first, *others = paragraphs(text) or [text]
        return first, others
    first, *others = sentences
    if any(sentence.starts_paragraph for sentence in others):
        rest = paragraphs(text[first.end :])
    else:
        rest = by_people(others)
    return " ".join(first.text.split()), [piece for paragraph in rest for piece in pieces(paragraph)]


def by_people(sentences: Sequence[SentenceCoverage]) -> list[str]:
    """Return sentences joined to paragraphs, a new one where the text turns to other people.

    Customers are one side, everybody within the house and around it the other.
    """
    found: list[list[str]] = []
    side: bool | None = None
    for sentence in sentences:
        speaks_of_customers = GroupKind.CUSTOMERS in sentence.kinds if sentence.kinds else side
        if not found or (side is not None and speaks_of_customers != side):
            found.append([])
        found[-1].append(" ".join(sentence.text.split()))
        side = speaks_of_customers
    return [" ".join(paragraph) for paragraph in found]


def origin(content: ReportContent) -> str:
    """Return where the text comes from, in one sentence without scores."""
    publication = content.publication()
    people = {r.number: r.n for r in content.results if r.n is not None}  # who read two drafts counts once
    heard = f", after {sum(people.values())} answers from people who had read a draft" if people else ""
    if publication.draft is not None and publication.altered:
        return altered_words(publication.draft)
    changed = f" The words have changed since. {lost}" if heard and (lost := lost_sentence(content)) else ""
    if publication.agreement is None:
        return f"{publication.name}, not agreed yet{heard}.{changed}" if publication.text else ""
    by = within_sentence(publication.agreement.agreed_by)
    agreed = f"Agreed {whole_day(publication.agreement.agreed_on)}"
    return f"{agreed}{f' by {by}' if by else ''}{heard}.{changed}"
