"""Tagged PDF with reportlab: the structure tree, and a canvas that ties it to what is drawn.

reportlab writes no tags by itself. Here every flowable that draws text or a figure opens an element of the
structure tree and marks its drawing as that element's content (ISO 32000-1, 14.7 and 14.8); rules, page
heads and feet are marked as artifacts. Reading order is the order of drawing.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Any, Literal, cast

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFPage,
    PDFString,
)
from reportlab.pdfgen.canvas import Canvas

from visionwork.report.archive import DocumentFacts, make_archival, writing_rules

Role = Literal[
    "Document", "Part", "H1", "H2", "H3", "P", "Span", "BlockQuote", "Caption", "Figure",
    "Table", "THead", "TBody", "TR", "TH", "TD", "L", "LI", "LBody", "Form",
]  # fmt: skip


@dataclass(eq=False, slots=True)
class _MarkedContent:
    """A piece of a page that belongs to an element; the page is known when it is finished."""

    number: int
    page: PDFPage | None = None


@dataclass(eq=False, slots=True)
class FieldReference:
    """A field of a form that belongs to an element."""

    annotation: PDFObject
    page: PDFPage | None = None


class Element(PDFObject):
    """One element of the structure tree.

    Args:
        role: Standard structure type.
        parent: Element it stands in; the tree itself for the topmost.
        entries: Further entries of its dictionary, such as Alt or A.
    """

    __RefOnly__ = 1

    def __init__(
        self, role: Role, parent: Element | StructureTree, **entries: PDFString | PDFDictionary
    ) -> None:
        self.role = role
        self.parent = parent
        self.entries = entries
        self.kids: list[Element | _MarkedContent | FieldReference] = []
        if isinstance(parent, Element):
            parent.kids.append(self)

    def format(self, document: PDFDocument) -> bytes:
        """Return the element as PDF; called by reportlab while saving."""
        kids = " ".join(_kid(document, kid) for kid in self.kids)
        # Written by hand: there are thousands, and reportlab's dictionaries take a quarter of the time.
        start = f"<</Type /StructElem /S /{self.role} /P {_reference(document, self.parent)} /K [{kids}]"
        entries = (f" /{name} ".encode() + value.format(document) for name, value in self.entries.items())
        return b"".join((start.encode(), *entries, b">>"))


FIRST_FIELD = 100_000
"""Key of the first form field in the tree's list, behind the keys of all pages."""


class StructureTree(PDFObject):
    """Root of the structure tree, with the list of elements on each page."""

    __RefOnly__ = 1

    def __init__(self) -> None:
        self.document = Element("Document", self)
        self.pages: list[list[Element]] = []
        self.fields: list[Element] = []

    def format(self, document: PDFDocument) -> bytes:
        """Return the root as PDF; called by reportlab while saving."""
        numbers = " ".join(
            f"{index} [{' '.join(_reference(document, element) for element in elements)}]"
            for index, elements in enumerate(self.pages)
        )
        for index, element in enumerate(self.fields):
            numbers += f" {FIRST_FIELD + index} {_reference(document, element)}"
        following = FIRST_FIELD + len(self.fields) if self.fields else len(self.pages)
        return (
            f"<</Type /StructTreeRoot /K [{_reference(document, self.document)}]"
            f" /ParentTree <</Nums [{numbers}]>> /ParentTreeNextKey {following}>>"
        ).encode()


def _kid(document: PDFDocument, kid: Element | _MarkedContent | FieldReference) -> str:
    if isinstance(kid, Element):
        return _reference(document, kid)
    page = _reference(document, kid.page)
    if isinstance(kid, _MarkedContent):
        return f"<</Type /MCR /Pg {page} /MCID {kid.number}>>"
    return f"<</Type /OBJR /Pg {page} /Obj {_reference(document, kid.annotation)}>>"


def _reference(document: PDFDocument, target: PDFObject | None) -> str:
    # An element is referred to by its parent, its kids and its page: from the second time on it has a number.
    known = cast(Any, document).idToObjectNumberAndVersion.get(getattr(target, "__InternalName__", None))
    if known is not None:
        return f"{known[0]} {known[1]} R"
    return document.Reference(target).format(document).decode("ascii")


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
        self._on_page: list[tuple[Element, _MarkedContent]] = []
        self._hidden = 0

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
        mark = _MarkedContent(len(self._on_page))
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


def alternative(text: str) -> PDFString:
    """Return alternative text for an element's Alt entry."""
    return PDFString(text)


def box(x: float, y: float, width: float, height: float) -> PDFDictionary:
    """Return the layout attributes of a figure that stands as a block at a place of the page."""
    return PDFDictionary(
        {
            "O": PDFName("Layout"),
            "Placement": PDFName("Block"),
            "BBox": PDFArray([round(v, 2) for v in (x, y, x + width, y + height)]),
        }
    )


def heads(scope: Literal["Column", "Row"]) -> PDFDictionary:
    """Return the table attributes that say what a head cell is the head of."""
    return PDFDictionary({"O": PDFName("Table"), "Scope": PDFName(scope)})
