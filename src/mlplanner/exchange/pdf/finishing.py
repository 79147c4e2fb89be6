"""The last step of a pack: metadata, attached plan, and either fields (review copy) or what PDF/A asks for (archive copy)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any

from mlplanner.exchange.pdf.form_fields import add_form
from mlplanner.exchange.pdf.pack_marks import PackMark, mark_packet
from mlplanner.exchange.pdf.page_hashes import PLAN_JSON, PLAN_XLSX, content_hash
from mlplanner.exchange.pdf.pens import FieldPlace

_TYPES = {
    PLAN_JSON: ("application/json", "/Source", "The plan, to be read by mlplanner"),
    PLAN_XLSX: (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "/Alternative",
        "The plan as a workbook",
    ),
}
_DATE = "D:20000101000000+00'00'"


@dataclass(frozen=True, slots=True)
class Finish:
    """What is added to the pages: the mark without its hashes, the attached files by name, and which copy it is."""

    mark: PackMark
    attachments: Mapping[str, bytes]
    is_archive: bool


def finish_pack(pdf: Any, finish: Finish, fields: Sequence[FieldPlace]) -> Mapping[FieldPlace, Any]:
    """Complete an open pikepdf document; gives its fields. The same pages and plan give the same bytes."""
    plan = sha256(finish.attachments.get(PLAN_JSON, b"")).hexdigest()
    mark = replace(finish.mark, content=content_hash(pdf), plan=plan)
    _add_packet(pdf, mark, is_archive=finish.is_archive)
    _attach(pdf, finish.attachments)
    if finish.is_archive:
        _add_intent(pdf)
        _flag_links(pdf)
    elif fields:
        return add_form(pdf, fields)
    return {}


def _add_packet(pdf: Any, mark: PackMark, *, is_archive: bool) -> None:
    from pikepdf import Name, Stream

    names = {"title": "/Title", "author": "/Author", "subject": "/Subject", "keywords": "/Keywords"}
    info = {name: str(pdf.docinfo.get(key, "")) for name, key in names.items()}
    producer = "mlplanner with ReportLab and pikepdf"
    pdf.docinfo["/Producer"] = producer
    pdf.docinfo["/CreationDate"] = pdf.docinfo["/ModDate"] = _DATE
    if "/Trapped" in pdf.docinfo:
        del pdf.docinfo["/Trapped"]
    if not info["author"] and "/Author" in pdf.docinfo:
        del pdf.docinfo["/Author"]
    packet = mark_packet(mark, {**info, "producer": producer}, is_archive=is_archive)
    pdf.Root.Metadata = pdf.make_indirect(Stream(pdf, packet, Type=Name.Metadata, Subtype=Name.XML))


def _attach(pdf: Any, files: Mapping[str, bytes]) -> None:
    """Attach the plan, with what each file is to the pages (AFRelationship)."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    specs, names = Array(), Array()
    for name, data in sorted(files.items()):
        kind, relation, said = _TYPES[name]
        params = Dictionary(Size=len(data), ModDate=_DATE, CheckSum=String(_md5(data)))
        # pikepdf writes the slash of a MIME type as #2F, as names of PDF ask for.
        stream = Stream(pdf, data, Type=Name.EmbeddedFile, Subtype=Name("/" + kind), Params=params)
        held = Dictionary(F=pdf.make_indirect(stream), UF=stream)
        held.UF = held.F
        spec = Dictionary(Type=Name.Filespec, F=name, UF=name, Desc=said, EF=held, AFRelationship=Name(relation))
        specs.append(pdf.make_indirect(spec))
        names.extend([String(name), specs[-1]])
    if "/Names" not in pdf.Root:
        pdf.Root.Names = Dictionary()
    pdf.Root.Names.EmbeddedFiles = Dictionary(Names=names)
    pdf.Root.AF = specs


def _md5(data: bytes) -> bytes:
    """The check sum that PDF prescribes for an attached file; it protects nothing."""
    from hashlib import md5

    return md5(data, usedforsecurity=False).digest()


def _add_intent(pdf: Any) -> None:
    """The colours of the pages are sRGB."""
    from pikepdf import Array, Dictionary, Name, Stream

    profile = pdf.make_indirect(Stream(pdf, _srgb_profile(), N=3, Alternate=Name.DeviceRGB))
    pdf.Root.OutputIntents = Array(
        [
            Dictionary(
                Type=Name.OutputIntent,
                S=Name.GTS_PDFA1,
                OutputConditionIdentifier="sRGB IEC61966-2.1",
                RegistryName="http://www.color.org",
                Info="sRGB IEC61966-2.1",
                DestOutputProfile=profile,
            )
        ]
    )


def _srgb_profile() -> bytes:
    """An sRGB profile as Pillow makes it, with a fixed date (bytes 24 to 35 of the heading)."""
    from PIL import ImageCms

    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return bytes(profile[:24] + bytes((7, 208, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0)) + profile[36:])


def _flag_links(pdf: Any) -> None:
    """Every annotation must be printable; so are the links of the contents."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", []):
            annotation.F = 4
