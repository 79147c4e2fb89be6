"""The words a sponsor may ask about; texts live in `resources/reports/glossary.toml`."""

import tomllib
from functools import cache

from mlplanner.reports.blocks import Facts, Section
from mlplanner.reports.subjects import Subject
from mlplanner.resources import read_text


def glossary_section(subject: Subject) -> Section:  # noqa: ARG001  (all sections are made alike)
    """Terms in alphabetical order."""
    return Section("Glossary", "The words of this document, as it uses them.", (Facts(glossary()),))


@cache
def glossary() -> tuple[tuple[str, str], ...]:
    """Term and meaning."""
    terms: dict[str, str] = tomllib.loads(read_text("reports", "glossary.toml"))["terms"]
    return tuple(sorted(terms.items(), key=lambda pair: pair[0].casefold()))
