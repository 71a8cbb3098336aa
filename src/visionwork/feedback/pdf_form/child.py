"""Reads the fields of PDFs in a process of its own: `python -m visionwork.feedback.pdf_form.child`.

A PDF that came by e-mail may be damaged, or made to exhaust whoever opens it. So nothing of it is parsed
in the app: this process takes the bytes from standard input, limits its own memory and time, asks pypdf for
the form fields and nothing else (no text extraction, no pictures, no scripts), and answers each file in JSON:
`{"fields": {name: text}}` or `{"problem": word}`. To start it takes longer than to read a form, so it reads
as many as it is given.
"""

from __future__ import annotations

import io
import json
import logging
from typing import TYPE_CHECKING, Any

from visionwork.feedback.limited_process import answer_files

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pypdf import PdfReader

MEMORY_LIMIT = 512 * 1024 * 1024
"""Most memory the process may ask for, in bytes."""

TIME_LIMIT = 10
"""Most seconds of computing."""

MOST_FIELDS = 500
MOST_TEXT = 20_000
"""Longest text of a field that is passed on, in characters."""

_NAME_LIMIT = 200


def read_fields(data: bytes) -> dict[str, Any]:
    """Return the texts of the form fields of a PDF, or a word for what is wrong with it."""
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    try:
        reader = PdfReader(io.BytesIO(data))
    except DependencyError:  # AES, as today's programs encrypt; it is not asked for
        return {"problem": "encrypted"}
    if reader.is_encrypted:
        return {"problem": "encrypted"}
    form = reader.trailer["/Root"].get_object().get("/AcroForm")  # type: ignore[union-attr]
    if form is None:
        _touch_pages(reader)
        return {"problem": "no fields"}
    fields = reader.get_fields() or {}
    if not fields:
        return {"problem": "xfa" if "/XFA" in form.get_object() else "no fields"}
    if len(fields) > MOST_FIELDS:
        return {"problem": "too many fields"}
    return {"fields": {str(name)[:_NAME_LIMIT]: text for name, text in _texts(fields)}}


def _texts(fields: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the names and texts of fields; names of choices stand there with a stroke before them."""
    found: list[tuple[str, str]] = []
    for name, field in fields.items():
        value = field.get("/V")
        value = value.get_object() if value is not None else None
        if isinstance(value, bytes):
            value = value.decode("utf-8", "replace")
        if isinstance(value, str):
            text = value.removeprefix("/") if field.get("/FT") == "/Btn" else value
            found.append((name, text[:MOST_TEXT]))
    return found


def _touch_pages(reader: PdfReader) -> None:
    """Tell a sound file without fields from a damaged one: its list of pages can be read."""
    if len(reader.pages) < 1:
        raise ValueError("no pages")


def answer(data: bytes) -> bytes:
    """Return what is said of a file."""
    try:
        found = read_fields(data)
    except MemoryError:
        found = {"problem": "unreadable"}
    except Exception:  # noqa: BLE001 - whatever a broken file makes a parser raise says that it is broken
        found = {"problem": "damaged"}
    return json.dumps(found).encode()


def main() -> None:
    """Answer the files of standard input, one after the other."""
    logging.disable(logging.CRITICAL)  # pypdf tells every repair it makes
    answer_files(answer, MEMORY_LIMIT, TIME_LIMIT)


if __name__ == "__main__":
    main()
