"""What the projector shows while phones answer a round."""

from __future__ import annotations

from visionwork.gui.context import WorkshopContext
from visionwork.gui.projector import Slide
from visionwork.gui.projector_join import JoinSlide
from visionwork.gui.rounds import phrases
from visionwork.gui.rounds.phone_session import answered_words


def join_slide(context: WorkshopContext) -> Slide | None:
    """Return the slide with the code, or None when nothing is being collected."""
    collection, status = context.phones.collection, context.phones.status
    if collection is None or status is None:
        return None
    from visionwork.feedback.phone.qr import qr_modules

    snapshot = context.snapshot
    asked = next(item for item in snapshot.rounds if item.id == collection.round_id)
    numbers = {draft.id: draft.number for draft in snapshot.drafts}
    shown = phrases.drafts([numbers[draft.id] for draft in asked.drafts])
    join = JoinSlide(
        qr_modules(collection.url),
        collection.site.authority,
        collection.word,
        context.phones.wifi_name,
        len(asked.questions),
        answered_words(status.answered, status.invited),
        status.answered / status.invited if status.invited else None,
        context.now,
    )
    return Slide(
        f"Feedback round {asked.number}, on {shown}", "Give your view", context.phones.countdown, join
    )
