"""The dialogs of an open workshop, made as the app makes them, for the gallery."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtWidgets import QDialog

from visionwork.coach.promises import propose_promises
from visionwork.domain.stakeholders import Stakeholder
from visionwork.domain.tuning import Silence, SilenceScope
from visionwork.gui.coach.drift_words import leaves_out
from visionwork.gui.coach.keep_dialog import KeepDialog
from visionwork.gui.coach.kept_dialog import KeptDialog
from visionwork.gui.coach.promises_dialog import PromisesDialog
from visionwork.gui.main_window import MainWindow
from visionwork.gui.rounds.round_dialog import RoundDialog
from visionwork.gui.rounds.type_answers_dialog import TypeAnswersDialog
from visionwork.gui.setup.people_dialog import PeopleDialog
from visionwork.gui.views.compare_dialog import CompareDialog, ComparedText
from visionwork.gui.views.draft_dialogs import AgreeDialog, SaveDraftDialog, SetAsideDialog

_PASTED = (
    "Name\tRole\tGroup\nIngrid Solheim\tDelivery manager, north\tDelivery managers\nWren Abara\tConsultant"
)


def dialogs(window: MainWindow) -> Iterator[tuple[str, QDialog]]:
    """Give a name and a dialog, one after the other; whoever takes one shows and closes it."""
    assert window.files.current is not None
    context = window.files.current.context
    people = PeopleDialog(context, parent=window)
    people.text.setPlainText(_PASTED)
    yield "people", people
    yield "save-draft", SaveDraftDialog(5, "Table 2", window)
    drafts = context.snapshot.statement_drafts()
    texts = [ComparedText(draft.id, f"Draft {draft.number}", draft.text) for draft in drafts]
    yield "compare", CompareDialog(texts, drafts[-3].id, drafts[-2].id, window)
    yield "agree", AgreeDialog(drafts[-1].number, "", date(2026, 3, 12), parent=window)
    yield "set-aside", SetAsideDialog(drafts[-2].number, window)
    people, words = tuple(Stakeholder)[1:3], context.snapshot.house_words
    yield "keep-loss", KeepDialog(leaves_out(5, people, words), "The leadership team", parent=window)
    context.coach.load_now()
    promises = [(p.text, p.stakeholders) for p in propose_promises(context.coach.read(drafts[3].text))]
    yield "promises", PromisesDialog(4, promises, words, before_round=True, parent=window)
    for scope in SilenceScope:
        context.document.coaching.silence(Silence(0, scope, "position.rank", "number one", "0" * 64))
    yield "kept-words", KeptDialog(context, window)
    for _ in SilenceScope:
        context.undo()
    yield "new-round", RoundDialog(context, None, drafts[-1].id, window)
    yield "type-answers", TypeAnswersDialog(context, context.snapshot.rounds[-1], window)
