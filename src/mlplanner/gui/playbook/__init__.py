"""The section Playbook: the figures, lists and texts of the method, viewed, changed and taken back."""
