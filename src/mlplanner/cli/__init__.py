"""The command line: a file per command, all without a screen. Typer is imported only when a command runs."""

COMMANDS = (
    "demo",
    "new",
    "new-project",
    "projects",
    "show",
    "check",
    "capacity",
    "level",
    "simulate",
    "export",
    "import",
    "verify",
    "sign",
    "scenario",
    "schema",
)
"""Names that are commands; anything else is a file to open (`./demo` for a file of that name)."""
OPTIONS = ("--help", "-h", "--version")
