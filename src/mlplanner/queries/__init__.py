"""Every read: one frozen snapshot of the portfolio, the history, and the figures that follow from them."""
