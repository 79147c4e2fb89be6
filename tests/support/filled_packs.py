"""What sponsors do with a pack, done with other programs' libraries: fill in, sign, change, save anew, print."""

import re
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

SPONSOR, RISK_OWNER = "executive_sponsor_signature", "model_risk_owner_signature"
PASSPHRASE = "open sesame"


@cache
def certificate(name: str) -> bytes:
    """A PKCS#12 file of a certificate that its owner signed; open with `PASSPHRASE`."""
    key = rsa.generate_private_key(65537, 2048)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(datetime(2020, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(2060, 1, 1, tzinfo=UTC))
        .add_extension(usage, True)
        .sign(key, hashes.SHA256())
    )
    packing = serialization.BestAvailableEncryption(PASSPHRASE.encode())
    return pkcs12.serialize_key_and_certificates(b"own", key, made, None, packing)


def public_certificate(name: str) -> bytes:
    """The certificate alone, as PEM: what the reader of a signature has."""
    _, made, _ = pkcs12.load_key_and_certificates(certificate(name), PASSPHRASE.encode())
    assert made is not None
    return made.public_bytes(serialization.Encoding.PEM)


def certificate_file(folder: Path, name: str = "Ελένη Παπαδοπούλου") -> Path:
    """The certificate as a file."""
    path = folder / "own.p12"
    path.write_bytes(certificate(name))
    return path


def fill_in(data: bytes, **values: str) -> bytes:
    """The values in the fields, as a further revision; `decision` is one of the choices."""
    writer = IncrementalPdfFileWriter(BytesIO(data), strict=False)
    for reference in writer.root["/AcroForm"]["/Fields"]:
        field = reference.get_object()
        name = str(field["/T"])
        if name not in values:
            continue
        if name == "decision":
            field["/V"] = generic.NameObject(f"/{values[name]}")
        else:
            field["/V"] = generic.TextStringObject(values[name])
        writer.update_container(field)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


def saved_anew(data: bytes) -> bytes:
    """The same document as another program packs it."""
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        pdf.save(made, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return made.getvalue()


def with_other_figure(data: bytes) -> bytes:
    """The pack with a drawing command of page 1 changed, all else kept."""
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        page = pdf.pages[0]
        drawn = page.Contents.read_bytes()
        changed = re.sub(rb"\(([^()\\]+)\) Tj", lambda found: b"(" + found[1][::-1] + b") Tj", drawn)
        assert changed != drawn
        page.Contents = pdf.make_stream(changed)
        pdf.save(made)
    return made.getvalue()


def with_note(data: bytes) -> bytes:
    """The pack with a white box laid over page 1."""
    made = BytesIO()
    with pikepdf.open(BytesIO(data)) as pdf:
        note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Square, Rect=[40, 600, 300, 700])
        pdf.pages[0].Annots.append(pdf.make_indirect(note))
        pdf.save(made)
    return made.getvalue()


def printed(data: bytes, *, is_scan: bool = False) -> bytes:
    """The pages as a printer driver makes them: new pages with the same words, or pictures of the first."""
    made = BytesIO()
    if is_scan:
        picture = pypdfium2.PdfDocument(data)[0].render(scale=0.5).to_pil()
        picture.save(made, "PDF")
        return made.getvalue()
    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.new() as other:
        for page in pdf.pages:
            page.contents_add(b"q", prepend=True)
            other.pages.append(page)
            if "/Annots" in other.pages[-1].obj:
                del other.pages[-1].obj.Annots
        other.save(made)
    return made.getvalue()
