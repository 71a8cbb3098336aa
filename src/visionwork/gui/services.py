"""What the window and its parts are built with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from visionwork.domain.records import record
from visionwork.gui.publisher import Pace
from visionwork.gui.recent import RecentWorkshops
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import Theme
from visionwork.method.library import MethodLibrary


@record
class AppServices:
    """Handed to the window by the composition root, and by the window to its parts.

    Attributes:
        methods: Finds the method of a workshop.
        theme: The look.
        settings: What is remembered between two starts.
        recent: The list of recent workshops.
        data_dir: The app's own folder.
        clock: Gives the local time.
        pace: When files are written.
    """

    methods: MethodLibrary
    theme: Theme
    settings: AppSettings
    recent: RecentWorkshops
    data_dir: Path
    clock: Callable[[], datetime] = datetime.now
    pace: Pace = Pace()
