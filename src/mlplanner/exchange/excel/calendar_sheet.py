"""The days on which nobody works, as the staffing sheet counts them."""

from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.columns import Shape
from mlplanner.exchange.excel.plan_sources import PlanSource

SHEET = "Calendar"


def draw_calendar(source: PlanSource) -> None:
    """List public holidays and closures under the name `days_off`; one empty row at least, so that the name holds."""
    sheet = source.book.sheet(SHEET)
    sheet.head(
        "Calendar", "Public holidays and closures on weekdays. Kept in the portfolio; changes here are not taken back."
    )
    sheet.put(4, 1, "Day off", styles.CALCULATED_HEADING)
    sheet.put(4, 2, "Why", styles.CALCULATED_HEADING)
    days = sorted(source.calendar.days_off.items())
    for row, (day, name) in enumerate(days, start=5):
        sheet.put(row, 1, day, styles.style_name(styles.CALCULATED, Shape.DATE))
        sheet.put(row, 2, name, styles.style_name(styles.CALCULATED, Shape.TEXT))
    source.book.name("days_off", sheet.block(5, 1, max(5, 4 + len(days)), 1))
    sheet.widths({1: 13, 2: 44})
