"""Protection of small groups: what may be shown of a round, and why it cannot be undone by subtracting.

The rule is the one of employee surveys: nothing is shown of fewer than five people, and no total lets
somebody work out what was held back (Culture Amp and Tivian describe the same; they call the second part
the remainder or complementary rule).

Which numbers are published, and why none of their differences tells of fewer than five:

- *Cells.* The counts of a group for a question are shown when at least five of the group answered that
  question, since a question may be skipped. Otherwise neither counts nor n are, and a group nobody
  answered for looks the same as one with four answers.
- *Who is listed.* Groups that were invited are listed whether anybody answered or not; a group that nobody
  invited only once it is shown. Which group was asked can be changed until a group is shown, whoever has
  answered: a group that could not be taken off the list would tell that it has an answer.
- *Totals.* The total of a question is the sum of its shown cells, never of all answers. Every published
  count is therefore a sum of published cells, and whatever is added or subtracted gives cells that are
  published anyway: a hidden cell occurs in no equation. That is why hiding a second group is not needed
  for totals, and why no number may be published that counts all answers of a round.
- *People of the round.* Its n counts the groups with five or more people who answered anything. Such a
  group may still be held back for a question that some skipped; then n of the round minus n of the question
  is "how many are in that group, or skipped", a sum with at least five people in it, and tells no answer.
- *Invited.* How many were invited is set by the facilitator and holds no answer. It is never shown beside
  a number of answers that includes held-back groups, which would turn a remainder into a count.
- *Turnout.* How many of a group answered is told where five or more did, beside how many were invited; the
  turnout of the round adds up those groups on both sides. A group's n for a question may be smaller: then the
  difference is how many skipped it.
- *Two drafts in one round.* Each question about each draft is a cell of its own, with the rule above; the
  comparison adds up groups that both show. What both share is the people: the unknown is how many of a group
  said this about one draft and that about the other, and sums over one side of it do not give the other.
- *Shares.* Percentages are computed from shown counts only, so they tell nothing that the counts do not.
- *Between questions and rounds.* n may differ by one or two from question to question, which tells how
  many skipped, not what anybody answered. Comparisons of rounds add up the groups that both show. People who
  answer a second round answer anew, on other words, and a difference of two rounds is nobody's answer.
- *Between one look and the next.* While a round takes answers, or gets late ones, what was let out is
  remembered in the document, and a cell moves only to a state that differs by five people or more from every
  state of it that was ever let out (`visionwork.feedback.steps` has the rule and the reason). Screen, files
  and paper all read what was let out, never the answers themselves.
- *Intervals and agreement* are computed from shown counts, like shares.
- *Answers on the projector.* What a room says in an exercise is shown there without names, and with the name
  of a group only when at least five of that group are in the room. Where that leaves groups without their
  name that are too few together, the smallest of the named ones go without it, too: an answer without a
  group could otherwise be traced to the few who are left.
- *Comments.* A comment of a group with at least five people carries the group's name: any of them may have
  written it. A comment of a held-back group carries neither group nor kind, and is shown only when at least
  two held-back groups have five or more people together; with one, "no name" would be as good as the name.
  The order is by hash, so that neither arrival nor two comments of one person can be told.

Not covered: five people who all gave the same answer have given it away together; a facilitator who types
answers knows them; whoever has the document itself can read it with another tool, and can give two copies
of it different answers; and people may name themselves in a comment.
"""

from __future__ import annotations

import hashlib
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)

MIN_SHOWN = 5
"""Fewest people whose answers are shown together."""


def may_show(people: int) -> bool:
    """Return whether answers of this many people may be shown together."""
    return people >= MIN_SHOWN


def shown_respondents(respondents: Mapping[int, int]) -> int | None:
    """Return how many people answered in the groups that may be shown, or None when none may.

    The only number of answers that may be told of a round.

    Args:
        respondents: Number of responses by group id, unprotected.
    """
    shown = [people for people in respondents.values() if may_show(people)]
    return sum(shown) if shown else None


def pool_may_show(people: Iterable[int]) -> bool:
    """Return whether comments of held-back groups may be shown together, without names.

    Args:
        people: How many people answered in each held-back group; groups without any do not count.
    """
    sizes = [size for size in people if size > 0]
    return len(sizes) >= 2 and may_show(sum(sizes))


def named_groups(people: Mapping[Key, int]) -> frozenset[Key]:
    """Return the groups that may be named beside what somebody in a room has said.

    Args:
        people: How many of each group are in the room; nobody who is not there can be given away.
    """
    named = sorted((key for key, size in people.items() if may_show(size)), key=lambda key: people[key])
    unnamed = [size for size in people.values() if not may_show(size)]
    while named and any(unnamed) and not pool_may_show(unnamed):
        unnamed.append(people[named.pop(0)])
    return frozenset(named)


def comment_place(round_id: int, question_id: str, text: str, group_id: int) -> bytes:
    """Return a key that puts comments into an order unrelated to arrival, the same every time.

    Args:
        round_id: Round the comment belongs to.
        question_id: Question it answers; two comments of one person get unrelated places.
        text: The comment.
        group_id: Tells equal comments of two groups apart.
    """
    return hashlib.sha256(f"{round_id}|{question_id}|{group_id}|{text}".encode()).digest()
