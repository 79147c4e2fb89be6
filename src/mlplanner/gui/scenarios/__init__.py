"""The section Scenarios: what-ifs beside the plan."""
