"""Takes the pictures of the README: the real program, on the sample portfolio, in a home folder of its own, without a screen.

`make screenshots` writes the pictures that the README shows to packaging/screenshots/. `--all DIR` takes every section and
every tab in light and dark instead, to look at them. Nothing waits on time: a picture is taken when all figures are known, no
event is left to handle, and two looks at the window are the same.
"""

import argparse
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PICTURES = ROOT / "packaging" / "screenshots"
SIZE = (1440, 900)
PACK_WIDTH = 1000
COLOURS = 256
PROJECT = "Churn"
IN_README = (
    "portfolio-light",
    "portfolio-dark",
    "timeline-light",
    "staffing-light",
    "capacity-light",
    "rollout-light",
    "costs-light",
    "approval-light",
    "playbook-light",
)


@dataclass(frozen=True)
class Shot:
    """One picture: its file's name, the colours, and what brings the window there."""

    name: str
    mode: str
    arrange: Callable[[], object]


def settle_in(home: Path) -> None:
    """Point everything that the program reads or writes of its user into `home`; before Qt is imported."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_NO_GLIB"] = "1"  # GLib's event loop does not tell when nothing is left to do
    os.environ["HOME"] = os.environ["USERPROFILE"] = str(home)
    for variable in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "APPDATA", "LOCALAPPDATA"):
        os.environ[variable] = str(home / variable.lower())
    os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", TZ="UTC")
    for variable in ("QT_SCALE_FACTOR", "QT_FONT_DPI", "QT_STYLE_OVERRIDE", "QT_QPA_PLATFORMTHEME"):
        os.environ.pop(variable, None)


def shots(window) -> Iterator[Shot]:
    """Every section and every tab of one project, in light and dark, as the program's own tuples name them."""
    from mlplanner.gui.project.tabs import TABS
    from mlplanner.gui.sections import SECTIONS

    project = window.session.portfolio.find(PROJECT).id
    for mode in ("light", "dark"):
        for section in SECTIONS:
            yield Shot(f"{section.id}-{mode}", mode, lambda key=section.id: window.show_section(key))
        for tab in TABS:
            yield Shot(f"{tab.id}-{mode}", mode, lambda key=tab.id: window.show_project(project, key))


def take(window, wanted: list[Shot], folder: Path, done: Callable[[], object]) -> None:
    """Take the pictures one after the other, each as soon as the window has come to rest; then call `done`."""
    from PySide6.QtCore import QAbstractEventDispatcher

    from mlplanner.gui.feed import Feed

    feed, waiting, last = Feed.of(window.session), list(wanted), [None]
    loop = QAbstractEventDispatcher.instance()

    def arrange() -> None:
        window.theme.use(waiting[0].mode)
        waiting[0].arrange()
        last[0] = None

    def on_rest() -> None:
        if not feed.is_complete or feed.loads is None or not waiting:
            return
        image = window.grab().toImage()
        if image != last[0]:
            last[0] = image
        else:
            save(from_qt(image), folder / f"{waiting.pop(0).name}.png")
            (arrange if waiting else done)()
        loop.wakeUp()

    loop.aboutToBlock.connect(on_rest)
    arrange()


def from_qt(image):
    """A Qt image as a Pillow image."""
    from PIL import Image
    from PySide6.QtGui import QImage

    rgb = image.convertToFormat(QImage.Format.Format_RGB888)
    return Image.frombytes(
        "RGB", (rgb.width(), rgb.height()), bytes(rgb.constBits()), "raw", "RGB", rgb.bytesPerLine(), 1
    )


def save(picture, path: Path) -> None:
    """Write a small PNG: the window has few colours, and the eye misses none of those left out."""
    from PIL import Image

    small = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    small.save(path, optimize=True)
    print(f"{path} ({path.stat().st_size:,} bytes)")


def save_pack_page(workspace, folder: Path) -> None:
    """Page 1 of the project's approval pack, as the sponsor gets it."""
    import pypdfium2

    from mlplanner.cli.export import write_document
    from mlplanner.exchange.exports import find_export

    plan = workspace.portfolio.find(PROJECT)
    with tempfile.TemporaryDirectory() as drafts:
        path = Path(drafts) / "pack.pdf"
        write_document(workspace, find_export("pack.pdf"), plan, path)
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        save(page.render(scale=PACK_WIDTH / page.get_width()).to_pil().convert("RGB"), folder / "pack-page1.png")
        document.close()


def photograph(home: Path, folder: Path, *, every: bool) -> int:
    """Start the program, take the pictures, end it; gives the exit code."""
    from mlplanner.app import start
    from mlplanner.operations.sample import create_sample

    documents = home / "Documents"
    documents.mkdir(parents=True)
    os.chdir(documents)  # the status bar shows the path, which must be the same in each run
    path = Path("Sample portfolio.mlplan")
    create_sample(path).close()
    app, window = start(path)
    app.setCursorFlashTime(0)

    def finish() -> None:
        save_pack_page(window.session.workspace, folder)
        window.close()
        app.exit(0)

    def begin() -> None:
        if window.session is not None:
            window.messages.clear()
            take(window, [shot for shot in shots(window) if every or shot.name in IN_README], folder, finish)

    window.session_changed.connect(begin)
    window.resize(*SIZE)
    window.show()
    return app.exec()


def main() -> int:
    """Read the options, then photograph in a home folder that is thrown away."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--all", metavar="DIR", type=Path, help="every section and tab, light and dark, into DIR")
    chosen = options.parse_args()
    folder = (chosen.all or PICTURES).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    sys.path.insert(0, str(ROOT / "src"))
    with tempfile.TemporaryDirectory(prefix="mlplanner-pictures-", ignore_cleanup_errors=True) as home:
        settle_in(Path(home))
        return photograph(Path(home), folder, every=chosen.all is not None)


if __name__ == "__main__":
    sys.exit(main())
