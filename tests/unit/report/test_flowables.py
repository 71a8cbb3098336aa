"""Paragraphs come to the page as reportlab would set them."""

from __future__ import annotations

import pytest
from reportlab.platypus.paragraph import uri_pat

from visionwork.report.engine import Paragraph
from visionwork.report.flowables import Text
from visionwork.report.styles import style


@pytest.mark.parametrize(
    "text", ["We keep our word.", "  two\nlines \t here ", "ein Wort\xa0mehr", "«Ελλάς»", "x"]
)
@pytest.mark.parametrize("name", ["body", "quote", "table-head"])
def test_a_text_without_markup_is_what_the_parser_makes_of_it(text: str, name: str) -> None:
    ours, theirs = Text(text, style(name)), Paragraph(text, style(name))
    assert [vars(fragment) for fragment in ours.frags] == [vars(fragment) for fragment in theirs.frags]
    assert ours.wrap(60, 1e6) == theirs.wrap(60, 1e6)
    assert ours.text == theirs.text


def test_two_texts_share_nothing_that_could_change() -> None:
    one, other = Text("One.", style("body")), Text("Other.", style("body"))
    assert one.frags[0] is not other.frags[0]
    assert one.frags[0].us_lines is not other.frags[0].us_lines


def test_markup_is_still_read() -> None:
    fragments = Text("R&amp;D <b>now</b>", style("body")).frags
    assert "".join(fragment.text for fragment in fragments) == "R&D now"


def test_the_expression_that_was_put_off_works_when_it_is_asked_for() -> None:
    found = uri_pat.match("https://example.org/a/b")
    assert found is not None
    assert found[1] == "https://"
