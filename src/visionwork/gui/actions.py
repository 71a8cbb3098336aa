"""Every action of the window under one name; menus, buttons and the list of keys refer to it."""

from __future__ import annotations

from enum import StrEnum, auto

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from visionwork.domain.records import record

_Key = QKeySequence.StandardKey


class ActionId(StrEnum):
    """Names of the actions."""

    NEW = auto()
    OPEN = auto()
    SAMPLE = auto()
    HOME = auto()
    SETUP = auto()
    SAVE = auto()
    SAVE_AS = auto()
    SAVE_COPY = auto()
    RESTORE = auto()
    EXPORT = auto()
    CLOSE = auto()
    QUIT = auto()
    UNDO = auto()
    REDO = auto()
    CUT = auto()
    COPY = auto()
    PASTE = auto()
    SELECT_ALL = auto()
    STEP_1 = auto()
    STEP_2 = auto()
    STEP_3 = auto()
    STEP_4 = auto()
    STATEMENT = auto()
    ROUNDS = auto()
    EXPORT_PAGE = auto()
    PREVIOUS_EXERCISE = auto()
    NEXT_EXERCISE = auto()
    FOLD_RAIL = auto()
    GO_TO_RAIL = auto()
    TEXT_100 = auto()
    TEXT_115 = auto()
    TEXT_130 = auto()
    TEXT_LARGER = auto()
    TEXT_SMALLER = auto()
    LOOK_SYSTEM = auto()
    LOOK_LIGHT = auto()
    LOOK_DARK = auto()
    FULL_SCREEN = auto()
    PRESENT = auto()
    SHOW_ANSWERS = auto()
    NEWER_ANSWERS = auto()
    OLDER_ANSWERS = auto()
    NEXT_PROMPT = auto()
    PREVIOUS_PROMPT = auto()
    TOGGLE_TIMER = auto()
    KEYS = auto()
    CHECKLIST = auto()
    ABOUT = auto()


@record
class ActionSpec:
    """What an action is called and which keys it has.

    Attributes:
        text: Label in the menu; an ampersand marks the access key.
        key: The platform's key for it, keys of our own, or None.
        role: Where macOS puts it.
        group: Name of the set of which one is checked, or "".
        leads_to: Id of the page it shows, "step:<number>", or "".
    """

    text: str
    key: QKeySequence.StandardKey | str | None = None
    role: QAction.MenuRole = QAction.MenuRole.NoRole
    group: str = ""
    leads_to: str = ""


