"""What a PDF says, read by the library that also shows it: far quicker than by one written in Python."""

from __future__ import annotations

import re
from contextlib import closing
from pathlib import Path

import pypdfium2


def page_words(pdf: bytes | Path) -> list[str]:
    """Return the text of every page, with spaces and line ends as one space."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        texts = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return [re.sub(r"\s+", " ", text).strip() for text in texts]


def pictures(pdf: bytes | Path) -> int:
    """Return how many pictures are on all pages."""
    kinds = [pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        pages = [document[number] for number in range(len(document))]
        return sum(1 for page in pages for _ in page.get_objects(filter=kinds))


def all_words(pdf: bytes | Path) -> str:
    """Return the text of all pages."""
    return " ".join(page_words(pdf))
