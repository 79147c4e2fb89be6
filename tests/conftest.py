"""What every test stands on: no screen, no home directory of the user, no warning that goes unread."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

_PROJECT = Path(__file__).resolve().parents[1]

# All of this has to stand before the first import of Qt or of mlplanner, hence here and not in a fixture.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
_HOME = tempfile.TemporaryDirectory(prefix="mlplanner-test-home-")
os.environ["HOME"] = os.environ["USERPROFILE"] = _HOME.name
for _variable, _folder in {
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_RUNTIME_DIR": "run",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
}.items():
    _path = Path(_HOME.name) / _folder
    _path.mkdir(mode=0o700, parents=True)
    os.environ[_variable] = str(_path)
# matplotlib builds a font cache in each new home; one for all test runs saves half a second in each process.
os.environ["MPLCONFIGDIR"] = str(_PROJECT / ".cache" / "matplotlib")
# The program must behave the same on any machine: tests that need another language or time zone set it themselves.
os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC")

settings.register_profile("ci", deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", deadline=None, max_examples=2000, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


@pytest.fixture(scope="session")
def project_root() -> Path:
    """The top folder of the source tree."""
    return _PROJECT


@pytest.fixture(scope="session", autouse=True)
def _throw_the_temporary_home_away() -> Iterator[None]:
    yield
    _HOME.cleanup()
