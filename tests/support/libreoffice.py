"""LibreOffice as the spreadsheet of the colleague: recalculates workbooks and saves them again."""

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest

ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""
"""Without it LibreOffice trusts the results that stand in the file."""


def recalculate(files: Sequence[Path], folder: Path) -> list[Path]:
    """The files as LibreOffice computes and saves them; skips the test where it is not installed."""
    program = shutil.which("soffice") or shutil.which("libreoffice")
    if program is None:
        pytest.skip(
            "LibreOffice is not installed (Debian: libreoffice-calc-nogui), so nothing recalculates the workbook"
        )
    profile, out = folder / "profile", folder / "saved"
    (profile / "user").mkdir(parents=True)
    (profile / "user" / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE, "utf-8")
    command = [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    ]
    done = subprocess.run([*command, "--outdir", out, *files], capture_output=True, text=True, timeout=300, check=False)
    saved = [out / file.name for file in files]
    assert all(file.exists() for file in saved), done.stdout + done.stderr
    return saved
