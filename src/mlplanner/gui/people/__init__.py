"""The section People and rate card: who there is, what they cost, when nobody works."""
