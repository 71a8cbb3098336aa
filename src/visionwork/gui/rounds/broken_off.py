"""Tells that phones were answering when the app stopped, which nobody sees on the laptop otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from visionwork.collecting_session import SessionFile
from visionwork.domain.rounds import Round, RoundStatus
from visionwork.gui.banner_area import BannerAction
from visionwork.paths import app_data_dir

if TYPE_CHECKING:
    from visionwork.gui.banner_area import BannerArea
    from visionwork.gui.context import WorkshopContext

KEY = "phones"
"""What the banner is known by."""


def broken_off(context: WorkshopContext) -> Round | None:
    """Return the open round that phones were answering when the app stopped, or None."""
    home, document = app_data_dir(), context.document
    for asked in context.snapshot.rounds:
        if asked.status is RoundStatus.OPEN and SessionFile(home, document, asked.number).left().keys:
            return asked
    return None


def tell_broken_off(context: WorkshopContext, banners: BannerArea) -> None:
    """Show a banner when phones were answering, until they do again or it is put off.

    Args:
        context: The open workshop.
        banners: Where it stands.
    """
    asked = None if context.read_only else broken_off(context)
    if asked is None:
        return

    def collect() -> None:
        context.page_requested.emit(f"rounds:phones:{asked.id}")

    def look() -> None:
        if context.phones.collection is not None or broken_off(context) is None:
            banners.hide_banner(KEY)

    banners.show_banner(
        KEY,
        f"Phones were answering Round {asked.number} when the app stopped.",
        "Their address does not answer now. Every answer that got a “Thank you” is in the workshop."
        " Collect again, and the same code, address and room word go on working in the same network.",
        (
            BannerAction("Collect again", collect),
            BannerAction("Not now", lambda: banners.hide_banner(KEY)),
        ),
        icon_name="smartphone",
    )
    context.phones.changed.connect(look)
