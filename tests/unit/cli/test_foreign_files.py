"""Workbooks that other people made, on the command line: what was understood is told before anything is changed."""

import json
from collections.abc import Callable
from pathlib import Path

from typer.testing import Result

Run = Callable[..., Result]
TABLE = "Vorgang;Kapitän;Anfang;Ende;Aufwand (Std.)\nDaten holen;Märta;02.03.2026;13.03.2026;40,5\nUnklar;;bald;;\n"


# P9.2
def test_that_a_dry_run_tells_how_each_column_was_understood(run: Run, sample: Path) -> None:
    path = sample.with_name("liste.csv")
    path.write_text(TABLE, encoding="cp1252")
    told = run("import", sample, path, "--dry-run", "--column", "Kapitän=owner", "--json")
    (table,) = json.loads(told.stdout)["tables"]
    assert (table["sheet"], table["heading_row"], table["kind"], table["taken"]) == ("Table", 1, "tasks", True)
    assert [(each["column"], each["heading"], each["meaning"]) for each in table["columns"]] == [
        ("A", "Vorgang", "task"),
        ("B", "Kapitän", "owner"),
        ("C", "Anfang", "begin"),
        ("D", "Ende", "end"),
        ("E", "Aufwand (Std.)", "effort"),
    ]
    assert table["columns"][4]["style"] == "decimal comma, hours"
    assert table["columns"][2]["example"] == "02.03.2026"
    words = run("import", sample, path, "--dry-run").output
    assert "'Table' was read as tasks, headings in row 1: Vorgang = task; Anfang = begin" in words
    assert "not understood: Kapitän" in words
    assert "Table!C3: 'bald' is no date; left out." in words
    assert run("import", sample, path, "--column", "Boss=owner").exit_code == 2
