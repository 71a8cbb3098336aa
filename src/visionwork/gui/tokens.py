"""Every colour of the interface, named as in the design language, for light and dark."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from visionwork.domain.groups import GroupKind

LIGHT: Mapping[str, str] = {
    "paper": "#FAF8F4",
    "surface": "#FFFFFF",
    "sunken": "#F4F0E8",
    "hover": "#F4F0E8",
    "select": "#DDE2EC",
    "pencil": "#EEE9DE",
    "hair": "#E4DFD6",
    "edge": "#CFC8BA",
    "line": "#8C8779",
    "ink": "#1F2A44",
    "ink2": "#3D4660",
    "muted": "#5C6172",
    "disabled": "#8E91A0",
    "on_ink": "#FFFFFF",
    "ink_hover": "#33405F",
    "ink_press": "#141C30",
    "warn": "#A8401A",
    "warn_ground": "#FBEEE7",
    "danger": "#B42318",
    "danger_ground": "#FCEBE9",
}
"""Neutral and message colours on light."""

DARK: Mapping[str, str] = {
    "paper": "#14171F",
    "surface": "#1B1F2A",
    "sunken": "#10131A",
    "hover": "#232837",
    "select": "#34405C",
    "pencil": "#2C3140",
    "hair": "#2E3444",
    "edge": "#454D60",
    "line": "#747C91",
    "ink": "#ECE8DF",
    "ink2": "#C9C8CC",
    "muted": "#A2A7B6",
    "disabled": "#6B7080",
    "on_ink": "#14171F",
    "ink_hover": "#FFFFFF",
    "ink_press": "#CFCBC2",
    "warn": "#F2A07A",
    "warn_ground": "#33231C",
    "danger": "#FF8F85",
    "danger_ground": "#381F20",
}
"""Neutral and message colours on dark."""


class GroupColours(NamedTuple):
    """Colours of one kind of group.

    Attributes:
        mark: Shapes and lines; at least 3:1 on every ground.
        text: Words; at least 4.5:1 on every ground and on the tint.
        tint: Ground behind the words.
    """

    mark: str
    text: str
    tint: str


LIGHT_GROUPS: Mapping[GroupKind, GroupColours] = {
    GroupKind.CUSTOMERS: GroupColours("#0F7B6C", "#0B6B5E", "#E2F0ED"),
    GroupKind.EMPLOYEES: GroupColours("#BD7800", "#8A5200", "#FAEED6"),
    GroupKind.MANAGERS: GroupColours("#9A5BB0", "#7A4191", "#F3E9F6"),
    GroupKind.EXECUTIVES: GroupColours("#20409A", "#20409A", "#E6EAF6"),
    GroupKind.COMMUNITY: GroupColours("#38611C", "#38611C", "#E8EFDF"),
    GroupKind.OTHER: GroupColours("#5C6172", "#3D4660", "#EEE9DE"),
}
"""Group colours on light; other groups have no hue of their own."""

DARK_GROUPS: Mapping[GroupKind, GroupColours] = {
    GroupKind.CUSTOMERS: GroupColours("#45BBA6", "#5CCBB7", "#17302F"),
    GroupKind.EMPLOYEES: GroupColours("#F0B54E", "#F0B54E", "#33291A"),
    GroupKind.MANAGERS: GroupColours("#DDB2EE", "#DDB2EE", "#302638"),
    GroupKind.EXECUTIVES: GroupColours("#6F8EF2", "#92A9F6", "#1F2840"),
    GroupKind.COMMUNITY: GroupColours("#78A24A", "#98C069", "#222C1D"),
    GroupKind.OTHER: GroupColours("#A2A7B6", "#C9C8CC", "#2C3140"),
}
"""Group colours on dark."""

LIGHT_SCALE: tuple[tuple[str, str], ...] = (
    ("#A6611A", "#FFFFFF"),
    ("#DFC27D", "#1F2A44"),
    ("#E7E3DA", "#1F2A44"),
    ("#80CDC1", "#1F2A44"),
    ("#018571", "#FFFFFF"),
)
"""Ground and label of the answers 1 to 5 on light, strongly disagree first."""

DARK_SCALE: tuple[tuple[str, str], ...] = (
    ("#D98E45", "#14171F"),
    ("#8A6A3A", "#FFFFFF"),
    ("#4A5062", "#ECE8DF"),
    ("#2F7F74", "#FFFFFF"),
    ("#5CCBB7", "#14171F"),
)
"""Ground and label of the answers 1 to 5 on dark."""
