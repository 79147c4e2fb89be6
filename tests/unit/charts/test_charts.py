"""Charts as scenes: inside their width, true to their data."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlplanner.charts import palette
from mlplanner.charts.axes import tick_label, ticks, unit_for
from mlplanner.charts.cash_flows import CashFlow, CashPeriod, draw_cash_flow
from mlplanner.charts.certainty_curves import CertaintyCurve, CertaintyMark, draw_certainty_curve
from mlplanner.charts.gantts import NAMES, Gantt, GanttRow, draw_gantt
from mlplanner.charts.handover_bands import HandoverBand, draw_handover_band
from mlplanner.charts.mix_bars import MixBar, MixPart, draw_mix_bar
from mlplanner.charts.money_bars import MoneyBar, draw_money_bar
from mlplanner.charts.scenes import Box, Path, Scene, Word, fitted
from mlplanner.charts.time_bars import GateSign, GateSignAt, TimeBar, TimeSegment, draw_time_bar
from mlplanner.charts.tornados import Tornado, TornadoBar, draw_tornado
from mlplanner.charts.value_lines import ValueLine, draw_value_line

WIDTH = 280.0


def measure(text: str, size: float, is_bold: bool) -> float:
    """A stand-in for fonts: every letter half as wide as the type is high."""
    return len(text) * size * (0.55 if is_bold else 0.5)


def words(scene: Scene) -> list[str]:
    return [shape.text for shape in scene.shapes if isinstance(shape, Word)]


def boxes(scene: Scene, fill: str) -> list[Box]:
    return [shape for shape in scene.shapes if isinstance(shape, Box) and shape.fill == fill]


@given(st.integers(-(10**9), 10**9), st.integers(1, 10**9), st.integers(2, 8))
def test_that_ticks_span_the_data_in_few_even_steps(low: int, span: int, most: int) -> None:
    marks = ticks(low, low + span, most)
    steps = [b - a for a, b in pairwise(marks)]
    assert marks[0] <= low + steps[0] * 1e-6
    assert marks[-1] >= low + span - steps[0] * 1e-6
    assert 2 <= len(marks) <= most + 1
    assert max(steps) == pytest.approx(min(steps), rel=1e-5)


def test_that_an_axis_counts_in_a_readable_unit() -> None:
    assert [unit_for(Decimal(n)) for n in (9_999, 10_000, 25_000_000)] == [
        (1, ""),
        (1000, "thousand"),
        (1_000_000, "million"),
    ]
    assert [tick_label(n) for n in (-200.0, 0.0, 1500.0, 2.5)] == ["−200", "0", "1,500", "2.5"]


def test_that_a_label_is_cut_to_its_room_or_left_out() -> None:
    assert fitted("Productionize", 100, 7, False, measure) == "Productionize"
    assert fitted("Productionize", 30, 7, False, measure).endswith("…")
    assert fitted("Productionize", 5, 7, False, measure) == ""


def test_that_the_money_bar_is_divided_in_proportion() -> None:
    scene = draw_money_bar(MoneyBar(Decimal(100), Decimal(200), Decimal(100)), WIDTH, measure)
    assert [box.width for box in boxes(scene, palette.NAVY)] == [pytest.approx(WIDTH / 2)]
    assert {"100", "200", "Spent", "Ask now", "Headroom"} <= set(words(scene))


def test_that_a_plan_over_its_envelope_is_marked_in_red_from_there_on() -> None:
    scene = draw_money_bar(MoneyBar(Decimal(100), Decimal(300), Decimal(-100)), WIDTH, measure)
    red = [shape for shape in scene.shapes if isinstance(shape, Path) and shape.stroke == palette.BAD]
    assert [path.points[0][0] for path in red] == [pytest.approx(WIDTH * 0.75)] * 2
    assert "Headroom" not in words(scene)


def test_that_a_part_too_small_for_its_amount_has_it_below() -> None:
    scene = draw_money_bar(MoneyBar(Decimal(500), Decimal(100_000), None), WIDTH, measure)
    assert "Spent 500" in words(scene)


def test_that_gates_stand_at_the_end_of_their_week_and_labels_do_not_touch() -> None:
    segments = tuple(TimeSegment(name, weeks) for name, weeks in (("Discovery", 3), ("Prototype", 1), ("Launch", 1)))
    gates = tuple(GateSignAt(f"G{n} passed", week, GateSign.PASSED) for n, week in enumerate((3, 4, 5), start=1))
    scene = draw_time_bar(TimeBar(segments, gates, 2.0), WIDTH, measure)
    labels = [shape for shape in scene.shapes if isinstance(shape, Word) and shape.text.startswith("G")]
    assert [label.text for label in labels] == ["G1 passed", "G2 passed", "G3 passed"]
    for one, two in pairwise(labels):
        apart = two.x - one.x >= measure(one.text, one.size, False) / 2 + measure(two.text, two.size, False) / 2
        assert one.y != two.y or apart


def test_that_the_value_line_marks_the_break_even_on_zero() -> None:
    totals = tuple(Decimal(n) for n in range(-120_000, 240_001, 10_000))
    scene = draw_value_line(ValueLine(totals, Decimal("12.0"), "EUR"), WIDTH, 120, measure)
    assert "pays back at 12.0 months" in words(scene)
    assert "240" in words(scene)
    line = next(s for s in scene.shapes if isinstance(s, Path) and s.thickness == 1.6)
    zero = next(s for s in scene.shapes if isinstance(s, Path) and s.stroke == palette.GREY)
    assert line.points[12][1] == pytest.approx(zero.points[0][1])


def test_that_the_band_of_the_value_line_names_its_ends_apart_from_the_plan() -> None:
    totals = tuple(Decimal(n) for n in range(-120_000, 240_001, 10_000))
    band = tuple(total - 1_000 for total in totals), tuple(total + 2_000 for total in totals)
    scene = draw_value_line(ValueLine(totals, Decimal("12.0"), "EUR", band), WIDTH, 120, measure)
    ends = [shape for shape in scene.shapes if isinstance(shape, Word) and shape.text[:2] in ("P1", "P9", "Pl")]
    assert [end.text for end in ends] == ["P90 242", "Plan 240", "P10 239"]
    assert min(ends[1].y - ends[0].y, ends[2].y - ends[1].y) > ends[0].size
    assert "P90 242" in scene.summary
    area = next(s for s in scene.shapes if isinstance(s, Path) and s.is_closed and s.fill == palette.TINT)
    assert len(area.points) == 2 * len(totals)


def test_that_a_plan_that_does_not_pay_back_shows_no_break_even() -> None:
    scene = draw_value_line(ValueLine((Decimal(-10), Decimal(-5)), None, "EUR"), WIDTH, 120, measure)
    assert not any("pays back" in word for word in words(scene))
    assert "does not pay back" in scene.summary


def test_that_the_gantt_draws_phases_inserted_work_and_baseline_where_their_weeks_are() -> None:
    row = GanttRow("Discovery", 1, 5, inserted=((2, 3),), baseline=(1, 3), gate="G1", sign=GateSign.NOW)
    scene = draw_gantt(Gantt(date(2026, 3, 2), 10, (row,), 1.0), 500, measure)
    unit = (500 - NAMES - 44) / 10
    (phase,) = boxes(scene, palette.NAVY)
    assert phase.x == NAMES
    assert phase.width == pytest.approx(5 * unit)
    assert boxes(scene, palette.STEEL)[0].x == pytest.approx(NAMES + unit)
    assert boxes(scene, palette.GREY)[0].width == pytest.approx(3 * unit)
    assert {"W1", "W10", "Mar 2026", "G1", "today"} <= set(words(scene))


@pytest.mark.parametrize("weeks", [1, 12, 60, 260])
def test_that_week_numbers_never_run_into_each_other(weeks: int) -> None:
    scene = draw_gantt(Gantt(date(2026, 3, 2), weeks, (GanttRow("Phase", 1, weeks),)), 500, measure)
    numbers = [s for s in scene.shapes if isinstance(s, Word) and s.text.startswith("W")]
    gaps = [b.x - a.x for a, b in pairwise(numbers)]
    assert all(gap >= 14 for gap in gaps)


def test_that_the_handover_band_shows_budget_and_spending() -> None:
    band = HandoverBand(Decimal("0.2"), Decimal("0.1"), Decimal("0.15"), Decimal("0.3"))
    scene = draw_handover_band(band, WIDTH, measure)
    assert boxes(scene, palette.NAVY)[0].width == pytest.approx(boxes(scene, palette.STEEL)[0].x * 0.1 / 0.15)
    assert "budget 20\u00a0%" in words(scene)
    without = draw_handover_band(HandoverBand(Decimal(0), None, Decimal("0.15"), Decimal("0.3")), WIDTH, measure)
    assert boxes(without, palette.NAVY) == []


def test_that_the_mix_is_shown_in_people_and_in_money() -> None:
    parts = (MixPart("Internal", Decimal(30), Decimal(50)), MixPart("Contractor", Decimal(10), Decimal(50)))
    assert words(draw_mix_bar(MixBar(parts), WIDTH, measure)).count("50 %") == 2
    assert "75 %" in words(draw_mix_bar(MixBar(parts), WIDTH, measure))
    nothing = (MixPart("Internal", Decimal(0), Decimal(0)),)
    assert boxes(draw_mix_bar(MixBar(nothing), WIDTH, measure), palette.NAVY)[0].width == 5.0, (
        "only the legend's square"
    )


def test_that_cash_flow_bars_end_at_their_amounts_even_below_nothing() -> None:
    periods = (
        CashPeriod("Jan 26", (Decimal(40_000), Decimal(-10_000))),
        CashPeriod("Feb 26", (Decimal(20_000), Decimal(0))),
    )
    scene = draw_cash_flow(CashFlow(("build", "handover"), periods, Decimal(50_000), "EUR"), 400, measure)
    high, low = boxes(scene, palette.NAVY)[1:3]
    assert high.height == pytest.approx(2 * low.height)
    below = boxes(scene, palette.STEEL)[1]
    assert below.y == pytest.approx(high.y + high.height)
    assert {"50,000", "EUR thousand", "Jan 26"} <= set(words(scene))


def make_tornado(*correlations: str) -> Tornado:
    bars = tuple(TornadoBar(f"Driver {n}", Decimal(each), f"{each} weeks") for n, each in enumerate(correlations))
    return Tornado("the delivery date", bars)


@given(st.lists(st.decimals(-1, 1, places=3), min_size=1, max_size=8))
def test_that_a_tornado_s_bars_are_as_long_as_their_correlation(correlations: list[Decimal]) -> None:
    scene = draw_tornado(make_tornado(*map(str, correlations)), WIDTH, measure)
    drawn = [shape for shape in scene.shapes if isinstance(shape, Box)]
    assert len(drawn) == len(correlations)
    assert all(box.x >= -0.01 and box.x + box.width <= WIDTH + 0.01 for box in drawn)
    longest = max(drawn, key=lambda box: box.width)
    for box, value in zip(drawn, correlations, strict=True):
        assert box.width == pytest.approx(
            longest.width * float(abs(value)) / (float(max(map(abs, correlations))) or 1.0)
        )


def test_that_a_certainty_curve_rises_and_names_its_marks() -> None:
    values = tuple(12 + place / 20 for place in range(101))
    curve = CertaintyCurve("Delivery", values, 13.0, "plan 17 Apr", (CertaintyMark(80, "P80 8 May"),))
    scene = draw_certainty_curve(curve, WIDTH, 130, measure)
    line = next(shape for shape in scene.shapes if isinstance(shape, Path) and len(shape.points) == 101)
    assert all(b[0] >= a[0] and b[1] < a[1] for a, b in pairwise(line.points))
    assert {"P80 8 May", "plan 17 Apr", "50 %"} <= set(words(scene))
