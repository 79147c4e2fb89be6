"""A message about a step that offers to take exactly this step back, for as long as it is the last one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from mlplanner.gui.messages import Message, MessageBar, Way
    from mlplanner.gui.session import Session


class _Offer(QObject):
    """Lives as long as the message; takes it away once another step is the last."""

    def __init__(self, session: Session, step: int, message: Message) -> None:
        super().__init__(message)
        self._session, self._step, self._message = session, step, message
        session.changed.connect(self._follow)

    def _follow(self, _changes: object) -> None:
        if self._session.workspace.last_step != self._step:
            self._message.close_message()


def offer_undo(
    bar: MessageBar, session: Session, text: str, ways: Sequence[Way] = (), details: str = "", *, cause: str = ""
) -> Message:
    """Say what the last step did, with Undo in front of the other ways on, and `details` to open."""
    step = session.workspace.last_step

    def undo() -> None:
        if session.workspace.last_step == step:
            session.undo()

    message = bar.notice(text, [("Undo", undo), *ways], details, cause=cause)
    if step is not None:
        _Offer(session, step, message)
    return message
