"""The section Capacity: who is short, when, because of which projects, and what would help (P4.9)."""
