"""Where the chart's lines are: a phase, under an opened one its artifacts, and the headroom at the end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mlplanner.gui.timeline.rows import ARTIFACT_HEIGHT, ROW_HEIGHT, ArtifactRow, PhaseRow


@dataclass(frozen=True)
class ChartLine:
    """One line of the chart, from `top` (0 under the heading) on; no phase, no artifact, no rollout: the headroom."""

    top: int
    height: int
    index: int
    phase: PhaseRow | None = None
    artifact: ArtifactRow | None = None
    is_rollout: bool = False
    """The lane of the rollout's stages."""


def chart_lines(
    rows: Sequence[PhaseRow], opened: Iterable[int], *, has_headroom: bool, has_stages: bool = False
) -> tuple[ChartLine, ...]:
    """All lines, top to bottom; `opened` are ids of phases whose artifacts are shown."""
    shown, top = set(opened), 0
    lines: list[ChartLine] = []
    for index, row in enumerate(rows):
        lines.append(ChartLine(top, ROW_HEIGHT, index, row))
        top += ROW_HEIGHT
        for artifact in row.artifacts if row.phase.id in shown else ():
            lines.append(ChartLine(top, ARTIFACT_HEIGHT, index, row, artifact))
            top += ARTIFACT_HEIGHT
    if has_headroom:
        lines.append(ChartLine(top, ROW_HEIGHT, len(rows)))
        top += ROW_HEIGHT
    if has_stages:
        lines.append(ChartLine(top, ROW_HEIGHT, len(rows), is_rollout=True))
    return tuple(lines)


def line_at(lines: Sequence[ChartLine], y: float) -> ChartLine | None:
    """The line under a height below the heading."""
    return next((line for line in lines if line.top <= y < line.top + line.height), None)


def bottom_of(lines: Sequence[ChartLine]) -> int:
    """Where the last line ends."""
    return lines[-1].top + lines[-1].height if lines else 0
