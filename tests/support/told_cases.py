"""What a worked case tells: its `show --json` and the text of its approval pack, each made once in a test run."""

import contextlib
import io
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mlplanner.__main__ import main
from tests.support.pdf_reading import page_texts

TellCase = Callable[[str], "Told"]


@dataclass(frozen=True)
class Told:
    """One project of the sample portfolio, as a script and as a sponsor meet it."""

    shown: dict[str, Any]
    pack: str

    def rows(self, noun: str, **fields: Any) -> list[dict[str, Any]]:
        """The plan's rows of a noun whose fields have these values; one for a noun that a plan has once."""
        found = self.shown["plan"][noun]
        every: list[dict[str, Any]] = found if isinstance(found, list) else [found]
        return [row for row in every if all(row[name] == value for name, value in fields.items())]

    def row(self, noun: str, **fields: Any) -> dict[str, Any]:
        """The only such row."""
        (found,) = self.rows(noun, **fields)
        return found

    def stage_weeks(self, name: str) -> int:
        """How many weeks a stage of the rollout lasts."""
        stage = self.row("stages", name=name)
        weeks: int = stage["to_week"] - stage["from_week"] + 1
        return weeks

    def rules(self) -> set[str]:
        """The rules that speak."""
        return {finding["rule"] for finding in self.shown["findings"]}

    def lacks(self, *words: str) -> list[str]:
        """Those words that are not in the pack."""
        return [each for each in words if each not in self.pack]


def tell(sample: Path, name: str, folder: Path) -> Told:
    """Ask the command line for both."""
    pack = folder / f"{name}.pdf"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        assert main(["show", str(sample), name, "--json"]) == 0
    with contextlib.redirect_stdout(io.StringIO()):
        assert main(["export", str(sample), name, "--as", "pack.pdf", "-o", str(pack)]) == 0
    return Told(json.loads(printed.getvalue()), " ".join(" ".join(page_texts(pack)).split()))
