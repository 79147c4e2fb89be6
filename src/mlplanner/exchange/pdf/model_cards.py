"""The model card as a PDF: its sections one after the other (P2.7)."""

from pathlib import Path

from mlplanner.exchange.pdf.sections import section_strips
from mlplanner.exchange.pdf.sheets import write_document
from mlplanner.exchange.pdf.strips import paginate
from mlplanner.reports.model_cards import ModelCard


def write_model_card_pdf(card: ModelCard, path: Path) -> None:
    """Write the card to `path`, whole or not at all; the same plan gives the same bytes.

    Raises:
        WorldFault: the file cannot be written there.
    """
    strips = [
        strip for number, section in enumerate(card.sections, start=1) for strip in section_strips(section, number)
    ]
    write_document(path, card.title, card.author, card.head, paginate([strips]))
