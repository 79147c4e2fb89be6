"""What a gate still lacks, in words: who has it, and since when (P3.4)."""

from mlplanner.domain.enums import ArtifactState
from mlplanner.engine.gaps import Gap
from mlplanner.reports.formats import counted, day


def since_said(gap: Gap) -> str:
    """`in draft since 12 Mar 2026 (three weeks)`, `missing, never started`."""
    if gap.since is None:
        return "missing, never started" if gap.state is ArtifactState.MISSING else f"{_word(gap)}, day not recorded"
    gone = f" ({counted(gap.weeks, 'week')})" if gap.weeks else ""
    return f"{_word(gap)} since {day(gap.since)}{gone}"


def gap_said(gap: Gap) -> str:
    """`Ethical review: Helga Sørensen, in draft since 12 Mar 2026 (three weeks), overdue`."""
    late = ", overdue" if gap.is_overdue else ""
    return f"{gap.name}: {gap.owner or 'nobody has it'}, {since_said(gap)}{late}"


def _word(gap: Gap) -> str:
    return "in draft" if gap.state is ArtifactState.DRAFT else gap.state.value
