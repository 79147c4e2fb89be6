"""A grid that behaves like a spreadsheet, made of declared columns over a tuple of rows."""
