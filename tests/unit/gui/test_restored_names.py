"""A file that was made of a backup tells of which time it is, until somebody names it otherwise."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from visionwork.gui.file_names import restored_from, restored_name
from visionwork.gui.wording import backup_words

BACKUP = Path("/backups/Harbour (2) 2026-11-23 02.31 (14).visionwork")
KEPT = datetime(2026, 11, 23, 2, 31)  # noqa: DTZ001  local, as shown


@pytest.mark.parametrize("number", ["", " 2"])
def test_the_file_a_backup_is_opened_as_tells_its_time(number: str) -> None:
    restored = Path(f"/desk/{restored_name(BACKUP)}{number}.visionwork")
    assert restored_from(restored) == KEPT
    assert backup_words(restored, date(2026, 12, 1)) == "Backup of 23 Nov, 02:31"
    assert backup_words(restored, date(2027, 1, 2)) == "Backup of 23 Nov 2026, 02:31"


@pytest.mark.parametrize(
    "name", ["Harbour", "Harbour restored", "Harbour 2026-11-23 02.31 (1)", "H 2026-99-23 02.31 (1) restored"]
)
def test_other_files_are_no_backups(name: str) -> None:
    assert restored_from(Path(f"/desk/{name}.visionwork")) is None
    assert backup_words(Path(f"/desk/{name}.visionwork"), date(2026, 12, 1)) == ""
