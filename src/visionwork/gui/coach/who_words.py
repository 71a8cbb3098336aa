"""Who is in a text, in words, one stakeholder after the other."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visionwork.domain.counting import sentence_case
from visionwork.domain.findings import Findings, StakeholderFinding
from visionwork.domain.groups import METHOD_WORDS, GroupKind, HouseWords
from visionwork.domain.stakeholders import Presence, Span, Stakeholder, stakeholder_name
from visionwork.gui.widgets.triangle import Edge, Node, TriangleState

_JOINING = re.compile(r"^(?:(?:and|or|with|to|for) )+(?=.)|(?:,? (?:and|or|who|that)|,)$", re.IGNORECASE)
_TIMES = {1: "", 2: ", twice"}
_NODES = {
    Node.CUSTOMERS: Stakeholder.CUSTOMERS,
    Node.EMPLOYEES: Stakeholder.EMPLOYEES,
    Node.COMMUNITY: Stakeholder.COMMUNITY,
}

STATE_NAMES: Mapping[Presence, str] = {
    Presence.ABSENT: "absent",
    Presence.NAMED: "named",
    Presence.PROMISED: "named with a promise",
}
"""What the three states are called."""


@dataclass(frozen=True, slots=True)
class WhoRow:
    """One stakeholder and how far the text speaks of them.

    Attributes:
        stakeholder: Who it is.
        name: Their name.
        state: Absent, named, or named with a promise.
        words: The words that count, or since when they are missing.
        promise: The words that count as the promise, or "".
        by_hand: Whether the facilitator set the state, and not the coach.
    """

    stakeholder: Stakeholder
    name: str
    state: Presence
    words: str
    promise: str = ""
    by_hand: bool = False

    @property
    def kind(self) -> GroupKind:
        """The kind whose mark stands beside the name."""
        return self.stakeholder.group_kind or GroupKind.OTHER

    @property
    def present(self) -> bool:
        """Whether the text names them."""
        return self.state is not Presence.ABSENT

    @property
    def detail(self) -> str:
        """The second line, or ""."""
        said = f"You say: {STATE_NAMES[self.state]}." if self.by_hand else ""
        promise = f"Promised: “{self.promise}”" if self.promise else ""
        return " ".join(part for part in (said, promise) if part)

    def spoken(self) -> str:
        """Return all of it as one line, as a screen reader tells it."""
        state = STATE_NAMES[self.state] if self.present else ""
        return ", ".join(
            part for part in (f"{self.name}: {state}".rstrip(": "), self.words, self.detail) if part
        )


def who_rows(
    findings: Findings, named_before: Mapping[Stakeholder, int], words: HouseWords, *, known: bool = True
) -> tuple[WhoRow, ...]:
    """Return a row for every stakeholder; shareholders only where the text names them.

    Args:
        findings: What was found in the text.
        named_before: Number of the newest earlier draft that names a stakeholder, for those it names.
        words: The house's words.
        known: Whether the text has been read; until then nothing is said of anybody.
    """
    rows = []
    for item in findings.stakeholders:
        who = item.stakeholder
        if who is Stakeholder.SHAREHOLDERS and item.state is Presence.ABSENT and not item.flipped:
            continue
        rows.append(
            WhoRow(
                who,
                stakeholder_head(who, words),
                item.state,
                _words(findings, item, named_before) if known else "",
                _promise(findings.text, item),
                item.flipped,
            )
        )
    return tuple(rows)


def stakeholder_head(who: Stakeholder, words: HouseWords) -> str:
    """Return what the house calls a stakeholder, as it stands by itself, such as "Clients"."""
    return sentence_case(stakeholder_name(who, words))


def asked_in_words(ask: str, words: HouseWords) -> str:
    """Return a question of the coach with what the house calls its groups.

    Args:
        ask: The question, in the method's words.
        words: The house's words.
    """
    for kind in words.keys() - {GroupKind.COMMUNITY, GroupKind.OTHER}:  # whose words have other uses, too
        own, house = METHOD_WORDS[kind], words[kind]
        for word, said in ((own.plural, house.plural), (own.singular, house.singular)):
            ask = re.sub(rf"\b{word}\b", lambda _, said=said: said, ask)
    return ask


def quoted_words(found: Sequence[str]) -> str:
    """Return words that count, most frequent first, such as "“our clients”, twice"; without apostrophes.

    What only joins the words to others, such as the "and" of "and partners", is not told.
    """
    spellings: dict[str, list[str]] = {}
    for each in found:
        words = _JOINING.sub("", " ".join(each.split())).strip("'’‘")
        spellings.setdefault(words.casefold(), []).append(words)
    parts = []
    for same in sorted(spellings.values(), key=len, reverse=True):
        small = [words for words in same if not words[:1].isupper()]  # as inside a sentence
        parts.append(f"“{(small or same)[0]}”" + _TIMES.get(len(same), f", {len(same)} times"))
    return ("; " if len(found) > len(parts) else ", ").join(parts)


def triangle_state(findings: Findings, organisation: str, words: HouseWords) -> TriangleState:
    """Return what the triangle shows of a text; an edge is solid when one sentence names both ends.

    Args:
        findings: What was found in the text.
        organisation: Name at the top; "We" stands in for an empty one.
        words: The house's words.
    """
    coverage, named = findings.coverage, findings.named
    present = {node for node, who in _NODES.items() if who in named}
    if coverage.speaks_for_us or findings.text.strip():
        present.add(Node.ORGANISATION)
    edges: set[Edge] = set()
    for node, kind in ((Node.EMPLOYEES, GroupKind.EMPLOYEES), (Node.CUSTOMERS, GroupKind.CUSTOMERS)):
        if node in present and coverage.with_us(kind):
            edges.add(frozenset((Node.ORGANISATION, node)))
    both = {Node.EMPLOYEES, Node.CUSTOMERS} <= present
    if both and coverage.together(GroupKind.EMPLOYEES, GroupKind.CUSTOMERS):
        edges.add(frozenset((Node.EMPLOYEES, Node.CUSTOMERS)))
    labels = {node: stakeholder_head(who, words) for node, who in _NODES.items()}
    labels[Node.ORGANISATION] = organisation or "We"
    return TriangleState(frozenset(present), frozenset(edges), labels)


def _words(findings: Findings, item: StakeholderFinding, named_before: Mapping[Stakeholder, int]) -> str:
    who = item.stakeholder
    if item.state is not Presence.ABSENT:
        return quoted_words([span.of(findings.text) for span in item.spans])
    if item.flipped and item.spans:
        return "absent"
    if not findings.understood:
        return "not found"  # which is not the same as absent
    if who is Stakeholder.EXECUTIVES and findings.coverage.speaks_for_us:
        return "only as “we”"
    if who in named_before:
        return f"absent, was in Draft {named_before[who]}"
    return "absent"


def _promise(text: str, item: StakeholderFinding) -> str:
    if item.state is not Presence.PROMISED:
        return ""
    clauses: list[Span] = [span for span in item.promise_spans if span.end > span.start]
    return " … ".join(" ".join(span.of(text).split()).rstrip(".") for span in clauses)
