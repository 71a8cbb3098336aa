"""Every colour can be read: WCAG 2.2, 4.5:1 for words and 3:1 for shapes."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from visionwork.domain.groups import GroupKind
from visionwork.gui import tokens

GROUNDS = ("surface", "paper", "sunken", "hover")
OWN_GROUNDS = {
    "ink": ("pencil", "select", "warn_ground", "danger_ground"),
    "ink2": ("warn_ground", "danger_ground"),
    "warn": ("warn_ground",),
    "danger": ("danger_ground",),
}
PALETTES = [
    pytest.param(tokens.LIGHT, tokens.LIGHT_GROUPS, tokens.LIGHT_SCALE, id="light"),
    pytest.param(tokens.DARK, tokens.DARK_GROUPS, tokens.DARK_SCALE, id="dark"),
]
Palette = Mapping[str, str]
Groups = Mapping[GroupKind, tokens.GroupColours]
Scale = tuple[tuple[str, str], ...]


def luminance(value: str) -> float:
    channels = [int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_the_one_of_wcag() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.478, abs=0.001)


@pytest.mark.parametrize(("plain", "groups", "scale"), PALETTES)
def test_words_can_be_read_on_every_ground(plain: Palette, groups: Groups, scale: Scale) -> None:
    faint = {
        (name, ground): round(contrast(plain[name], plain[ground]), 2)
        for name in ("ink", "ink2", "muted", "warn", "danger")
        for ground in (*GROUNDS, *OWN_GROUNDS.get(name, ()))
        if contrast(plain[name], plain[ground]) < 4.5
    }
    assert not faint


@pytest.mark.parametrize(("plain", "groups", "scale"), PALETTES)
def test_names_of_groups_can_be_read(plain: Palette, groups: Groups, scale: Scale) -> None:
    assert set(groups) == set(GroupKind)
    for kind, colours in groups.items():
        for ground in (*(plain[name] for name in GROUNDS), colours.tint):
            assert contrast(colours.text, ground) >= 4.5, (kind, ground)


@pytest.mark.parametrize(("plain", "groups", "scale"), PALETTES)
def test_shapes_can_be_seen(plain: Palette, groups: Groups, scale: Scale) -> None:
    for name in GROUNDS:
        assert contrast(plain["line"], plain[name]) >= 3, name
        for kind, colours in groups.items():
            assert contrast(colours.mark, plain[name]) >= 3, (kind, name)


@pytest.mark.parametrize(("plain", "groups", "scale"), PALETTES)
def test_labels_on_colour_can_be_read(plain: Palette, groups: Groups, scale: Scale) -> None:
    for ground in ("ink", "ink_hover", "ink_press"):
        assert contrast(plain["on_ink"], plain[ground]) >= 4.5, ground
    for ground, label in scale:
        assert contrast(label, ground) >= 4.5, ground


def test_both_palettes_have_the_same_tokens() -> None:
    assert set(tokens.LIGHT) == set(tokens.DARK)
    assert len(tokens.LIGHT_SCALE) == len(tokens.DARK_SCALE) == 5
