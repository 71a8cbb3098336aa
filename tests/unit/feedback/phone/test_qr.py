from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from visionwork.feedback.phone.qr import QUIET, qr_modules, qr_text

URL = "http://192.168.100.200:8765/abcdefghijklmnopqrstuv"


def test_a_code_has_its_finders_and_its_margin() -> None:
    modules = qr_modules(URL)
    size = len(modules)
    assert size == 33  # version 4
    for row, column in ((0, 0), (0, size - 7), (size - 7, 0)):
        assert all(modules[row][column + place] for place in range(7))
        assert not modules[row + 1][column + 1]
        assert modules[row + 3][column + 3]
    lines = qr_text(modules).splitlines()
    assert {len(line) for line in lines} == {size + 2 * QUIET}
    assert lines[0] == lines[1] == "█" * (size + 2 * QUIET)


@pytest.mark.skipif(shutil.which("zbarimg") is None, reason="zbarimg is not installed")
def test_a_scanner_reads_it(tmp_path: Path) -> None:
    modules, scale = qr_modules(URL), 6
    light = [[255] * (len(modules) + 2 * QUIET)] * QUIET
    rows = [
        *light,
        *([255] * QUIET + [0 if dark else 255 for dark in row] + [255] * QUIET for row in modules),
        *light,
    ]
    pixels = bytes(value for row in rows for _ in range(scale) for value in row for _ in range(scale))
    side = len(rows) * scale
    picture = tmp_path / "code.pgm"
    picture.write_bytes(b"P5 %d %d 255\n" % (side, side) + pixels)
    done = subprocess.run(["zbarimg", "-q", "--raw", picture], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == URL
