"""A Word model is let in when it reaches no further than itself and names fields of ours; letters say their values."""

from __future__ import annotations

import io
from datetime import datetime
from zipfile import ZIP_BZIP2, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.papers.lettres_word import checked, seen
from scolarite_desk.exchange.papers.reperes import slots
from scolarite_desk.exchange.word.archive import opened
from scolarite_desk.exchange.word.fusion import merged, read, text
from scolarite_desk.models.fields.octets import WORD_OCTETS
from scolarite_desk.models.rules.champs import CHAMPS, LETTRES
from tests.exchange.papers.papiers_inventes import FRANCAIS, lettre
from tests.exchange.pdf_reading import faults, texts
from tests.exchange.word.documents import (
    LETTRE,
    archive,
    document,
    field,
    merge,
    owed,
    paragraph,
    relation,
    relations_of,
    run,
    unsound,
)
from tests.texts import golden

VALUES = dict.fromkeys(CHAMPS, "")
OUTSIDE_OF = "https://exemple.fr/suivi.png"
OUTSIDE = relation("image", OUTSIDE_OF, outside=True)
BILLION = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
XXE = '<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HEAD = opened(document(head=paragraph(field("DDEAUTO a.exe"))))["word/header1.xml"]
HEAD_TYPE = (
    '<Default Extension="bin" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"/>'
)
STRICT = HEAD.replace(b"schemas.openxmlformats.org/wordprocessingml/2006", b"purl.oclc.org/ooxml/wordprocessingml")
MACROS = "application/vnd.ms-word.document.macroEnabled.main+xml"


def swapped(one: bytes, compression: int) -> bytes:
    """The same parts, packed otherwise."""
    out = io.BytesIO()
    with ZipFile(out, "w", compression) as file:
        for name, octets in opened(one).items():
            file.writestr(name, octets)
    return out.getvalue()


