"""`verify` and `sign` from the command line (P9.2)."""

import json
from pathlib import Path

import pytest

from mlplanner.domain.errors import BadInput, Cancelled
from mlplanner.exchange.returned.pack_worker import ask_pack
from tests.support.filled_packs import PASSPHRASE, certificate_file, fill_in, public_certificate, with_other_figure
from tests.unit.cli.conftest import Run


def test_that_a_sponsors_signed_approval_is_told_in_words_and_as_json(  # P9.2
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, filled, signed = (tmp_path / name for name in ("pack.pdf", "filled.pdf", "signed.pdf"))
    assert run("export", sample, "churn", "--as", "pack.pdf", "-o", sent, "--paper", "letter").exit_code == 0
    filled.write_bytes(fill_in(sent.read_bytes(), decision="approve", executive_sponsor_name="Ελένη"))
    monkeypatch.setenv("MLPLANNER_PASSPHRASE", PASSPHRASE)
    made = run("sign", filled, "--certificate", certificate_file(tmp_path), "-o", signed)
    assert (made.exit_code, "signed in executive_sponsor_signature" in made.stdout) == (0, True), made.stderr
    told = run("verify", signed, "--file", sample)
    assert told.exit_code == 0
    assert told.stdout.startswith("Sent from this portfolio: version ")
    assert "Decision (as signed): Approve." in told.stdout
    document = json.loads(run("verify", signed, "--file", sample, "--json").stdout)
    assert (document["state"], document["sent_by_us"], document["decision"]) == ("filled_in", True, "go")
    assert document["signatures"][0]["is_intact"] is True
    changed = tmp_path / "changed.pdf"
    changed.write_bytes(with_other_figure(sent.read_bytes()))
    assert run("verify", changed, "--file", sample).exit_code == 1


def test_that_an_issuer_is_known_only_from_a_list_of_ones_own(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent, signed, known, other = (tmp_path / name for name in ("pack.pdf", "signed.pdf", "known", "other.pem"))
    assert run("export", sample, "churn", "--as", "pack.pdf", "-o", sent).exit_code == 0
    monkeypatch.setenv("MLPLANNER_PASSPHRASE", PASSPHRASE)
    assert run("sign", sent, "--certificate", certificate_file(tmp_path), "-o", signed).exit_code == 0
    known.mkdir()
    assert "holds no certificate" in run("verify", signed, "--trust", known).stderr
    (known / "own.pem").write_bytes(public_certificate("Ελένη Παπαδοπούλου"))
    other.write_bytes(public_certificate("Somebody else"))
    trusted = run("verify", signed, "--trust", known)
    assert (trusted.exit_code, "Issued by 'Ελένη Παπαδοπούλου', whom you trust." in trusted.stdout) == (0, True)
    strange = run("verify", signed, "--trust", other)
    assert (strange.exit_code, "is not known to you: the name is only" in strange.stdout) == (1, True)
    assert json.loads(run("verify", signed, "--trust", other, "--json").stdout)["trusted"] is False
    unheld = run("verify", signed)
    assert (unheld.exit_code, "is not known to you, as no certificates you trust are named" in unheld.stdout) == (
        0,
        True,
    )


def test_that_the_plan_in_a_pack_becomes_a_portfolio_of_its_own(run: Run, sample: Path, tmp_path: Path) -> None:
    pack, plan, book = (tmp_path / name for name in ("pack.pdf", "plan.json", "plan.xlsx"))
    for path in (pack, plan, book):
        assert run("export", sample, "churn", "--as", path.name, "-o", path).exit_code == 0
    for source in (pack, plan):
        own = tmp_path / f"{source.stem}.mlplan"
        made = run("new", own, "--from", source)
        assert (made.exit_code, f"of {source.name}: 1 project" in made.stdout) == (0, True), made.stderr
        here, there = (json.loads(run("show", file, "ML-001", "--json").stdout) for file in (sample, own))
        assert there["fingerprint"] == here["fingerprint"]
        assert there["ask"] == here["ask"]
    refused = run("new", tmp_path / "no.mlplan", "--from", book)
    assert (refused.exit_code, "is a workbook" in refused.stderr) == (2, True)


def test_that_a_pdf_that_takes_too_long_is_given_up(tmp_path: Path, sample: Path, run: Run) -> None:
    pack = tmp_path / "pack.pdf"
    assert run("export", sample, "churn", "--as", "pack.pdf", "-o", pack).exit_code == 0
    with pytest.raises(BadInput, match="within the limits of time and memory"):
        ask_pack(pack, seconds=0.01)
    calls: list[int] = []

    def stop() -> None:
        calls.append(1)
        raise Cancelled("Stopped.")

    with pytest.raises(Cancelled):
        ask_pack(pack, waiting=stop)
    assert calls == [1]


def test_that_a_certificate_and_a_paper_that_are_not_there_are_named(
    run: Run, sample: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MLPLANNER_PASSPHRASE", "any")
    result = run("verify", tmp_path / "none.pdf")
    assert (result.exit_code, "There is no file" in result.stderr) == (2, True)
    result = run("export", sample, "churn", "--as", "pack.pdf", "-o", tmp_path / "p.pdf", "--paper", "a5")
    assert (result.exit_code, "choose a4 or letter" in result.stderr) == (2, True)
    assert not (tmp_path / "p.pdf").exists()


def test_that_everything_is_written_under_names_that_stay(run: Run, tmp_path: Path) -> None:
    file, folder = tmp_path / "own.mlplan", tmp_path / "all"
    assert run("new", file).exit_code == 0
    assert run("new-project", file, "Lead scoring", "--start", "2026-09-07").exit_code == 0
    result = run("export", file, "--all", "-o", folder)
    assert (result.exit_code, result.stderr) == (0, "")
    names = {path.name for path in folder.iterdir()}
    assert {
        "portfolio.xlsx",
        "committee.pdf",
        "ML-001.pack.pdf",
        "ML-001.pack-archive.pdf",
        "ML-001.plan.json",
    } <= names
    assert f"Wrote {len(names)} files" in result.stdout
    assert run("verify", folder / "ML-001.pack.pdf", "--file", file).exit_code == 0
    assert run("export", file, "--all", "--as", "brief.pdf", "-o", folder).exit_code == 2
    assert run("export", file, "-o", folder).exit_code == 2
    assert run("export", file, "--all", "-o", file).exit_code == 2
