"""A text that is no longer the one kept fails with the lines that changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests import texts


@pytest.fixture(autouse=True)
def kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(texts, "KEPT", tmp_path)
    monkeypatch.delenv("GOLDEN_WRITE", raising=False)
    (tmp_path / "lettre.txt").write_text("Madame,\nVotre dossier est complet.\n", encoding="utf-8")
    return tmp_path


def test_the_text_kept_passes() -> None:
    texts.golden("lettre", "Madame,\nVotre dossier est complet.")


def test_another_text_is_told_line_by_line() -> None:
    with pytest.raises(AssertionError) as told:
        texts.golden("lettre", "Madame,\nVotre dossier est incomplet.")
    assert str(told.value).splitlines() == [
        "--- golden/lettre.txt",
        "+++ said now",
        "@@ -1,2 +1,2 @@",
        " Madame,",
        "-Votre dossier est complet.",
        "+Votre dossier est incomplet.",
    ]


def test_a_new_text_is_kept_when_asked(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOLDEN_WRITE", "1")
    texts.golden("recu", "Reçu no 1")
    assert (kept / "recu.txt").read_text(encoding="utf-8") == "Reçu no 1\n"
