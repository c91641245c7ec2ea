"""A logo drawn in SVG (SVG 1.1), once nothing in it reaches further than itself, runs or is drawn without end.

Written anew with what a logo is made of: shapes, gradients, groups and their copies. Anything else is refused by name,
since whoever draws it (Qt) would open files, or not draw it at all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from scolarite_desk.errors import Refused
from scolarite_desk.msg import N_

_NS, _HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")
_DRAWN = {*_SHAPES, "svg", "g", "defs", "symbol", "use", "linearGradient", "radialGradient", "stop", "style"}
_SILENT = {"title", "desc", "metadata"}
_REACHES = re.compile(r"url\(\s*['\"]?\s*(?!#)|@|\\|javascript:", re.IGNORECASE)  # a style that leads out, or hides it
_MOST = 100_000  # letters of what is drawn, copies of copies counted: the worst of them takes a dozen seconds
_DEEP = 100
_SHOWN = 40  # letters of a name that is refused
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_pis": True}

DAMAGED = N_("Ce dessin SVG est abîmé ou trop complexe\u00a0: enregistrez-le en PNG.")


def is_svg(octets: bytes) -> bool:
    """Whether a file is meant to be one: it begins as XML does."""
    return octets.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"<"


def cleaned(octets: bytes) -> bytes:
    """The drawing alone, which leads nowhere. `Refused` says what keeps it from being a logo."""
    root = _tree(octets)
    for one in list(root.iter()):
        parent = one.getparent()
        if parent is not None and not _kept(one):
            parent.remove(one)
    for one in root.iter():
        _refuse_reaching(one)
    named: dict[str, list[etree._Element]] = {}
    for one in root.iterfind(".//*[@id]"):
        named.setdefault(str(one.get("id")), []).append(one)
    if _weight(root, named, {}) > _MOST:
        raise Refused(DAMAGED)
    written: bytes = etree.tostring(root, encoding="UTF-8")
    return written


def _tree(octets: bytes) -> etree._Element:
    try:
        root = etree.fromstring(octets, etree.XMLParser(**_PARSER))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(DAMAGED) from error
    declared = root.getroottree().docinfo.internalDTD
    if root.tag != f"{_NS}svg" or (declared is not None and any(True for _ in declared.iterentities())):
        raise Refused(DAMAGED)
    return root


def _kept(one: etree._Element) -> bool:
    """Whether an element is of the drawing: what other programs note beside it, and what is only told, is not."""
    if not isinstance(one.tag, str) or not one.tag.startswith(_NS):
        return False
    name = one.tag.removeprefix(_NS)
    if name in _DRAWN or name in _SILENT:
        return name in _DRAWN
    raise Refused(
        N_(
            "Ce dessin SVG contient «\u00a0{element}\u00a0», qui ne s’imprime pas ici\u00a0: convertissez texte et "
            "effets en tracés, ou enregistrez-le en PNG.",
            element=name[:_SHOWN],
        )
    )


def _refuse_reaching(one: etree._Element) -> None:
    """What leads out of the file is refused, what only other programs read is taken off."""
    for name, value in list(one.attrib.items()):
        leads = name in (_HREF, "href")
        if (leads and not str(value).startswith("#")) or _REACHES.search(str(value)):
            raise Refused(_OUTSIDE)
        if (str(name).startswith(("{", "on")) and not leads) or (name == "id" and not value):
            del one.attrib[name]
    if _REACHES.search(one.text or "") and one.tag == f"{_NS}style":
        raise Refused(_OUTSIDE)


_OUTSIDE = N_("Ce dessin SVG va chercher une image ou une police ailleurs\u00a0: enregistrez-le en PNG.")


def _weight(
    one: etree._Element, named: Mapping[str, list[etree._Element]], known: dict[etree._Element, int], deep: int = 0
) -> int:
    """How much is drawn for one, in letters of its attributes; more than the most for one that is in itself. Of several
    that have one name, a copy is of whichever comes first to who draws it: all are counted.
    """
    if deep > _DEEP:
        return _MOST + 1
    if one not in known:
        known[one] = _MOST + 1
        under = [*one, *named.get(str(one.get(_HREF) or one.get("href") or "#")[1:], ())]
        own = 1 + sum(len(value) for value in one.attrib.values())
        known[one] = own + sum(_weight(each, named, known, deep + 1) for each in under)
    return known[one]
