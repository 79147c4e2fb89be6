"""The Project page: header, tabs, checks."""
