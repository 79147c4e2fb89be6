"""Ways of working and the traits of a project that speak for them (P3.5)."""

from pydantic import Field

from mlplanner.playbook.entry import Entry


class MethodEntry(Entry):
    """A way of working and what it advises."""

    title: str = Field(min_length=1, max_length=80)
    advice: str = Field(min_length=1, max_length=400)
    source: str


class TraitEntry(Entry):
    """A trait and the sentence why; `figure`: key of the number from which it speaks, empty where it is there or not."""

    title: str = Field(min_length=1, max_length=80)
    method: str = Field(min_length=1, max_length=40)
    text: str = Field(min_length=1, max_length=400)
    figure: str = ""
    source: str
