"""The first sheet: what the workbook is, how to edit it, and how to send it back."""

from collections.abc import Sequence

from mlplanner.exchange.excel import styles
from mlplanner.exchange.excel.books import Book
from mlplanner.exchange.excel.columns import Shape

RULES = (
    ("Edit", "Yellow cells with blue text are yours to change. Grey cells are calculated and follow by themselves."),
    ("Rows", "To add a row, fill an empty one and leave its Ref empty. To remove one, delete the whole row."),
    ("Copies", "After copying a row, clear the Ref of the copy: a Ref stands for one row and is never used twice."),
    ("New rows", "To point at a row that is new itself, give it a Ref such as NEW-1 and use that in the other row."),
    ("Order", "You may sort, filter, move and hide columns, add sheets of your own, and rename headings."),
    ("Lists", "Roles, sourcing and states come from lists. A name that is in no list of people becomes a new person."),
    ("Weeks", "Staffing is FTE by week, in steps of 0.05. Empty means: not in that week."),
    ("Rounding", "Every line is rounded to the cent, then added up; so what is printed adds up."),
    ("Send back", "Save as .xlsx and send the file back. Nothing changes before the difference has been looked at."),
)


def draw_read_me(book: Book, title: str, facts: Sequence[tuple[str, str]], sheets: Sequence[tuple[str, str]]) -> None:
    """Write what it is, the rules, and what is on which sheet."""
    sheet = book.sheet("Read me")
    sheet.head(title, "A plan to be read, edited and sent back, made by mlplanner.")
    row = 4
    for heading, lines in (("This workbook", facts), ("How to edit", RULES), ("Sheets", sheets)):
        sheet.put(row, 1, heading, styles.SECTION)
        for place, (label, text) in enumerate(lines, start=row + 1):
            sheet.put(place, 1, label, styles.LABEL)
            sheet.put(place, 2, text, styles.HINT)
        row += len(lines) + 2
    sheet.put(row, 1, "Colours", styles.SECTION)
    sheet.put(row + 1, 1, "Yours to change", styles.style_name(styles.INPUT, Shape.TEXT))
    sheet.put(row + 2, 1, "Calculated", styles.style_name(styles.CALCULATED, Shape.TEXT))
    sheet.put(row + 3, 1, "A total", styles.style_name(styles.TOTAL, Shape.TEXT))
    sheet.widths({1: 22, 2: 108})
