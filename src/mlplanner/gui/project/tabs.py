"""The tabs of the project page, in order."""

from mlplanner.gui.project.approval import ApprovalTab
from mlplanner.gui.project.brief import BriefTab
from mlplanner.gui.project.costs import CostsTab
from mlplanner.gui.project.data import DataTab
from mlplanner.gui.project.governance import GovernanceTab
from mlplanner.gui.project.history import HistoryTab
from mlplanner.gui.project.operations import OperationsTab
from mlplanner.gui.project.rollout import RolloutTab
from mlplanner.gui.project.staffing import StaffingTab
from mlplanner.gui.project.tab import TabSpec
from mlplanner.gui.project.timeline import TimelineTab
from mlplanner.gui.project.value import ValueTab

TABS: tuple[TabSpec, ...] = (
    TabSpec("brief", "Brief", BriefTab),
    TabSpec("value", "Value", ValueTab),
    TabSpec("timeline", "Timeline", TimelineTab),
    TabSpec("staffing", "Staffing", StaffingTab),
    TabSpec("costs", "Costs", CostsTab),
    TabSpec("governance", "Governance", GovernanceTab),
    TabSpec("data", "Data", DataTab),
    TabSpec("operations", "Operations", OperationsTab),
    TabSpec("rollout", "Rollout", RolloutTab),
    TabSpec("approval", "Approval", ApprovalTab),
    TabSpec("history", "History", HistoryTab),
)
