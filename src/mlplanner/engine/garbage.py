"""Makes many objects at once without Python looking through all of them for circular garbage, again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_look_for_garbage() -> Iterator[None]:
    """For work whose objects nearly all stay; it goes on as before afterwards, also within another one.

    Measured: half of the time in which a portfolio's rows, a workbook's cells or 10,000 projects' demand were made.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
