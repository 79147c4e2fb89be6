"""The base of all entries of the playbook."""

from pydantic import BaseModel, ConfigDict


class Entry(BaseModel):
    """A frozen part of the playbook; unknown keys are errors."""

    # Only the playbook itself is ever validated; measured, a validator of its own for each entry takes another 15 ms.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
