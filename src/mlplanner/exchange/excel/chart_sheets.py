"""Charts of a workbook on a sheet of their own: columns stacked from the cells of another sheet, so they follow edits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from mlplanner.exchange.excel.books import Sheet
from mlplanner.exchange.excel.styles import GREY, NAVY

SHEET = "Charts"
COLOURS = (NAVY, "4F7CAC", "9DB8D3", "C58B2A", "E3C07B", GREY, "A9B3BF")
WIDTH, HEIGHT = 27, 11.5
"""Centimetres: one chart on a sheet of paper that lies on its side."""
ROWS = 24
"""Rows that a chart covers."""
TOP = 4


@dataclass(frozen=True)
class Area:
    """Cells to draw: headings in row `heading`, a bar for each row below it up to `last`, a colour for each column."""

    sheet: Sheet
    heading: int
    last: int
    label: int
    first_column: int
    last_column: int
    is_row: bool = False
    """True: the bars stand side by side in row `last`, and `heading` names them; `label` is not used."""


def draw_charts(sheet: Sheet, note: str, charts: Sequence[tuple[str, Area]]) -> None:
    """Write the charts below each other, each on its own sheet of paper; those without a row are left out."""
    from openpyxl.worksheet.pagebreak import Break

    sheet.head(SHEET, note)
    drawn = [
        (title, area)
        for title, area in charts
        if (area.last_column >= area.first_column if area.is_row else area.last > area.heading)
    ]
    for number, (title, area) in enumerate(drawn):
        if number:
            sheet.page.row_breaks.append(Break(id=TOP + number * ROWS - 1))
        sheet.page.add_chart(_chart(title, area), f"A{TOP + number * ROWS}")


def _chart(title: str, area: Area) -> Any:
    from openpyxl.chart import BarChart, Reference

    chart = BarChart()
    chart.type, chart.grouping, chart.overlap, chart.gapWidth = "col", "stacked", 100, 40
    chart.title, chart.width, chart.height = title, WIDTH, HEIGHT
    page, first, end = area.sheet.page, area.first_column, area.last_column
    if area.is_row:
        chart.add_data(Reference(page, first, area.last, end, area.last), from_rows=True)
        chart.set_categories(Reference(page, first, area.heading, end, area.heading))
        chart.legend = None
    else:
        chart.add_data(Reference(page, first, area.heading, end, area.last), titles_from_data=True)
        chart.set_categories(Reference(page, area.label, area.heading + 1, area.label, area.last))
        chart.legend.position = "b"
    chart.y_axis.numFmt, chart.y_axis.majorGridlines.spPr = "#,##0", _line("D5DBE2")
    # Some programs hide axes of which the file does not say that they are shown.
    chart.x_axis.delete = chart.y_axis.delete = False
    for series, colour in zip(chart.series, COLOURS, strict=False):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
    return chart


def _line(colour: str) -> Any:
    from openpyxl.chart.shapes import GraphicalProperties
    from openpyxl.drawing.line import LineProperties

    return GraphicalProperties(ln=LineProperties(solidFill=colour))
