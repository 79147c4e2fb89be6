"""Monte Carlo simulation of dates and money (`arithmetic.md`, Simulation). NumPy is imported when it is first run."""
