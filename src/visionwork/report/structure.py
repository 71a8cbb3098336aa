"""The structure tree of a tagged PDF: what is a heading, a paragraph, a figure or a cell, in reading order.

ISO 32000-1, 14.7 and 14.8.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal, cast

from reportlab.pdfbase.pdfdoc import (
    PDFArray,
    PDFDictionary,
    PDFDocument,
    PDFName,
    PDFObject,
    PDFPage,
    PDFString,
)

Role = Literal[
    "Document", "Part", "H1", "H2", "H3", "P", "Span", "BlockQuote", "Caption", "Figure",
    "Table", "THead", "TBody", "TR", "TH", "TD", "L", "LI", "LBody", "Form",
]  # fmt: skip


@dataclass(eq=False, slots=True)
class MarkedContent:
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
        self.kids: list[Element | MarkedContent | FieldReference] = []
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


def _kid(document: PDFDocument, kid: Element | MarkedContent | FieldReference) -> str:
    if isinstance(kid, Element):
        return _reference(document, kid)
    page = _reference(document, kid.page)
    if isinstance(kid, MarkedContent):
        return f"<</Type /MCR /Pg {page} /MCID {kid.number}>>"
    return f"<</Type /OBJR /Pg {page} /Obj {_reference(document, kid.annotation)}>>"


def _reference(document: PDFDocument, target: PDFObject | None) -> str:
    # An element is referred to by its parent, its kids and its page: from the second time on it has a number.
    numbers = cast(Any, document).idToObjectNumberAndVersion
    known = numbers.get(getattr(target, "__InternalName__", None))
    number, version = known if known is not None else numbers[document.Reference(target).name]
    return f"{number} {version} R"


def alternative(text: str) -> PDFString:
    """Return alternative text for an element's Alt entry."""
    return PDFString(text)


def box(x: float, y: float, width: float, height: float) -> PDFDictionary:
    """Return the layout attributes of a figure that stands as a block at a place of the page.

    Args:
        x: Left edge.
        y: Lower edge.
        width: Width of the figure.
        height: Height of the figure.
    """
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
