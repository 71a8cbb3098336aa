"""The one door to Qt Designer forms: loads ui/<name>.ui into a widget at run time."""

from __future__ import annotations

import importlib
from functools import cache
from typing import TypeVar

from PySide6 import QtWidgets
from PySide6.QtCore import QBuffer, QByteArray, QCoreApplication, QIODevice, QObject, Qt, QXmlStreamReader
from PySide6.QtGui import QAction
from PySide6.QtUiTools import QUiLoader
from PySide6.QtWidgets import QLabel, QLayout, QLineEdit, QPlainTextEdit, QWidget

from visionwork.assets import asset_dir
from visionwork.gui.theme import Theme

T = TypeVar("T", bound=QObject)

_PROMOTION_TAGS = ("class", "extends", "header")


class FormError(Exception):
    """A form file and the code that uses it do not fit together: a mistake of ours, not of the user."""


class Form:
    """The named children of a loaded form, as attributes and by typed lookup.

    Args:
        name: Name of the form, for messages.
        children: Every named widget, layout and action, by object name.
    """

    def __init__(self, name: str, children: dict[str, QObject]) -> None:
        self._name = name
        self._children = children

    def widget(self, kind: type[T], name: str) -> T:
        """Return a child that must be of a class.

        Args:
            kind: The class it must have.
            name: Its object name in the form.

        Raises:
            FormError: There is no such child, or it is of another class.
        """
        child = self._children.get(name)
        if child is None:
            raise FormError(f"{self._name}.ui has no child named {name!r}")
        if not isinstance(child, kind):
            raise FormError(f"{name!r} in {self._name}.ui is a {type(child).__name__}, not a {kind.__name__}")
        return child

    def names(self) -> tuple[str, ...]:
        """Return the object names of all children."""
        return tuple(self._children)

    def __getattr__(self, name: str) -> QObject:
        try:
            return self.__dict__["_children"][name]
        except KeyError:
            raise AttributeError(f"{self._name}.ui has no child named {name!r}") from None


def load_form(name: str, base: QWidget) -> Form:
    """Lay the contents of ui/<name>.ui out in a widget.

    The top widget of the form becomes `base`; promoted classes are imported from the module the form names
    as their header, and get only their parent.

    Args:
        name: File name without ".ui".
        base: The widget that takes the contents; of the class the form's top widget has.

    Raises:
        FileNotFoundError: There is no such form.
        FormError: A promoted class cannot be imported, or is not what the form says.
    """
    loader = _loader()
    return loader.fill(name, base)


class _Loader(QUiLoader):
    """A QUiLoader that builds into an existing widget and makes promoted classes for real.

    QUiLoader by itself only prints a warning for an unknown promoted class and goes on with the base class.
    """

    def __init__(self, parent: QObject) -> None:
        # Without its plugin folder the loader looks for no Designer plugins, which would take 15 ms.
        folders = QCoreApplication.libraryPaths()
        QCoreApplication.setLibraryPaths([])
        super().__init__(parent)
        QCoreApplication.setLibraryPaths(folders)
        self.setLanguageChangeEnabled(False)
        self._base: QWidget | None = None
        self._promoted: dict[str, type[QWidget]] = {}
        self._children: dict[str, QObject] = {}
        self._fault: FormError | None = None

    def fill(self, name: str, base: QWidget) -> Form:
        """Build a form into `base` and return its children."""
        xml = _form_bytes(name)
        saved = (self._base, self._promoted, self._children, self._fault)  # a child may load its own form
        self._base, self._promoted = base, _promoted_classes(name)
        self._children, self._fault = {}, None
        try:
            buffer = QBuffer()
            buffer.setData(QByteArray(xml))
            buffer.open(QIODevice.OpenModeFlag.ReadOnly)
            built = self.load(buffer)
            if self._fault is not None:
                raise self._fault
            if built is None:
                raise FormError(f"{name}.ui could not be read: {self.errorString()}")
            return Form(name, self._children)
        finally:
            self._base, self._promoted, self._children, self._fault = saved

    def createWidget(
        self,
        className: str,  # noqa: N803 - Qt's name
        parent: QWidget | None = None,
        name: str = "",
    ) -> QWidget:
        """Make one widget of the form; the top widget is the base itself."""
        if parent is None and self._base is not None:
            return self._base
        made = self._make(className, parent, name)
        if name:
            self._children[name] = made
        return made

    def createLayout(  # noqa: N802
        self,
        className: str,  # noqa: N803
        parent: QObject | None = None,
        name: str = "",
    ) -> QLayout:
        """Make one layout of the form."""
        made = super().createLayout(className, parent, name)
        if name:
            self._children[name] = made
        return made

    def createAction(  # noqa: N802
        self, parent: QObject | None = None, name: str = ""
    ) -> QAction:
        """Make one action of the form."""
        made = super().createAction(parent, name)
        if name:
            self._children[name] = made
        return made

    def _make(self, class_name: str, parent: QWidget | None, name: str) -> QWidget:
        made: QWidget
        kind = self._promoted.get(class_name)
        if kind is not None:
            made = kind(parent=parent)
            made.setObjectName(name)
            return made
        # QUiLoader would make these, too, but to wrap what Qt made PySide builds every widget class there is.
        kind = getattr(QtWidgets, class_name, None)
        if kind is None:
            self._fault = self._fault or FormError(f"{name!r}: no class {class_name!r} is known")
            return QWidget(parent)
        if kind is QLineEdit:
            from visionwork.gui.widgets.line_edit import LineEdit

            made = LineEdit(parent=parent)
        elif kind is QPlainTextEdit:
            from visionwork.gui.widgets.line_edit import WordsField

            made = WordsField(parent=parent)
        else:
            made = kind(parent)
        made.setObjectName(name)
        if isinstance(made, QLabel):
            made.setTextFormat(Qt.TextFormat.PlainText)
        return made


def _loader() -> _Loader:
    """Return the application's loader; making one costs about 13 ms, so it is kept with the theme."""
    theme = Theme.of()
    found = theme.findChild(_Loader)
    return found if found is not None else _Loader(theme)


@cache
def _form_bytes(name: str) -> bytes:
    return (asset_dir("ui") / f"{name}.ui").read_bytes()


@cache
def _promoted_classes(name: str) -> dict[str, type[QWidget]]:
    """Import the promoted classes a form names, by class name."""
    found: dict[str, type[QWidget]] = {}
    for class_name, base_name, header in _custom_widgets(_form_bytes(name)):
        module_name = header.removesuffix(".h").replace("/", ".")
        try:
            kind = getattr(importlib.import_module(module_name), class_name)
        except (ImportError, AttributeError) as error:
            raise FormError(f"{name}.ui: no class {class_name} in {module_name or 'no module'}") from error
        if not any(base.__name__ == base_name for base in kind.__mro__):
            raise FormError(f"{name}.ui: {class_name} does not extend {base_name}")
        found[class_name] = kind
    return found


def _custom_widgets(xml: bytes) -> list[tuple[str, str, str]]:
    """Return class, base class and header of every promotion a form declares."""
    reader = QXmlStreamReader(xml.decode())
    found: list[dict[str, str]] = []
    while not reader.atEnd():
        if reader.readNext() != QXmlStreamReader.TokenType.StartElement:
            continue
        tag = reader.name()
        if tag == "customwidget":
            found.append({})
        elif found and tag in _PROMOTION_TAGS:
            found[-1].setdefault(tag, reader.readElementText().strip())
    return [(entry.get("class", ""), entry.get("extends", ""), entry.get("header", "")) for entry in found]
