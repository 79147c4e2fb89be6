"""What is written down when the program itself is at fault: enough to find the bug, nothing of the plan."""

import platform
import sys
import tempfile
import traceback
from datetime import UTC, datetime
from pathlib import Path

from platformdirs import user_log_path

from mlplanner import __version__


def write_crash_report(error: BaseException, doing: str) -> Path:
    """Write the trace of `error` to a file in the user's log folder (else in the temporary one); gives its path."""
    trace = "".join(traceback.format_exception(error))
    system = f"Python {platform.python_version()} on {platform.platform()}"
    text = f"mlplanner {__version__}, {system}\nwhile: {doing}\n\n{trace}"
    name = f"crash-{datetime.now(UTC):%Y%m%d-%H%M%S-%f}.txt"
    for folder in _folders():
        try:
            folder.mkdir(parents=True, exist_ok=True)
            path = folder / name
            path.write_text(text, encoding="utf-8", errors="backslashreplace")
        except OSError:
            continue
        return path
    sys.stderr.write(text)
    return Path(name)


def _folders() -> tuple[Path, ...]:
    return user_log_path("mlplanner", appauthor=False), Path(tempfile.gettempdir())
