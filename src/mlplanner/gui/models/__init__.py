"""The section Models: the inventory over all projects, and the way of a model out of service (P8.1)."""
