"""How long capacity takes at 100, 1,000 and 10,000 projects; printed, never asserted (`make bench`)."""

import dataclasses
import importlib
import random
import time
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPixmap
from pytestqt.qtbot import QtBot

from mlplanner.domain.enums import Commitment
from mlplanner.domain.portfolio import Portfolio
from mlplanner.engine.calendars import WorkCalendar
from mlplanner.engine.load_book import LoadBook, View
from mlplanner.engine.load_spans import Step, spans
from mlplanner.engine.ranking import grant
from mlplanner.gui.capacity.heat_map import HeatMap, HeatRow
from mlplanner.gui.capacity.words import Cell, Unit, cell_of, number
from mlplanner.playbook.loading import load_playbook
from tests.builders import START, make_line, make_person, make_plan, make_portfolio

WEEKS, PEOPLE = 156, 500


def generated(count: int, *, is_named: bool) -> Portfolio:
    """`count` projects of seven lines over three years, and people for some of the work."""
    dice, roles = random.Random(1), list(load_playbook().roles)[:7]
    shape = make_plan(1)
    plans = []
    for number_ in range(1, count + 1):
        lines = []
        for role in roles:
            begin = dice.randrange(1, 8)
            fte, weeks = Decimal(dice.randrange(1, 20)) / 20, range(begin, begin + dice.randrange(2, 8))
            who = dice.randrange(1, PEOPLE) if is_named else None
            lines.append(make_line(role, fte, weeks, person_id=who))
        fields = {"id": number_, "start": START + timedelta(weeks=dice.randrange(140))}
        if dice.random() < 0.3:
            fields |= {"commitment": Commitment.TENTATIVE, "probability": Decimal("0.6")}
        project = shape.project.model_copy(update=fields)
        plans.append(dataclasses.replace(shape, project=project, lines=tuple(lines)))
    people = [make_person(key, role=roles[key % 7]) for key in range(1, PEOPLE + 1)]
    return make_portfolio(*plans, people=people)


def best(work: Callable[[], object], turns: int = 5) -> float:
    """Milliseconds, the best of some turns."""
    taken = []
    for _ in range(turns):
        begun = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - begun))
    return min(taken)


@pytest.mark.parametrize("count", [100, 1_000, 10_000])
@pytest.mark.parametrize("is_named", [False, True], ids=["roles", "roles and 500 people"])
def test_that_the_times_of_capacity_are_printed(count: int, is_named: bool) -> None:
    importlib.import_module("numpy")
    portfolio, playbook, calendar = generated(count, is_named=is_named), load_playbook(), WorkCalendar({})
    book = LoadBook(START, WEEKS)
    begun = time.perf_counter()
    book.show(portfolio, playbook, calendar)
    cold = 1000 * (time.perf_counter() - begun)

    def again() -> None:
        book.move(START, WEEKS)
        book.show(portfolio, playbook, calendar)
        for role in book.roles:
            book.row(role, View())

    state = {"turn": 0, "portfolio": portfolio}

    def edit() -> None:
        state["turn"] += 1  # type: ignore[operator]
        plan = portfolio.plans[1 + count // 2]
        start = plan.project.start + timedelta(weeks=int(str(state["turn"])) % 2)
        moved = dataclasses.replace(plan, project=plan.project.model_copy(update={"start": start}))
        book.show(dataclasses.replace(portfolio, plans={**portfolio.plans, plan.id: moved}), playbook, calendar)
        for role in book.roles:
            book.row(role, View())

    print(
        f"\n{count} projects, {'people named' if is_named else 'roles'}: first time {cold:.0f} ms, "
        f"summed anew {best(again):.1f} ms, after an edit {best(edit):.2f} ms, rank {best(lambda: grant(portfolio, book, View()), 2):.0f} ms"
    )


def test_that_a_frame_of_the_heat_map_is_printed(qtbot: QtBot) -> None:
    portfolio, playbook = generated(1_000, is_named=True), load_playbook()
    book = LoadBook(START, 104)
    book.show(portfolio, playbook, WorkCalendar({}))
    periods = spans(book.mondays, [5] * 104, Step.WEEK)
    cells: dict[tuple[object, int], tuple[Cell, str]] = {}

    def cell(key: object, span: object) -> tuple[Cell, str]:
        known = cells.get((key, span.first))  # type: ignore[attr-defined]
        if known is None:
            row = book.row(key, View())  # type: ignore[arg-type]
            found = cell_of(row, span)  # type: ignore[arg-type]
            known = cells[key, span.first] = (found, number(found, row, span, Unit.FTE, Decimal(8)))  # type: ignore[arg-type, attr-defined]
        return known

    view = HeatMap()
    qtbot.addWidget(view)
    view.resize(1440, 900)
    view.show_rows([HeatRow(key, f"Person {key}", False) for key in book.people], periods, cell, lambda _r, _c: "")
    view.show()
    qtbot.waitExposed(view)
    picture = QPixmap(view.viewport().size())
    bar = view.verticalScrollBar()

    def page() -> None:
        bar.setValue((bar.value() + bar.pageStep()) % max(bar.maximum(), 1))
        view.viewport().render(picture)

    def step() -> None:
        bar.setValue((bar.value() + 26) % max(bar.maximum(), 1))
        strip = QRect(0, view.viewport().height() - 26, view.viewport().width(), 26)
        view.viewport().render(picture, strip.topLeft(), strip)

    first = best(page, 1)
    print(
        f"\nheat map 500 × 104 at 1440 × 900: first frame {first:.1f} ms, a page further {best(page, 12):.1f} ms, a row {best(step, 12):.1f} ms"
    )
