"""One call of CP-SAT: limited by deterministic work, stopped from outside, the same each time with the same seed."""

from threading import Event, Thread
from typing import NamedTuple

from ortools.sat.python import cp_model

from mlplanner.engine.levelling.search.work import Work

_SECONDS_BETWEEN_LOOKS = 0.05


class Answer(NamedTuple):
    """What CP-SAT said."""

    solver: cp_model.CpSolver
    found: bool
    is_proven: bool
    bound: float


def solve(model: cp_model.CpModel, work: Work, units: float, *, seed: int, label: str, pace: float = 1.0) -> Answer:
    """Solve a model with `units` of work at most; what was done is counted.

    `pace`: deterministic time of CP-SAT that passes in a second on this kind of model.
    """
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    parameters.random_seed = seed
    parameters.num_workers = 1  # several would find something else each time
    parameters.max_deterministic_time = max(0.001, min(units, work.rest) * pace)
    parameters.max_time_in_seconds = max(0.01, work.seconds_left)
    parameters.symmetry_level = 0
    parameters.catch_sigint_signal = False  # Ctrl-C is for whoever called, who asks `work` to stop
    ended = Event()
    watcher = Thread(target=_watch, args=(solver, work, ended), daemon=True, name="mlplanner-levelling")
    watcher.start()
    try:
        status = solver.solve(model)
    finally:
        ended.set()
        watcher.join()
    response = solver.response_proto
    work.spend(response.deterministic_time / pace, label)
    found = status in {cp_model.OPTIMAL, cp_model.FEASIBLE}
    return Answer(solver, found, status == cp_model.OPTIMAL, response.best_objective_bound)


def _watch(solver: cp_model.CpSolver, work: Work, ended: Event) -> None:
    while not ended.wait(_SECONDS_BETWEEN_LOOKS):
        if work.interrupted:
            solver.stop_search()
