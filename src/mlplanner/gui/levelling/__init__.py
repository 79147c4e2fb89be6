"""Levelling in the window: options, a run beside the window, the proposal, and what becomes of it (P4.9)."""
