"""A logo in SVG is let in when nothing in it reaches further than itself, runs or is drawn without end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scolarite_desk.errors import Refused
from scolarite_desk.exchange.pdf.svg import cleaned, is_svg

HEAD = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 200 100"'


def svg(*inside: str, prolog: str = "") -> bytes:
    return f"{prolog}<svg {HEAD}>{''.join(inside)}</svg>".encode()


DOCTYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
LOGO = svg(
    "<title>Université</title><metadata><x xmlns='urn:autre' onload='a()'/></metadata>",
    "<defs><linearGradient id='a'><stop offset='0' stop-color='navy'/></linearGradient>",
    "<style>.b{fill:url(#a)}</style><g id='c'><rect width='80' height='80' class='b'/></g></defs>",
    "<use xlink:href='#c'/><circle cx='150' cy='50' r='40' fill='#0a0' onclick='a()'/>",
    prolog=f"<?xml version='1.0'?>{DOCTYPE}<!-- Inkscape -->",
)
COPIES = [f"<g id='n{n}'>" + f"<use href='#n{n + 1}'/>" * 10 + "</g>" for n in range(8)]
HOSTILE = {
    "rien": (b"", "abîmé"),
    "du texte": (b"Bonjour", "abîmé"),
    "une page": (b"<html/>", "abîmé"),
    "tronqué": (LOGO[:-20], "abîmé"),
    "une image d’un fichier": (svg("<image href='file:///etc/passwd'/>"), "image"),
    "une image du réseau": (svg("<image xlink:href='https://exemple.fr/a.png'/>"), "image"),
    "une copie d’ailleurs": (svg("<use xlink:href='autre.svg#a'/>"), "ailleurs"),
    "un remplissage d’ailleurs": (svg("<rect fill=\"url('http://exemple.fr/a')\"/>"), "ailleurs"),
    "un style d’ailleurs": (svg("<style>@import 'http://exemple.fr/a.css';</style>"), "ailleurs"),
    "un style caché": (svg("<rect style='fill:u\\72l(http://exemple.fr)'/>"), "ailleurs"),
    "un script": (svg("<script>a()</script>"), "script"),
    "une page dedans": (svg("<foreignObject/>"), "foreignObject"),
    "un effet": (svg("<filter id='a'/>"), "filter"),
    "du texte, d’une police": (svg("<text>Université</text>"), "tracés"),
    "une entité externe": (
        svg("<g>&a;</g>", prolog='<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
        "abîmé",
    ),
    "un milliard de rires": (svg("<g>&b;</g>", prolog='<!DOCTYPE svg [<!ENTITY a "a"><!ENTITY b "&a;&a;">]>'), "abîmé"),
    "des copies de copies": (svg(*COPIES, "<g id='n8'><path/></g>"), "complexe"),
    "des copies de ce qui porte deux fois son nom": (
        svg("<g id='n8'><path/></g>", *reversed(COPIES), *(f"<g id='n{n}'/>" for n in range(9))),
        "complexe",
    ),
    "des copies d’un long tracé": (
        svg(f"<path id='a' d='M0 0{'L9 9' * 9_000}'/>", "<use href='#a'/>" * 99),
        "complexe",
    ),
    "une copie de soi": (svg("<g id='a'><use href='#a'/></g>"), "complexe"),
    "un nœud sans fond": (svg("<g>" * 200 + "</g>" * 200), "complexe"),
}


@pytest.mark.parametrize("why", HOSTILE)
def test_what_is_no_logo_is_refused_and_why_is_said(why: str) -> None:
    octets, said = HOSTILE[why]
    with pytest.raises(Refused, match=said):
        cleaned(octets)


def test_a_logo_is_kept_without_what_other_programs_note_in_it() -> None:
    made = cleaned(LOGO)
    for gone in (b"DOCTYPE", b"Inkscape", b"urn:autre", b"onclick", b"<title"):
        assert gone not in made.replace(b'xmlns:x="urn:autre"', b"")
    for kept in (b"linearGradient", b".b{fill:url(#a)}", b'href="#c"', b"circle"):
        assert kept in made
    assert cleaned(made) == made


@given(st.binary(max_size=200), st.integers(0, len(LOGO)))
def test_whatever_the_bytes_it_is_a_logo_or_refused(noise: bytes, at: int) -> None:
    try:
        cleaned(LOGO[:at] + noise + LOGO[at:])
    except Refused:
        return


def test_what_begins_as_xml_is_meant_to_be_a_drawing() -> None:
    assert is_svg(LOGO)
    assert is_svg(b"\xef\xbb\xbf\n" + LOGO)
    assert not is_svg(b"\x89PNG\r\n\x1a\n")
