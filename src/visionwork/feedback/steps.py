"""From one state of a round to the next: which figures and comments may be let out now.

A round that takes answers is looked at again and again. Two looks with one answer between them would give
that answer away by subtracting. So what was let out is remembered, and a new state of a cell (the counts of
one group for one question, or how many of a group answered) is let out only when its number of people
differs by five or more from *every* state of this cell that was ever let out. The sets of people behind any
two states then differ by five or more people, whatever was added, taken back or put in again in between;
and since every published number is a sum of cells (see `visionwork.feedback.privacy`), so does whatever is
subtracted. Up to four answers of a group may therefore wait for others; none is lost.

A state that was let out before may be shown again, since nobody learns from it. When answers were taken
back, the figure falls to the last such state that the answers still hold, or the group is held back.

Comments are let out in batches of five people or more of one group, counted since the last batch of this
group. What is left of several groups goes out together without a name, once the round is closed or a whole
file came in, when two groups or more have five such people; it keeps no name for ever, since a name that
came later would tell who is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from visionwork.domain.rounds import COMMENTED, PEOPLE, Figure, Standing, Tally
from visionwork.feedback.privacy import MIN_SHOWN, may_show, pool_may_show

Cell = tuple[int, str]
"""Group and code of a figure."""


def next_figures(
    past: Sequence[Figure], tallies: Iterable[Tally], respondents: Mapping[int, int]
) -> list[Figure]:
    """Return what changes: new figures (id 0), and old ones shown again or no longer.

    Args:
        past: Every figure that was let out of the round.
        tallies: Unprotected counts a question and group, as they are now.
        respondents: Unprotected numbers of responses by group.
    """
    true: dict[Cell, tuple[int, ...]] = {(t.group_id, t.question_id): t.counts for t in tallies}
    true |= {(group_id, PEOPLE): (people,) for group_id, people in respondents.items()}
    states: dict[Cell, list[Figure]] = {}
    for figure in past:
        if figure.code != COMMENTED:
            states.setdefault((figure.group_id, figure.code), []).append(figure)
    changes: list[Figure] = []
    for cell in dict.fromkeys((*states, *true)):
        changes += _next_state(cell, true.get(cell, (0,)), states.get(cell, []))
    return changes


def next_comments(
    past: Sequence[Figure], respondents: Mapping[int, int], *, pooled: bool
) -> tuple[list[Figure], dict[int, Standing]]:
    """Return figures that remember the batches, and the groups whose comments may be seen from now on.

    Args:
        past: Every figure that was let out of the round.
        respondents: Unprotected numbers of responses by group.
        pooled: Whether what is left of several groups may go out together.
    """
    last = {figure.group_id: figure for figure in past if figure.code == COMMENTED}
    base = {group_id: figure.counts[0] for group_id, figure in last.items()}
    for group_id, people in list(base.items()):
        # Answers were taken back: whoever comes from now on is new.
        now = respondents.get(group_id, 0)
        base[group_id] = now if people - now >= MIN_SHOWN else people
    new = {group_id: people - base.get(group_id, 0) for group_id, people in respondents.items()}
    standing = {group_id: Standing.NAMED for group_id, people in new.items() if may_show(people)}
    left = {group_id: people for group_id, people in new.items() if 0 < people < MIN_SHOWN}
    if pooled and pool_may_show(left.values()):
        standing |= dict.fromkeys(left, Standing.UNNAMED)
    base |= {group_id: respondents[group_id] for group_id in standing}
    figures = [
        Figure(group_id, COMMENTED, (people,))
        for group_id, people in base.items()
        if group_id not in last or last[group_id].counts != (people,)
    ]
    return figures, standing


def shown_tallies(figures: Iterable[Figure]) -> list[Tally]:
    """Return the counts that are shown now."""
    return [
        Tally(figure.code, figure.group_id, _five(figure.counts))
        for figure in figures
        if figure.shown and figure.code not in (PEOPLE, COMMENTED)
    ]


def shown_people(figures: Iterable[Figure]) -> dict[int, int]:
    """Return how many of each group are said to have answered now."""
    return {figure.group_id: figure.counts[0] for figure in figures if figure.shown and figure.code == PEOPLE}


def _next_state(cell: Cell, counts: tuple[int, ...], states: Sequence[Figure]) -> list[Figure]:
    current = next((figure for figure in states if figure.shown), None)
    people = sum(counts)
    wanted = next((figure for figure in states if figure.counts == counts), None)
    if wanted is None:
        apart = all(abs(people - sum(figure.counts)) >= MIN_SHOWN for figure in states)
        if may_show(people) and apart:
            wanted = Figure(*cell, counts)
        elif current is None or abs(people - sum(current.counts)) < MIN_SHOWN:
            wanted = current
        else:
            within = [figure for figure in states if 0 <= people - sum(figure.counts) < MIN_SHOWN]
            wanted = within[-1] if within else None
    if wanted is current:
        return []
    changes = [] if current is None else [replace(current, shown=False)]
    return changes if wanted is None else [*changes, replace(wanted, shown=True)]


def _five(counts: tuple[int, ...]) -> tuple[int, int, int, int, int]:
    one, two, three, four, five = counts
    return one, two, three, four, five
