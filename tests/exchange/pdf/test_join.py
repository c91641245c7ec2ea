"""Kept papers bound in one file: theirs to the byte, accessible and archivable as each of them is."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, datetime
from functools import cache

import pypdfium2
import pytest

from scolarite_desk.exchange.papers import lettres, recu
from scolarite_desk.exchange.pdf.join import Binding, Imprint
from scolarite_desk.exchange.pdf.kept import Damaged, KeptPaper, entry, references
from scolarite_desk.langue import SOURCE, Langue, langue
from scolarite_desk.models.rows.documents import Lettre
from scolarite_desk.msg import verbatim
from tests.exchange.papers.papiers_inventes import LETTRE, RECU, lettre
from tests.exchange.pdf_reading import faults, pixels, texts

ABOUT = Imprint("3 lettres", "Université de Valmer", datetime(2026, 11, 21), "fr-FR")
FRANCAIS = langue(SOURCE)
LONG = replace(LETTRE, numero="L01-2026-00002", motif="La commission a examiné chaque relevé. " * 80)
FAR = (verbatim("Madame NGUYỄN THỊ Ánh Ḥāfiẓ Łukasz"), verbatim("Domplatz 3"), verbatim("ALLEMAGNE"))


def drawn(one: Lettre, lang: str = SOURCE) -> bytes:
    return lettres.render(one, Langue(lang)).octets


@cache
def batch() -> list[bytes]:
    """Every avis, one of two pages, one of rare letters."""
    every = [replace(lettre(avis), numero=f"L01-2026-1000{rank}") for rank, avis in enumerate(("FA", "DE", "LC", "PR"))]
    return [drawn(one) for one in (*every, LONG, replace(LETTRE, destinataire=FAR))]


def bound(papers: list[bytes]) -> bytes:
    binding = Binding()
    for rank, octets in enumerate(papers):
        binding.add(f"Lettre {rank}", octets)
    return binding.finish(ABOUT)


def contents(octets: bytes) -> list[bytes]:
    """What each page is drawn with: the bytes of its stream, as they stand in the file."""
    kept = KeptPaper(octets)
    streams = [kept.both(int(entry(kept.text(page), b"Contents")))[1] for page in kept.pages()]
    assert all(streams)
    return [stream for stream in streams if stream]


def test_pages_are_those_of_each_paper_to_the_byte_and_the_pixel() -> None:
    papers = batch()
    whole = bound(papers)
    assert contents(whole) == [page for one in papers for page in contents(one)]
    assert texts(whole) == [page for one in papers for page in texts(one)]
    places = [(one, own) for one in papers for own in range(len(texts(one)))]
    for number, (one, own) in enumerate(places):
        assert pixels(whole, number) == pixels(one, own)


def test_the_whole_is_as_accessible_and_archivable_as_each() -> None:
    whole = bound(batch())
    assert faults(whole) == []
    assert whole == bound(batch())


def read_aloud(octets: bytes) -> list[bytes]:
    """The nodes of each page in the order of its marks: what a reader follows."""
    kept = KeptPaper(octets)
    marks = dict(kept.parents())
    keys = [int(entry(kept.text(page), b"StructParents", rb"(\d+)")) for page in kept.pages()]
    found = []
    for page, key in zip(kept.pages(), keys, strict=True):
        for mark, node in enumerate(references(marks[key])):
            text = kept.text(node)
            assert f"{page} 0 R".encode() in text
            assert re.search(rb"[\[ ]%d[\] ]|/MCID %d\b" % (mark, mark), text)
            found.append(entry(text, b"S", rb"/(\w+)"))
    return found


def test_each_mark_of_each_page_is_read_by_the_node_that_it_had() -> None:
    papers = batch()
    whole = bound(papers)
    assert read_aloud(whole) == [tag for one in papers for tag in read_aloud(one)]
    kept = KeptPaper(whole)
    assert len(kept.elements(kept.pages())) == 1 + sum(
        len(KeptPaper(one).elements(KeptPaper(one).pages())) for one in papers
    )


def test_each_paper_is_a_part_in_its_own_language_and_a_bookmark() -> None:
    whole = bound([drawn(LETTRE), drawn(LETTRE, "en"), drawn(LONG)])
    kept = KeptPaper(whole)
    document, *_ = kept.elements(kept.pages())
    parts = [kept.text(node) for node in references(entry(kept.text(document), b"K", rb"(\[[^\]]*\])"))]
    assert [entry(part, b"Lang", rb"\(([\w-]+)\)") for part in parts] == [b"fr-FR", b"en", b"fr-FR"]
    document = pypdfium2.PdfDocument(whole)
    marks = [(one.get_title(), one.get_dest().get_index()) for one in document.get_toc()]
    document.close()
    assert marks == [("Lettre 0", 0), ("Lettre 1", 1), ("Lettre 2", 2)]
    assert faults(whole) == []


def test_what_papers_have_alike_is_stored_once() -> None:
    papers = [drawn(replace(LETTRE, dossier=f"K7P{rank:05}", le=date(2026, 11, 1 + rank))) for rank in range(20)]
    whole = bound(papers)
    assert len(whole) < sum(map(len, papers)) / 3
    assert len(set(re.findall(rb"/FontName /(\S+)", whole))) == len(re.findall(rb"/Length1 ", whole)) == 2


def test_subsets_that_differ_have_names_of_their_own() -> None:
    names = re.findall(rb"/FontName /([A-Z]{6}\+\S+)", bound([drawn(LETTRE), drawn(replace(LETTRE, destinataire=FAR))]))
    assert len(names) == len(set(names)) > 2


def test_a_receipt_is_bound_as_well() -> None:
    papers = [recu.render(RECU, langue=FRANCAIS).octets, drawn(LETTRE)]
    assert contents(bound(papers)) == [page for one in papers for page in contents(one)]
    assert faults(bound(papers)) == []


def test_a_spoilt_paper_is_refused_and_leaves_the_others_as_they_were() -> None:
    first, second = drawn(LETTRE), drawn(LONG)
    binding = Binding()
    binding.add("Lettre 0", first)
    for octets in (
        b"",
        b"%PDF",
        second[:-40],
        second[: len(second) // 2],
        second.replace(b"/StructElem", b"/StructElm!"),
    ):
        with pytest.raises(Damaged):
            binding.add("abîmée", octets)
    binding.add("Lettre 1", second)
    assert binding.finish(ABOUT) == bound([first, second])
    linked = first.replace(b"/Rotate 0", b"/Annots 0")
    with pytest.raises(Damaged):
        Binding().add("liens", linked)
