"""What the playbook says of data: classes of sensitivity, complete catalogue entries, tests of features (P5)."""

from pydantic import Field

from mlplanner.playbook.entry import Entry


class SensitivityEntry(Entry):
    """A class of data; with `needs_rule` a feature of it needs a privacy rule for its jurisdictions (P5.1, P5.5)."""

    title: str = Field(min_length=1, max_length=80)
    needs_rule: bool
    source: str


class CatalogueEntry(Entry):
    """A field of a feature that a complete catalogue entry says; `or_else`: fields that serve as well (P5.6)."""

    title: str = Field(min_length=1, max_length=80)
    is_required: bool = True
    or_else: tuple[str, ...] = ()
    source: str


class FeatureCheckEntry(Entry):
    """A kind of test; the required ones count in the coverage (P5.4)."""

    title: str = Field(min_length=1, max_length=80)
    is_required: bool
    source: str