SPECS: dict[ActionId, ActionSpec] = {
    ActionId.NEW: ActionSpec("&New workshop", _Key.New),
    ActionId.OPEN: ActionSpec("&Open a workshop…", _Key.Open),
    ActionId.SAMPLE: ActionSpec("&Look through the sample"),
    ActionId.HOME: ActionSpec("&Home", "Alt+Home"),
    ActionId.SETUP: ActionSpec("Set-&up", "Ctrl+,", leads_to="setup"),
    ActionId.SAVE: ActionSpec("&Save now", _Key.Save),
    ActionId.SAVE_AS: ActionSpec("Save &as…", "Ctrl+Shift+S"),
    ActionId.SAVE_COPY: ActionSpec("Save a &copy…"),
    ActionId.RESTORE: ActionSpec("&Restore a backup…"),
    ActionId.EXPORT: ActionSpec("&Export", "Ctrl+E", leads_to="export"),
    ActionId.CLOSE: ActionSpec("Close wor&kshop", _Key.Close),
    ActionId.QUIT: ActionSpec("&Quit", _Key.Quit, QAction.MenuRole.QuitRole),
    ActionId.UNDO: ActionSpec("&Undo", _Key.Undo),
    ActionId.REDO: ActionSpec("&Redo", _Key.Redo),
    ActionId.CUT: ActionSpec("Cu&t", _Key.Cut),
    ActionId.COPY: ActionSpec("&Copy", _Key.Copy),
    ActionId.PASTE: ActionSpec("&Paste", _Key.Paste),
    ActionId.SELECT_ALL: ActionSpec("Select &all", _Key.SelectAll),
    ActionId.STEP_1: ActionSpec("Step &1", "Ctrl+1", leads_to="step:1"),
    ActionId.STEP_2: ActionSpec("Step &2", "Ctrl+2", leads_to="step:2"),
    ActionId.STEP_3: ActionSpec("Step &3", "Ctrl+3", leads_to="step:3"),
    ActionId.STEP_4: ActionSpec("Step &4", "Ctrl+4", leads_to="step:4"),
    ActionId.STATEMENT: ActionSpec("&Vision statement", "Ctrl+5", leads_to="statement"),
    ActionId.ROUNDS: ActionSpec("&Feedback rounds", "Ctrl+6", leads_to="rounds"),
    ActionId.EXPORT_PAGE: ActionSpec("&Export", "Ctrl+7", leads_to="export"),
    ActionId.PREVIOUS_EXERCISE: ActionSpec("&Previous exercise", "Ctrl+PgUp"),
    ActionId.NEXT_EXERCISE: ActionSpec("&Next exercise", "Ctrl+PgDown"),
    ActionId.FOLD_RAIL: ActionSpec("Fold the &rail", "Ctrl+\\"),
    ActionId.GO_TO_RAIL: ActionSpec("&Go to the rail or the page", "F6"),
    ActionId.TEXT_100: ActionSpec("&100 %", None, group="text"),
    ActionId.TEXT_115: ActionSpec("11&5 %", None, group="text"),
    ActionId.TEXT_130: ActionSpec("1&30 %", None, group="text"),
    ActionId.TEXT_LARGER: ActionSpec("&Larger", _Key.ZoomIn),
    ActionId.TEXT_SMALLER: ActionSpec("&Smaller", _Key.ZoomOut),
    ActionId.LOOK_SYSTEM: ActionSpec("As the &system asks", group="look"),
    ActionId.LOOK_LIGHT: ActionSpec("&Light", group="look"),
    ActionId.LOOK_DARK: ActionSpec("&Dark", group="look"),
    ActionId.FULL_SCREEN: ActionSpec("F&ull screen", _Key.FullScreen),
    ActionId.PRESENT: ActionSpec("&Show on the projector", "F5"),
    ActionId.SHOW_ANSWERS: ActionSpec("Show the &answers", "Shift+F5"),
    ActionId.OLDER_ANSWERS: ActionSpec("&Older answers", "Alt+PgDown"),
    ActionId.NEWER_ANSWERS: ActionSpec("Ne&wer answers", "Alt+PgUp"),
    ActionId.NEXT_PROMPT: ActionSpec("&Next question", "Alt+Right"),
    ActionId.PREVIOUS_PROMPT: ActionSpec("&Previous question", "Alt+Left"),
    ActionId.TOGGLE_TIMER: ActionSpec("Start or pause the &time", "Ctrl+T"),
    ActionId.KEYS: ActionSpec("&Keyboard", _Key.HelpContents),
    ActionId.CHECKLIST: ActionSpec("Room &checklist"),
    ActionId.ABOUT: ActionSpec("&About Visionwork", None, QAction.MenuRole.AboutRole),
}
"""Every action of the window."""

_SUBMENUS = {
    "text": ("&Text size", (ActionId.TEXT_LARGER, ActionId.TEXT_SMALLER, None, ActionId.TEXT_100,
                            ActionId.TEXT_115, ActionId.TEXT_130)),
    "look": ("&Look", (ActionId.LOOK_SYSTEM, ActionId.LOOK_LIGHT, ActionId.LOOK_DARK)),
}  # fmt: skip

MENUS: tuple[tuple[str, tuple[ActionId | str | None, ...]], ...] = (
    ("&Workshop", (
        ActionId.NEW, ActionId.OPEN, ActionId.SAMPLE, ActionId.HOME, None, ActionId.SETUP, None,
        ActionId.SAVE, ActionId.SAVE_AS, ActionId.SAVE_COPY, ActionId.RESTORE, None,
        ActionId.EXPORT, None, ActionId.CLOSE, ActionId.QUIT,
    )),
    ("&Edit", (
        ActionId.UNDO, ActionId.REDO, None, ActionId.CUT, ActionId.COPY, ActionId.PASTE, None,
        ActionId.SELECT_ALL,
    )),
    ("&View", (
        ActionId.STEP_1, ActionId.STEP_2, ActionId.STEP_3, ActionId.STEP_4, None,
        ActionId.PREVIOUS_EXERCISE, ActionId.NEXT_EXERCISE, None,
        ActionId.STATEMENT, ActionId.ROUNDS, ActionId.EXPORT_PAGE, None,
        "text", "look", ActionId.FOLD_RAIL, ActionId.GO_TO_RAIL, ActionId.FULL_SCREEN,
    )),
    ("&Present", (
        ActionId.PRESENT, None, ActionId.NEXT_PROMPT, ActionId.PREVIOUS_PROMPT, ActionId.TOGGLE_TIMER, None,
        ActionId.SHOW_ANSWERS, ActionId.OLDER_ANSWERS, ActionId.NEWER_ANSWERS,
    )),
    ("&Help", (ActionId.KEYS, ActionId.CHECKLIST, None, ActionId.ABOUT)),
)  # fmt: skip
"""The menu bar: titles with their actions; None is a rule, a text names a submenu."""

TEXT_ACTIONS = {100: ActionId.TEXT_100, 115: ActionId.TEXT_115, 130: ActionId.TEXT_130}
"""Actions by the text size in percent they set."""


