"""Cut the fonts of `resources/fonts/paper` from the Debian packages fonts-noto-core and fonts-nanum.

Usage: paper_fonts.py FOLDER, into which both packages were unpacked (`dpkg -x`). The fonts keep the letters of one script
and lose the tables for shaping, which ReportLab does not read; the files come out the same each time.
"""

import logging
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

TARGET = Path(__file__).parents[1] / "resources" / "fonts" / "paper"
NOTO = {
    "Bengali": ((0x980, 0x9FF),),
    "Ethiopic": ((0x1200, 0x139F), (0x2D80, 0x2DDF), (0xAB00, 0xAB2F)),
    "Gujarati": ((0xA80, 0xAFF),),
    "Gurmukhi": ((0xA00, 0xA7F),),
    "Kannada": ((0xC80, 0xCFF),),
    "Khmer": ((0x1780, 0x17FF),),
    "Lao": ((0xE80, 0xEFF),),
    "Malayalam": ((0xD00, 0xD7F),),
    "Myanmar": ((0x1000, 0x109F),),
    "Oriya": ((0xB00, 0xB7F),),
    "Sinhala": ((0xD80, 0xDFF),),
    "Tamil": ((0xB80, 0xBFF),),
    "Telugu": ((0xC00, 0xC7F),),
    "Thaana": ((0x780, 0x7BF),),
}
HANGUL = ((0x20, 0x20), (0x1100, 0x11FF), (0x3130, 0x318F), (0xA960, 0xA97F), (0xAC00, 0xD7FF))
HANGUL_NAME = "Planner Hangul"
"""The licence keeps the name of a changed font's original for the original."""
DROPPED = (
    "GSUB",
    "GPOS",
    "GDEF",
    "DSIG",
    "vhea",
    "vmtx",
    "kern",
    "gasp",
    "BASE",
    "FFTM",
    "TSI0",
    "TSI1",
    "TSI2",
    "TSI3",
    "TSI5",
)
ENGLISH = (3, 1, 0x409)


def cut(source: Path, target: Path, ranges: tuple[tuple[int, int], ...], name: str = "") -> None:
    """Write the letters of `ranges` to `target`; with a `name`, under that name."""
    options = subset.Options()
    options.hinting = options.glyph_names = options.legacy_kern = False
    options.layout_features = []
    options.drop_tables += DROPPED
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    font = TTFont(source, recalcTimestamp=False)
    wanted = {code for first, last in ranges for code in range(first, last + 1)}
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=wanted & set(font.getBestCmap()))
    cutter.subset(font)
    if name:
        names = font["name"]
        for key, text in ((1, name), (3, f"{name} 1.0"), (4, name), (6, name.replace(" ", ""))):
            names.removeNames(key)
            names.setName(text, key, *ENGLISH)
    font.save(target)


def main(folder: Path) -> None:
    """Cut all of them."""
    logging.disable(logging.WARNING)
    TARGET.mkdir(exist_ok=True)
    fonts = folder / "usr" / "share" / "fonts" / "truetype"
    for script, ranges in NOTO.items():
        name = f"NotoSans{script}-Regular.ttf"
        cut(fonts / "noto" / name, TARGET / name, ranges)
    cut(fonts / "nanum" / "NanumGothic.ttf", TARGET / "PlannerHangul-Regular.ttf", HANGUL, HANGUL_NAME)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
