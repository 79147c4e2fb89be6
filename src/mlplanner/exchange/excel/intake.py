"""One file on its way to a set of edits: find its tables, read their rows, compare them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from mlplanner.domain.changes import ChangeSet
from mlplanner.domain.noun import Noun
from mlplanner.domain.portfolio import Portfolio
from mlplanner.domain.registry import KIND_BY_KEY
from mlplanner.domain.rollout import CRITERIA, Evidence
from mlplanner.domain.rows import references
from mlplanner.domain.validation import field_title
from mlplanner.exchange.excel.canonical import Rows
from mlplanner.exchange.excel.columns import Column, Record, Table
from mlplanner.exchange.excel.figure_blocks import FIGURES
from mlplanner.exchange.excel.headings import FoundTable, find_lines, find_tables, title_of
from mlplanner.exchange.excel.merging import contested_rows
from mlplanner.exchange.excel.newcomers import Newcomers
from mlplanner.exchange.excel.old_fields import Takeover
from mlplanner.exchange.excel.open_files import OpenFile, Spot
from mlplanner.exchange.excel.row_changes import RowChanges
from mlplanner.exchange.excel.row_reading import Reader
from mlplanner.exchange.excel.vocabularies import Vocabulary
from mlplanner.exchange.problems import Problems, mixed_up


@dataclass
class Intake:
    """One file on its way to a set of edits."""

    file: OpenFile
    portfolio: Portfolio
    vocabulary: Vocabulary
    base: Rows
    nouns: Mapping[str, Mapping[int, Noun]]
    tables: Sequence[Table]
    records: Sequence[Record]
    project_id: int | None
    """The project of the plan; None: the workbook tells the project of each row."""
    is_old: bool = False
    """True: an earlier mlplanner wrote it, so tables and columns that came since are not missed."""
    by_content: bool = False
    """True: rows whose Refs were mixed up are found by what they say."""

    def changes(self, notes: tuple[str, ...]) -> ChangeSet:
        """Read everything, then tell all problems at once, else the edits."""
        problems = Problems(self.file.source)
        people = tuple(person.name for person in self.portfolio.people.values())
        newcomers = Newcomers(people)
        reader = Reader(self.file, self.base, self.vocabulary, newcomers, problems, self.by_content)
        changes = RowChanges(self.base, self.nouns, problems, newcomers.notes, self._after_start())
        found = find_tables(self.file, self.tables, problems, is_old=self.is_old)
        self._note_gone(changes, found)
        self._note_figures(changes)
        ids = {key: reader.find_rows(place) for key, place in found.items()}
        self._tell_mixed_up(reader, newcomers)
        reader.contested = changes.contested = contested_rows(self.base, self.nouns, reader.removed)
        changes.notes.extend(note for place in found.values() for note in place.renamed)
        self._read_records(reader, changes)
        self._take_over(Takeover(self.portfolio, reader, changes), found, ids)
        for key, place in found.items():
            self._read_table(reader, changes, place, ids[key])
        self._refuse_foreign_targets(changes)
        changes.refuse_days_before(self._starts(changes))
        problems.raise_if_any()
        edits = changes.in_order(list(newcomers.people.values()))
        return ChangeSet(
            self.file.source,
            edits,
            (*self.file.notes, *notes, *newcomers.notes),
            self.project_id,
            tuple(changes.conflicts),
        )

    def _tell_mixed_up(self, reader: Reader, newcomers: Newcomers) -> None:
        if reader.mixed_up and not self.by_content:
            raise mixed_up(self.file.source, reader.mixed_up)
        for sheet, _ in reader.mixed_up:
            newcomers.notes.append(f"{sheet}: the Refs were mixed up, so its rows were matched by what they say.")

    def _take_over(
        self, takeover: Takeover, found: Mapping[str, FoundTable], ids: Mapping[str, Mapping[int, int]]
    ) -> None:
        """What an old file says on the project and a plan keeps elsewhere now."""
        if self.is_old and self.project_id is not None:
            takeover.of_plan(self.project_id)
        elif self.is_old and "projects" in found:
            takeover.of_portfolio(found["projects"], ids["projects"])

    def _read_records(self, reader: Reader, changes: RowChanges) -> None:
        for record in self.records:
            kind = KIND_BY_KEY[record.kind]
            spots = find_lines(self.file, record, reader.problems, is_old=self.is_old)
            row_id = next(iter(self.nouns[record.kind]))
            row = reader.read_lines(record.kind, record.columns, spots, row_id)
            changes.compare(kind, row, inputs_of(record.columns) - locked_fields(self.nouns[record.kind][row_id]))

    def _read_table(self, reader: Reader, changes: RowChanges, place: FoundTable, ids: Mapping[int, int]) -> None:
        table, kind = place.table, KIND_BY_KEY[place.table.kind]
        inputs = inputs_of(table.columns) if table.is_input else frozenset()
        inputs |= {"weekly"} if table.has_weeks else frozenset()
        position = max((getattr(noun, "position", 0) for noun in self.nouns[kind.key].values()), default=0)
        for sheet_row, row_id in ids.items():
            row = reader.read_row(place, sheet_row, row_id)
            if row_id > 0:
                changes.compare(kind, row, inputs - locked_fields(self.nouns[kind.key].get(row_id)))
                self._note_typed_over(changes, place, sheet_row)
            elif table.is_fixed:
                what = f"a {kind.title} can't be added in a workbook; add it in mlplanner and clear this row."
                reader.problems.add(row.where, what)
            elif not table.is_input:
                changes.notes.append(f"{row.where}: a {kind.title} is made in mlplanner; this row was not taken.")
            else:
                position += 1
                fixed = {"position": position} if "position" in kind.noun.model_fields else {}
                changes.add(kind, row, fixed | ({"project_id": self.project_id} if self.project_id else {}))
        self._remove(reader, changes, place)

    def _remove(self, reader: Reader, changes: RowChanges, place: FoundTable) -> None:
        table, kind = place.table, KIND_BY_KEY[place.table.kind]
        for row_id in sorted(reader.removed[kind.key]):
            noun = self.nouns[kind.key].get(row_id)
            if noun is None:
                continue
            if table.is_fixed or table.keeps_rows:
                what = f"the row of {noun.ref} {noun.label} is gone; a {kind.title} is removed in mlplanner, put the row back."
                reader.problems.add(place.sheet, what)
            elif not table.is_input:
                changes.notes.append(f"{place.sheet}: {noun.ref} stays; a {kind.title} is never removed by a workbook.")
            else:
                changes.remove(kind, row_id)

    def _note_gone(self, changes: RowChanges, found: Mapping[str, FoundTable]) -> None:
        """Columns that the sender deleted: not an edit of what stood in them."""
        for place in found.values():
            titles = {column.field: title_of(place.table.kind, column) for column in place.table.columns}
            for name in place.gone:
                what = f"the column '{titles[name]}' was deleted in the workbook; its values stay as they are."
                changes.notes.append(f"{place.sheet}: {what}")

    def _note_figures(self, changes: RowChanges) -> None:
        """Figures that somebody typed over."""
        for name in FIGURES:
            spot = self.file.names.get(name)
            if spot and self.file.value(spot) is not None and not self.file.is_formula(spot):
                changes.notes.append(f"{spot.text}: this figure is calculated; the typed value was not taken.")

    def _note_typed_over(self, changes: RowChanges, place: FoundTable, row: int) -> None:
        for title, column in place.calculated.items():
            spot = Spot(place.sheet, row, column)
            if self.file.value(spot) is not None and not self.file.is_formula(spot):
                changes.notes.append(f"{spot.text}: '{title}' is calculated; the typed value was not taken.")

    def _refuse_foreign_targets(self, changes: RowChanges) -> None:
        """What belongs to a project refers to rows of the same one."""
        new = {(edit.kind, edit.id): edit.values.get("project_id") for edit in changes.added}

        def project_of(kind: str, key: int) -> int | None:
            return new[kind, key] if (kind, key) in new else getattr(self.nouns[kind].get(key), "project_id", None)

        for edit in (*changes.added, *changes.changed):
            noun = KIND_BY_KEY[edit.kind].noun
            for name, target in references(noun).items():
                key = edit.values.get(name)
                if key is None or not (target.in_project and KIND_BY_KEY[edit.kind].in_project):
                    continue
                if project_of(target.key, key) != project_of(edit.kind, edit.id):
                    held = self.nouns[target.key].get(key)
                    what = f"{held.ref if held else f'the new {target.title}'} belongs to another project"
                    title = field_title(noun, name)
                    changes.problems.add(edit.where, f"{title}: {what}; choose a {target.title} of the same one.")

    def _starts(self, changes: RowChanges) -> dict[int, date]:
        """Each project's start as it will be."""
        starts = {key: plan.project.start for key, plan in self.portfolio.plans.items()}
        edited = {edit.id: edit.values["start"] for edit in changes.changed if "start" in edit.values}
        return starts | edited

    def _after_start(self) -> dict[str, frozenset[str]]:
        parts: Sequence[Table | Record] = (*self.tables, *self.records)
        return {part.kind: frozenset(c.field for c in part.columns if c.after_start) for part in parts}


def locked_fields(noun: Noun | None) -> frozenset[str]:
    """The criteria of success, once they were locked at approval (P7.3)."""
    return frozenset(CRITERIA) if isinstance(noun, Evidence) and noun.locked_on is not None else frozenset()


def inputs_of(columns: Sequence[Column]) -> frozenset[str]:
    """The fields that may come back."""
    return frozenset(column.field for column in columns if column.is_input)
