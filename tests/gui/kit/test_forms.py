"""Forms are laid out into the widget that asks, with the classes they name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from visionwork.gui import forms
from visionwork.gui.forms import FormError, load_form
from visionwork.gui.widgets.buttons import HEIGHT_BAR, PrimaryButton
from visionwork.gui.widgets.labels import PlainLabel

WriteForm = Callable[..., str]

FORM = """<?xml version="1.0" encoding="UTF-8"?>
<ui version="4.0"><class>Page</class><widget class="QWidget" name="Page">
<property name="windowTitle"><string>The page</string></property>
<layout class="QVBoxLayout" name="column">
 <item><widget class="{label}" name="title_label">
  <property name="text"><string>&lt;b&gt;Bold&lt;/b&gt;</string></property>
  <property name="textRole" stdset="0"><string>title</string></property></widget></item>
 <item><widget class="QLabel" name="plain_label">
  <property name="text"><string>a</string></property></widget></item>
 <item><widget class="QLineEdit" name="name_edit"/></item>
 <item><widget class="PrimaryButton" name="save_button">
  <property name="text"><string>Save</string></property>
  <property name="iconName" stdset="0"><string>check</string></property>
  <property name="buttonHeight" stdset="0"><number>28</number></property></widget></item>
</layout></widget>
<customwidgets>
<customwidget><class>PlainLabel</class><extends>{extends}</extends><header>{header}</header></customwidget>
<customwidget><class>PrimaryButton</class><extends>QPushButton</extends>
 <header>visionwork.gui.widgets.buttons</header></customwidget>
</customwidgets></ui>
"""


@pytest.fixture
def write_form(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> WriteForm:
    """Return a function that writes a form and returns its name; names are never used twice."""

    def write(
        label: str = "PlainLabel", extends: str = "QLabel", header: str = "visionwork.gui.widgets.labels"
    ) -> str:
        name = f"form_{request.node.name}"
        (tmp_path / f"{name}.ui").write_text(FORM.format(label=label, extends=extends, header=header))
        monkeypatch.setattr(forms, "asset_dir", lambda kind: tmp_path)
        return name

    return write


def test_the_form_is_laid_out_in_the_widget(qtbot: QtBot, write_form: WriteForm) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = load_form(write_form(), page)
    assert page.windowTitle() == "The page"
    assert isinstance(page.layout(), QVBoxLayout)
    assert form.widget(QLineEdit, "name_edit").window() is page
    assert form.name_edit is form.widget(QLineEdit, "name_edit")


def test_promoted_widgets_are_of_the_promoted_class(qtbot: QtBot, write_form: WriteForm) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = load_form(write_form(), page)
    title, button = form.widget(PlainLabel, "title_label"), form.widget(PrimaryButton, "save_button")
    assert title.role() == "title"
    assert button.icon_name() == "check"
    assert button.button_height() == HEIGHT_BAR


def test_text_in_forms_is_never_markup(qtbot: QtBot, write_form: WriteForm) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = load_form(write_form(), page)
    for name in ("title_label", "plain_label"):
        assert form.widget(QLabel, name).textFormat() == Qt.TextFormat.PlainText


def test_the_same_form_can_be_opened_again(qtbot: QtBot, write_form: WriteForm) -> None:
    name = write_form()
    one, other = QWidget(), QWidget()
    qtbot.addWidget(one)
    qtbot.addWidget(other)
    first, second = load_form(name, one), load_form(name, other)
    assert first.widget(QLineEdit, "name_edit") is not second.widget(QLineEdit, "name_edit")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        (
            {"header": "visionwork.gui.widgets.nowhere"},
            "no class PlainLabel in visionwork.gui.widgets.nowhere",
        ),
        ({"header": "visionwork.gui.widgets.card"}, "no class PlainLabel in visionwork.gui.widgets.card"),
        ({"extends": "QPushButton"}, "PlainLabel does not extend QPushButton"),
        ({"label": "NoSuchLabel"}, "'title_label': no class 'NoSuchLabel'"),
    ],
)
def test_a_wrong_promotion_is_refused(
    qtbot: QtBot, write_form: WriteForm, wrong: dict[str, str], told: str
) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    with pytest.raises(FormError, match=told):
        load_form(write_form(**wrong), page)


def test_a_wrong_look_up_is_told(qtbot: QtBot, write_form: WriteForm) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    form = load_form(write_form(), page)
    with pytest.raises(FormError, match="no child named 'nobody'"):
        form.widget(QLineEdit, "nobody")
    with pytest.raises(FormError, match="is a LineEdit, not a QPushButton"):
        form.widget(QPushButton, "name_edit")
    with pytest.raises(AttributeError, match="nobody"):
        _ = form.nobody


def test_a_missing_form_is_told(qtbot: QtBot, write_form: WriteForm) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    write_form()
    with pytest.raises(FileNotFoundError):
        load_form("not_there", page)
