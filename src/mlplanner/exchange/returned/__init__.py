"""Packs that come back: what the file holds (`reading`, `signatures`), and what that means (`verdicts`)."""
