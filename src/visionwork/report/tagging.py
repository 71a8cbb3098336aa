"""Tagged PDF with reportlab: a canvas that ties the structure tree to what is drawn.

reportlab writes no tags by itself. Here every flowable that draws text or a figure opens an element of the
structure tree and marks its drawing as that element's content; rules, page heads and feet are marked as
artifacts. Reading order is the order of drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from operator import itemgetter
from typing import IO, Any

from reportlab.pdfbase.pdfdoc import (
    PDFDictionary,
    PDFName,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from visionwork.report.archive import DocumentFacts, make_archival, writing_rules
from visionwork.report.structure import Element, MarkedContent, Role, StructureTree

_STATE = itemgetter(*Canvas.STATE_ATTRIBUTES)

_ESCAPES = [
    f"\\{character}" if character in "\\()" else character if " " <= character <= "~" else f"\\{code:03o}"
    for code, character in enumerate(map(chr, range(256)))
]
"""How each byte of a text is written between brackets (ISO 32000-1, 7.3.4.2)."""


class TaggedCanvas(Canvas):
    """A canvas that writes a tagged, archival PDF.

    Args:
        filename: A path or a binary file.
        facts: Title, author, language and date of the document.
        options: Options of reportlab's Canvas.
    """

    _code: list[str]
    _doc: Any

    def __init__(
        self,
        filename: str | IO[bytes],
        *,
        facts: DocumentFacts,
        **options: Any,  # noqa: ANN401 - reportlab's own
    ) -> None:
        options["pdfVersion"] = (1, 7)
        options["lang"] = facts.language
        options["invariant"] = 1
        super().__init__(filename, **options)
        self.tree = StructureTree()
        self._facts = facts
        self._open = [self.tree.document]
        self._on_page: list[tuple[Element, MarkedContent]] = []
        self._hidden = 0
        self._section = ""
        self.sections: list[str] = []
        """Sections that begin on this page, from above."""

    def take_section(self) -> str:
        """Return what the running head of a finished page says: the first section that begins on it.

        A page on which none begins belongs to the last one before it.
        """
        begun, self.sections = self.sections, []
        head = begun[0] if begun else self._section
        self._section = begun[-1] if begun else self._section
        return head

    @property
    def current(self) -> Element:
        """The element that new elements stand in."""
        return self._open[-1]

    def element(self, role: Role, **entries: PDFString | PDFDictionary) -> Element:
        """Add an element to the current one, without opening it."""
        return Element(role, self.current, **entries)

    @contextmanager
    def inside(self, element: Element) -> Iterator[None]:
        """Let new elements stand in an element."""
        self._open.append(element)
        try:
            yield
        finally:
            self._open.pop()

    @contextmanager
    def content(self, element: Element) -> Iterator[None]:
        """Mark what is drawn meanwhile as the content of an element.

        Nothing is marked inside an artifact, where a table draws its repeated head.
        """
        if self._hidden:
            yield
            return
        mark = MarkedContent(len(self._on_page))
        element.kids.append(mark)
        self._on_page.append((element, mark))
        self._code.append(f"/{element.role} <</MCID {mark.number}>> BDC")
        try:
            yield
        finally:
            self._code.append("EMC")

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """Mark what is drawn meanwhile as no part of the text.

        Args:
            kind: "Pagination" for heads and feet, "Layout" for rules; empty for neither.
        """
        if self._hidden == 0:
            self._code.append(f"/Artifact <</Type /{kind}>> BDC" if kind else "/Artifact BMC")
        self._hidden += 1
        try:
            yield
        finally:
            self._hidden -= 1
            if self._hidden == 0:
                self._code.append("EMC")

    def push_state_stack(self) -> None:
        """Remember what is drawn with; reportlab calls it for every flowable and looks up name by name."""
        self.state_stack.append(dict(zip(self.STATE_ATTRIBUTES, _STATE(vars(self)), strict=True)))
        self._extgstate = self._extgstate.pushCopy()

    def _escape(self, s: str | bytes) -> str:
        return (s if isinstance(s, str) else s.decode("latin-1")).translate(_ESCAPES)

    @property
    def operators(self) -> list[str]:
        """What has been drawn on the current page."""
        return self._code

    @property
    def hides(self) -> bool:
        """Whether an artifact is being drawn."""
        return self._hidden > 0

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Finish a page and give its marks their page."""
        pages = self._doc.Pages.pages
        before = len(pages)
        super().showPage()
        if len(pages) == before:
            return
        page = pages[-1]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.tree.pages)
        page.Tabs = PDFName("S")
        for _, mark in self._on_page:
            mark.page = page
        self.tree.pages.append([element for element, _ in self._on_page])
        self._on_page = []

    def save(self) -> None:
        """Write the document."""
        if len(self._code):
            self.showPage()
        self._declare()
        with writing_rules():
            super().save()

    def _declare(self) -> None:
        """Say in the document what it is."""
        make_archival(self._doc, self._facts, self.tree)
