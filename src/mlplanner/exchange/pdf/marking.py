"""Marks around what is drawn: each piece of a page belongs to a part of the document, or is an artifact."""

from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from mlplanner.exchange.pdf.structure import HOLDERS, Note, Part, Role, Structure

ARTIFACT = "/Artifact BMC"


class Marker:
    """Writes marks between a page's drawing commands. Call `text` or `shape` before each of them, `close` at the end."""

    def __init__(self, canvas: Any, structure: Structure, page: int) -> None:
        self._canvas, self._structure, self._page = canvas, structure, page
        self._parts: list[Part] = [structure.root]
        self._artifact = ""
        self._open: Part | str | None = None

    @property
    def is_in_figure(self) -> bool:
        """True while a figure is drawn, whose lines and words are part of it."""
        return self._parts[-1].role == Role.FIGURE and not self._artifact

    @contextmanager
    def part(self, part: Part, key: Hashable = None) -> Iterator[None]:
        """What is drawn inside belongs to `part`; with a `key` it goes on where an earlier one of that key stopped."""
        self._parts.append(self._structure.add(self._parts[-1], part, key))
        try:
            yield
        finally:
            self.close()
            self._parts.pop()

    @contextmanager
    def artifact(self, kind: str = "") -> Iterator[None]:
        """What is drawn inside is no part of the document; `kind` Header or Footer for what every page carries."""
        kept = self._artifact
        self._artifact = f"/Artifact <</Type /Pagination /Subtype /{kind}>> BDC" if kind else ARTIFACT
        self._parts.append(Part(Role.DOCUMENT))
        try:
            yield
        finally:
            self.close()
            self._parts.pop()
            self._artifact = kept

    def note(self, place: Hashable) -> None:
        """A thing to click or fill in is a part of its own, or belongs to the link that is drawn."""
        holder = self._parts[-1]
        if holder.role != Role.LINK:
            holder = self._structure.add(holder, Part(Role.FORM))
        holder.kids.append(Note(self._page, place))

    def text(self) -> None:
        """Text follows."""
        part = self._parts[-1]
        self._switch(self._artifact or (ARTIFACT if part.role in HOLDERS else part))

    def shape(self) -> None:
        """A line or an area follows: content in figures, an artifact everywhere else."""
        self._switch(self._parts[-1] if self.is_in_figure else self._artifact or ARTIFACT)

    def close(self) -> None:
        """End the mark that is open."""
        if self._open is not None:
            self._canvas.addLiteral("EMC")
            self._open = None

    def _switch(self, wanted: Part | str) -> None:
        if self._open is wanted:
            return
        self.close()
        self._open = wanted
        if isinstance(wanted, str):
            self._canvas.addLiteral(wanted)
        else:
            number = self._structure.mark(wanted, self._page)
            self._canvas.addLiteral(f"/{wanted.role} <</MCID {number}>> BDC")
