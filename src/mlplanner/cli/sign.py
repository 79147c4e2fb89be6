"""`mlplanner sign PACK.pdf --certificate OWN.p12`: a digital signature with one's own certificate, offline."""

from pathlib import Path
from typing import Annotated

import typer

from mlplanner.cli.output import say
from mlplanner.exchange.returned.signing import DEFAULT_FIELD, sign_pack

PackFile = Annotated[Path, typer.Argument(metavar="PACK", help="The PDF to sign.")]
Certificate = Annotated[Path, typer.Option("--certificate", metavar="FILE", help="PKCS#12 file: .p12 or .pfx.")]
Field = Annotated[str, typer.Option("--field", metavar="NAME", help="The signature field.")]
Target = Annotated[Path | None, typer.Option("-o", "--output", metavar="PATH", help="By default beside it, '-signed'.")]
Passphrase = Annotated[
    str,
    typer.Option(
        "--passphrase",
        metavar="TEXT",
        prompt=True,
        hide_input=True,
        envvar="MLPLANNER_PASSPHRASE",
        show_envvar=True,
        help="Of the certificate; asked for when it is not given.",
    ),
]


def sign(
    pack: PackFile,
    certificate: Certificate,
    passphrase: Passphrase,
    field: Field = DEFAULT_FIELD,
    output: Target = None,
) -> None:
    """Sign a pack as it is filled in; the file itself stays, the signed one is written beside it."""
    target = sign_pack(pack, certificate, passphrase, field, output)
    say(f"Wrote {target} ({target.stat().st_size:,} bytes), signed in {field}.")
