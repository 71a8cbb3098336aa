"""Paragraphs come to the page as reportlab would set them."""

from __future__ import annotations

import pytest
from reportlab.lib.colors import Color
from reportlab.platypus.paragraph import uri_pat

from visionwork.report.engine import Paragraph
from visionwork.report.flowables import Text, fragment
from visionwork.report.fonts import Face, use
from visionwork.report.styles import INK2, style


@pytest.mark.parametrize(
    "text", ["We keep our word.", "  two\nlines \t here ", "ein Wort\xa0mehr", "«Ελλάς»", "x"]
)
@pytest.mark.parametrize("name", ["body", "quote", "table-head"])
def test_a_text_without_markup_is_what_the_parser_makes_of_it(text: str, name: str) -> None:
    ours, theirs = Text(text, style(name)), Paragraph(text, style(name))
    assert [vars(one) for one in ours.frags] == [vars(one) for one in theirs.frags]
    assert ours.wrap(60, 1e6) == theirs.wrap(60, 1e6)
    assert ours.text == theirs.text


def test_two_texts_share_nothing_that_could_change() -> None:
    one, other = Text("One.", style("body")), Text("Other.", style("body"))
    assert one.frags[0] is not other.frags[0]
    assert one.frags[0].us_lines is not other.frags[0].us_lines


def test_markup_is_still_read() -> None:
    fragments = Text("R&amp;D <b>now</b>", style("body")).frags
    assert "".join(one.text for one in fragments) == "R&D now"


def test_the_expression_that_was_put_off_works_when_it_is_asked_for() -> None:
    found = uri_pat.match("https://example.org/a/b")
    assert found is not None
    assert found[1] == "https://"


@pytest.mark.parametrize("size", [None, 12.5])
@pytest.mark.parametrize("colour", [None, INK2])
def test_a_fragment_is_what_reportlab_would_parse(size: float | None, colour: Color | None) -> None:
    chosen, font = style("note"), use(Face.SANS_BOLD)
    (plain,) = Paragraph("Words of ours", chosen).frags
    assert vars(fragment("Words of ours", chosen)) == vars(plain)
    attributes = f'name="{font}"'
    attributes += f' size="{size}"' if size is not None else ""
    attributes += f' color="#{colour.hexval()[2:]}"' if colour is not None else ""
    (tagged,) = Paragraph(f"<font {attributes}>Words of ours </font>", chosen).frags
    assert vars(fragment("Words of ours ", chosen, font, size, colour)) == vars(tagged)
