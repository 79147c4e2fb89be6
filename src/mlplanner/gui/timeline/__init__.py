"""One project on the calendar: a painted chart whose bars and edges are dragged in whole weeks."""
