"""Why a workshop is not saved and the ways out: the one story of the status, the banner and the question."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from visionwork.document.publish import PublishOutcome, PublishResult
from visionwork.domain.records import record

if TYPE_CHECKING:
    from visionwork.domain.errors import UserFacingError


class Way(StrEnum):
    """A way out; named as the answers of the question are."""

    FOLLOW = "follow"
    BACK = "back"
    RETRY = "retry"
    ELSEWHERE = "elsewhere"


WAY_LABELS = {
    Way.FOLLOW: "Go on there",
    Way.BACK: "Save at the old place",
    Way.RETRY: "Try again",
    Way.ELSEWHERE: "Save elsewhere…",
}


class TroubleKind(StrEnum):
    """What is not saved; names the banner, too."""

    STORE = "store"
    """An edit is not even in the working copy."""
    FILE = "file"
    """The user's file could not be written."""
    MOVED = "moved"
    """The user's file is not where it was."""
    MEMORY = "memory"
    """Edits are in this window only."""


@record
class SaveTrouble:
    """Why a workshop is not saved.

    Attributes:
        kind: What is not saved.
        since: When that began; attempts that fail do not move it.
        sentence: What happened.
        step: What it means, or what to do.
        ways: The ways out, the most likely first.
        only_here: Whether closing the window would lose edits.
        moved_to: Where the user's file is now, when that is known.
        more: What is to be known besides.
    """

    kind: TroubleKind
    since: datetime
    sentence: str
    step: str
    ways: tuple[Way, ...]
    only_here: bool = False
    moved_to: Path | None = None
    more: str = ""

    @property
    def title(self) -> str:
        """The first sentence, with the time that the status tells."""
        return f"Not saved since {self.since:%H:%M}. {self.sentence}"


_AGAIN = (Way.RETRY, Way.ELSEWHERE)
_ONLY_HERE = (
    "The last edits are only in this window.",
    "They are lost when it closes, unless they are saved somewhere before.",
)
_KEPT = "Everything is kept on this computer"


def store_trouble(error: UserFacingError | None, since: datetime) -> SaveTrouble:
    """Return the trouble of an edit that could not be stored.

    Args:
        error: Why.
        since: When that began.
    """
    sentence, step = (error.sentence, error.next_step) if error is not None else ("", "")
    return SaveTrouble(
        TroubleKind.STORE,
        since,
        sentence,
        f"What you typed is still on this page. {step}".strip(),
        _AGAIN,
        only_here=True,
    )


def memory_trouble(since: datetime) -> SaveTrouble:
    """Return the trouble of edits that are in the window only."""
    return SaveTrouble(TroubleKind.MEMORY, since, *_ONLY_HERE, _AGAIN, only_here=True)


def file_trouble(outcome: PublishOutcome, since: datetime, *, only_here: bool) -> SaveTrouble:
    """Return the trouble of a file that was not written.

    Args:
        outcome: What became of the attempt; not a safe one.
        since: When that began.
        only_here: Whether the edits are in the window only.
    """
    name = outcome.path.name
    if outcome.result is not PublishResult.MOVED:
        sentence, step = (outcome.error.sentence, outcome.error.next_step) if outcome.error else ("", "")
        kept = f"{_KEPT}, and saving is tried again by itself. {step}".strip()
        return SaveTrouble(
            TroubleKind.FILE,
            since,
            sentence,
            " ".join(_ONLY_HERE) if only_here else kept,
            _AGAIN,
            only_here=only_here,
        )
    if outcome.moved_to is not None:
        sentence = f"{name} is now called {outcome.moved_to.name}."
        kept, ways = f"{_KEPT} until you choose where to go on.", (Way.FOLLOW, Way.BACK, Way.ELSEWHERE)
    elif outcome.away:
        sentence = f"The folder of {name} is not there."
        kept, ways = f"{_KEPT}. Once the folder is back, {name} is saved there by itself.", _AGAIN
    else:
        sentence = f"{name} is no longer in its folder."
        kept, ways = f"{_KEPT}, but in no file of yours.", (Way.BACK, Way.ELSEWHERE)
    return SaveTrouble(
        TroubleKind.MOVED,
        since,
        sentence,
        " ".join(_ONLY_HERE) if only_here else kept,
        ways,
        only_here=only_here,
        moved_to=outcome.moved_to,
        more=f"A copy is in {outcome.copy}." if outcome.copy is not None else "",
    )
