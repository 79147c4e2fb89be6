"""The dialog *Level…*: choose, run beside the window, look at the proposal, apply it, keep it, or let it go (P4.9)."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from mlplanner.domain.errors import PlannerError
from mlplanner.domain.weeks import say_day
from mlplanner.engine.levelling.options import LevelOptions
from mlplanner.engine.levelling.proposal import Proposal
from mlplanner.engine.levelling.staleness import say_stale
from mlplanner.engine.levelling.wording import (
    say_end,
    say_quality,
    say_sourcing_in_all,
    say_under_way,
    say_weeks_over,
)
from mlplanner.gui.jobs import Job, Jobs
from mlplanner.gui.levelling.results import Results
from mlplanner.gui.levelling.running import levelling_work
from mlplanner.gui.project.sheet import label
from mlplanner.gui.session import Session
from mlplanner.operations.levelling import apply_proposal, keep_as_scenario

_LEVEL, _AGAIN = "Level", "Level again"
_LONGEST = 3600
_LARGEST_SEED = 2**31 - 1
_INTRO = (
    "Proposes new starts, so that no role is asked for more than there is and waiting costs the least. "
    "What has begun, and projects whose dates are fixed, stay. Nothing changes until you apply it."
)


class LevelDialog(QDialog):
    """Stays open beside the window; one run at a time."""

    applied = Signal(str)
    """What was done, in a sentence; the step is the last one."""

    def __init__(self, session: Session, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("levelDialog")
        self.setWindowTitle("Level the portfolio")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(900, 600)
        self._session, self._jobs = session, jobs
        self._job: Job[object] | None = None
        self.proposal: Proposal | None = None
        self.seconds = _number("levelSeconds", "Work, seconds", 1, _LONGEST, 10)
        self.seed = _number("levelSeed", "Seed", 0, _LARGEST_SEED, 1)
        self.pauses = _check("levelPauses", "Pauses between phases", "As long as each project allows", is_on=True)
        self.earlier = _check("levelEarlier", "May come earlier", "Projects without an earliest start may begin sooner")
        self.sourcing = _check("levelSourcing", "Other sourcing", "Hires, contractors or partners may do what is short")
        self.start_button = QPushButton(_LEVEL)
        self.stop_button = QPushButton("Stop, keep the best so far")
        self.bar = QProgressBar()
        self.said = label("", "muted")
        self.quality = label(_INTRO, "muted")
        self.results = Results(session)
        self.buttons = QDialogButtonBox()
        self.apply_button = self.buttons.addButton("Apply", QDialogButtonBox.ButtonRole.ActionRole)
        self.keep_button = self.buttons.addButton("Keep as scenario…", QDialogButtonBox.ButtonRole.ActionRole)
        self.discard_button = self.buttons.addButton("Discard", QDialogButtonBox.ButtonRole.RejectRole)
        self._build()
        self._connect()
        self._show_state()

    def _build(self) -> None:
        top = QHBoxLayout()
        for text, box in (("Work, seconds", self.seconds), ("Seed", self.seed)):
            caption = QLabel(text)
            caption.setBuddy(box)
            top.addWidget(caption)
            top.addWidget(box)
        top.addWidget(self.pauses)
        top.addWidget(self.earlier)
        top.addWidget(self.sourcing)
        top.addStretch(1)
        self.start_button.setObjectName("levelStart")
        self.start_button.setDefault(True)
        self.stop_button.setObjectName("levelStop")
        top.addWidget(self.start_button)
        top.addWidget(self.stop_button)
        self.bar.setObjectName("levelProgress")
        self.bar.setAccessibleName("How far levelling is")
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(6)
        self.said.setObjectName("levelSaid")
        self.quality.setObjectName("levelQuality")
        for button, name in (
            (self.apply_button, "levelApply"),
            (self.keep_button, "levelKeep"),
            (self.discard_button, "levelDiscard"),
        ):
            button.setObjectName(name)
            button.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setSpacing(8)
        layout.addLayout(top)
        layout.addWidget(self.bar)
        layout.addWidget(self.said)
        layout.addWidget(self.quality)
        layout.addWidget(self.results, 1)
        layout.addWidget(self.buttons)

    def _connect(self) -> None:
        self.start_button.clicked.connect(self.start)
        self.stop_button.clicked.connect(self.stop)
        self.apply_button.clicked.connect(self.apply)
        self.keep_button.clicked.connect(self.ask_name)
        self.buttons.rejected.connect(self.reject)
        self.finished.connect(self._let_go)
        self._session.changed.connect(self._look_again)

    def start(self) -> None:
        """Level the portfolio as it is now."""
        session = self._session
        options = LevelOptions(
            seconds=float(self.seconds.value()),
            seed=self.seed.value(),
            has_pauses=self.pauses.isChecked(),
            is_earlier_allowed=self.earlier.isChecked(),
            may_source=self.sourcing.isChecked(),
        )
        self._show_proposal(None)
        self.start_button.setText(_LEVEL)
        work = levelling_work(session.portfolio, session.playbook, session.today, options)
        self._job = job = self._jobs.start("Levelling the portfolio", work)
        job.progressed.connect(self._on_progress)
        job.finished.connect(self._on_finished)
        job.failed.connect(self._on_failed)
        job.ended.connect(self._on_ended)
        self.said.setText("Waiting for another job." if self._jobs.current is not job else "Reading the portfolio.")
        self._show_state()

    def stop(self) -> None:
        """End the run; what was found until now is shown."""
        if self._job is not None:
            self._job.cancel()
            self.said.setText("Stopping; the best so far comes in a moment.")
            self.stop_button.setEnabled(False)

    def apply(self) -> None:
        """Move the projects, as one step; in a scenario, as one of its edits."""
        if self.proposal is not None:
            keeps = self._session.workspace.keeps_records
            count = len(self.proposal.moves)
            if self._session.run(apply_proposal(self.proposal, is_recorded=keeps)) is not None:
                self._tell(f"Levelled: {count} project{'' if count == 1 else 's'} moved.")

    def ask_name(self) -> None:
        """Ask what the scenario is to be called."""
        if self.proposal is None:
            return
        dialog = QInputDialog(self)
        dialog.setObjectName("levelNameDialog")
        dialog.setWindowTitle("Keep as scenario")
        dialog.setLabelText("Name of the scenario. The plan stays as it is.")
        dialog.setTextValue(f"Levelled {say_day(self.proposal.made_on)}")
        dialog.textValueSelected.connect(self.keep)
        dialog.open()

    def keep(self, name: str) -> None:
        """Keep the proposal as a scenario of that name."""
        if self.proposal is not None and self._session.run(keep_as_scenario(self.proposal, name)) is not None:
            self._tell(f"The proposal is kept as scenario {name.strip()}; the plan is as it was.")

    def _tell(self, sentence: str) -> None:
        self.applied.emit(sentence)
        self.accept()

    def _on_progress(self, share: float, doing: str) -> None:
        self.bar.setValue(round(1000 * share))
        if doing and self._job is not None and not self._job.is_stopping:
            self.said.setText(f"{doing}.")

    def _on_finished(self, proposal: Proposal) -> None:
        self._show_proposal(proposal)

    def _on_failed(self, error: BaseException) -> None:
        if not isinstance(error, PlannerError):
            raise error
        self.said.setText(str(error))

    def _on_ended(self) -> None:
        self._job = None
        self._show_state()
        self._look_again()

    def _show_proposal(self, proposal: Proposal | None) -> None:
        self.proposal = proposal
        self.results.show_proposal(proposal)
        if proposal is None:
            self.quality.setText(_INTRO)
            return
        currency = self._session.portfolio.settings.currency
        self.said.setText(say_end(proposal))
        moved = "" if proposal.moves else "Nothing moves: no project that may move has to, or gains by it. "
        said = (
            f"{moved}{say_quality(proposal, currency)}",
            say_sourcing_in_all(proposal, currency),
            say_weeks_over(proposal),
            say_under_way(proposal),
        )
        self.quality.setText(" ".join(filter(None, said)))

    def _look_again(self, _changes: object = None) -> None:
        """The plan may have moved on since the proposal was made."""
        if self.proposal is None or self._job is not None:
            return
        session = self._session
        if reason := say_stale(session.portfolio, session.playbook, session.today, self.proposal):
            self._show_proposal(None)
            self.said.setText(reason)
            self.start_button.setText(_AGAIN)
        self._show_state()

    def _show_state(self) -> None:
        is_running = self._job is not None
        can_apply = bool(self.proposal and self.proposal.moves) and not self._session.workspace.is_read_only
        self.bar.setVisible(is_running)
        self.bar.setValue(0)
        self.start_button.setVisible(not is_running)
        self.stop_button.setVisible(is_running)
        self.stop_button.setEnabled(is_running)
        for widget in (self.seconds, self.seed, self.pauses, self.earlier, self.sourcing):
            widget.setEnabled(not is_running)
        self.apply_button.setEnabled(can_apply and not is_running)
        self.keep_button.setEnabled(can_apply and not is_running and self._session.workspace.keeps_records)
        self.keep_button.setToolTip("" if self._session.workspace.keeps_records else "A scenario is shown already")

    def _let_go(self) -> None:
        """Closed: a run that is still on has nobody to show its result to."""
        if self._job is not None:
            self._job.finished.disconnect(self._on_finished)
            self._job.failed.disconnect(self._on_failed)
            self._job.progressed.disconnect(self._on_progress)
            self._job.ended.disconnect(self._on_ended)
            self._job.cancel()
            self._job = None
        self._session.changed.disconnect(self._look_again)


def _number(name: str, title: str, low: int, high: int, value: int) -> QSpinBox:
    made = QSpinBox()
    made.setObjectName(name)
    made.setAccessibleName(title)
    made.setRange(low, high)
    made.setValue(value)
    return made


def _check(name: str, text: str, hint: str, *, is_on: bool = False) -> QCheckBox:
    made = QCheckBox(text)
    made.setObjectName(name)
    made.setToolTip(hint)
    made.setChecked(is_on)
    return made
