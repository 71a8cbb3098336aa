"""What can be done with a round besides taking answers in: closing, opening again, saving, removing."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from visionwork.document.removal import DELETING, Deleted, comes_back, takes_long
from visionwork.domain.errors import UserFacingError
from visionwork.domain.results import COUNTED_IN_FIVES
from visionwork.domain.rounds import Round
from visionwork.gui.file_names import documents_folder
from visionwork.gui.jobs import Progress
from visionwork.gui.rounds.phone_session import ENDS
from visionwork.gui.waiting import Waiting

if TYPE_CHECKING:
    from visionwork.gui.context import WorkshopContext

_MANY = 5_000
"""Comments that take less than half a second to write."""

_RESULT_FILES = "CSV (*.csv);;Excel workbook (*.xlsx)"


class RoundActs(QObject):
    """Acts on the round that is shown.

    Args:
        context: The open workshop.
        page: The page it belongs to.
    """

    def __init__(self, context: WorkshopContext, page: QWidget) -> None:
        super().__init__(page)
        self._context = context
        self._current: Round | None = None

    def show_round(self, current: Round | None) -> None:
        """Act on another round from now on, or on none."""
        self._current = current

    def close_round(self) -> None:
        """Close the round, once that is confirmed, with what it means for phones and for the figures."""
        current, today, phones = self._current, self._context.now().date(), self._context.phones
        if current is None:
            return
        collecting = phones.collects(current.id)
        text = f"{ENDS} " if collecting else ""
        text += "A closed round takes no more answers, until it is opened again."
        if current.answered:
            text += f" Its figures stay as they are shown. {COUNTED_IN_FIVES}"
        if not self._context.messages.confirm(f"Close Round {current.number}?", text, "Close round"):
            return
        if collecting:
            phones.stop()
        self._context.run(lambda: self._context.document.rounds.close(current.id, today))

    def reopen(self) -> None:
        """Take answers again."""
        current, today = self._current, self._context.now().date()
        if current is not None:
            self._context.run(lambda: self._context.document.rounds.reopen(current.id, today))

    def delete(self) -> None:
        """Delete the round, once that is confirmed."""
        from visionwork.document.connection import path_of

        current = self._current
        if current is None:
            return
        text = "Its questions and every answer go with it. The draft keeps its text, without this evidence."
        if not comes_back(current):
            text += " There are too many answers for Undo: it does not reach back behind this."
        if self._context.messages.confirm(
            f"Delete Round {current.number}?", text, "Delete round", danger=True
        ):
            path = path_of(self._context.document.store.connection)
            if path is not None and takes_long(current):
                self._delete_beside(current, path)
            else:
                self._context.run(lambda: self._context.document.rounds.delete(current.id))

    def _delete_beside(self, current: Round, path: Path) -> None:
        """Delete very many answers in another thread."""
        page = self.parent()
        assert isinstance(page, QWidget)
        context = self._context
        if context.phones.collects(current.id):  # what they send meanwhile would have no round
            context.phones.stop()
        if not context.edits.flush():
            return
        store = context.document.store
        turn = store.turn  # the store itself has listeners, which are of Qt

        def work(_progress: Progress) -> Deleted:
            from visionwork.document.errors import NotSavedError, telling
            from visionwork.document.removal import delete_apart

            with telling(NotSavedError):
                return delete_apart(path, turn, current)

        def tell(deleted: Deleted) -> None:
            store.note_apart(DELETING, deleted.tables, deleted.changes)

        waiting = Waiting(f"Deleting Round {current.number}", work, page.window(), can_stop=False)
        waiting.ended.connect(tell)
        waiting.refused.connect(context.messages.report_error)
        waiting.begin()

    def shred(self) -> None:
        """Remove the single answers, once that is confirmed."""
        from visionwork.document.connection import path_of
        from visionwork.document.shredding import rewriting_takes_long
        from visionwork.protected import shred_answers

        current, today = self._current, self._context.now().date()
        if current is None:
            return
        if self._context.messages.confirm(
            f"Remove the single answers of Round {current.number}?",
            "The results stay as they are shown, with the comments. Answers that are held back, and what each"
            " person answered, go for good, here and in the backups of this file. Other copies of it keep"
            " them, with the backups of those. The round cannot be opened again, and Undo does not reach back"
            " behind this.",
            "Remove single answers",
            danger=True,
        ):
            path = path_of(self._context.document.store.connection)
            if path is not None and rewriting_takes_long(path):
                self._shred_beside(current, path)
            else:
                self._context.run(lambda: shred_answers(self._context.document, current, today))

    def _shred_beside(self, current: Round, path: Path) -> None:
        """Remove very many single answers in another thread."""
        from visionwork.document.shredding import SHREDDING, Shredded, shred_apart
        from visionwork.protected import count_to_shred

        page, context = self.parent(), self._context
        assert isinstance(page, QWidget)
        today, store = context.now().date(), context.document.store
        turn = store.turn  # the store itself has listeners, which are of Qt
        if not context.edits.flush():
            return
        try:
            count_to_shred(context.document, current)
        except UserFacingError as error:
            context.messages.report_error(error)
            return

        def work(_progress: Progress) -> Shredded:
            return shred_apart(path, turn, current.id, today)

        def tell(shredded: Shredded) -> None:
            store.note_apart(SHREDDING, shredded.tables, None)
            store.clear_history()
            if shredded.problem is not None:
                context.messages.report_error(shredded.problem)

        title = f"Removing the single answers of Round {current.number}"
        waiting = Waiting(title, work, page.window(), can_stop=False)
        waiting.ended.connect(tell)
        waiting.refused.connect(context.messages.report_error)
        waiting.begin()

    def export(self) -> None:
        """Ask where to, and write the results."""
        from visionwork.document.connection import path_of
        from visionwork.exporting import stream_export
        from visionwork.feedback.results_export import write_results
        from visionwork.protected import protected_results

        current = self._current
        if current is None:
            return
        proposal = documents_folder() / f"Round {current.number}.csv"
        path = self._context.messages.save_file("Save results", proposal, _RESULT_FILES, ".csv")
        if path is None:
            return
        try:
            results = [protected_results(self._context.document, current)]
            number = sum(len(question.comments) for question in results[0].questions)
            source = path_of(self._context.document.store.connection)
            if number > _MANY and source is not None:
                self._export_beside(current, path, source, number)
                return
            words = self._context.snapshot.house_words
            stream_export(partial(write_results, results, path.suffix, words=words), path)
        except UserFacingError as error:
            self._context.messages.report_error(error)
            return
        self._tell_written(path)

    def _tell_written(self, path: Path, _written: object = None) -> None:
        self._context.messages.inform(
            f"{path.name} is written",
            f"It is in {path.parent}. Small groups are held back in it as they are here.",
        )

    def _export_beside(self, current: Round, path: Path, source: Path, number: int) -> None:
        """Write very many comments in another thread, with progress."""
        from visionwork.protected import results_of

        page = self.parent()
        assert isinstance(page, QWidget)
        made = results_of(self._context.document, current)
        words = self._context.snapshot.house_words

        def work(progress: Progress) -> None:
            from visionwork.document.comments import CommentReader
            from visionwork.document.connection import connect
            from visionwork.exporting import stream_export
            from visionwork.feedback.results_export import write_results

            connection = connect(source, read_only=True)
            try:
                reader = CommentReader(connection, current.id)
                results = made(reader, lambda seen: progress.tell_share(seen / number))
                stream_export(partial(write_results, [results], path.suffix, words=words), path)
            finally:
                connection.close()

        waiting = Waiting("Saving the results", work, page.window())
        waiting.ended.connect(partial(self._tell_written, path))
        waiting.refused.connect(self._context.messages.report_error)
        waiting.begin()
