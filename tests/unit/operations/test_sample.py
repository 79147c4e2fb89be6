"""The sample portfolio is the same however it comes about: made in memory, or copied for a test."""

from datetime import date

from mlplanner.operations.sample import create_sample
from tests.support.sample_files import sample_in_memory


def test_that_the_copy_that_tests_work_on_is_the_sample() -> None:
    made, copied = create_sample(None, date(2026, 2, 20)), sample_in_memory(date(2026, 2, 20))
    assert copied.portfolio == made.portfolio
    assert (copied.today, copied.undo_label, copied.is_read_only) == (made.today, None, False)
    made.close()
    copied.close()
