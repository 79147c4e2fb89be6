"""Digital signatures of a PDF, checked and made offline with pyHanko.

Only issuers on a list of the reader's own are trusted. Without it a signature says that nothing was changed since, and which name
the certificate gives; whether that name is the person's, other means must tell.
"""

import logging
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from mlplanner.domain.errors import BadInput
from mlplanner.exchange.returned.trust import trusted_files

_STAMP = "Digitally signed\n%(ts)s"
_QUIET = ("pyhanko", "pyhanko_certvalidator")


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature: the field, the certificate's name, the time that the signer's clock gave (ISO 8601, or empty).

    `end` is how many bytes of the file it covers; `is_intact` that those bytes are as they were signed;
    `is_kept` that what came after changed nothing but fields and further signatures.
    """

    field: str
    signer: str
    signed_at: str
    end: int
    is_intact: bool
    is_kept: bool
    is_last: bool
    """True: the signature covers the whole file."""
    issuer: str = ""
    """Who issued the certificate, as it says."""
    is_trusted: bool | None = None
    """Whether a certificate on the reader's list vouches for it at the time of signing; None: there is no list."""

    @property
    def holds(self) -> bool:
        """True when what was signed is what is shown."""
        return self.is_intact and self.is_kept


def read_signatures(data: bytes, trust: Path | None = None) -> tuple[Signature, ...]:
    """The signatures of a PDF, oldest first. One that can't be understood counts as not intact.

    `trust`: a file or folder of certificates that are trusted. BadInput when it holds none.
    """
    from pyhanko.pdf_utils.reader import PdfFileReader

    _hush()
    try:
        embedded = PdfFileReader(BytesIO(data), strict=False).embedded_signatures
    except Exception:  # noqa: BLE001  (whatever a broken file makes of the parser: it has no signature that holds)
        return ()
    roots = _roots(trust)
    return tuple(_read(one, len(data), roots) for one in embedded)


def _roots(trust: Path | None) -> list[Any] | None:
    """The certificates that are trusted; None without a list."""
    if trust is None:
        return None
    from pyhanko import keys

    try:
        load: Any = keys.load_certs_from_pemder
        return list(load([str(path) for path in trusted_files(trust)]))
    except (OSError, ValueError, TypeError):
        raise BadInput(f"{trust.name} holds a certificate that can't be read; export it as PEM.") from None


def _read(embedded: Any, length: int, roots: list[Any] | None) -> Signature:
    from pyhanko.sign.validation import validate_pdf_signature
    from pyhanko_certvalidator import ValidationContext

    end = 0
    try:
        ranges = [int(number) for number in embedded.byte_range]
        end = ranges[2] + ranges[3]
        moment = embedded.self_reported_timestamp
        context = ValidationContext(trust_roots=roots or [], moment=moment, allow_fetching=False)
        status = validate_pdf_signature(embedded, signer_validation_context=context)
        return Signature(
            field=str(embedded.field_name),
            signer=_common_name(embedded.signer_cert.subject),
            signed_at=moment.isoformat() if moment else "",
            end=end,
            is_intact=bool(status.intact and status.valid),
            is_kept=bool(status.docmdp_ok) and status.modification_level is not None,
            is_last=end == length and ranges[0] == 0,
            issuer=_common_name(embedded.signer_cert.issuer),
            is_trusted=None if roots is None else bool(status.trusted),
        )
    except Exception:  # noqa: BLE001  (a signature that nobody can read proves nothing)
        return Signature(str(embedded.field_name), "", "", end, is_intact=False, is_kept=False, is_last=False)


def _common_name(name: Any) -> str:
    return str(name.native.get("common_name") or name.human_friendly)


def sign_pdf(data: bytes, field: str, certificate: Path, passphrase: str) -> bytes:
    """The PDF with a signature in `field` (made where there is none of that name), offline.

    Raises:
        BadInput: the certificate can't be opened, or the file can't be signed there; one sentence.
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
    from pyhanko.stamp import TextStampStyle

    _hush()
    signer = _signer(certificate, passphrase)
    try:
        writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
        # No name in the picture: its font has no letters beyond Latin. The viewer shows the name beside it.
        stamp = TextStampStyle(
            stamp_text=_STAMP, timestamp_format="%d %b %Y, %H:%M UTC", background=None, border_width=0
        )
        signing = PdfSigner(PdfSignatureMetadata(field_name=field), signer=signer, stamp_style=stamp)
        made: bytes = signing.sign_pdf(writer, output=BytesIO()).getvalue()
    except Exception as error:  # noqa: BLE001  (pyHanko has no common class for what a file can be wrong in)
        raise BadInput(f"The field {field} can't be signed: {str(error).rstrip('.')}.") from None
    return made


def _signer(certificate: Path, passphrase: str) -> Any:
    from cryptography.hazmat.primitives.serialization.pkcs12 import load_pkcs12
    from pyhanko.sign.signers import SimpleSigner

    try:
        packed = certificate.read_bytes()
        held = load_pkcs12(packed, passphrase.encode() or None)
    except OSError as error:
        raise BadInput(f"{certificate} can't be read: {error.strerror or error}.") from None
    except ValueError:
        raise BadInput(
            f"{certificate.name} can't be opened: it is no PKCS#12 file (.p12, .pfx), or the passphrase is another."
        ) from None
    if held.key is None or held.cert is None:
        raise BadInput(f"{certificate.name} holds no private key with its certificate; export it with its key.")
    signer = SimpleSigner.load_pkcs12_data(packed, other_certs=[], passphrase=passphrase.encode() or None)
    if signer is None:
        raise BadInput(f"{certificate.name} holds a key that can't be used for signing.")
    return signer


def _hush() -> None:
    """PyHanko tells its log, with tracebacks, what the answer says in words."""
    for name in _QUIET:
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
