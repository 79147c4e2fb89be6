"""The search behind levelling. These modules import NumPy, HiGHS and OR-Tools as they load: import them when they run."""
