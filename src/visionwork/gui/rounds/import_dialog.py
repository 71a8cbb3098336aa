"""Importing answers from a CSV file or a workbook: what it holds, and what will become of it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSignalBlocker
from PySide6.QtWidgets import QCheckBox, QComboBox, QListWidget, QWidget

from visionwork.answers_together import add_at_once, round_with_the_same, round_with_the_same_file
from visionwork.document.errors import NotSavedError
from visionwork.domain.counting import counted
from visionwork.domain.errors import UserFacingError
from visionwork.domain.rounds import Channel, Round
from visionwork.exporting import write_export
from visionwork.feedback.answer_table import AnswerTable, TableError
from visionwork.feedback.column_map import ColumnMap, Proposal, propose, unknown_groups
from visionwork.feedback.import_plan import ImportPlan, plan_import, require_map
from visionwork.feedback.long_answers import LongAnswers
from visionwork.feedback.mapping_file import read_mapping, write_mapping
from visionwork.feedback.remembered import RememberedMaps
from visionwork.gui.busy import busy
from visionwork.gui.context import WorkshopContext
from visionwork.gui.jobs import StoppedError
from visionwork.gui.rounds.asking_dialog import AskingDialog
from visionwork.gui.rounds.column_list import ColumnList
from visionwork.gui.rounds.file_reading import FileReading
from visionwork.gui.rounds.group_choices import GroupChoices
from visionwork.gui.rounds.long_import import AnswerFile, LongImport, Stored
from visionwork.gui.widgets.buttons import PrimaryButton, QuietButton
from visionwork.gui.widgets.labels import ElidedLabel, PlainLabel
from visionwork.gui.widgets.tab_order import follow_layout
from visionwork.protected import count_answers

_log = logging.getLogger(__name__)

MAP_FILES = "Maps of columns (*.toml)"
_NOBODY = -1


class ImportDialog(AskingDialog):
    """Shows a file before anything of it is stored.

    Args:
        context: The open workshop.
        feedback_round: An open round.
        path: The file, for its name and as the place of maps.
        data: Its bytes; None for a long text file, which is read and stored beside the window.
        remembered: Maps of columns that were used before.
        parent: The window it belongs to.
    """

    FORM, TITLE, SIZE = "import_answers", "Import answers", (1040, 660)

    def __init__(
        self,
        context: WorkshopContext,
        feedback_round: Round,
        path: Path,
        data: bytes | None,
        remembered: RememberedMaps,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(context, feedback_round, parent)
        form = self.form
        self._remembered = remembered
        self._path = path
        self._groups = context.snapshot.groups
        self._known = context.document.rounds.fingerprints(feedback_round.id)
        self._table: AnswerTable | None = None
        self._proposal: Proposal | None = None
        self._plan: ImportPlan | None = None
        self._way: LongImport | None = None
        self._storing = False
        form.widget(ElidedLabel, "file_label").setText(path.name)
        self._reading = FileReading(form, path, data, self)
        self._remember = form.widget(QCheckBox, "remember_box")
        self._afresh = form.widget(QuietButton, "afresh_button")
        self._columns = form.widget(ColumnList, "column_list")
        self._everybody_row = form.widget(QWidget, "everybody_row")
        self._everybody = form.widget(QComboBox, "everybody_combo")
        self._choices_part = form.widget(QWidget, "choices_part")
        self._choices = form.widget(GroupChoices, "group_choices")
        self._refused_part = form.widget(QWidget, "refused_part")
        self._refused_head = form.widget(PlainLabel, "refused_label")
        self._refused = form.widget(QListWidget, "refused_list")
        self._other_people = form.widget(QCheckBox, "other_people_box")
        self._summary = form.widget(PlainLabel, "summary_label")
        self._notices = form.widget(PlainLabel, "notices_label")
        self._import = form.widget(PrimaryButton, "import_button")
        self._save_map = form.widget(QuietButton, "save_map_button")
        self._use_map = form.widget(QuietButton, "use_map_button")
        self._everybody.addItem("Choose a group", _NOBODY)
        for group in self._groups:
            self._everybody.addItem(group.name, group.id)
        self._connect()
        self._read()

    def plan(self) -> ImportPlan | None:
        """Return what the import will do, or None while something is missing."""
        return self._plan

    def accept(self) -> None:
        """Store the answers, all or none; stay when the document refuses."""
        plan = self._plan
        if plan is None or not plan.new or self._storing:
            return
        document, asked = self._context.document, self._round
        if self._reading.long is None:
            other = round_with_the_same(document, asked, plan.responses)
        else:
            other = round_with_the_same_file(document, asked, self._reader()(None))
        if other is not None and not self._context.messages.over(self).confirm(
            f"Import these answers into Round {asked.number} as well?",
            f"Most of them are in Round {other.number} already. A file belongs to the round it was collected"
            " for; in two rounds the same people would count as others.",
            f"Import into Round {asked.number}",
        ):
            return
        if self._reading.long is not None:
            self._store_long()
            return
        with busy():
            stored = self._context.run(lambda: add_at_once(document, asked, plan.responses, Channel.CSV))
        if stored is not None:
            self._keep_mapping()
            super().accept()

    def reject(self) -> None:
        """Stop what goes on beside the window; close when nothing does."""
        if self._way is not None:
            self._way.stop()
        if not self._storing:  # else it closes when the way has ended
            super().reject()

    def _reader(self) -> Callable[[Callable[[float], None] | None], LongAnswers]:
        """Return what makes the answers of the long file as it is mapped now, with nothing of Qt."""
        assert self._reading.long is not None
        return partial(
            LongAnswers,
            self._reading.long,
            self._mapping(),
            self._round,
            self._groups,
            other_people=self._other_people.isChecked(),
        )

    def _store_long(self) -> None:
        """Store a long file beside the window."""
        document = self._context.document
        count_answers(document, document.rounds.get(self._round.id))
        self._storing = True
        self._reading.hold()
        for part in (self._columns, self._everybody_row, self._choices_part, self._afresh):
            part.setEnabled(False)
        way = self._new_way()
        way.stored.connect(self._on_stored)
        way.store()

    def _new_way(self) -> LongImport:
        """Return a way through a long file; one that is under way is stopped."""
        from visionwork.document.connection import path_of

        if self._way is not None:
            self._way.stop()
            self._way.blockSignals(True)
        document = self._context.document
        path = path_of(document.store.connection)
        if path is None:
            raise TableError("The workshop is not on a disk now.", "Save it, then import the file.")
        file = AnswerFile(
            path,
            document.store.turn,
            self._round,
            self._reader(),
            other_people=self._other_people.isChecked(),
        )
        self._way = LongImport(file, self)
        self._way.progressed.connect(self._on_progressed)
        self._way.refused.connect(self._on_refused)
        self._way.failed.connect(self._on_failed)
        self._on_progressed(0)
        return self._way

    def _on_progressed(self, percent: int) -> None:
        what = "Storing the answers" if self._storing else "Reading the file"
        self._summary.set_color("ink")
        self._summary.setText(f"{what}: {percent}%")
        self._import.set_reason(f"{what}, {percent} per cent so far.")

    def _on_stored(self, stored: Stored) -> None:
        document = self._context.document
        self._storing, self._way = False, None
        try:
            # Noted first: what is stored and not noted is known to nobody. Counted before the page reads
            # again, which would look through all comments for one that may be seen.
            with document.store.together():
                document.batches.note(stored.added)
                count_answers(document, document.rounds.get(self._round.id), whole_file=True)
        except NotSavedError as error:
            self._context.messages.over(self).report_error(error)
        self._keep_mapping()
        super().accept()

    def _on_refused(self, error: UserFacingError) -> None:
        stopped, was_storing = isinstance(error, StoppedError), self._storing
        self._storing, self._way = False, None
        if stopped and was_storing:
            super().reject()
        elif not stopped:
            self._show_problem(error)

    def _on_failed(self) -> None:
        """Let the dialog be closed; the exception hook tells of the mistake."""
        self._storing, self._way = False, None
        self._show_problem(TableError("The file could not be read to its end.", "Nothing of it was stored."))

    def _connect(self) -> None:
        self._reading.changed.connect(self._read)
        self._afresh.clicked.connect(self._propose_afresh)
        self._columns.changed.connect(self._on_columns_changed)
        self._everybody.currentIndexChanged.connect(self._make_plan)
        self._choices.changed.connect(self._make_plan)
        self._other_people.toggled.connect(self._make_plan)
        self._import.clicked.connect(self.accept)
        self._save_map.clicked.connect(self._save_mapping)
        self._use_map.clicked.connect(self._use_mapping)

    def _read(self) -> None:
        """Read the file again and propose what its columns are for."""
        try:
            with busy():
                table = self._reading.read()
                proposal = propose(table, self._round.questions, self._groups, self._round.invited_ids)
        except TableError as error:
            self._table = self._proposal = None
            self._columns.clear()
            self._everybody_row.hide()
            self._choices_part.hide()
            self._show_problem(error)
            return
        self._table, self._proposal = table, proposal
        self._reading.show_table(table)
        self._columns.show_table(table, proposal, self._round.questions)
        found = self._remembered.find(table, self._round.questions, self._groups)
        self._afresh.setVisible(found is not None)
        if found is not None:
            self._apply(found)
        else:
            self._propose_afresh()

    def _propose_afresh(self) -> None:
        """Show what the columns are likely for, whatever they were the last time."""
        assert self._proposal is not None
        self._afresh.hide()
        mapping = self._proposal.mapping
        self._columns.set_mapping(mapping)
        if mapping.group_id is not None:
            with QSignalBlocker(self._everybody):
                self._everybody.setCurrentIndex(self._everybody.findData(mapping.group_id))
        self._show_choices(self._proposal.near_groups)
        self._make_plan()

    def _on_columns_changed(self) -> None:
        assert self._table is not None
        self._show_choices({})
        self._make_plan()

    def _show_choices(self, proposed: Mapping[str, int | None]) -> None:
        """Ask what the texts of the group column mean that are no group."""
        assert self._table is not None
        column = self._columns.group_column()
        self._everybody_row.setVisible(column is None)
        texts = {} if column is None else unknown_groups(self._table, column, self._groups)
        self._choices.show_texts(texts, self._groups, proposed)
        self._choices_part.setVisible(bool(texts))
        follow_layout(self)

    def _mapping(self) -> ColumnMap:
        everybody = self._everybody.currentData()
        column = self._columns.group_column()
        return ColumnMap(
            column,
            everybody if column is None and everybody != _NOBODY else None,
            self._columns.questions(),
            self._choices.choices() if column is not None else {},
        )

    def _make_plan(self) -> None:
        """Work out what will happen, and say it."""
        if self._table is None:
            return
        try:
            if self._reading.long is not None:
                require_map(self._reading.long.head, self._mapping())
                self._plan = None
                way = self._new_way()
                way.planned.connect(self._show_plan)
                way.look()
                return
            with busy():
                plan = plan_import(
                    self._table,
                    self._mapping(),
                    self._round.questions,
                    self._groups,
                    self._known,
                    invited=self._round.invited_ids,
                    other_people=self._other_people.isChecked(),
                )
        except TableError as error:
            self._show_problem(error)
            return
        self._show_plan(plan)

    def _show_plan(self, plan: ImportPlan) -> None:
        self._way = None
        self._plan = plan
        self._summary.set_color("ink")
        self._summary.setText(plan.summary())
        self._notices.setText(" ".join(plan.notices))
        self._notices.setVisible(bool(plan.notices))
        self._other_people.setVisible(bool(plan.already_here) or self._other_people.isChecked())
        self._refused.clear()
        self._refused.addItems([str(row) for row in plan.refused])
        self._refused_head.setText(f"{counted(plan.unfit, 'row', 'rows')} cannot be read")
        self._refused_part.setVisible(bool(plan.refused))
        self._import.setText(f"Import {counted(plan.new, 'answer', 'answers')}")
        self._import.set_reason("" if plan.new else "There is no new answer in this file.")
        self._save_map.setEnabled(True)

    def _show_problem(self, error: UserFacingError) -> None:
        self._plan = None
        self._summary.set_color("danger")
        self._summary.setText(f"{error.sentence} {error.next_step}")
        self._notices.hide()
        self._other_people.hide()
        self._refused_part.hide()
        self._import.setText("Import answers")
        self._import.set_reason("Something is missing; the line above says what.")
        self._save_map.setEnabled(False)

    def _save_mapping(self) -> None:
        if self._table is None:
            return
        messages = self._context.messages.over(self)
        target = messages.save_file(
            "Save the map of columns", self._path.with_suffix(".toml"), MAP_FILES, ".toml"
        )
        if target is None:
            return
        try:
            write_export(self._mapping_text(self._table).encode("utf-8"), target)
        except UserFacingError as error:
            messages.report_error(error)

    def _mapping_text(self, table: AnswerTable) -> str:
        return write_mapping(
            self._mapping(), table, self._groups,
            encoding=self._reading.encoding, delimiter=self._reading.delimiter, sheet=self._reading.sheet,
        )  # fmt: skip

    def _keep_mapping(self) -> None:
        """Remember what the columns are for, or forget it, as the box says."""
        assert self._table is not None
        try:
            if self._remember.isChecked():
                self._remembered.keep(self._table, self._round.questions, self._mapping_text(self._table))
            else:
                self._remembered.forget(self._table, self._round.questions)
        except OSError as error:  # the answers are stored; the next import only proposes afresh
            _log.warning("A map of columns was not remembered: %s", error)

    def _use_mapping(self) -> None:
        messages = self._context.messages.over(self)
        source = messages.open_file("Use a saved map of columns", self._path.parent, MAP_FILES)
        if source is None:
            return
        try:
            found = read_mapping(source.read_bytes())
            self._reading.choose(found)
            self._read()
            if self._table is not None:
                self._afresh.hide()
                self._apply(found.resolve(self._table, self._round.questions, self._groups))
        except TableError as error:
            messages.report_error(error)
        except OSError as error:
            self._tell(error)

    def _apply(self, mapping: ColumnMap) -> None:
        self._columns.set_mapping(mapping)
        with QSignalBlocker(self._everybody):
            self._everybody.setCurrentIndex(max(0, self._everybody.findData(mapping.group_id)))
        self._show_choices(mapping.groups)
        self._make_plan()

    def _tell(self, error: OSError) -> None:
        from visionwork.document.errors import told

        sentence = told(error)
        if sentence is None:
            raise error
        self._context.messages.over(self).report_error(sentence)
