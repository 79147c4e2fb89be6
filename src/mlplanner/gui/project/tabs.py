"""The tabs of the project page, in order."""

from mlplanner.gui.project.brief import BriefTab
from mlplanner.gui.project.tab import TabSpec

TABS: tuple[TabSpec, ...] = (TabSpec("brief", "Brief", BriefTab),)
