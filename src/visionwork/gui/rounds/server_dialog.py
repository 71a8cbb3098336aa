"""A round on a server of the house: handing it over, and fetching what came in."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit, QProgressBar, QWidget

from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import Round
from visionwork.gui.context import WorkshopContext
from visionwork.gui.jobs import Job, Progress
from visionwork.gui.rounds.asking_dialog import AskingDialog
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from visionwork.gui.widgets.labels import PlainLabel

if TYPE_CHECKING:
    from visionwork.server_rounds import Download, Fetched, ServerRound

_COPIED_MS = 2_000
_FOR_SERVERS = "Round for a server (*.json)"


class ServerDialog(AskingDialog):
    """Writes the file a server needs, keeps its token on this laptop, and brings the answers back.

    Args:
        context: The open workshop.
        feedback_round: An open round.
        home: The app-data folder, where the token is remembered.
        folder: Where the file is proposed to go.
        parent: The window it belongs to.
    """

    FORM, TITLE, SIZE, LEAVE = "server_round", "Collect on a server", (720, 520), "close_button"

    def __init__(
        self,
        context: WorkshopContext,
        feedback_round: Round,
        home: Path,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, feedback_round, parent)
        self._home, self._folder = home, folder
        self._job: Job | None = None
        self._handed: ServerRound | None = None
        form = self.form
        self._url = form.widget(QLineEdit, "url_edit")
        self._problem = form.widget(PlainLabel, "problem_label")
        self._link = form.widget(QLineEdit, "link_edit")
        self._token = form.widget(QLineEdit, "token_edit")
        self._state = form.widget(PlainLabel, "state_label")
        self._progress = form.widget(QProgressBar, "progress_bar")
        self._file = form.widget(QuietButton, "file_button")
        self._fetch = form.widget(PrimaryButton, "fetch_button")
        self._close = form.widget(SecondaryButton, "close_button")
        self._copies = (
            form.widget(SecondaryButton, "copy_link_button"),
            form.widget(SecondaryButton, "copy_token_button"),
        )
        self._later = [
            form.widget(QWidget, name)
            for name in ("link_label", "link_edit", "token_label", "token_edit", "token_hint")
        ] + list(self._copies)
        for button, name in zip(self._copies, ("the invitation", "the token"), strict=True):
            button.setAccessibleName(f"Copy {name}")
        self._copies[0].clicked.connect(self._copy_link)
        self._copies[1].clicked.connect(self._copy_token)
        self._file.clicked.connect(self.write_file)
        self._fetch.clicked.connect(self.fetch)
        self._url.textEdited.connect(self._on_url)
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(_COPIED_MS)
        self._copied.timeout.connect(self._show_copy)
        self._progress.hide()
        self._recall()
        (self._fetch if self._handed else self._url).setFocus()

    def write_file(self) -> None:
        """Ask where to, and write the round as a server needs it."""
        from visionwork.exporting import write_export
        from visionwork.server_rounds import prepare_round

        if not self._context.edits.flush():
            return
        language = self._context.method.language
        try:
            document = self._context.document
            handed = prepare_round(document, self._round, self._url.text(), language, self._home)
            proposal = self._folder / f"Round {self._round.number} for the server.json"
            path = self._context.messages.save_file("Write the round", proposal, _FOR_SERVERS, ".json")
            if path is None:
                self._recall()
                return
            write_export(handed.package.to_json().encode(), path, private=True)
        except UserFacingError as error:
            self._show_problem(str(error))
            return
        self._recall()
        self._state.setText(
            f"{path.name} is written. Give it to whoever runs the server, as privately as the answers. "
            "“Rounds on a server” in the documentation tells what to do with it."
        )

    def fetch(self) -> None:
        """Close the round on the server, download its answers beside the window, and store them."""
        from visionwork.server_rounds import download
        from visionwork.serving.client import RoundServer

        handed = self._handed
        if handed is None or self._job is not None:
            return
        asked = self._round

        def work(progress: Progress) -> object:
            def tell(count: int, total: int) -> None:
                progress.tell((count, total))

            server = RoundServer(handed.package.url, handed.token)
            return download(asked, server, close=True, progress=tell, check=progress.check)

        self._show_problem("")
        self._state.setText("Asking the server.")
        self._progress.setRange(0, 0)
        self._progress.show()
        self._job = Job(work, self, may_be_left=True)
        self._job.told.connect(self._on_progress)
        self._job.done.connect(self._on_downloaded)
        self._job.refused.connect(self._on_refused)
        self._job.failed.connect(self._on_failed)
        self._show_reasons()
        self._job.start()

    def done(self, result: int) -> None:
        """Stop fetching, however the dialog ends; what has arrived by then is not stored."""
        if self._job is not None:
            self._job.done.disconnect(self._on_downloaded)
            self._job.stop()
        super().done(result)

    def _recall(self) -> None:
        """Show what this laptop knows of the round on a server."""
        from visionwork.server_rounds import remembered

        self._show_problem("")
        try:
            self._handed = remembered(self._context.document, self._round, self._home)
        except UserFacingError as error:
            self._handed = None
            self._show_problem(str(error))
        handed = self._handed
        for widget in self._later:
            widget.setVisible(handed is not None)
        if handed is not None:
            self._url.setText(handed.package.url)
            self._link.setText(handed.package.invitation)
            self._token.setText(handed.token)
        self._show_reasons()

    def _show_reasons(self) -> None:
        busy = "The answers are being fetched." if self._job is not None else ""
        missing = "" if self._handed else "The round was not handed to a server from this laptop yet."
        self._fetch.set_reason(busy or missing)
        typed = "" if self._url.text().strip() else "Type where people will reach it first."
        self._file.set_reason(busy or typed)

    def _show_problem(self, sentence: str) -> None:
        self._problem.setText(sentence)
        self._problem.setVisible(bool(sentence))

    def _on_url(self) -> None:
        self._show_problem("")
        self._show_reasons()

    def _on_progress(self, told: tuple[int, int]) -> None:
        count, total = told
        self._progress.setRange(0, total)
        self._progress.setValue(count)
        self._state.setText(f"{count} of {total} answers have arrived.")

    def _on_downloaded(self, found: Download) -> None:
        from visionwork.document.connection import path_of
        from visionwork.server_rounds import MANY, store_download

        self._ended()
        document, asked = self._context.document, self._round
        path = path_of(document.store.connection)
        if path is not None and len(found.responses) > MANY:
            self._store_beside(found, path)
            return
        stored = self._context.run(lambda: store_download(document, asked, found))
        self._tell_stored(stored)

    def _store_beside(self, found: Download, path: Path) -> None:
        """Store very many answers in another thread."""
        from visionwork.gui.waiting import Waiting
        from visionwork.server_rounds import StoredApart, note_stored, store_apart

        context, asked = self._context, self._round
        turn = context.document.store.turn

        def work(_progress: Progress) -> StoredApart:
            return store_apart(path, turn, asked, found)

        def tell(stored: StoredApart) -> None:
            note_stored(context.document, stored)
            self._tell_stored(stored.fetched)

        def refuse(error: UserFacingError) -> None:
            context.messages.report_error(error)
            self._tell_stored(None)

        def fail() -> None:
            self._tell_stored(None)

        self._state.setText("Storing the answers.")
        waiting = Waiting("Storing the answers", work, self, can_stop=False)
        waiting.ended.connect(tell)
        waiting.refused.connect(refuse)
        waiting.failed.connect(fail)
        waiting.begin()

    def _tell_stored(self, stored: Fetched | None) -> None:
        if stored is None:
            self._state.setText("Nothing was stored. Fetch again.")
            return
        self._state.setText(
            f"{stored.told} added. The round is closed on the server; "
            "`visionwork fetch --forget` removes it there."
        )

    def _on_refused(self, error: UserFacingError) -> None:
        self._ended()
        self._state.setText("")
        self._show_problem(str(error))

    def _on_failed(self, error: Exception) -> None:
        self._ended()
        raise error

    def _ended(self) -> None:
        self._job = None
        self._progress.hide()
        self._show_reasons()

    def _copy_link(self) -> None:
        self._copy(self._link.text(), 0)

    def _copy_token(self) -> None:
        self._copy(self._token.text(), 1)

    def _copy(self, text: str, place: int) -> None:
        QGuiApplication.clipboard().setText(text)
        self._show_copy()
        self._copies[place].setText("Copied")
        self._copied.start()

    def _show_copy(self) -> None:
        for button in self._copies:
            button.setText("Copy")
