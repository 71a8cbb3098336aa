"""A canvas for forms: tagged as the report is, with fields that screen readers find where they stand."""

from __future__ import annotations

from typing import IO, Any, cast

from reportlab.lib.colors import Color, HexColor, white
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFString

from visionwork.report.archive import DocumentFacts, make_accessible
from visionwork.report.structure import FIRST_FIELD, Element, FieldReference
from visionwork.report.styles import INK
from visionwork.report.tagging import TaggedCanvas

LINE: Color = HexColor("#8C8779")
"""Border of fields (design language, token "line")."""

_HIDDEN = 1 << 1  # ISO 32000-1, table 165
_TEXT_SIZE = 10


class FormCanvas(TaggedCanvas):
    """Draws fields, each with a name for screen readers and its place in the structure.

    What people type is drawn by their reader in Helvetica, which no file embeds; so a form is accessible,
    but no archive file.

    Args:
        filename: A path or a binary file.
        facts: Title, author, language and date of the document.
        options: Options of reportlab's Canvas.
    """

    def __init__(
        self,
        filename: str | IO[bytes],
        *,
        facts: DocumentFacts,
        **options: Any,  # noqa: ANN401 - reportlab's own
    ) -> None:
        super().__init__(filename, facts=facts, **options)
        self._field_name = ""
        self._fields_here: list[tuple[PDFDictionary, Element]] = []

    def put_circle(
        self, x: float, y: float, size: float, *, field: str, value: str, question: str, name: str
    ) -> None:
        """Put one circle of a choice.

        Args:
            x: Left edge.
            y: Lower edge.
            size: Diameter.
            field: Name of the field; circles of the same field exclude each other.
            value: What the circle stands for; letters and digits.
            question: What is chosen, for screen readers.
            name: What the circle stands for, for screen readers.
        """
        self._field_name = name
        with self.artifact("Layout"):
            # Without "noToggleToOff" a second click takes an answer back; nothing is required.
            cast(Any, self.acroForm).radio(
                name=field, value=value, tooltip=question, x=x, y=y, size=size, relative=True,
                buttonStyle="circle", shape="circle", borderStyle="solid", borderWidth=1,
                fillColor=white, borderColor=LINE, textColor=INK, fieldFlags="radio",
            )  # fmt: skip

    def put_text_field(
        self, x: float, y: float, width: float, height: float, *, field: str, name: str, most: int
    ) -> None:
        """Put a field for text of several lines.

        Args:
            x: Left edge.
            y: Lower edge.
            width: Width.
            height: Height.
            field: Name of the field.
            name: What is asked, for screen readers.
            most: Most characters it takes.
        """
        self._field_name = name
        with self.artifact("Layout"):
            cast(Any, self.acroForm).textfield(
                name=field, x=x, y=y, width=width, height=height, relative=True, maxlen=most,
                borderStyle="solid", borderWidth=1, fillColor=white, borderColor=LINE,
                textColor=INK, fontName="Helvetica", fontSize=_TEXT_SIZE, fieldFlags="multiline",
            )  # fmt: skip

    def put_hidden(self, field: str, value: str) -> None:
        """Put a text that nobody sees or changes and that comes back with the form.

        Args:
            field: Name of the field.
            value: The text; ASCII.
        """
        self.acroForm.textfield(
            name=field, value=value, x=0, y=0, width=1, height=1, maxlen=len(value), borderWidth=0,
            annotationFlags="hidden", fieldFlags="readOnly",
        )  # fmt: skip

    def _addAnnotation(  # noqa: N802 - reportlab's name
        self, annotation: PDFDictionary, name: str | None = None, addtopage: int = 1
    ) -> None:
        entries: dict[str, Any] = annotation.dict
        if not entries.get("F", 0) & _HIDDEN:
            element = self.element("Form")
            self._fields_here.append((annotation, element))
            entries["TU"] = PDFString(self._field_name)
            entries["StructParent"] = FIRST_FIELD + len(self.tree.fields)
            self.tree.fields.append(element)
        super()._addAnnotation(annotation, name, addtopage)  # type: ignore[misc]

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Finish a page and give its fields their page."""
        super().showPage()
        for annotation, element in self._fields_here:
            element.kids.append(FieldReference(annotation, self._doc.Pages.pages[-1]))
        self._fields_here.clear()

    def _declare(self) -> None:
        """Say what the document is, but not that it is an archive file."""
        make_accessible(self._doc, self._facts, self.tree)
