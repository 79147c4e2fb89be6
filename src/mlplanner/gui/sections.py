"""The window's sections, in the order of the navigation; a new section is one line here.

Factories import their screen when it is first shown: the shell is painted before any of them is loaded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from mlplanner.gui.session import Session


@dataclass(frozen=True)
class Section:
    """One entry of the navigation; `factory` makes its page for an open portfolio."""

    id: str
    title: str
    icon: str
    factory: Callable[[Session], QWidget]


def _portfolio(session: Session) -> QWidget:
    from mlplanner.gui.portfolio.page import PortfolioPage

    return PortfolioPage(session)


def _capacity(session: Session) -> QWidget:
    from mlplanner.gui.capacity.page import CapacityPage

    return CapacityPage(session)


def _scenarios(session: Session) -> QWidget:
    from mlplanner.gui.scenarios.page import ScenariosPage

    return ScenariosPage(session)


def _people(session: Session) -> QWidget:
    from mlplanner.gui.people.page import PeoplePage

    return PeoplePage(session)


def _models(session: Session) -> QWidget:
    from mlplanner.gui.models.page import ModelsPage

    return ModelsPage(session)


def _programme(session: Session) -> QWidget:
    from mlplanner.gui.programme.page import ProgrammePage

    return ProgrammePage(session)


def _playbook(session: Session) -> QWidget:
    from mlplanner.gui.playbook.page import PlaybookPage

    return PlaybookPage(session)


SECTIONS: tuple[Section, ...] = (
    Section("portfolio", "Portfolio", "portfolio", _portfolio),
    Section("capacity", "Capacity", "capacity", _capacity),
    Section("scenarios", "Scenarios", "scenarios", _scenarios),
    Section("models", "Models", "models", _models),
    Section("people", "People and rates", "people", _people),
    Section("programme", "Programme", "programme", _programme),
    Section("playbook", "Playbook", "playbook", _playbook),
)
