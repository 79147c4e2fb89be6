"""The sample portfolio, told once for all the worked cases."""

from functools import cache
from pathlib import Path

import pytest

from tests.support.sample_files import copy_of_sample
from tests.support.told_cases import TellCase, tell


@pytest.fixture(scope="session")
def told_sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample portfolio that no test changes."""
    return copy_of_sample(tmp_path_factory.mktemp("cases"))


@pytest.fixture(scope="session")
def case(told_sample: Path) -> TellCase:
    """`case("Churn")`: what that project tells, made when it is first asked for."""
    return cache(lambda name: tell(told_sample, name, told_sample.parent))
