"""What is remembered of files that came in: how columns were understood, ids of other programs, returned packs."""

from datetime import date
from enum import StrEnum
from typing import ClassVar

from sqlmodel import Field, String

from mlplanner.domain.noun import NAME, TEXT, Noun, ProjectNoun


class PackState(StrEnum):
    """What a returned pack is, held against what was sent."""

    UNCHANGED = "unchanged"
    FILLED_IN = "filled_in"
    CHANGED = "changed"
    FOREIGN = "foreign"


class ImportMapping(Noun):
    """How the columns of a foreign workbook were understood; the next file with these headings is read alike."""

    PREFIX: ClassVar[str] = "IM"

    name: str = Field(min_length=1, max_length=NAME, title="File it was made for")
    headings: str = Field(min_length=1, max_length=TEXT, title="Headings", description="As found, one to a column")
    mapping: str = Field(default="{}", max_length=TEXT, title="Columns", description="JSON: heading to field")

    @property
    def label(self) -> str:
        """The file's name."""
        return self.name


class ExternalId(ProjectNoun):
    """The id that another program gave to a row, so that its next file finds the row again."""

    PREFIX: ClassVar[str] = "EX"

    system: str = Field(min_length=1, max_length=40, title="Program", description="e.g. msproject")
    kind: str = Field(min_length=1, max_length=40, title="Kind", description="Key of the noun's kind")
    row_id: int = Field(title="Row")
    external_id: str = Field(min_length=1, max_length=NAME, title="Id there")


class ReturnedPack(ProjectNoun):
    """A pack that came back from a sponsor: what it was, who signed it, and whether that holds."""

    PREFIX: ClassVar[str] = "RP"

    received_on: date = Field(title="Received on")
    file_name: str = Field(min_length=1, max_length=260, title="File")
    file_sha256: str = Field(default="", max_length=64, title="SHA-256 of the file")
    fingerprint: str = Field(default="", max_length=64, title="Plan fingerprint in it")
    state: PackState = Field(default=PackState.FOREIGN, sa_type=String, title="State")
    signed_by: str = Field(default="", max_length=TEXT, title="Signed by")
    is_signature_sound: bool = Field(default=False, title="Signature holds")
    outcome: str = Field(default="", max_length=40, title="Decision filled in")
    conditions: str = Field(default="", max_length=TEXT, title="Conditions filled in")
    decision_id: int | None = Field(default=None, foreign_key="decision.id", title="Recorded as decision")

    @property
    def label(self) -> str:
        """The file's name."""
        return self.file_name
