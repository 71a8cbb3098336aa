from __future__ import annotations

import pytest

from visionwork.document.document import Document
from visionwork.document.errors import DocumentError
from visionwork.domain.adoption import Moment
from visionwork.domain.entries import card_link, row_link
from visionwork.domain.groups import GroupKind


def lane(document: Document, name: str = "group:1") -> list[str]:
    return [card.text for card in document.cards.all("behaviour") if card.lane == name]


def test_cards_stand_in_the_order_they_came(document: Document) -> None:
    for text in ("One", "Two", "Three"):
        document.cards.add("behaviour", "group:1", text)
    assert lane(document) == ["One", "Two", "Three"]


def test_a_new_card_is_last_even_after_others_were_deleted(document: Document) -> None:
    ids = [document.cards.add("behaviour", "group:1", str(n)) for n in range(5)]
    for card_id in ids[:3]:
        document.cards.delete(card_id)
    document.cards.add("behaviour", "group:1", "new")
    assert lane(document) == ["3", "4", "new"]


def test_a_card_needs_words(document: Document) -> None:
    with pytest.raises(DocumentError):
        document.cards.add("behaviour", "group:1", " \t ")
    card_id = document.cards.add("behaviour", "group:1", "  They call us first ")
    with pytest.raises(DocumentError):
        document.cards.set_text(card_id, "")
    assert lane(document) == ["They call us first"]


def test_a_card_moves_within_its_lane_and_to_another(document: Document) -> None:
    ids = [document.cards.add("behaviour", "group:1", str(n)) for n in range(3)]
    document.cards.move(ids[2], "group:1", 0)
    assert lane(document) == ["2", "0", "1"]
    document.cards.move(ids[0], "group:2", 9)
    assert lane(document) == ["2", "1"]
    assert lane(document, "group:2") == ["0"]
    document.undo()
    assert lane(document) == ["2", "0", "1"]
    with pytest.raises(KeyError):
        document.cards.move(99, "group:1", 0)


def test_votes_are_never_below_none(document: Document) -> None:
    card_id = document.cards.add("behaviour", "group:1", "Listen")
    document.cards.set_votes(card_id, 3)
    document.cards.set_votes(card_id, -2)
    assert document.cards.all()[0].votes == 0


def test_grid_cells_change_one_by_one(document: Document) -> None:
    row_id = document.grids.add("gap", {"today": "Slow", "size": 3})
    document.grids.set_cells(row_id, {"wanted": "Quick"})
    document.grids.set_cells(row_id, {"today": "", "size": None})
    assert document.grids.all("gap")[0].cells == {"wanted": "Quick"}
    with pytest.raises(KeyError):
        document.grids.set_cells(99, {"today": "x"})


def test_cells_hold_any_script(document: Document) -> None:
    text = "客户 · Πελάτες · zákazníci 🙂 <b>&amp;</b>"
    row_id = document.grids.add("gap", {"today": text, "links": ["card:1"]})
    assert document.grids.all()[0].cells == {"today": text, "links": ["card:1"]}
    document.grids.set_cells(row_id, {"today": "a\x00b\ud800c\u202e"})
    assert document.grids.all()[0].cells["today"] == "ab\ufffdc"


def test_rows_keep_their_seed_and_order(document: Document) -> None:
    first = document.grids.add("track", seed="trust")
    second = document.grids.add("track", {"builds": "Keeping our word"})
    document.grids.reorder("track", [second, first])
    assert [(row.id, row.seed) for row in document.grids.all("track")] == [(second, None), (first, "trust")]
    document.grids.delete(second)
    third = document.grids.add("track")
    assert [row.id for row in document.grids.all("track")] == [first, third]
    assert document.grids.all("gap") == ()


def test_deleting_an_entry_takes_the_links_to_it_along(document: Document) -> None:
    one = document.cards.add("behaviour", "group:1", "They call us first")
    two = document.cards.add("behaviour", "group:1", "They tell others")
    behaviour = document.grids.add("company", {"links": [card_link(one), card_link(two)], "what": "card:1"})
    gap = document.grids.add("gap", {"links": [row_link(behaviour)]})
    document.cards.delete(one)
    assert document.grids.all("company")[0].cells == {"links": [card_link(two)], "what": "card:1"}
    document.grids.delete(behaviour)
    assert [row.id for row in document.grids.all()] == [gap]
    assert document.grids.all("gap")[0].cells == {}
    document.undo()
    document.undo()
    assert document.grids.all("company")[0].cells["links"] == [card_link(one), card_link(two)]


def test_shares_replace_earlier_ones(document: Document) -> None:
    group = document.groups.add("Staff", GroupKind.EMPLOYEES)
    document.curves.set_shares("curve", group, Moment.TODAY, [10, 30, 40, 20])
    document.curves.set_shares("curve", group, Moment.TODAY, [20, 30, 30, 20])
    document.curves.set_shares("curve", None, Moment.TARGET, [40, 30, 20, 10])
    found = {(curve.group_id, curve.moment): curve.shares for curve in document.curves.all("curve")}
    assert found == {(group, Moment.TODAY): (20, 30, 30, 20), (None, Moment.TARGET): (40, 30, 20, 10)}
    document.curves.clear("curve", group)
    assert [curve.group_id for curve in document.curves.all()] == [None]


@pytest.mark.parametrize("shares", [[50, 30, 10, 9], [100], [25, 25, 25, 25, 0]])
def test_shares_add_up_to_a_hundred(document: Document, shares: list[int]) -> None:
    with pytest.raises(DocumentError):
        document.curves.set_shares("curve", None, Moment.TODAY, shares)
