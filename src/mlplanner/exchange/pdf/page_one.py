"""Page 1 of the approval pack: always one page. Lists and texts are cut to fit and say where the rest is."""

from dataclasses import dataclass, replace

from mlplanner.charts import palette
from mlplanner.charts.money_bars import draw_money_bar
from mlplanner.charts.time_bars import draw_time_bar
from mlplanner.charts.value_lines import draw_value_line
from mlplanner.exchange.pdf.fonts import text_width
from mlplanner.exchange.pdf.page_one_tables import condition_table, criterion_table, option_table, risk_table
from mlplanner.exchange.pdf.panels import (
    HEADING_HEIGHT,
    LEADING,
    LEFT_WIDTH,
    NOTE_LEADING,
    RIGHT_WIDTH,
    RIGHT_X,
    SECTION_GAP,
    TEXT,
    Banner,
    draw_banner,
    draw_heading,
    draw_key_numbers,
    draw_note,
    draw_small_table,
    draw_title,
    draw_warnings,
    pointed,
    small_table_height,
)
from mlplanner.exchange.pdf.pens import Pen
from mlplanner.exchange.pdf.sheets import BOTTOM, MARGIN, TOP, WIDTH, Page
from mlplanner.exchange.pdf.sign_off import draw_sign_off, sign_off_height
from mlplanner.exchange.pdf.structure import Role
from mlplanner.exchange.pdf.wrapping import wrap
from mlplanner.reports.formats import first_upper, in_words
from mlplanner.reports.page_ones import PageOne

CRITERIA, CONDITIONS, WHY_LINES, FEWEST_DECLINED, FEWEST_RISKS = 6, 3, 3, 2, 1
ROW = 15.7
"""Height of a table row of one line."""
MONEY_ROW, VALUE_ROW = 77.0, 84.0
"""What the rows with the bars and with the value line take at least."""
CHART = (VALUE_ROW - 18, 128.0)
"""Lowest and highest height of the value chart: it takes up what the texts leave."""


@dataclass(frozen=True, slots=True)
class PointsTo:
    """Where the reader finds the rest, by section number."""

    brief: str
    evidence: str
    risks: str
    conditions: str


def page_one(content: PageOne, points: PointsTo, bottom: float = BOTTOM) -> Page:
    """The page, ready to be drawn down to `bottom`."""
    return Page(lambda pen: _draw(pen, content, points, bottom), ((0, "Decision page", TOP),))


def _draw(pen: Pen, content: PageOne, points: PointsTo, bottom: float) -> None:
    """From the top down; the sign-off stands at the foot, and what lies between gets the room that is left."""
    y = draw_title(pen, 46, content.title, content.people)
    y = draw_banner(pen, y + 4, Banner(content.deadline, content.ask, "Recommendation", content.recommendation))
    y = draw_key_numbers(pen, y, content.key_numbers)
    y = draw_warnings(pen, y, content.warnings) + SECTION_GAP
    foot = bottom - sign_off_height(content.choices, len(content.signatories))
    least = y + _options_height(content) + 3 * SECTION_GAP + VALUE_ROW + MONEY_ROW
    content = _with_fewer_risks(content, foot - SECTION_GAP - least)
    lowest = foot - SECTION_GAP - _risks_height(content, 0)
    room = lowest - 3 * SECTION_GAP - VALUE_ROW - MONEY_ROW - y
    y = _first_row(pen, y, content, points, room=room) + SECTION_GAP
    y = max(_money(pen, y, content), _time(pen, y, content)) + SECTION_GAP - 2
    spare = max(lowest - SECTION_GAP - y - VALUE_ROW, 0.0)
    risks = _risks_height(content, _risks_height(content, 0) + spare)
    room = foot - SECTION_GAP - risks - SECTION_GAP - y
    y = max(_value(pen, y, content, room), _conditions(pen, y, content, points, room=room)) + SECTION_GAP
    _risks(pen, min(y, foot - SECTION_GAP - risks), content, points, room=risks)
    draw_sign_off(pen, foot, content)


def _first_row(pen: Pen, y: float, content: PageOne, points: PointsTo, *, room: float) -> float:
    """Why now and the evidence on the left; options and the answer no on the right, down to the same line."""
    left = draw_heading(pen, MARGIN, y, "Why now", LEFT_WIDTH)
    why = content.why_now or "The brief does not say why this has to be decided now."
    lines = pointed(" ".join(why.split()), TEXT, LEFT_WIDTH, WHY_LINES, points.brief)
    with pen.part(Role.PARAGRAPH):
        left = pen.lines(MARGIN, left + 9.4, lines, TEXT, LEADING) - 9.4 + SECTION_GAP - 3
    left = draw_heading(pen, MARGIN, left, content.evidence_title, LEFT_WIDTH)
    if content.evidence:
        most = min(CRITERIA, int((y + room - left) / ROW) - 1)
        table = criterion_table(content.evidence, most, points.evidence)
        tall = min(y + room - left, (CRITERIA + 4.5) * ROW)
        left = draw_small_table(pen, MARGIN, left, LEFT_WIDTH, table, room=tall)
    else:
        left = draw_note(pen, MARGIN, left + 3, "No KPI and no artifact is set for this gate.", LEFT_WIDTH, most=2)
    right = draw_heading(pen, RIGHT_X, y, "Options", RIGHT_WIDTH)
    right = draw_small_table(pen, RIGHT_X, right, RIGHT_WIDTH, option_table(content))
    if content.options_note:
        right = draw_note(pen, RIGHT_X, right + 2, content.options_note, RIGHT_WIDTH, most=1)
    return _declined(pen, right + SECTION_GAP - 3, left, content, lowest=y + room)


