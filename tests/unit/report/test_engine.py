"""What the report takes out of reportlab's way leaves pages as reportlab would make them."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.rl_accel import escapePDF, fp_str
from reportlab.pdfbase import pdfdoc, ttfonts
from reportlab.pdfgen import canvas, pathobject, textobject

from visionwork.report import engine, tagging
from visionwork.report.faces import QuickFace
from visionwork.report.fonts import Face, use

NUMBERS = st.one_of(
    st.integers(-(10**6), 10**6), st.floats(-(10**6), 10**6), st.sampled_from([0, -0.0, 0.5, 1e-7])
)


@given(st.lists(NUMBERS, min_size=1, max_size=8))
def test_numbers_are_written_as_reportlab_writes_them(numbers: list[float]) -> None:
    assert engine._quick_numbers(*numbers) == fp_str(*numbers)
    assert engine._quick_numbers(numbers) == engine._quick_numbers(tuple(numbers)) == fp_str(numbers)


@pytest.mark.parametrize("module", [canvas, pathobject, pdfdoc, textobject])
def test_every_module_that_writes_numbers_has_the_quick_way(module: object) -> None:
    # When this fails, reportlab writes numbers elsewhere now; reports are still right, and slower.
    assert vars(module)["fp_str"] is engine._quick_numbers


@given(st.one_of(st.text("Ab1 ()\\/<>\n\tä€„é"), st.binary(max_size=9)))
def test_text_is_encoded_as_reportlab_encodes_it(text: str | bytes) -> None:
    assert pdfdoc.pdfdocEnc is engine._quick_encoded
    assert engine._quick_encoded(text) == engine._encoded(text)


def test_signs_are_escaped_as_reportlab_escapes_them() -> None:
    assert "".join(tagging._ESCAPES) == escapePDF(bytes(range(256)))


def test_nothing_else_of_python_or_of_reportlab_stays_changed() -> None:
    use(Face.SANS)
    assert re.compile is engine._compile
    assert re.compile.__module__ == "re"
    assert ttfonts.TTFontFace is not QuickFace


def test_the_expression_for_addresses_is_put_off() -> None:
    # When this fails, reportlab has another one now; reports are still right, and begin later.
    words = (
        "from visionwork.report import engine; from reportlab.platypus import paragraph;"
        " assert type(paragraph.uri_pat) is engine._Late"
    )
    subprocess.run([sys.executable, "-c", words], check=True, timeout=100)
