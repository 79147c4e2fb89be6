"""What can go wrong, told apart: a refusal by a rule, bad input, a fault of the world; all else is our bug."""


class PlannerError(Exception):
    """An error with one sentence for the user: what happened, where, and what to do."""

    exit_code = 2


class Refused(PlannerError):
    """A rule of the method forbids the change (for example a 'go' with missing artifacts, P3.4)."""

    exit_code = 1


class BadInput(PlannerError):
    """A value or a file from outside can't be taken; the sentence names file, sheet and cell where known."""


class BadValue(BadInput):
    """A noun's value does not fit; `field` is the field's name, empty where the rule spans several."""

    def __init__(self, sentence: str, field: str = "") -> None:
        super().__init__(sentence)
        self.field = field


class NotFound(BadInput):
    """The project, line or person asked for is not in this portfolio."""


class WorldFault(PlannerError):
    """The file or the machine is at fault: locked, damaged, newer, read-only, disk full."""


class Cancelled(PlannerError):
    """The user stopped a long job; nothing was changed."""

    exit_code = 1