HOSTILE = {
    "0 octet": (b"", "pas un document Word"),
    "du texte": (b"Bonjour", "pas un document Word"),
    "tronqué": (LETTRE[: len(LETTRE) // 2], "abîmé"),
    "une archive sans document": (archive({"a.txt": "a"}), "pas un document Word"),
    "trop gros": (LETTRE + bytes(WORD_OCTETS), "500.ko"),
    "une bombe": (document(paragraph(), word__media__a_DOT_png=bytes(30_000_000)), "500.ko"),
    "un XML sans fin": (document(paragraph(run("a" * 9_000_000))), "500.ko"),
    "trop de parties": (document(paragraph(), **{f"word__a{n}": b"" for n in range(300)}), "abîmé"),
    "un nom qui remonte": (archive({"../../etc/passwd": "a"}), "abîmé"),
    "un nom absolu": (archive({"/etc/passwd": "a"}), "abîmé"),
    "compressé autrement": (swapped(LETTRE, ZIP_BZIP2), "abîmé"),
    "une entité externe": (document(paragraph(run("&a;")), prolog=XXE), "abîmé"),
    "un milliard de rires": (document(paragraph(run("&b;")), prolog=BILLION), "abîmé"),
    "docm": (document(paragraph(), main=MACROS), "macros"),
    "une macro cachée": (document(paragraph(), relations=relation("vbaProject", "vbaProject.bin")), "macros"),
    "une image d’ailleurs": (document(paragraph(), relations=OUTSIDE), "ailleurs"),
    "un modèle attaché": (
        document(paragraph(), relations=relation("attachedTemplate", "//serveur/a.dotm", outside=True)),
        "ailleurs",
    ),
    "un lien vers un fichier": (
        document(paragraph(), relations=relation("hyperlink", "file://serveur/a", outside=True)),
        "ailleurs",
    ),
    "un objet incorporé": (document(paragraph(), relations=relation("oleObject", "embeddings/a.bin")), "incorporé"),
    "un autre document": (document(paragraph(), relations=relation("aFChunk", "a.html")), "incorporé"),
    "INCLUDETEXT": (document(paragraph(field('INCLUDETEXT "C:/secret.docx"'))), "Paragraphe 1.*INCLUDETEXT"),
    "INCLUDEPICTURE": (document(paragraph(), paragraph(field('INCLUDEPICTURE "http://x/a.png"'))), "Paragraphe 2"),
    "DDEAUTO": (document(paragraph(field('DDEAUTO c:\\\\windows\\\\cmd.exe "/k calc"'))), "DDEAUTO"),
    "IF": (document(paragraph(field('IF 1 = 1 "a" "b"'))), "n’est pas un champ de fusion"),
    "DATE": (document(paragraph(field("DATE"))), "n’est pas un champ de fusion"),
    "une image de nombre": (document(paragraph(field('MERGEFIELD rang \\# "0{:99999999}"'))), "n’est pas un champ"),
    "inconnu": (document(paragraph(run("a")), paragraph(merge("formatoin"))), "Paragraphe 2.*formatoin"),
    "l’un dans l’autre": (
        document(paragraph(field("MERGEFIELD").replace("</w:instrText></w:r>", f"</w:instrText></w:r>{merge('nom')}"))),
        "Paragraphe 1.*en contient un autre",
    ),
    "sans fin": (
        document(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>')),
        "n’y finit pas",
    ),
    "un en-tête d’un autre nom": (document(paragraph(), **{"word__en-tete_DOT_xml": HEAD}), "DDEAUTO"),
    "un en-tête d’un nom en capitales": (document(paragraph(), word__header1_DOT_XML=HEAD), "DDEAUTO"),
    "des liens d’un nom en capitales": (
        document(paragraph(), **{"word/_rels/a.xml.RELS": relations_of(OUTSIDE)}),
        "ailleurs",
    ),
    "un texte qui n’en a pas le nom": (document(paragraph(), types=HEAD_TYPE), "abîmé"),
    "une partie d’une autre écriture": (document(paragraph(), word__header1_DOT_xml=STRICT), "abîmé"),
    "sans numéro": (document(*owed("DE", "numero")), "numero"),
}


@pytest.mark.parametrize("why", HOSTILE)
def test_what_reaches_further_than_itself_is_no_model_and_why_is_said(why: str) -> None:
    octets, said = HOSTILE[why]
    with pytest.raises(Refused, match=said):
        checked(octets, "DE")


@pytest.mark.parametrize("lettre", LETTRES)
def test_a_word_model_says_all_that_its_letter_has_to(lettre: str) -> None:
    """The whole sheet is theirs: what the law wants of the words, and what our own sheet says around them."""
    assert checked(document(*owed(lettre)), lettre)
    for due in (one for one in CHAMPS.values() if lettre in one.requis):
        lacking = owed(lettre, due.nom)
        with pytest.raises(Refused, match=rf"manque.*«\u00a0{due.nom}\u00a0»"):
            checked(document(*lacking, paragraph(run(f"{{{due.nom}}}"))), lettre)  # typed, it is no field
        if due.par:
            assert checked(document(*lacking, paragraph(merge(due.par))), lettre)


def test_a_required_field_beside_one_that_may_be_blank_is_not_surely_said() -> None:
    framed = f"<w:r><w:pict><w:txbxContent>{paragraph(merge('motif'))}</w:txbxContent></w:pict></w:r>"
    for around in (paragraph(merge("motif"), merge("rang")), paragraph(merge("rang"), framed)):
        with pytest.raises(Refused, match="s’imprime toujours"):
            checked(document(*owed("DE", "motif"), around), "DE")
    assert checked(document(*owed("DE", "motif"), paragraph(merge("motif"), run(" le "), merge("jour"))), "DE")


@given(st.binary(max_size=300), st.integers(0, len(LETTRE)), st.integers(0, 300))
@settings(max_examples=60, deadline=None)
def test_whatever_the_bytes_a_model_is_read_or_refused(noise: bytes, at: int, lost: int) -> None:
    try:
        read(LETTRE[:at] + noise + LETTRE[at + lost :])
    except Refused:
        return


@pytest.mark.parametrize("avis", ["DE", "LC"])
def test_a_letter_says_the_values_of_its_fields_and_no_more(avis: str) -> None:
    values = slots(lettre(avis), FRANCAIS)
    made = merged(LETTRE, values)
    assert made == merged(LETTRE, values)
    assert not read(made)
    golden(f"lettre_word_{avis}", text(made))


def test_a_paragraph_without_value_goes_unless_its_field_says_that_it_stays() -> None:
    one = document(
        paragraph(run("a "), merge("motif")),
        paragraph(run("b "), merge("motif?")),
        f"<w:tbl><w:tr><w:tc>{paragraph(run('c '), merge('motif'))}</w:tc></w:tr></w:tbl>",
        paragraph(run("d "), merge("rang")),
    )
    assert text(merged(one, VALUES | {"rang": "12"})) == "b\nd 12"
    assert b"<w:tc><w:p/></w:tc>" in opened(merged(one, VALUES))["word/document.xml"]


def test_a_letter_is_a_sound_package() -> None:
    """No word processor opens one here: what the format wants of a package (ECMA-376 part 2) is looked at instead."""
    assert unsound(merged(LETTRE, slots(lettre("DE"), FRANCAIS))) == []
    assert unsound(LETTRE) == ["word/document.xml: MERGEFIELD"]
    assert unsound(document(paragraph(), relations=OUTSIDE)) == [f"word/document.xml: {OUTSIDE_OF}"]


def test_a_value_that_begins_by_a_space_keeps_it() -> None:
    made = merged(document(paragraph(run("tribunal"), merge("tribunal"))), VALUES | {"tribunal": " de Rennes"})
    assert b'<w:t xml:space="preserve"> de Rennes</w:t>' in opened(made)["word/document.xml"]


def test_a_value_is_text_and_never_a_field_nor_a_tag() -> None:
    evil = '<w:p>&amp; { INCLUDETEXT "a" } {0.__class__} \\* Upper \x00\ud800'
    made = merged(document(paragraph(merge("nom"))), VALUES | {"nom": evil})
    assert text(made) == evil[:-2].strip()
    assert not read(made)


def test_parts_that_name_others_which_are_not_there_are_damage() -> None:
    lost = {name: one for name, one in opened(LETTRE).items() if name != "word/header1.xml"}
    with pytest.raises(Refused, match="abîmé"):
        merged(archive(dict(lost)), VALUES)


def test_it_is_looked_at_as_its_words_marked() -> None:
    made = merged(LETTRE, slots(lettre("DE"), FRANCAIS))
    pages = seen(made, datetime(2026, 11, 21), FRANCAIS)
    assert not faults(pages)
    assert "APERÇU" in texts(pages)[0]
