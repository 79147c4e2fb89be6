"""Reports as Markdown text, for a repository or a wiki: headings, sentences, lists and tables."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from mlplanner.reports.blocks import Block, Cell, Facts, Mark, Paragraph, Picture, Section, Table
from mlplanner.reports.formats import NBSP
from mlplanner.reports.model_cards import ModelCard

_SPECIAL = str.maketrans({sign: f"\\{sign}" for sign in "\\`*_[]<>#|"})


def write_model_card_md(card: ModelCard, path: Path) -> None:
    """Write the card, UTF-8; the same plan gives the same bytes."""
    head = card.head
    is_said = "sample" in head.classification.casefold()
    sample = " Sample data." if head.is_sample and not is_said else ""
    origin = f"As of {head.day}, {head.classification or 'unclassified'}.{sample} Plan fingerprint {head.fingerprint}."
    parts = [f"# {_plain(card.title)}", _plain(origin)]
    for section in card.sections:
        parts += _section(section)
    path.write_text("\n\n".join(parts) + "\n", encoding="utf-8", newline="\n")


def _section(section: Section) -> Iterator[str]:
    yield f"## {_plain(section.title)}"
    yield f"**{_plain(section.finding)}**"
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    if block.title:
        yield f"### {_plain(block.title)}"
    match block:
        case Table():
            yield _table(block)
            if block.note:
                yield _plain(block.note)
        case Facts():
            yield "\n".join(f"- **{_plain(name)}**: {_plain(said)}" for name, said in block.pairs)
        case Paragraph():
            yield _plain(block.text)
        case Picture():
            yield _plain(block.note)


def _table(table: Table) -> str:
    lines = [_line([column.title for column in table.columns]), _line(["---"] * len(table.columns))]
    return "\n".join([*lines, *(_line([_said(cell) for cell in row.cells]) for row in table.rows)])


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell if cell == '---' else _plain(cell) for cell in cells)} |"


def _said(cell: Cell) -> str:
    return cell.word if isinstance(cell, Mark) else cell


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return " ".join(text.replace(NBSP, " ").split()).translate(_SPECIAL)
