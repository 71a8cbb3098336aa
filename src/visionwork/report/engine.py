"""What the report takes from reportlab, imported without waiting for what the report does not use.

Its paragraphs compile expressions for web addresses, for Chinese in older encodings and for Python code; ours
have none of these, and they take longer than all other expressions of a command together. Its shapes check
every attribute as it is set, which takes as long as drawing them. And it works out anew how to write each
number of a page, which is mostly one of a few hundred, and looks up every character of what is plain ASCII.
"""

from __future__ import annotations

import re
from math import log
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen import canvas, pathobject, textobject

_UNUSED = ("|localhost)", "([\u2e80-\uffff])", "(as|assert|exec|")
"""What is in the expressions nobody asks anything of."""


class _Late:
    """An expression that is compiled when somebody asks something of it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._source = (pattern, flags)

    def __getattr__(self, name: str) -> object:
        return getattr(_compile(*self._source), name)


def _compile_later(pattern: str, flags: int = 0) -> object:
    unused = isinstance(pattern, str) and any(part in pattern for part in _UNUSED)
    return _Late(pattern, flags) if unused else _compile(pattern, flags)


rl_config.shapeChecking = 0
_compile = re.compile
re.compile = _compile_later  # for the one import
try:
    from reportlab.graphics.shapes import Circle, Drawing, Line, Polygon, PolyLine, Rect, Shape, String
    from reportlab.platypus import (
        BaseDocTemplate,
        CondPageBreak,
        Flowable,
        Frame,
        NextPageTemplate,
        PageBreak,
        PageTemplate,
        Paragraph,
    )
    from reportlab.platypus.paragraph import cleanBlockQuotedText
    from reportlab.platypus.paraparser import ParaFrag
finally:
    re.compile = _compile


_SEQUENCES = (list, tuple)
_LOG_10 = log(10.0)


class _Written(dict[float, str]):
    """Numbers as they are written; it learns one when it meets it."""

    def __missing__(self, number: float) -> str:
        if len(self) >= _REMEMBERED:
            self.clear()
        text = self[number] = _write(number)
        return text


_REMEMBERED = 4096
_written = _Written().__getitem__


def _write(number: float) -> str:
    """Write a number as reportlab's `fp_str` does: six places, fewer from ten on, no zeros at the end."""
    size = abs(number)
    if size <= 1e-7:
        return "0"
    places = 6 if size <= 1 else max(0, 6 - int(log(size) / _LOG_10))
    text = f"{number:.{places}f}"
    if places:
        text = text.rstrip("0").rstrip(".")
    return text[1:] if text[0] == "0" and len(text) > 1 else text


def _quick_numbers(*numbers: Any) -> str:  # noqa: ANN401 - numbers, or one sequence of them
    whole = numbers[0] if len(numbers) == 1 and isinstance(numbers[0], _SEQUENCES) else numbers
    return " ".join(map(_written, whole))


_encoded = pdfdoc.pdfdocEnc


def _quick_encoded(text: str | bytes) -> bytes:
    if isinstance(text, str):
        return text.encode("ascii") if text.isascii() else _encoded(text)
    return text


# They have taken these functions by their names.
for _module in (canvas, pathobject, pdfdoc, textobject):
    vars(_module)["fp_str"] = _quick_numbers
pdfdoc.pdfdocEnc = _quick_encoded

__all__ = [
    "BaseDocTemplate",
    "Circle",
    "CondPageBreak",
    "Drawing",
    "Flowable",
    "Frame",
    "Line",
    "NextPageTemplate",
    "PageBreak",
    "PageTemplate",
    "ParaFrag",
    "Paragraph",
    "PolyLine",
    "Polygon",
    "Rect",
    "Shape",
    "String",
    "cleanBlockQuotedText",
]
