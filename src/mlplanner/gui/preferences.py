"""What comes back at the next start: window, columns, sort, filters, open tabs, last files. Kept in an own ini file."""

import json
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QSettings

_MOST_RECENT = 8
SCALES = (100, 125, 150, 175, 200)


def preferences_file() -> Path:
    """The ini file in the user's configuration folder."""
    from platformdirs import user_config_path

    return user_config_path("mlplanner", appauthor=False) / "window.ini"


class Preferences:
    """Typed access to the ini file; a value that is missing or damaged gives the default."""

    def __init__(self, path: Path | None = None) -> None:
        self._settings = QSettings(str(path or preferences_file()), QSettings.Format.IniFormat)

    def get(self, key: str, default: Any) -> Any:
        """A JSON-able value of the same type as `default`."""
        raw = self._settings.value(key)
        if not isinstance(raw, str):
            return default
        try:
            value = json.loads(raw)
        except ValueError:
            return default
        return value if isinstance(value, type(default)) else default

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON-able value."""
        self._settings.setValue(key, json.dumps(value))

    def state(self, key: str) -> QByteArray:
        """A state as Qt's widgets save it; empty when unknown."""
        raw = self._settings.value(key)
        return raw if isinstance(raw, QByteArray) else QByteArray()

    def put_state(self, key: str, value: QByteArray) -> None:
        """Keep what a widget's `saveState` gave."""
        self._settings.setValue(key, value)

    def flush(self) -> None:
        """Write everything to the file now."""
        self._settings.sync()

    @property
    def theme(self) -> str:
        """`system`, `light` or `dark`."""
        return str(self.get("view/theme", "system"))

    @property
    def scale(self) -> int:
        """Per cent by which everything is drawn larger, beside what the desktop says; used at start."""
        value = int(self.get("view/scale", 100))
        return value if value in SCALES else 100

    @property
    def recent(self) -> list[Path]:
        """Portfolio files opened last, newest first; those that are gone are left out."""
        return [path for text in self.get("files/recent", []) if (path := Path(str(text))).exists()]

    def remember_file(self, path: Path) -> None:
        """Put a file on top of the recent ones."""
        kept = [str(path), *(str(old) for old in self.recent if old != path)]
        self.put("files/recent", kept[:_MOST_RECENT])

    def forget_files(self) -> None:
        """Empty the list of recent files."""
        self.put("files/recent", [])
