"""The parts of a .docx (ECMA-376 parts 2 and 4), once nothing in it reaches further than itself.

The file is somebody's: what is read is bounded before it is, and counted as it comes, whatever the archive says of its
own sizes. No DTD is read, so no entity. What Word would fetch, run or embed is refused by name: a letter says what the
register keeps, on whatever machine it is opened.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Iterator, Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lxml import etree

from scolarite_desk.errors import Refused
from scolarite_desk.models.fields.octets import WORD_OCTETS, Word64
from scolarite_desk.msg import N_

_UNPACKED = 20_000_000  # bytes of all its parts
_PARTS = 200
_NAME = 200  # characters
_XML_LARGEST = 8_000_000  # bytes of one part that is read as a tree
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_TYPES = "[Content_Types].xml"
_READ = re.compile(r"wordprocessingml\..+\+xml")  # the types of parts that Word reads as text, whatever their names
_INSIDE = ("vbaProject", "vbaData", "activeX", "oleObject", "control", "package", "aFChunk", "subDocument", "frame")
_LINKS = ("http://", "https://", "mailto:")
_PARSER = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False, "remove_pis": True}

Parts = Mapping[str, bytes]
_NOT_WORD, _TOO_LARGE = Word64.other, Word64.too_long
DAMAGED = N_(
    "Ce document Word est abîmé\u00a0: ouvrez-le dans votre traitement de texte, puis enregistrez-le de nouveau."
)
_MACROS = N_("Ce document contient des macros\u00a0: enregistrez-le en .docx, sans elles.")
_EMBEDS = N_("Ce document contient un objet incorporé ou un autre document\u00a0: retirez-le.")
_FETCHES = N_(
    "Ce document va chercher une image, un modèle ou des données ailleurs\u00a0: incorporez l’image, détachez le "
    "modèle ou la source de données."
)


def opened(octets: bytes, largest: int = WORD_OCTETS) -> Parts:
    """Every part by its name, in the order of the archive. `Refused` for whatever is not a plain .docx."""
    if len(octets) > largest:
        raise Refused(_TOO_LARGE)
    try:
        with ZipFile(io.BytesIO(octets)) as archive:
            parts = _unpacked(archive)
    except (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError) as error:
        raise Refused(DAMAGED if octets.startswith(b"PK") else _NOT_WORD) from error
    _refuse_types(parts)
    for name, part in parts.items():
        if name.casefold().endswith(".rels"):
            _refuse_relations(part)
    return parts


def _unpacked(archive: ZipFile) -> dict[str, bytes]:
    entries = [one for one in archive.infolist() if not one.is_dir()]
    names = [one.filename for one in entries]
    if len(entries) > _PARTS or len({one.casefold() for one in names}) != len(names):
        raise Refused(DAMAGED)
    parts, left = {}, _UNPACKED
    for one in entries:
        if not _plain(one):
            raise Refused(DAMAGED)
        with archive.open(one) as stream:
            parts[one.filename] = stream.read(left + 1)
        left -= len(parts[one.filename])
        if left < 0:
            raise Refused(_TOO_LARGE)
    return parts


def _plain(one: ZipInfo) -> bool:
    """Whether an entry is what Word writes: of this folder, neither encrypted nor packed otherwise."""
    name = one.filename
    climbs = name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/")
    return (
        not climbs and len(name) <= _NAME and not one.flag_bits & 1 and one.compress_type in (ZIP_STORED, ZIP_DEFLATED)
    )


def tree(octets: bytes) -> etree._Element:
    """A part as a tree. `Refused` when it does not read, or declares a type or an entity: Word never does."""
    if len(octets) > _XML_LARGEST:
        raise Refused(_TOO_LARGE)
    try:
        root = etree.fromstring(octets, etree.XMLParser(**_PARSER))
    except etree.XMLSyntaxError as error:
        raise Refused(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(DAMAGED)
    return root


def _refuse_types(parts: Parts) -> None:
    if _TYPES not in parts:
        raise Refused(_NOT_WORD)
    told = [one for one in tree(parts[_TYPES]) if isinstance(one.tag, str)]
    said = [str(one.get("ContentType")) for one in told]
    if any("macroEnabled" in one or "vba" in one.lower() for one in said):
        raise Refused(_MACROS)
    if said.count(_MAIN) != 1:
        raise Refused(_NOT_WORD)
    texts = (one for one in told if _READ.search(str(one.get("ContentType"))))
    names = (str(value) for one in texts for name, value in one.attrib.items() if name != "ContentType")
    if not all(one.casefold().endswith("xml") for one in names):  # its fields would be read by Word alone
        raise Refused(DAMAGED)


def _refuse_relations(octets: bytes) -> None:
    for kind, target, outside in _relations(octets):
        if kind.startswith("vba"):
            raise Refused(_MACROS)
        if kind in _INSIDE:
            raise Refused(_EMBEDS)
        if outside and not (kind == "hyperlink" and target.lower().startswith(_LINKS)):
            raise Refused(_FETCHES)


def _relations(octets: bytes) -> Iterator[tuple[str, str, bool]]:
    """The last word of the kind of each relation, where it leads, whether that is out of the file."""
    for one in tree(octets):
        if isinstance(one.tag, str):
            said = {str(name).lower(): str(value) for name, value in one.attrib.items()}
            kind = said.get("type", "").rsplit("/", 1)[-1]
            yield kind, said.get("target", ""), said.get("targetmode", "").lower() == "external"


def packed(parts: Parts) -> bytes:
    """The parts as one archive: the same parts give the same bytes."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, octets in parts.items():
            archive.writestr(ZipInfo(name), octets, ZIP_DEFLATED)
    return out.getvalue()
