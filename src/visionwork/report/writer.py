"""Turns text into flowables: the only place where pages get their paragraphs from."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle

from visionwork.domain.groups import GroupKind
from visionwork.domain.records import record
from visionwork.report.charts.palette import PRINT
from visionwork.report.engine import CondPageBreak, Flowable, PageBreak, ParaFrag
from visionwork.report.flowables import Gap, Heading, Text, fragment, has_markup
from visionwork.report.fonts import Face, use
from visionwork.report.structure import Role
from visionwork.report.styles import Page, face_of, style
from visionwork.report.tables import Cell, TableLook, TextTable, text_table
from visionwork.report.text import TextDoor, breaks_anywhere, brief, paragraphs, pieces

_HEADINGS = {1: "page-title", 2: "section", 3: "subsection"}
_LINE = 16
_ABOVE_SECTION = 40.0
"""Space above the title of a section that shares a page with the one before."""

_SHORT_SECTION = 0.7
"""Share of a page above which a section begins a page of its own."""

_HEADING, _BOOKMARK = 400, 120
"""Most characters of a heading and of a bookmark."""

_TITLE = 120
"""Most characters of the title of a column, which cannot be broken over pages."""

_TABLE_TEXT = 600
"""Longest piece of text in a table's cell; shorter pieces break more evenly over pages."""


@record
class Segment:
    """A piece of a paragraph in a face, and where it differs, a size in points and a colour."""

    text: str
    face: Face = Face.SANS
    size: float | None = None
    colour: Color | None = None


class Writer:
    """Makes paragraphs, headings and tables on one paper.

    Args:
        door: What every text goes through.
        page: The paper.
    """

    def __init__(self, door: TextDoor, page: Page) -> None:
        self.door = door
        self.page = page

    def text(
        self,
        name: str,
        text: str,
        *,
        colour: Color | None = None,
        right: bool = False,
        role: Role = "P",
    ) -> Text:
        """Return one paragraph; line ends in the text become line breaks.

        Args:
            name: Name of the style.
            text: Any text.
            colour: Colour of the text; the style's own when None.
            right: Whether lines end at the right.
            role: Structure type.
        """
        chosen = style(name, colour, right=right, han=breaks_anywhere(text))
        return Text(self.door.markup(text.strip(), face_of(name)), chosen, role=role)

    def mixed(
        self, name: str, segments: Sequence[Segment], *, right: bool = False, colour: Color | None = None
    ) -> Text:
        """Return one paragraph of segments in different faces.

        Args:
            name: Name of the style.
            segments: The pieces, each in its face.
            right: Whether it ends at the right edge.
            colour: Another colour than that of the style.
        """
        han = any(breaks_anywhere(segment.text) for segment in segments)
        chosen = style(name, colour, right=right, han=han)
        fragments = self._fragments(segments, chosen)
        if fragments:
            return Text(None, chosen, frags=fragments)
        parts = []
        for segment in segments:
            attributes = f'name="{use(segment.face)}"'
            if segment.size is not None:
                attributes += f' size="{segment.size:g}"'
            if segment.colour is not None:
                attributes += f' color="#{segment.colour.hexval()[2:]}"'
            parts.append(f"<font {attributes}>{self.door.markup(segment.text, segment.face)}</font>")
        return Text("".join(parts), chosen)

    def _fragments(self, segments: Sequence[Segment], chosen: ParagraphStyle) -> list[ParaFrag]:
        """Return what reportlab's parser would make of segments; nothing where it has to read one."""
        found = []
        for segment in segments:
            markup = self.door.markup(segment.text, segment.face)
            if not markup or has_markup(markup):
                return []
            found.append(fragment(markup, chosen, use(segment.face), segment.size, segment.colour))
        return found

    def texts(self, name: str, text: str, *, colour: Color | None = None, longest: int = 2000) -> list[Text]:
        """Return the paragraphs of a text of any length, each in pieces of a length that sets quickly.

        Args:
            name: Name of the style.
            text: The whole text.
            colour: Another colour than that of the style.
            longest: Most characters of a piece.
        """
        return [
            self.text(name, piece, colour=colour)
            for paragraph in paragraphs(text)
            for piece in pieces(paragraph, longest)
        ]

    def heading(self, level: int, text: str, bookmark: str | None = None) -> Heading:
        """Return a heading of level 1 to 3.

        Args:
            level: 1 for a page, 2 for a section, 3 below.
            text: The heading.
            bookmark: Its bookmark; the heading itself when None, none when empty.
        """
        name = _HEADINGS[level]
        shown = brief(text if bookmark is None else bookmark, _BOOKMARK)
        markup = self.door.markup(brief(text, _HEADING), face_of(name))
        chosen = style(name, han=breaks_anywhere(text))
        return Heading(markup, chosen, level=level, bookmark=shown)

    def cell(self, text: str, name: str = "cell", colour: Color | None = None) -> Cell:
        """Return a text as the paragraphs of a table's cell; an empty one has an empty paragraph."""
        return self.texts(name, text, colour=colour, longest=_TABLE_TEXT) or [self.text(name, "")]

    def group(self, kind: GroupKind, text: str, name: str = "label") -> Text:
        """Return a name of a group in the colour of its kind."""
        return self.text(name, text, colour=PRINT.kinds[kind].text)

    def table(
        self,
        titles: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        widths: Sequence[float],
        *,
        look: TableLook | None = None,
        numbers_last: bool = False,
    ) -> TextTable:
        """Return a table over the whole measure.

        Args:
            titles: Heads of the columns.
            rows: Cells of each row.
            widths: Widths of the columns, in any unit; they are scaled to the measure.
            look: Distances and lines.
            numbers_last: Whether the last column holds numbers, which end at the right.
        """
        scale = self.page.measure / sum(widths)
        last = len(titles) - 1
        head = [
            [self.text("table-head", brief(title, _TITLE), right=numbers_last and place == last)]
            for place, title in enumerate(titles)
        ]
        return text_table([width * scale for width in widths], head, rows, look)

    def following(self, parts: Sequence[Flowable]) -> list[Flowable]:
        """Return a short section below the one before, where it fits there as a whole; else on a new page.

        Args:
            parts: The section, from its heading on.
        """
        need, most = _ABOVE_SECTION, self.page.depth * _SHORT_SECTION
        for part in parts:
            need += part.getSpaceBefore() + part.getSpaceAfter()
            need += 0 if isinstance(part, CondPageBreak) else part.wrap(self.page.measure, most)[1]
            if need > most:
                return [PageBreak(), *parts]
        return [CondPageBreak(need), Gap(_ABOVE_SECTION), *parts]

    def headed(self, head: Flowable, body: Sequence[Flowable]) -> list[Flowable]:
        """Return a heading with what follows it, on a page with room for the beginning of both.

        Args:
            head: A heading, also with the mark of a group.
            body: What stands under it.
        """
        measure = self.page.measure
        need = head.getSpaceBefore() + head.wrap(measure, 1e6)[1] + head.getSpaceAfter()
        first = body[0] if body else None
        if isinstance(first, TextTable):
            need += first.least_height()
        elif first is not None:
            need += min(first.wrap(measure, 1e6)[1], 3 * _LINE)
        return [CondPageBreak(need + 1), head, *body]
