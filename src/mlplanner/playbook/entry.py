"""The base of all entries of the playbook."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """A frozen part of the playbook; unknown keys are errors."""

    model_config = ConfigDict(frozen=True, extra="forbid")
