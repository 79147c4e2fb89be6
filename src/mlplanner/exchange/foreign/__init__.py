"""Workbooks that other people made: what their tables and columns mean, guessed, shown, and corrected."""
