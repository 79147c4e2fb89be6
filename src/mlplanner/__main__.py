"""`python -m mlplanner` and the `mlplanner` command: opens the window, or hands over to the command line.

Nothing heavy is imported before it is known which of the two it is: the window must be up at once.

Starting makes 200,000 objects that stay to the end, and Python's collector of circular garbage looks through them after every
700 new ones, and again. It is told to wait until the start is over. Measured: exporting a plan's workbook takes 1.14 s of a
processor instead of 1.49 s, where a bare import of SQLModel and openpyxl takes 0.83 s. Pydantic reads the metadata of every
installed package to find plugins of other authors, which have no say in how our values are validated: another 0.04 s.
At the end Python would look through all objects once more, for 0.09 s, though the process ends and the system takes all back.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from mlplanner.cli import COMMANDS, OPTIONS

READ_CELLS = "--read-cells"
READ_PACK = "--read-pack"
_GARBAGE = (300_000, 50, 100)
"""When to look for garbage: after so many new objects, and for older ones after so many such looks."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the program; gives the exit code: 0, 1 for findings or a refusal, 2 for wrong use or bad input."""
    shorten_start()
    args = list(sys.argv[1:] if arguments is None else arguments)
    if args[:1] == [READ_CELLS] and len(args) == 2:
        # Not for people: the program starts itself so, to read formats whose readers may end the process.
        from mlplanner.exchange.excel.cell_worker import read_cells

        return read_cells(Path(args[1]))
    if args[:1] == [READ_PACK] and len(args) in (2, 3):
        # Likewise: PDFs that other people made.
        from mlplanner.exchange.returned.pack_worker import tell_pack

        return tell_pack(*map(Path, args[1:]))
    if _is_for_command_line(args):
        from mlplanner.cli.main import run

        return run(args)
    from mlplanner.app import open_window

    is_sample = "--sample" in args
    files = [Path(arg) for arg in args if arg != "--sample"]
    return open_window(files[0] if files else None, is_sample=is_sample)


def shorten_start() -> None:
    """Called before anything is imported. The window looks for garbage oftener once it stands."""
    gc.set_threshold(*_GARBAGE)
    atexit.register(gc.freeze)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


def _is_for_command_line(args: Sequence[str]) -> bool:
    """True for a command, an option of the command line, or more than one file (which it explains)."""
    files = [arg for arg in args if arg != "--sample"]
    return len(files) > 1 or any(arg in COMMANDS or arg in OPTIONS or arg.startswith("-") for arg in files)


if __name__ == "__main__":
    sys.exit(main())
