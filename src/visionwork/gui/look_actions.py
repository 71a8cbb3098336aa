"""Text size and light or dark, from the View menu to the theme and the settings."""

from __future__ import annotations

from PySide6.QtCore import QObject

from visionwork.gui.actions import TEXT_ACTIONS, ActionId, WindowActions
from visionwork.gui.settings import AppSettings
from visionwork.gui.theme import TEXT_SIZES, Theme, ThemeMode

_MODES = {
    ActionId.LOOK_SYSTEM: ThemeMode.SYSTEM,
    ActionId.LOOK_LIGHT: ThemeMode.LIGHT,
    ActionId.LOOK_DARK: ThemeMode.DARK,
}


class LookActions(QObject):
    """Keeps theme, settings and the check marks of the View menu in step.

    Args:
        actions: The actions of the window.
        theme: The look.
        settings: Where the choice is remembered.
        parent: Its owner.
    """

    def __init__(
        self, actions: WindowActions, theme: Theme, settings: AppSettings, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._theme = theme
        self._settings = settings
        for action_id in (*TEXT_ACTIONS.values(), *_MODES):
            actions[action_id].triggered.connect(self._apply)
        actions[ActionId.TEXT_LARGER].triggered.connect(self._larger)
        actions[ActionId.TEXT_SMALLER].triggered.connect(self._smaller)
        theme.changed.connect(self._show)
        self._show()

    def _apply(self) -> None:
        for percent, action_id in TEXT_ACTIONS.items():
            if self._actions[action_id].isChecked():
                self._settings.text_percent = percent
                self._theme.set_text_percent(percent)
        for action_id, mode in _MODES.items():
            if self._actions[action_id].isChecked():
                self._settings.theme_mode = mode
                self._theme.set_mode(mode)

    def _larger(self) -> None:
        self._step(1)

    def _smaller(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        place = TEXT_SIZES.index(self._theme.text_percent) + by
        if 0 <= place < len(TEXT_SIZES):
            self._settings.text_percent = TEXT_SIZES[place]
            self._theme.set_text_percent(TEXT_SIZES[place])

    def _show(self) -> None:
        percent = self._theme.text_percent
        self._actions[TEXT_ACTIONS[percent]].setChecked(True)
        for action_id, mode in _MODES.items():
            self._actions[action_id].setChecked(mode is self._theme.mode)
        self._actions[ActionId.TEXT_LARGER].setEnabled(percent != TEXT_SIZES[-1])
        self._actions[ActionId.TEXT_SMALLER].setEnabled(percent != TEXT_SIZES[0])
