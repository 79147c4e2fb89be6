"""`mlplanner verify PACK.pdf`: what a pack that came back is; exit code 1 when it is changed, foreign, or badly signed."""

from pathlib import Path
from typing import Annotated, Any

import typer

from mlplanner.cli.output import say, say_json
from mlplanner.cli.parameters import AsJson, reading
from mlplanner.domain.exchanges import PackState
from mlplanner.exchange.returned.pack_worker import ask_pack
from mlplanner.exchange.returned.reading import PackReading
from mlplanner.exchange.returned.verdicts import PackVerdict, judge

PackFile = Annotated[Path, typer.Argument(metavar="PACK", help="The PDF that came back.")]
Against = Annotated[Path | None, typer.Option("--file", metavar="PORTFOLIO", help="The portfolio that sent it.")]
Trust = Annotated[
    Path | None,
    typer.Option("--trust", metavar="PATH", help="A file or folder of certificates (PEM) whose issuers you trust."),
]


def verify(pack: PackFile, file: Against = None, trust: Trust = None, as_json: AsJson = False) -> None:
    """Say whether a PDF is a pack that was sent, what was changed or filled in, and whether its signatures hold."""
    found = ask_pack(pack, trust)
    if file is None:
        verdict = judge(found)
    else:
        with reading(file) as workspace:
            verdict = judge(found, workspace.portfolio)
    if as_json:
        say_json(_document(found, verdict))
    else:
        for sentence in verdict.sentences:
            say(sentence)
    is_bad = verdict.state in (PackState.CHANGED, PackState.FOREIGN) or verdict.is_sent_by_us is False
    is_bad = is_bad or verdict.is_trusted is False
    if is_bad or (verdict.is_signed and not verdict.is_signature_sound):
        raise typer.Exit(1)


def _document(found: PackReading, verdict: PackVerdict) -> dict[str, Any]:
    mark = found.mark
    return {
        "file": found.name,
        "sha256": found.file_sha256,
        "state": verdict.state,
        "sent_by_us": verdict.is_sent_by_us,
        "project": verdict.project,
        "revision": verdict.revision,
        "version": verdict.version,
        "fingerprint": mark.fingerprint if mark else None,
        "decision": verdict.outcome,
        "conditions": verdict.conditions,
        "fields": found.filled,
        "fields_signed": found.signed,
        "trusted": verdict.is_trusted,
        "signatures": found.signatures,
        "notes_on_pages": found.notes,
        "sentences": verdict.sentences,
    }
