"""Plan and portfolio workbooks (P9.2): made to be edited by a colleague and read back.

`plan_workbook.write_plan_workbook` and `portfolio_workbook.write_portfolio_workbook` write, `reading.read_workbook` reads.
"""

from mlplanner.exchange.excel.spared_imports import spare_numpy

spare_numpy()
