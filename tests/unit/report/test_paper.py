"""The two papers: what ends a page on one ends it on the other."""

from __future__ import annotations

import pytest

from visionwork.report.styles import MM, SIZES, page_of


def test_letter_holds_what_a4_holds() -> None:
    letter, a4 = page_of("letter"), page_of("a4")
    assert letter.depth == pytest.approx(a4.depth)
    assert letter.measure == pytest.approx(a4.measure)


@pytest.mark.parametrize("paper", SIZES)
def test_head_and_foot_stand_clear_of_the_text_and_of_the_edge(paper: str) -> None:
    page = page_of(paper)
    for edge, text in ((page.head, page.top), (page.foot, page.bottom)):
        assert edge >= 10 * MM  # printers leave about six millimetres white
        assert text - edge >= 9 * MM
