"""Print set-up: landscape, as wide as the paper, headings on every page, and what it is in the margin."""

from mlplanner.exchange.excel.books import Sheet


def set_up_printing(
    sheet: Sheet, title: str, heading: int = 0, *, is_upright: bool = False, is_large: bool = False, across: int = 1
) -> None:
    """Prepare one sheet for A4 paper (A3: `is_large`); `heading` is the row that is repeated (0: none).

    `across`: pages side by side; each repeats the first two columns.
    """
    page = sheet.page
    page.page_setup.orientation = "portrait" if is_upright else "landscape"
    page.page_setup.paperSize = page.PAPERSIZE_A3 if is_large else page.PAPERSIZE_A4
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = across, 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    page.page_margins.left = page.page_margins.right = 0.4
    page.page_margins.top, page.page_margins.bottom, page.page_margins.footer = 0.5, 0.8, 0.35
    page.oddFooter.left.text = title.replace("&", "&&")[:100]
    page.oddFooter.center.text = "&A"
    page.oddFooter.right.text = "&P / &N"
    if across > 1:
        page.print_title_cols = "A:B"
    if heading:
        page.print_title_rows = f"1:{heading}" if heading < 9 else f"{heading}:{heading}"
