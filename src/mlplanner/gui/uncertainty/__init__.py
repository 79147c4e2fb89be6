"""How sure dates and money are, beside the plan: inputs, percentiles, curves, drivers."""
