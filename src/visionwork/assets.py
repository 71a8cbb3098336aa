"""Where the forms and the data files are: the one door to everything that is not Python."""

from __future__ import annotations

from functools import cache
from pathlib import Path


@cache
def asset_dir(kind: str) -> Path:
    """Return the folder that holds one kind of asset.

    An installed wheel carries the assets inside the package; a source tree (sdist, editable install or
    plain ``PYTHONPATH=src``) keeps them at its top level, where designers and translators find them.

    Args:
        kind: ``"ui"``, ``"resources"`` or a folder below, such as ``"resources/fonts"``.

    Returns:
        The folder, as an absolute path.

    Raises:
        FileNotFoundError: The installation lacks the folder.
    """
    package = Path(__file__).resolve().parent
    for candidate in (package / "_assets" / kind, package.parents[1] / kind):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"The installation is incomplete: it has no folder {kind!r}.")
