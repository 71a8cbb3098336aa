"""Maps of columns that were used before, so that the next export of the same survey needs none."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from pathlib import Path

from visionwork.domain.groups import Group
from visionwork.domain.rounds import Question
from visionwork.feedback.answer_table import AnswerTable, TableError
from visionwork.feedback.answers import folded
from visionwork.feedback.column_map import ColumnMap
from visionwork.feedback.mapping_file import read_mapping

_log = logging.getLogger(__name__)
_MOST = 200


class RememberedMaps:
    """A folder of mapping files, found by the header of the file and the questions of the round.

    Nothing of the rows is kept, but texts of the group column that were mapped by hand are.

    Args:
        folder: Where they lie; made when the first one is kept.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def find(
        self, table: AnswerTable, questions: Sequence[Question], groups: Sequence[Group]
    ) -> ColumnMap | None:
        """Return the map a file with this header was imported with, or None.

        A map that fits no more, since a group has another name now, is passed over.

        Args:
            table: The file.
            questions: Questions of the round.
            groups: Groups of the workshop.
        """
        path = self._path(table, questions)
        try:
            return read_mapping(path.read_bytes()).resolve(table, questions, groups)
        except FileNotFoundError:
            return None
        except (TableError, OSError) as error:
            _log.info("A remembered map of columns is passed over: %s", error)
            return None

    def keep(self, table: AnswerTable, questions: Sequence[Question], text: str) -> None:
        """Remember a map.

        Args:
            table: The file it was made for.
            questions: Questions of the round.
            text: The map, as `write_mapping` returns it.

        Raises:
            OSError: The folder cannot be written to.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        self._path(table, questions).write_text(text, encoding="utf-8")
        by_age = sorted(self._folder.glob("*.toml"), key=lambda path: path.stat().st_mtime, reverse=True)
        for old in by_age[_MOST:]:
            old.unlink(missing_ok=True)

    def forget(self, table: AnswerTable, questions: Sequence[Question]) -> None:
        """Forget the map of a header, if there is one."""
        self._path(table, questions).unlink(missing_ok=True)

    def _path(self, table: AnswerTable, questions: Sequence[Question]) -> Path:
        asked = [f"{question.id} {question.kind.value} {folded(question.text)}" for question in questions]
        known = "\n".join([*map(folded, table.headers), "", *asked])
        return self._folder / f"{hashlib.sha256(known.encode()).hexdigest()[:32]}.toml"
