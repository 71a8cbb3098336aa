"""What the report takes from reportlab, imported without waiting for what the report does not use.

Its paragraphs compile expressions for web addresses, for Chinese in older encodings and for Python code; ours
have none of these, and they take longer than all other expressions of a command together. Its shapes check
every attribute as it is set, which takes as long as drawing them. And it works out anew how to write each
number of a page, which is mostly one of a few hundred.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from reportlab import rl_config
from reportlab.lib.rl_accel import fp_str
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


@lru_cache(maxsize=4096)
def _written(number: float) -> str:
    return fp_str(number)


def _quick_numbers(*numbers: Any) -> str:  # noqa: ANN401 - numbers, or one sequence of them
    if len(numbers) == 1 and isinstance(numbers[0], list | tuple):
        numbers = tuple(numbers[0])
    return " ".join(map(_written, numbers))


for _module in (canvas, pathobject, pdfdoc, textobject):
    vars(_module)["fp_str"] = _quick_numbers  # they have taken it by its name

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
