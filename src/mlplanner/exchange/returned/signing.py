"""Sign a pack with one's own certificate: the signed file is written beside the one that came, whole or not at all."""

import os
from pathlib import Path

from mlplanner.domain.errors import BadInput, WorldFault
from mlplanner.exchange.returned.reading import read_bytes, signature_fields
from mlplanner.exchange.returned.signatures import sign_pdf

DEFAULT_FIELD = "executive_sponsor_signature"


def sign_pack(pack: Path, certificate: Path, passphrase: str, field: str, output: Path | None = None) -> Path:
    """Write the signed pack; gives its path.

    Raises:
        BadInput: no PDF, no such free field, no certificate that opens; one sentence.
        WorldFault: the file can't be written there.
    """
    data = read_bytes(pack)
    fields = signature_fields(data, pack.name)
    if field not in fields:
        free = ", ".join(name for name, is_signed in fields.items() if not is_signed)
        ways = f"choose {free}" if free else "it has no free field for a signature"
        raise BadInput(f"{pack.name} has no signature field '{field}'; {ways}.")
    if fields[field]:
        raise BadInput(f"The field {field} of {pack.name} is signed already.")
    signed = sign_pdf(data, field, certificate, passphrase)
    target = output or pack.with_name(f"{pack.stem}-signed{pack.suffix}")
    if target.exists() and target.samefile(pack):
        raise BadInput(f"{target.name} is the file itself; give another name for the signed one.")
    _write(target, signed)
    return target


def _write(target: Path, data: bytes) -> None:
    draft = target.with_name(f".{target.stem[:60]}-{os.getpid()}{target.suffix}")
    try:
        draft.write_bytes(data)
        draft.replace(target)
    except OSError as error:
        raise WorldFault(f"{target} can't be written: {error.strerror or error}.") from None
    finally:
        draft.unlink(missing_ok=True)
