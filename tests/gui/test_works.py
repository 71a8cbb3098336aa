"""Work done beside the window holds nothing of Qt: what a thread lets go of last is taken apart there."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from visionwork.domain.groups import GroupKind
from visionwork.domain.rounds import Channel, NewResponse, QuestionKind, Round, RoundGroup
from visionwork.gui import jobs
from visionwork.gui.context import WorkshopContext
from visionwork.gui.edit_router import EditRouter
from visionwork.gui.jobs import Work, end_all
from visionwork.gui.rounds.looking import Looking
from visionwork.gui.rounds.round_acts import RoundActs
from visionwork.gui.rounds.server_dialog import ServerDialog
from visionwork.server_rounds import Download

ACTS = "visionwork.gui.rounds.round_acts"


def of_qt(thing: object) -> list[str]:
    """Return what of Qt a thing holds, as types on the way there; what modules hold stays with them."""
    seen, found = {id(thing)}, []
    left: list[tuple[object, str]] = [(thing, type(thing).__name__)]
    while left:
        holder, way = left.pop()
        if isinstance(holder, QObject):
            found.append(way)
            continue
        for held in gc.get_referents(holder):
            of_module = isinstance(held, (ModuleType, type)) or (
                isinstance(held, dict) and ("__builtins__" in held or "__build_class__" in held)
            )
            if not of_module and id(held) not in seen:
                seen.add(id(held))
                left.append((held, f"{way} > {type(held).__name__}"))
    return found


@pytest.fixture
def works(monkeypatch: pytest.MonkeyPatch) -> list[Work]:
    """What is begun beside the window from now on."""
    made: list[Work] = []

    class Run(jobs._Run):
        def __init__(self, work: Work, *, daemon: bool) -> None:
            made.append(work)
            super().__init__(work, daemon=daemon)

    monkeypatch.setattr(jobs, "_Run", Run)
    return made


@pytest.fixture
def asked(context: WorkshopContext) -> Round:
    document = context.document
    draft = document.texts.save_draft("statement", "We tell you early what will not hold.")
    crews = document.groups.add("Deck crews", GroupKind.EMPLOYEES)
    questions = [(QuestionKind.SCALE, "I believe it."), (QuestionKind.OPEN, "What else?")]
    round_id = document.rounds.open(draft.id, questions, [RoundGroup(crews)], document.clock().date())
    answers = [NewResponse(crews, {"q1": n % 5 + 1}, {"q2": f"Comment {n}"}) for n in range(12)]
    document.rounds.add_responses(round_id, answers, Channel.CSV)
    return document.rounds.get(round_id)


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def acts(context: WorkshopContext, asked: Round, page: QWidget) -> RoundActs:
    made = RoundActs(context, page)
    made.show_round(asked)
    return made


def delete(context: WorkshopContext, asked: Round, page: QWidget) -> None:
    acts(context, asked, page).delete()


def shred(context: WorkshopContext, asked: Round, page: QWidget) -> None:
    context.document.rounds.close(asked.id, context.now().date())
    acts(context, context.document.rounds.get(asked.id), page).shred()


def export(context: WorkshopContext, asked: Round, page: QWidget) -> None:
    acts(context, asked, page).export()


def look(context: WorkshopContext, _asked: Round, page: QWidget) -> None:
    assert Looking(context, page).begins()


def undo(context: WorkshopContext, _asked: Round, page: QWidget) -> None:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    router = EditRouter(app, page)
    router.set_context(context)
    router.undo()


def store_fetched(context: WorkshopContext, asked: Round, page: QWidget) -> None:
    dialog = ServerDialog(context, asked, Path(), Path(), page)
    dialog._on_downloaded(Download((NewResponse(1, {"q1": 4}, fingerprint="f"),), ()))


@pytest.mark.parametrize("begin", [delete, shred, export, look, undo, store_fetched])
def test_it_holds_nothing_of_qt(
    begin: Callable[..., None], context: WorkshopContext, asked: Round, page: QWidget, works: list[Work],
    messages: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    monkeypatch.setattr(f"{ACTS}.takes_long", lambda _round: True)
    monkeypatch.setattr(f"{ACTS}._MANY", -1)
    monkeypatch.setattr("visionwork.document.shredding.rewriting_takes_long", lambda _path: True)
    monkeypatch.setattr("visionwork.document.store._SLOW_CHANGES", 0)
    monkeypatch.setattr("visionwork.server_rounds.MANY", 0)
    monkeypatch.setattr(context.document.rounds, "many_unlooked", lambda: True)
    messages.script.answers, messages.script.files = ["go"], [tmp_path / "out.csv"]
    begin(context, asked, page)
    (work,) = works
    end_all(page)
    assert of_qt(work) == []


def test_what_holds_something_of_qt_is_found(context: WorkshopContext) -> None:
    store = context.document.store
    assert of_qt(lambda: store.turn)
