"""The text fields that hold keys of the playbook, and the part of it that they choose from."""

from collections.abc import Mapping
from types import MappingProxyType

PLAYBOOK_LISTS: Mapping[tuple[str, str], str] = MappingProxyType(
    {
        ("people", "role"): "roles",
        ("rates", "role"): "roles",
        ("pools", "role"): "roles",
        ("acceptances", "role"): "roles",
        ("lines", "role"): "roles",
        ("artifacts", "role"): "roles",
        ("maintenance", "role"): "roles",
        ("retraining", "role"): "roles",
        ("rights", "role"): "decision_rights",
        ("project_rights", "role"): "decision_rights",
        ("kpis", "metric"): "metrics",
        ("kpis", "cadence"): "cadences",
        ("retraining", "cadence"): "cadences",
        ("dashboard", "cadence"): "cadences",
        ("enrolments", "programme"): "trainings",
        ("features", "sensitivity"): "sensitivity",
        ("reviews", "kind"): "review_kinds",
        ("risk_answers", "question"): "risk_questions",
        ("risk_answers", "option"): "risk_options",
        ("rule_waivers", "rule"): "rules",
    }
)
"""(kind, field) → the list whose keys the field holds; people see the titles."""
PARTS: Mapping[str, str] = MappingProxyType({"review_kinds": "reviews"})
"""List → the playbook's part where the two are called differently: `reviews` are a plan's own rows too."""
HOLDERS = ("roles", "decision_rights")
"""Lists that an import refuses to be left: who does or decides something must be known (P2.2, P4.1)."""
RACI = "raci_roles"
"""The list of those who can have a letter of the RACI: roles, and holders of decision rights (P2.3)."""
