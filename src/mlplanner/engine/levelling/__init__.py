"""Levelling: new starts for projects, so that nobody is asked for more work than there is (P4.9)."""
