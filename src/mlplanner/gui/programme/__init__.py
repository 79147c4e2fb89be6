"""The Programme section: how the portfolio is run and funded."""
