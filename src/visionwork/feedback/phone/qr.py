"""The code people scan."""

from __future__ import annotations

QUIET = 4
"""Modules of margin that ISO/IEC 18004 asks for on every side."""

Modules = tuple[tuple[bool, ...], ...]


def qr_modules(text: str) -> Modules:
    """Return the modules of a code, dark ones True, without the margin.

    Error correction level M: a code on a projector may be crossed by a shadow.
    """
    from reportlab.graphics.barcode import qrencoder

    code = qrencoder.QRCode(None, qrencoder.QRErrorCorrectLevel.M)
    code.addData(text)
    code.make()
    size = code.getModuleCount()
    return tuple(tuple(bool(code.isDark(row, column)) for column in range(size)) for row in range(size))


def qr_text(modules: Modules) -> str:
    """Return a code as lines of half blocks for a terminal, two rows a line, dark on light.

    Light modules are drawn, so that the code reads right on the usual dark ground; terminals with a
    light ground show it inverted, which today's phones read, too.
    """
    size = len(modules) + 2 * QUIET

    def light(row: int, column: int) -> bool:
        row, column = row - QUIET, column - QUIET
        inside = 0 <= row < len(modules) and 0 <= column < len(modules)
        return not (inside and modules[row][column])

    blocks = {(True, True): "█", (True, False): "▀", (False, True): "▄", (False, False): " "}
    return "\n".join(
        "".join(
            blocks[light(row, column), row + 1 < size and light(row + 1, column)] for column in range(size)
        )
        for row in range(0, size, 2)
    )
