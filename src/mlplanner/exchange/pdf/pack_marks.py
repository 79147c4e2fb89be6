"""What a pack says of itself in its XMP metadata: which plan it shows, and the hash of its pages.

The packet is written as text with all namespaces on `rdf:Description`; with the extension schema that PDF/A asks for
where properties are a program's own.
"""

from dataclasses import dataclass, fields
from xml.sax.saxutils import escape

NAMESPACE = "https://mlplanner.invalid/ns/pack/1/"
FORMAT = "1"
CREATED = "2000-01-01T00:00:00+00:00"
"""The same in every file: the bytes depend on the plan alone."""
_QUOTES = {'"': "&quot;"}
_DESCRIPTION = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}Description"


@dataclass(frozen=True, slots=True)
class PackMark:
    """Which plan a pack shows. `portfolio` is the portfolio's uid, `project` the project's reference in it."""

    format: str
    portfolio: str
    project: str
    project_id: str
    revision: str
    version: str
    fingerprint: str
    gate: str
    content: str
    """SHA-256 of the pages (`page_hashes`)."""
    plan: str
    """SHA-256 of the attached plan.json."""


def mark_packet(mark: PackMark, info: dict[str, str], *, is_archive: bool) -> bytes:
    """The XMP packet. `info`: title, author, subject, keywords, producer, as in the document's information."""
    own = "".join(f"   <mlp:{f.name}>{escape(getattr(mark, f.name))}</mlp:{f.name}>\n" for f in fields(mark))
    level = "   <pdfaid:part>3</pdfaid:part>\n   <pdfaid:conformance>B</pdfaid:conformance>\n" if is_archive else ""
    said = {name: escape(text, _QUOTES) for name, text in info.items()}
    return f"""<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
    xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:mlp="{NAMESPACE}"
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
   <dc:format>application/pdf</dc:format>
   <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{said["title"]}</rdf:li></rdf:Alt></dc:title>
   <dc:creator><rdf:Seq><rdf:li>{said["author"]}</rdf:li></rdf:Seq></dc:creator>
   <dc:description><rdf:Alt><rdf:li xml:lang="x-default">{said["subject"]}</rdf:li></rdf:Alt></dc:description>
   <dc:language><rdf:Bag><rdf:li>en</rdf:li></rdf:Bag></dc:language>
   <pdf:Keywords>{said["keywords"]}</pdf:Keywords>
   <pdf:Producer>{said["producer"]}</pdf:Producer>
   <xmp:CreatorTool>mlplanner</xmp:CreatorTool>
   <xmp:CreateDate>{CREATED}</xmp:CreateDate>
   <xmp:ModifyDate>{CREATED}</xmp:ModifyDate>
{level}{own}{_extension()}  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>""".encode()


def read_mark(packet: bytes) -> PackMark | None:
    """The mark in a packet, also where a program that signs or fills in wrote it anew; None without a whole one."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(packet.strip(b" \r\n\t\x00"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None
    found: dict[str, str] = {}
    for element in root.iter(_DESCRIPTION):
        found |= {str(key): str(text) for key, text in element.attrib.items()}
        found |= {str(child.tag): str(child.text or "") for child in element if isinstance(child.tag, str)}
    try:
        return PackMark(**{f.name: found[f"{{{NAMESPACE}}}{f.name}"] for f in fields(PackMark)})
    except KeyError:
        return None


def _extension() -> str:
    """Says to checkers of PDF/A what the program's own properties are."""
    properties = "".join(
        f"""      <rdf:li rdf:parseType="Resource"><pdfaProperty:name>{f.name}</pdfaProperty:name>
       <pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>
       <pdfaProperty:description>{f.name} of the plan that the pack shows</pdfaProperty:description></rdf:li>
"""
        for f in fields(PackMark)
    )
    return f"""   <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
     <pdfaSchema:schema>mlplanner approval pack</pdfaSchema:schema>
     <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>mlp</pdfaSchema:prefix>
     <pdfaSchema:property><rdf:Seq>
{properties}     </rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>
"""
