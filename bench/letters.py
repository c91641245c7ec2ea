"""Decision letters, tagged, one file each, then bound in one, beside the same words set by plain platypus, in one run.

python -m bench.letters [letters]
"""

from __future__ import annotations

import gc
import io
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

from scolarite_desk.exchange.papers import commission_list, lettres
from scolarite_desk.exchange.papers.modeles import MODELES
from scolarite_desk.exchange.pdf.join import Binding, Imprint
from scolarite_desk.langue import SOURCE, kept, langue
from scolarite_desk.models.rows.documents import Bloc, Lettre
from scolarite_desk.msg import verbatim
from tests.exchange.papers import papiers_inventes as papers

FRANCAIS = langue(SOURCE)


def letters(count: int) -> list[Lettre]:
    """Refusals, the longest of the letters, each to someone else."""
    return [
        replace(
            papers.LETTRE,
            dossier=f"K7P{number:05d}",
            destinataire=tuple(map(verbatim, _address(number))),
            motif=f"{papers.LETTRE.motif} La moyenne de l’année est de {number / 100:.2f} sur 20.",
        )
        for number in range(count)
    ]


def _address(number: int) -> tuple[str, ...]:
    return f"PERSONNE-{number} Inventée", f"{number}, rue du Port", f"{29000 + number} QUIMPER"


def drawn(batch: list[Lettre]) -> list[bytes]:
    """One file each, as the register keeps them."""
    return [lettres.render(letter, FRANCAIS).octets for letter in batch]


def bound(files: list[bytes]) -> bytes:
    """All of them in one file, not drawn again."""
    binding = Binding()
    for number, octets in enumerate(files):
        binding.add(f"Lettre {number}", octets)
    return binding.finish(Imprint("Lettres", "Université", datetime(2026, 11, 21), "fr-FR"))


def plain(batch: list[Lettre]) -> bytes:
    """The same words by platypus, untagged, as any application would."""
    from reportlab.platypus import SimpleDocTemplate

    story = [flowable for letter in batch for flowable in _story(letter)]
    made = io.BytesIO()
    SimpleDocTemplate(made, initialFontName="Desk").build(story, _foot, _foot)
    return made.getvalue()


def _story(letter: Lettre) -> list[Any]:
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import PageBreak, Paragraph, Spacer, Table

    body = ParagraphStyle("body", fontName="Desk", fontSize=10, leading=14, spaceBefore=8)
    small = ParagraphStyle("small", fontName="Desk", fontSize=7.5, leading=10)
    values, service, signed = lettres.slots(letter, FRANCAIS), letter.service, letter.signature
    model = MODELES[letter.avis]

    def told(blocs: tuple[Bloc, ...], style: ParagraphStyle) -> list[Any]:
        return [Paragraph(text, style) for bloc in blocs if (text := lettres.filled(bloc, values, FRANCAIS))]

    sender = (kept(service.etablissement), kept(service.service), *service.adresse, service.telephone, service.courriel)
    left = [Paragraph(line, small) for line in (*sender, "Références", letter.dossier, letter.formation.code)]
    right = [
        Paragraph(line, body) for line in (*map(kept, letter.destinataire), f"{service.ville}, le 21 novembre 2026")
    ]
    return [
        Table([[left, right]]),
        Paragraph(f"Objet : {lettres.fill(kept(model.objet), values)}", body),
        Paragraph(f"{kept(letter.civilite)},", body),
        *told(model.blocs, body),
        Paragraph(signed.qualite, body),
        Spacer(1, 48),
        Paragraph(f"{signed.prenom} {signed.nom}", body),
        *told(model.recours, small),
        PageBreak(),
    ]


def _foot(canvas: Any, document: Any) -> None:
    canvas.setFont("Desk", 7.5)
    canvas.drawString(57, 40, f"{kept(papers.SERVICE.etablissement)} · {kept(papers.SERVICE.service)}")
    canvas.drawRightString(540, 40, f"page {document.page}")


def measure(count: int = 1000, repeats: int = 3) -> dict[str, float]:
    """CPU milliseconds per letter (best of interleaved repeats) and their ratios, kilobytes per letter bound, and one
    list.
    """
    batch = letters(count)
    size = len(bound(drawn(batch)))  # also registers the font for platypus
    tagged, untagged, joined = [], [], []
    for _ in range(repeats):
        tagged.append(_cpu(lambda: drawn(batch)))
        joined.append(_cpu(partial(bound, drawn(batch))))
        untagged.append(_cpu(lambda: plain(batch)))
    rows = papers.liste(5000)
    return {
        "lettres": count,
        "balisees_ms": round(1000 * min(tagged) / count, 2),
        "platypus_ms": round(1000 * min(untagged) / count, 2),
        "reliees_ms": round(1000 * min(joined) / count, 2),
        "liure": round(min(joined) / min(tagged), 2),
        "rapport": round(min(untagged) / min(tagged), 2),
        "balisees_ko": round(size / count / 1024, 1),
        "liste_5000_lignes_s": round(_cpu(lambda: commission_list.render(rows, FRANCAIS)), 2),
        "memoire_mo": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _cpu(work: Callable[[], object]) -> float:
    gc.collect()
    start = time.process_time()
    work()
    return time.process_time() - start


if __name__ == "__main__":
    print(json.dumps(measure(*map(int, sys.argv[1:2])), indent=2))
