"""The shipped playbook as plain data: its TOML files, read and joined once per process."""

import tomllib
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.resources import read_text

FOLDER = "playbook"
FILES: tuple[str, ...] = (
    "roles.toml",
    "life_cycle.toml",
    "figures.toml",
    "sourcing.toml",
    "metrics.toml",
    "cadences.toml",
    "programme.toml",
    "data.toml",
    "rollout.toml",
    "methodology.toml",
    "operations.toml",
    "governance.toml",
    "rules/brief.toml",
    "rules/kpis.toml",
    "rules/value.toml",
    "rules/timeline.toml",
    "rules/uncertainty.toml",
    "rules/staffing.toml",
    "rules/sourcing.toml",
    "rules/costs.toml",
    "rules/gates.toml",
    "rules/data.toml",
    "rules/models.toml",
    "rules/approval.toml",
    "rules/rollout.toml",
    "rules/operations.toml",
    "rules/governance.toml",
)

Content = dict[str, Any]
"""Chapter (`roles`, `figures`, …) → entry key → entry, as the files hold it."""


def read_resource(name: str) -> str:
    """The text of a playbook file that ships with the program."""
    return read_text(FOLDER, *name.split("/"))


def join_files(read: Callable[[str], str] = read_resource) -> Content:
    """All files as one content; BadInput with the file's name when one is missing, broken, or repeats an entry."""
    content: Content = {}
    for name in FILES:
        for chapter, entries in _parse(name, read).items():
            known = content.setdefault(chapter, {})
            if not isinstance(entries, dict):
                raise BadInput(f"{_place(name)}: '{chapter}' must be a table of entries.")
            for key, entry in entries.items():
                if key in known:
                    raise BadInput(f"{_place(name)}: the entry '{chapter}.{key}' is in another file already.")
                known[key] = entry
    return content


@cache
def shipped_content() -> Content:
    """What ships, parsed once; callers must not change it."""
    return join_files()


def _parse(name: str, read: Callable[[str], str]) -> Mapping[str, Any]:
    try:
        return tomllib.loads(read(name), parse_float=Decimal)
    except FileNotFoundError:
        raise BadInput(f"The playbook's file {_place(name)} is missing; install mlplanner again.") from None
    except UnicodeDecodeError:
        raise BadInput(f"{_place(name)} is not UTF-8 text.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{_place(name)} can't be read: {error}.") from None


def _place(name: str) -> str:
    return f"{FOLDER}/{name}"
