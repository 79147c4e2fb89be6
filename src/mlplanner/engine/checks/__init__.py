"""The checks: each rule of the playbook is one small function, in a file by subject.

To add one: a function and a line in its file's `RULES`, the entry of the same key in `resources/playbook/rules/`, and a
golden case in the tests.
"""

from mlplanner.engine.checks.checking import RULES, check_project

__all__ = ["RULES", "check_project"]