class WindowActions(QObject):
    """The QActions of one window.

    Args:
        window: The window they belong to.

    Attributes:
        navigation: Group of the actions that lead to a page; its `triggered` carries the action,
            whose data is the page.
    """

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._actions: dict[ActionId, QAction] = {}
        self.navigation = QActionGroup(self)
        self.navigation.setExclusionPolicy(QActionGroup.ExclusionPolicy.None_)
        groups: dict[str, QActionGroup] = {}
        for action_id, spec in SPECS.items():
            action = QAction(self)  # given a text here, PySide would build the names of all theme icons
            action.setText(spec.text)
            action.setObjectName(action_id.value)
            action.setMenuRole(spec.role)
            if isinstance(spec.key, str):
                action.setShortcut(QKeySequence(spec.key))
            elif spec.key is not None:
                action.setShortcuts(_platform_keys(spec.key))
            if spec.group:
                action.setCheckable(True)
                group = groups.setdefault(spec.group, QActionGroup(self))
                group.addAction(action)
            if spec.leads_to:
                action.setData(spec.leads_to)
                self.navigation.addAction(action)
            self._actions[action_id] = action
            window.addAction(action)  # keys work while the menu bar is hidden, too
        self._actions[ActionId.FOLD_RAIL].setCheckable(True)
        self._actions[ActionId.PRESENT].setCheckable(True)
        self._actions[ActionId.SHOW_ANSWERS].setCheckable(True)
        self.enable(ANSWER_ACTIONS, False)
        self._actions[ActionId.FULL_SCREEN].setCheckable(True)

    def __getitem__(self, action_id: ActionId) -> QAction:
        """Return an action by its name."""
        return self._actions[action_id]

    def fill(self, bar: QMenuBar) -> None:
        """Build the menus into a menu bar."""
        for title, entries in MENUS:
            self._fill_menu(bar.addMenu(title), entries)

    def enable(self, action_ids: frozenset[ActionId], enabled: bool) -> None:
        """Enable or disable some actions."""
        for action_id in action_ids:
            self._actions[action_id].setEnabled(enabled)

    def key_list(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return the keys for people to read: for each menu the labels with their keys."""
        result: list[tuple[str, list[tuple[str, str]]]] = []
        for title, entries in MENUS:
            flat: list[ActionId] = []
            for entry in entries:
                if isinstance(entry, ActionId):
                    flat.append(entry)
                elif entry is not None:
                    flat += [inner for inner in _SUBMENUS[entry][1] if inner is not None]
            rows = [
                (plain_label(self._actions[action_id].text()), keys)
                for action_id in flat
                if (
                    keys := self._actions[action_id]
                    .shortcut()
                    .toString(QKeySequence.SequenceFormat.NativeText)
                )
            ]
            if rows:
                result.append((plain_label(title), rows))
        return result

    def _fill_menu(self, menu: QMenu, entries: tuple[ActionId | str | None, ...]) -> None:
        menu.setToolTipsVisible(True)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
            elif isinstance(entry, ActionId):
                menu.addAction(self._actions[entry])
            else:
                title, inner = _SUBMENUS[entry]
                self._fill_menu(menu.addMenu(title), inner)


def plain_label(text: str) -> str:
    """Return a menu label without its access key and ellipsis."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")


def _platform_keys(key: QKeySequence.StandardKey) -> list[QKeySequence]:
    """Return the platform's keys for a standard action, with common ones where it names none."""
    found = QKeySequence.keyBindings(key)
    fallback = {_Key.Quit: "Ctrl+Q", _Key.FullScreen: "F11", _Key.HelpContents: "F1"}
    if not found and key in fallback:
        return [QKeySequence(fallback[key])]
    return found


ANSWER_ACTIONS = frozenset({ActionId.SHOW_ANSWERS, ActionId.OLDER_ANSWERS, ActionId.NEWER_ANSWERS})
"""Actions that need an exercise with answers."""

WORKSHOP_ACTIONS = frozenset(ActionId) - ANSWER_ACTIONS - {
    ActionId.NEW, ActionId.OPEN, ActionId.SAMPLE, ActionId.QUIT, ActionId.CUT, ActionId.COPY,
    ActionId.PASTE, ActionId.SELECT_ALL, ActionId.TEXT_100, ActionId.TEXT_115, ActionId.TEXT_130,
    ActionId.TEXT_LARGER, ActionId.TEXT_SMALLER, ActionId.LOOK_SYSTEM, ActionId.LOOK_LIGHT,
    ActionId.LOOK_DARK, ActionId.FULL_SCREEN, ActionId.KEYS, ActionId.CHECKLIST, ActionId.ABOUT,
}  # fmt: skip
"""Actions that need an open workshop."""
