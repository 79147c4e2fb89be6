"""The parts of the Staffing tab: columns, totals, details, comparison of sourcing, mix, dialogs."""
