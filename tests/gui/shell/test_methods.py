"""A window shows every workshop with the method it was made with."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from visionwork.document.session import DocumentSession
from visionwork.domain.method import MethodName
from visionwork.gui.banner_area import BannerArea
from visionwork.gui.main_window import MainWindow
from visionwork.gui.services import AppServices
from visionwork.gui.widgets.labels import PlainLabel
from visionwork.method.library import METHODS, MethodLibrary

SMALL_FILE = Path(__file__).parents[2] / "unit" / "method" / "small.toml"
SMALL = MethodName("small", "Small method")
NOT_HERE = "The workshop was made with the method “Small method” (small); its file is not on this computer."


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A method file of one's own, in German."""
    path = tmp_path / "small.toml"
    text = SMALL_FILE.read_text(encoding="utf-8").replace("language = 'en'", "language = 'de'")
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def small_workshop(tmp_path: Path) -> Path:
    """A workshop made with that method on another computer."""
    path = tmp_path / "small.visionwork"
    home = tmp_path / "other-computer"
    DocumentSession.create(path, "Small", "Harbour Hotel", home, method=SMALL, language="de").close()
    return path


def given(services: AppServices, path: Path | None) -> AppServices:
    return replace(services, methods=MethodLibrary(services.data_dir / METHODS, path))


def banners(window: MainWindow) -> str:
    labels = window.findChild(BannerArea, "banners").findChildren(PlainLabel)
    return " ".join(label.text() for label in labels)


def test_a_new_workshop_is_made_with_the_method_of_the_window(
    services: AppServices, messages: Any, small: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    window = MainWindow(given(services, small), messages)
    qtbot.addWidget(window)
    window.files.create(tmp_path / "new.visionwork", "New", "Harbour Hotel")
    workshop = window.files.current.context.snapshot.workshop
    assert (workshop.method, workshop.language) == (SMALL, "de")
    assert window.files.close_current()


def test_a_workshop_of_a_kept_method_opens_with_it_beside_others(
    window: MainWindow, services: AppServices, small: Path, small_workshop: Path, workshop: Path
) -> None:
    MethodLibrary(services.data_dir / METHODS, small)
    assert window.files.open_path(workshop)
    assert window.files.current.context.method.id == "visionwork"
    assert window.files.open_path(small_workshop)
    context = window.files.current.context
    assert (context.method.named, context.method.language) == (SMALL, "de")
    window.show_page("exercise:cards")
    assert window.view.host.current_id == "exercise:cards"
    assert banners(window) == ""
    assert services.recent.all()[0].path == small_workshop


def test_a_method_that_is_not_here_is_asked_for_and_kept(
    window: MainWindow, messages: Any, small: Path, small_workshop: Path
) -> None:
    messages.script.answers = ["choose"]
    messages.script.files = [small]
    assert window.files.open_path(small_workshop)
    assert [shown.title for shown in messages.script.shown] == [NOT_HERE]
    assert window.files.current.context.method.named == SMALL
    window.show_home()
    assert window.files.open_path(small_workshop)  # nobody is asked again


def test_without_its_method_a_workshop_stays_closed_and_what_was_open_stays_open(
    window: MainWindow, messages: Any, small_workshop: Path, workshop: Path, tmp_path: Path
) -> None:
    assert window.files.open_path(workshop)
    wrong, broken = tmp_path / "wrong.toml", tmp_path / "broken.toml"
    wrong.write_text(
        SMALL_FILE.read_text(encoding="utf-8").replace("id = 'small'", "id = 'tidal'", 1), encoding="utf-8"
    )
    broken.write_text("id = 'small'", encoding="utf-8")
    messages.script.answers = ["choose", "choose", "choose"]
    messages.script.files = [wrong, broken]
    assert not window.files.open_path(small_workshop)
    assert window.files.current.path == workshop
    told = [shown.title for shown in messages.script.shown if shown.title != NOT_HERE]
    assert told[0] == "wrong.toml is the method “Small method” (tidal)."
    assert "broken.toml cannot be used" in told[1]
    messages.script.answers = ["stay"]
    assert not window.files.open_path(small_workshop)
    session = DocumentSession.open(small_workshop, tmp_path / "third-computer")  # it was let go of
    assert not session.read_only
    session.close()


def test_a_banner_says_what_has_no_place_and_that_another_method_was_given(
    services: AppServices, messages: Any, small: Path, workshop: Path, qtbot: QtBot
) -> None:
    session = DocumentSession.open(workshop, services.data_dir)
    session.document.cards.add("an-exercise-of-old", "now", "A card")
    session.close()
    window = MainWindow(given(services, small), messages)
    qtbot.addWidget(window)
    assert window.files.open_path(workshop)
    assert "has no place for 1 entry of 1 exercise in this workshop; it is left out." in banners(window)
    assert "and is shown with it, not with “Small method” (small)." in banners(window)
    assert window.files.close_current()


def test_the_checklist_is_that_of_the_open_workshop(
    window: MainWindow,
    services: AppServices,
    small: Path,
    small_workshop: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    shown: list[tuple[str, ...]] = []

    class Dialog:
        def __init__(self, lines: tuple[str, ...], _parent: object) -> None:
            shown.append(lines)

        def open(self) -> None: ...

    monkeypatch.setattr("visionwork.gui.help_dialogs.ChecklistDialog", Dialog)
    MethodLibrary(services.data_dir / METHODS, small)
    window._show_checklist()
    assert window.files.open_path(small_workshop)
    window._show_checklist()
    assert shown == [services.methods.standard.checklist, ("Pens.", "Paper.")]
