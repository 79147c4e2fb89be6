"""The font of the form's fields: embedded, with the letters in which names are written, so that what is typed is shown.

The 14 fonts that every reader has know Western Europe alone: `Ł` or `Ω` typed into such a field vanishes.
"""

from struct import unpack_from
from typing import Any

from mlplanner.exchange.pdf.font_programs import slim, table_of
from mlplanner.exchange.pdf.fonts import REGULAR, registered

NAME = "NotoSans"
_LETTERS = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x384, 0x3CE),
    (0x400, 0x45F),
    (0x490, 0x491),
    (0x1EA0, 0x1EF9),
    (0x2010, 0x2026),
    (0x20AC, 0x20AC),
)
"""Latin with all its accents, Greek, Cyrillic, dashes and quotes: first and last letter."""
_BLOCK = 100
"""So many letters to a block are allowed in the table from glyphs to letters."""


def form_font(pdf: Any) -> Any:
    """The font as an object of an open pikepdf document; its codes are numbers of glyphs."""
    from pikepdf import Array, Dictionary, Name, Stream, String

    face = registered(REGULAR).face
    codes = [code for first, last in _LETTERS for code in range(first, last + 1) if code in face.charToGlyph]
    whole = face.makeSubset(codes)
    program = slim(whole)
    numbers = unpack_from(f">{len(codes)}H", table_of(whole, b"cmap"), 22)
    letters = dict(reversed(list(zip(numbers, codes, strict=True))))  # a space rather than one that does not break
    widths = [round(face.charWidths[letters[n]]) if n in letters else 0 for n in range(max(letters) + 1)]
    descriptor = Dictionary(
        Type=Name.FontDescriptor,
        FontName=Name(f"/{NAME}"),
        Flags=32,
        FontBBox=Array([round(side) for side in face.bbox]),
        ItalicAngle=0,
        Ascent=round(face.ascent),
        Descent=round(face.descent),
        CapHeight=round(face.capHeight),
        StemV=round(face.stemV),
        FontFile2=pdf.make_indirect(Stream(pdf, program, Length1=len(program))),
    )
    system = Dictionary(Registry=String("Adobe"), Ordering=String("Identity"), Supplement=0)
    below = Dictionary(
        Type=Name.Font,
        Subtype=Name.CIDFontType2,
        BaseFont=Name(f"/{NAME}"),
        CIDSystemInfo=system,
        CIDToGIDMap=Name.Identity,
        DW=600,
        W=Array([0, Array(widths)]),
        FontDescriptor=pdf.make_indirect(descriptor),
    )
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font,
            Subtype=Name.Type0,
            BaseFont=Name(f"/{NAME}"),
            Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(below)]),
            ToUnicode=pdf.make_indirect(Stream(pdf, _to_letters(letters))),
        )
    )


def _to_letters(letters: dict[int, int]) -> bytes:
    """The table that says which letter each glyph is."""
    pairs = [f"<{glyph:04X}> <{letter:04X}>" for glyph, letter in sorted(letters.items())]
    blocks = [pairs[start : start + _BLOCK] for start in range(0, len(pairs), _BLOCK)]
    body = "\n".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar" for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode("ascii")
