"""What a new project begins with beside its life cycle: the usual rows of the playbook, subject by subject."""

from collections.abc import Callable

from mlplanner.operations.operation import Context

BEGINNINGS: tuple[Callable[[Context, int], None], ...] = ()
"""Each adds the rows of its subject to the project of that id, which has none of them yet."""
