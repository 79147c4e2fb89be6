"""The one door to the files that ship with the program: playbook, fonts, icons, themes, sample data.

They live in `resources/` at the top of the source tree, travel in an installed wheel as `mlplanner/_resources`, and lie
in `mlplanner/_resources` inside the folder that the packager makes. Nobody else needs to know which of the three it is.
"""

import sys
from functools import cache
from pathlib import Path


class ResourceMissingError(FileNotFoundError):
    """A file that ships with the program is not where the program was installed."""


def resource_path(*parts: str) -> Path:
    """Return the path of the shipped file or folder `resources/<parts...>`.

    Raises:
        ResourceMissingError: nothing of that name ships, or the name leads out of the resources folder.
    """
    root = _resource_root(getattr(sys, "_MEIPASS", None))
    path = root.joinpath(*parts)
    name = "/".join(parts)
    if ".." in path.parts[len(root.parts) :] or not path.is_relative_to(root):
        raise ResourceMissingError(f"{name!r} is no file of the program: a resource's name stays inside its folder.")
    if not path.exists():
        raise ResourceMissingError(f"The program's own file {name!r} is missing from {root}; install mlplanner again.")
    return path


def read_text(*parts: str) -> str:
    """Return the text (UTF-8) of the shipped file `resources/<parts...>`.

    Raises:
        ResourceMissingError: as for `resource_path`.
    """
    return resource_path(*parts).read_text(encoding="utf-8")


@cache
def _resource_root(bundle: str | None) -> Path:
    """Return the folder that holds the resources in this kind of installation; `bundle` is where a packaged one lies."""
    package = Path(__file__).resolve().parent
    candidates = [
        *([Path(bundle) / "mlplanner" / "_resources"] if bundle else []),  # made by PyInstaller
        package / "_resources",  # an installed wheel
        package.parents[1] / "resources",  # the source tree: src/mlplanner/ -> resources/
    ]
    for candidate in candidates:
        if candidate.is_dir():
            return candidate
    looked = ", ".join(str(candidate) for candidate in candidates)
    raise ResourceMissingError(f"The program's own files are missing (looked in {looked}); install mlplanner again.")
