"""What a fresh Python loads, and the helper that tells."""

from tests.support.fresh_python import heavy_libraries, heavy_modules_loaded_by, modules_loaded_by


def test_that_the_package_itself_loads_nothing_heavy() -> None:
    assert heavy_modules_loaded_by("import mlplanner, mlplanner.resources") == frozenset()


def test_that_the_guard_sees_a_heavy_import() -> None:
    assert "numpy" in heavy_modules_loaded_by("import numpy.linalg")
    assert "numpy" in heavy_libraries()


def test_that_the_guard_sees_every_module() -> None:
    assert {"sqlite3", "sys"} <= modules_loaded_by("import sqlite3")
