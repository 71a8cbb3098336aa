"""Writes the sample workshop whole, or not at all."""

from __future__ import annotations

from pathlib import Path

from visionwork.document.errors import telling
from visionwork.gui.file_names import SUFFIX


def write_whole_sample(path: Path, data_dir: Path) -> None:
    """Write the sample workshop.

    Args:
        path: Where it goes; its folder is made.
        data_dir: The app-data folder.

    Raises:
        UserFacingError: The disk refused.
    """
    from visionwork.sample import write_sample

    half = path.with_name(f"being written{SUFFIX}")  # cut short, it is not taken for the sample
    with telling():
        path.parent.mkdir(parents=True, exist_ok=True)
        half.unlink(missing_ok=True)
        write_sample(half, data_dir)
        half.replace(path)
