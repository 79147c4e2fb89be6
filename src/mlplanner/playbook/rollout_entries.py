"""The playbook's entries of rollout and measured impact: stages, escalation rules, lines of the dashboard (P7)."""

from decimal import Decimal

from pydantic import Field

from mlplanner.domain.enums import Comparison
from mlplanner.domain.rollout import DashboardPanel
from mlplanner.playbook.entry import Entry


class StageEntry(Entry):
    """What a kind of rollout stage usually is (P7.1); the key is the `StageKind`. `share` of traffic, a fraction of 1."""

    title: str = Field(min_length=1, max_length=80)
    share: Decimal = Field(ge=0, le=1)
    weeks: int = Field(ge=1, le=52)
    entry_criteria: str = Field(max_length=400)
    rollback_criteria: str = Field(max_length=400)
    is_usual: bool = False
    """True: a new project starts with it."""
    source: str = ""


class EscalationEntry(Entry):
    """A rule that a new project starts with (P7.5); `deadline_hours` 0 means at once."""

    title: str = Field(min_length=1, max_length=120)
    comparison: Comparison
    threshold: Decimal = Field(ge=-(10**6), le=10**6)
    unit: str = Field(max_length=40)
    action: str = Field(min_length=1, max_length=400)
    deadline_hours: int = Field(ge=0, le=8760)
    source: str = ""


class DashboardEntry(Entry):
    """A line of the sponsor's dashboard that a new project starts with (P7.7); `cadence` is a key of the cadences."""

    title: str = Field(min_length=1, max_length=120)
    panel: DashboardPanel
    cadence: str
    shows_kpi: bool = False
    """True: it shows the KPI that decides."""
    source: str = ""