def _declined(pen: Pen, y: float, level: float, content: PageOne, *, lowest: float) -> float:
    """The box that says what a refusal costs; it reaches down to `level` or as far as its text needs, not below `lowest`."""
    width = RIGHT_WIDTH - 16
    most = max(int((lowest - y - 22) / LEADING), FEWEST_DECLINED)
    lines = wrap(content.if_declined, TEXT, width, most)
    height = max(22 + LEADING * len(lines), level - y)
    pen.box(RIGHT_X, y, RIGHT_WIDTH, height, fill=palette.BAD_PALE)
    pen.box(RIGHT_X, y, 2.4, height, fill=palette.BAD)
    with pen.part(Role.H2):
        pen.text(RIGHT_X + 10, y + 13, content.declined_title, 8.2, palette.BAD, is_bold=True)
    with pen.part(Role.PARAGRAPH):
        pen.lines(RIGHT_X + 10, y + 25, lines, TEXT, LEADING)
    return y + height


def _money(pen: Pen, y: float, content: PageOne) -> float:
    below = draw_heading(pen, MARGIN, y, content.money_title, LEFT_WIDTH) + 6
    scene = draw_money_bar(content.money_bar, LEFT_WIDTH, text_width)
    pen.scene(MARGIN, below, scene)
    return draw_note(pen, MARGIN, below + scene.height + 1, content.money_note, LEFT_WIDTH, most=3)


def _time(pen: Pen, y: float, content: PageOne) -> float:
    below = draw_heading(pen, RIGHT_X, y, content.time_title, RIGHT_WIDTH) + 6
    scene = draw_time_bar(content.time_bar, RIGHT_WIDTH, text_width)
    pen.scene(RIGHT_X, below, scene)
    return draw_note(pen, RIGHT_X, below + scene.height, content.time_note, RIGHT_WIDTH, most=1)


def _value(pen: Pen, y: float, content: PageOne, room: float) -> float:
    line = content.value_line
    unit = f" ({line.unit_label}, not discounted)" if line else ""
    below = draw_heading(pen, MARGIN, y, f"Cumulative net value{unit}", LEFT_WIDTH) + 5
    if line is None:
        return draw_note(
            pen,
            MARGIN,
            below,
            "The value model is empty, so nothing can be said of what comes back.",
            LEFT_WIDTH,
            most=2,
        )
    height = min(max(room - (below - y), CHART[0]), CHART[1])
    pen.scene(MARGIN, below, draw_value_line(line, LEFT_WIDTH, height, text_width))
    return below + height


def _conditions(pen: Pen, y: float, content: PageOne, points: PointsTo, *, room: float) -> float:
    below = draw_heading(pen, RIGHT_X, y, "Conditions of approval", RIGHT_WIDTH)
    if content.conditions:
        table = condition_table(content.conditions, CONDITIONS, points.conditions)
        below = draw_small_table(pen, RIGHT_X, below, RIGHT_WIDTH, table, room=room - 44) + 2
    else:
        with pen.part(Role.PARAGRAPH):
            pen.text(RIGHT_X, below + 9.4, "None.", TEXT)
        below += 13.6
    most = min(max(int((y + room - below - 3) / NOTE_LEADING), 1), 3)
    return draw_note(pen, RIGHT_X, below + 3, content.conditions_note, RIGHT_WIDTH, most=most)


def _risks(pen: Pen, y: float, content: PageOne, points: PointsTo, *, room: float) -> float:
    shown = min(content.risks_shown, len(content.risks))
    named = {0: "Risks", 1: "Largest risk"}.get(shown, f"{first_upper(in_words(shown))} largest risks")
    more = f"; all {len(content.risks)} in {points.risks}" if len(content.risks) > shown else ""
    below = draw_heading(pen, MARGIN, y, f"{named} after mitigation (likelihood × impact, 25 worst{more})", WIDTH)
    if not content.risks:
        return draw_note(pen, MARGIN, below + 2, "No risk is recorded: ask why.", WIDTH, most=1)
    table = risk_table(content.risks[:shown])
    return draw_small_table(pen, MARGIN, below, WIDTH, table, room=room - HEADING_HEIGHT)


def _options_height(content: PageOne) -> float:
    """Points for the options and the smallest box below them."""
    table = small_table_height(option_table(content), RIGHT_WIDTH, 0)
    note = 2 + NOTE_LEADING if content.options_note else 0
    return HEADING_HEIGHT + table + note + SECTION_GAP - 3 + 22 + LEADING * FEWEST_DECLINED


def _with_fewer_risks(content: PageOne, room: float) -> PageOne:
    """Fewer risks where `room` points do not hold all that should be shown; the rest is in its section."""
    while content.risks_shown > FEWEST_RISKS and _risks_height(content, 0) > room:
        content = replace(content, risks_shown=content.risks_shown - 1)
    return content


def _risks_height(content: PageOne, room: float) -> float:
    """What the risks take in `room` points: rows of two lines where they fit, else of one."""
    if not content.risks:
        return HEADING_HEIGHT + 14
    table = risk_table(content.risks[: content.risks_shown])
    return HEADING_HEIGHT + small_table_height(table, WIDTH, room - HEADING_HEIGHT)
