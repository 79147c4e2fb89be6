"""Plans as Microsoft Project XML (MSPDI), out and in."""
