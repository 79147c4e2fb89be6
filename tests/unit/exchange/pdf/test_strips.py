"""What belongs together stays on one page, and tables repeat their headings."""

from mlplanner.exchange.pdf.sheets import BOTTOM, TOP, Page
from mlplanner.exchange.pdf.strips import Strip, paginate

BODY = BOTTOM - TOP


class Recorder:
    """Strips that write down on which page and at which height they were drawn."""

    def __init__(self) -> None:
        self.drawn: list[tuple[str, float]] = []

    def strip(self, name: str, height: float, **fields: object) -> Strip:
        return Strip(height, lambda pen, x, y: self.drawn.append((name, y)), **fields)  # type: ignore[arg-type]

    def pages(self, pages: list[Page]) -> list[list[str]]:
        found = []
        for page in pages:
            self.drawn = []
            page.draw(None)  # type: ignore[arg-type]
            assert all(TOP <= y < BOTTOM for _, y in self.drawn)
            found.append([name for name, _ in self.drawn])
        return found


def test_that_a_heading_is_not_left_alone_at_the_foot_of_a_page() -> None:
    pen = Recorder()
    strips = [pen.strip("text", BODY - 30), pen.strip("heading", 20, holds_next=True), pen.strip("row", 20)]
    assert pen.pages(paginate([strips])) == [["text"], ["heading", "row"]]


def test_that_a_table_repeats_its_heading_on_each_page() -> None:
    pen = Recorder()
    head = pen.strip("head", 20)
    rows = [pen.strip(f"row {n}", BODY / 3, head=head) for n in range(4)]
    pages = pen.pages(paginate([[pen.strip("head", 20, holds_next=True), *rows]]))
    assert pages == [["head", "row 0", "row 1"], ["head", "row 2", "row 3"]]


def test_that_a_chapter_begins_on_a_new_page_unless_all_of_it_fits() -> None:
    pen = Recorder()
    chapters = [[pen.strip("one", BODY / 2)], [pen.strip("two", BODY / 4)], [pen.strip("three", BODY / 2)]]
    assert pen.pages(paginate(chapters)) == [["one", "two"], ["three"]]


def test_that_space_above_a_strip_is_dropped_on_top_of_a_page() -> None:
    pen = Recorder()
    paginate([[pen.strip("one", 10, space=30)]])[0].draw(None)  # type: ignore[arg-type]
    assert pen.drawn == [("one", TOP)]


def test_that_strips_held_together_longer_than_a_page_still_come_out_whole() -> None:
    pen = Recorder()
    strips = [pen.strip(str(n), BODY / 3, holds_next=True) for n in range(7)]
    assert pen.pages(paginate([strips])) == [["0", "1", "2"], ["3", "4", "5"], ["6"]]


def test_that_bookmarks_know_where_their_strip_stands() -> None:
    pen = Recorder()
    page = paginate([[pen.strip("one", 40), pen.strip("two", 10, space=5, bookmark=(0, "Two"))]])[0]
    assert list(page.bookmarks) == [(0, "Two", TOP + 45)]


def test_that_a_chapter_begins_on_a_page_that_has_much_room_left() -> None:
    pen = Recorder()
    chapters = [[pen.strip("one", BODY / 2)], [pen.strip("two", BODY / 4), pen.strip("three", BODY / 2)]]
    assert pen.pages(paginate(chapters)) == [["one", "two"], ["three"]]
