"""What the app remembers between two starts: window, look, and where each workshop was left."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings

from visionwork.gui.theme import TEXT_SIZES, ThemeMode
from visionwork.paths import is_there


class AppSettings:
    """Typed access to the settings file; a value that makes no sense counts as not set.

    Args:
        path: The INI file.
    """

    def __init__(self, path: Path) -> None:
        self._store = QSettings(str(path), QSettings.Format.IniFormat)

    @property
    def theme_mode(self) -> ThemeMode:
        """Light, dark, or as the system asks."""
        value = self._store.value("look/theme", ThemeMode.SYSTEM.value)
        return ThemeMode(value) if value in set(ThemeMode) else ThemeMode.SYSTEM

    @theme_mode.setter
    def theme_mode(self, mode: ThemeMode) -> None:
        self._put("look/theme", mode.value)

    @property
    def text_percent(self) -> int:
        """Text size in percent."""
        value = str(self._store.value("look/text_percent", 100))
        return int(value) if value.isdigit() and int(value) in TEXT_SIZES else 100

    @text_percent.setter
    def text_percent(self, percent: int) -> None:
        self._put("look/text_percent", percent)

    @property
    def rail_folded(self) -> bool:
        """Whether the rail shows step numbers only."""
        return str(self._store.value("look/rail_folded", "false")) == "true"

    @rail_folded.setter
    def rail_folded(self, folded: bool) -> None:
        self._put("look/rail_folded", "true" if folded else "false")

    @property
    def geometry(self) -> QByteArray | None:
        """Place and size of the window, as Qt packs them."""
        value = self._store.value("window/geometry")
        return value if isinstance(value, QByteArray) else None

    @geometry.setter
    def geometry(self, packed: QByteArray) -> None:
        self._put("window/geometry", packed)

    @property
    def last_folder(self) -> Path | None:
        """The folder a workshop was last opened from or saved to, if it is still there."""
        value = self._store.value("files/last_folder")
        folder = Path(str(value)) if value else None
        return folder if folder is not None and is_there(folder) else None

    @last_folder.setter
    def last_folder(self, folder: Path) -> None:
        self._put("files/last_folder", str(folder))

    @property
    def export_folder(self) -> Path | None:
        """The folder a report was last exported to, if it is still there."""
        value = self._store.value("files/export_folder")
        folder = Path(str(value)) if value else None
        return folder if folder is not None and is_there(folder) else None

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._put("files/export_folder", str(folder))

    def last_page(self, workshop_uuid: str) -> str:
        """Return the id of the page a workshop was left at, or ""."""
        return str(self._store.value(f"pages/{workshop_uuid}", "") or "")

    def set_last_page(self, workshop_uuid: str, page_id: str) -> None:
        """Remember the page a workshop was left at."""
        self._put(f"pages/{workshop_uuid}", page_id)

    def switch(self, workshop_uuid: str, name: str) -> bool | None:
        """Return whether a switch of a workshop's page was left on; None when nobody has touched it."""
        value = str(self._store.value(f"switches/{workshop_uuid}/{name}", ""))
        return value == "true" if value in ("true", "false") else None

    def set_switch(self, workshop_uuid: str, name: str, on: bool) -> None:
        """Remember whether a switch of a workshop's page is on."""
        self._put(f"switches/{workshop_uuid}/{name}", "true" if on else "false")

    def sync(self) -> None:
        """Write what has changed to the disk."""
        self._store.sync()

    def _put(self, key: str, value: object) -> None:
        """Remember a value; one that is remembered already costs no writing."""
        if self._store.value(key) != value:
            self._store.setValue(key, value)
