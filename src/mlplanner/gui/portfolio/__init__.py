"""The Portfolio section: table, roadmap, tiles."""
