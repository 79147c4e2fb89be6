"""Puts the commands together, and turns every way to fail into one sentence on stderr and an exit code."""

import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup
from typer.exceptions import Abort, TyperException

from mlplanner import __version__
from mlplanner.cli import COMMANDS
from mlplanner.cli.output import complain, say
from mlplanner.domain.errors import PlannerError
from mlplanner.exchange.crashes import write_crash_report

_MODULES = {"import": "import_file"}
"""Commands whose module can't have their name: Python keeps it."""


class OneSentence(TyperGroup):
    """A group of commands whose every failure is one sentence; exit codes 0, 1 (findings, refusal), 2 (use, input)."""

    def main(self, args: Sequence[str] | None = None, *_: Any, standalone_mode: bool = True, **__: Any) -> Any:
        """Run a command; ends the process with the exit code, or returns it when not `standalone_mode`."""
        given = list(sys.argv[1:] if args is None else args)
        code = self._guarded(given)
        if standalone_mode:
            sys.exit(code)
        return code

    def _guarded(self, args: list[str]) -> int:
        try:
            result = super().main(args=args, prog_name="mlplanner", standalone_mode=False)
            sys.stdout.flush()
        except PlannerError as error:
            return complain(str(error), error.exit_code)
        except TyperException as error:
            return complain(_usage(error), 2)
        except (KeyboardInterrupt, Abort):
            return complain("Stopped; nothing more was changed.", 1)
        except BrokenPipeError:
            # The reader (head, less) has gone; the interpreter must not try to flush again at its end.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        except Exception as error:  # noqa: BLE001  (the last door: a bug gets a sentence and a report)
            return _crashed(error, args)
        return result if isinstance(result, int) else 0


def _say_version(is_asked: bool) -> None:
    if is_asked:
        say(f"mlplanner {__version__}")
        raise typer.Exit


def _options(
    version: bool = typer.Option(False, "--version", callback=_say_version, is_eager=True, help="Say the version."),
) -> None:
    """Options of the program itself."""


def app_for(args: Sequence[str]) -> typer.Typer:
    """The program with the command that `args` call, or with all of them.

    A command brings what it needs; the others are not imported for it, which takes a third of the time of a short one.
    """
    app = typer.Typer(
        cls=OneSentence,
        help="Plan machine-learning projects so that they reach production. Without a command: 'mlplanner [FILE]' "
        "opens the window on a portfolio; 'mlplanner --sample' opens it on the sample portfolio.",
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_options)
    called = args[0] if args else ""
    for name in (called,) if called in COMMANDS else COMMANDS:
        app.command(name)(_function(name))
    return app


def _function(name: str) -> Callable[..., None]:
    """The function of a command: its module has the same name."""
    known = _MODULES.get(name, name.replace("-", "_"))
    found: Callable[..., None] = getattr(import_module(f"mlplanner.cli.{known}"), known)
    return found


def run(args: Sequence[str]) -> int:
    """Run a command of the command line; gives the exit code and never raises."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # Names in any script must come through pipes and consoles of any locale.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    code: int = typer.main.get_command(app_for(args)).main(args=list(args), standalone_mode=False)
    return code


def _usage(error: TyperException) -> str:
    """What is wrong with the way it was called, in one sentence with the way out."""
    sentence = " ".join(error.format_message().split()).rstrip(".")
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "mlplanner"
    return f"{sentence}; '{path} --help' explains."


def _crashed(error: Exception, args: Sequence[str]) -> int:
    report = write_crash_report(error, f"mlplanner {args[0] if args else ''}")
    return complain(f"mlplanner itself failed ({type(error).__name__}); please report it with the file {report}.", 2)
