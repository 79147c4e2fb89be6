"""What a new project begins with beside its life cycle: the usual rows of the playbook, subject by subject."""

from collections.abc import Callable

from mlplanner.operations.governance import begin_governance
from mlplanner.operations.operation import Context
from mlplanner.operations.rollout import begin_rollout
from mlplanner.operations.running import begin_readiness

BEGINNINGS: tuple[Callable[[Context, int], None], ...] = (begin_governance, begin_rollout, begin_readiness)
"""Each adds the rows of its subject to the project of that id, which has none of them yet."""
