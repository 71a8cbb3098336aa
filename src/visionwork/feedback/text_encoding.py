"""The letters of a text file, told by its bytes."""

from __future__ import annotations

from collections import Counter

from visionwork.feedback.answer_table import TableError

ENCODINGS = {
    "utf-8": "Unicode (UTF-8)",
    "utf-16": "Unicode (UTF-16)",
    "cp1252": "Western European",
    "cp1250": "Central European",
    "cp1251": "Cyrillic",
    "cp1253": "Greek",
    "gb18030": "Chinese",
}
"""Encodings that can be asked for; the first three are recognised."""


def decoded(data: bytes, encoding: str | None) -> tuple[str, str]:
    """Return the text of a file without its mark of byte order, and the encoding it was read in.

    Args:
        data: The whole file.
        encoding: One of `ENCODINGS`; None recognises it.

    Raises:
        TableError: It is of another kind, or its letters cannot be read.
    """
    refuse_other_kinds(data)
    found = encoding or recognised(data)
    codec = byte_order(data) if found == "utf-16" else found
    try:
        text = data.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise unreadable_letters() from error
    return text.removeprefix("\ufeff"), found


def unreadable_letters() -> TableError:
    """Return what is said of a file that is not in the encoding it seemed to be in."""
    return TableError(
        "The letters of this file cannot be read.", "Save it as CSV UTF-8, then choose it again."
    )


def refuse_other_kinds(start: bytes) -> None:
    """Refuse a file that is no text by its first bytes.

    Raises:
        TableError: It is a spreadsheet of old, or a PDF.
    """
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise TableError(
            "This is an older spreadsheet, or one with a password.",
            "Open it in the spreadsheet and save it as XLSX or CSV UTF-8, without a password.",
        )
    if start.startswith(b"%PDF"):
        raise TableError("This is a PDF, not a CSV.", "Choose the table that the survey tool exported.")


def recognised(data: bytes) -> str:
    """Return the encoding of a text by its bytes, or of what begins with them."""
    if data.startswith(b"\xef\xbb\xbf"):
        return "utf-8"
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    head = data[:4096]
    zeros = Counter(place % 2 for place, byte in enumerate(head) if byte == 0)
    if len(head) >= 4 and max(zeros[0], zeros[1]) > len(head) // 5:
        return "utf-16"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def byte_order(data: bytes) -> str:
    """Return the UTF-16 codec of a file: by its mark, else by the side on which its zeros stand."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    zeros = Counter(place % 2 for place, byte in enumerate(data[:4096]) if byte == 0)
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
