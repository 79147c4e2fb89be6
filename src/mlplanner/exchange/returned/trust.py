"""Certificates that a person trusts: a file or a folder of their own, never what the computer happens to hold."""

from pathlib import Path

from mlplanner.domain.errors import BadInput, WorldFault

SUFFIXES = (".pem", ".crt", ".cer")
MOST_FILES = 500


def trusted_files(source: Path) -> tuple[Path, ...]:
    """The certificate files that a file or folder stands for. BadInput or WorldFault in one sentence."""
    try:
        if source.is_dir():
            found = tuple(sorted(path for path in source.iterdir() if path.suffix.lower() in SUFFIXES))[:MOST_FILES]
        elif source.is_file():
            found = (source,)
        else:
            raise BadInput(f"There is no file or folder {source}; name one with certificates you trust.")
    except OSError as error:
        raise WorldFault(f"{source} can't be read: {error.strerror or error}.") from None
    if not found:
        raise BadInput(f"{source} holds no certificate; put files ({', '.join(SUFFIXES)}) of those you trust there.")
    return found


def trusted_names(source: Path) -> tuple[str, ...]:
    """Whose certificates they are. BadInput for a file that holds none that can be read."""
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    names: list[str] = []
    for path in trusted_files(source):
        try:
            data = path.read_bytes()
            is_text = b"-----BEGIN" in data
            certificates = x509.load_pem_x509_certificates(data) if is_text else [x509.load_der_x509_certificate(data)]
        except OSError as error:
            raise WorldFault(f"{path} can't be read: {error.strerror or error}.") from None
        except ValueError:
            raise BadInput(f"{path.name} holds no certificate that can be read; export it as PEM.") from None
        for one in certificates:
            given = one.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
            names.append(str(given[0].value) if given else one.subject.rfc4514_string())
    return tuple(names)
