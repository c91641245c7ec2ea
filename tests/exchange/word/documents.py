"""Word documents as Word writes them, whole or spoilt on purpose."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile

from lxml import etree

from scolarite_desk.models.rules.champs import CHAMPS

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_HEAD = "application/vnd.openxmlformats-officedocument.wordprocessingml.header+xml"
_XML = "application/xml"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def run(text: str) -> str:
    """A piece of text."""
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(instruction: str, shown: str = "«champ»") -> str:
    """A field as Word writes it, in five runs."""
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(shown)}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def merge(name: str) -> str:
    """A merge field."""
    return field(f"MERGEFIELD {name} \\* MERGEFORMAT", f"«{name}»")


def simple(name: str) -> str:
    """The same, as LibreOffice and older Word write it."""
    return f'<w:fldSimple w:instr=" MERGEFIELD  {name} ">{run(name)}</w:fldSimple>'


def paragraph(*inside: str) -> str:
    """A paragraph."""
    return f"<w:p>{''.join(inside)}</w:p>"


def document(
    *paragraphs: str,
    head: str = "",
    main: str = _MAIN,
    types: str = "",
    relations: str = "",
    prolog: str = "",
    **others: str | bytes,
) -> bytes:
    """A .docx. `types`: more of its types, `relations`: those of its body, as XML; `others`: more parts, `__` in a name
    for a slash, `_DOT_`.
    """
    heads = f'<Override PartName="/word/header1.xml" ContentType="{_HEAD}"/>' if head else ""
    told = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="{_XML}"/>'
        f'<Override PartName="/word/document.xml" ContentType="{main}"/>'
        '<Override PartName="/word/settings.xml" ContentType='
        f'"application/vnd.openxmlformats-officedocument.wordprocessingml.settings+xml"/>{heads}{types}</Types>'
    )
    first = relation("officeDocument", "word/document.xml", "rId1")
    above = relation("header", "header1.xml", "rIdH") if head else ""
    refers = f'<w:headerReference w:type="default" r:id="rIdH" xmlns:r="{_OFFICE}"/>' if head else ""
    body = "".join(paragraphs) + f"<w:sectPr>{refers}<w:pgSz w:w='11906' w:h='16838'/></w:sectPr>"
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": told,
        "_rels/.rels": relations_of(first),
        "word/document.xml": f'{prolog}<w:document xmlns:w="{_W}"><w:body>{body}</w:body></w:document>',
        "word/settings.xml": f'<w:settings xmlns:w="{_W}"/>',
        "word/_rels/document.xml.rels": relations_of(relations + above),
    }
    if head:
        parts["word/header1.xml"] = f'<w:hdr xmlns:w="{_W}">{head}</w:hdr>'
    return archive(parts | {name.replace("__", "/").replace("_DOT_", "."): one for name, one in others.items()})


def relation(kind: str, target: str, key: str = "rId9", outside: bool = False) -> str:
    """A relation to another part, or to elsewhere."""
    mode = ' TargetMode="External"' if outside else ""
    return f'<Relationship Id="{key}" Type="{_OFFICE}/{kind}" Target="{target}"{mode}/>'


def relations_of(inside: str) -> str:
    """The part that holds relations."""
    return f'<Relationships xmlns="{_RELS}">{inside}</Relationships>'


def archive(parts: dict[str, str | bytes]) -> bytes:
    """Parts in an archive."""
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as file:
        for name, one in parts.items():
            file.writestr(name, one)
    return out.getvalue()


def loose(octets: bytes) -> bytes:
    """The same parts, not packed."""
    out = io.BytesIO()
    with ZipFile(io.BytesIO(octets)) as packed, ZipFile(out, "w") as file:
        for one in packed.namelist():
            file.writestr(one, packed.read(one))
    return out.getvalue()


def owed(lettre: str, *without: str) -> list[str]:
    """Paragraphs of a model that say what such a letter has to, but for some fields."""
    due = [nom for nom, one in CHAMPS.items() if lettre in one.requis and nom not in without]
    return [paragraph(run(f"{nom}\u00a0: "), merge(nom)) for nom in due]


LETTRE = document(
    paragraph(merge("etablissement")),
    paragraph(run("Nos réf. "), simple("numero")),
    paragraph(merge("adresse")),
    paragraph(merge("ville"), run(", le "), merge("jour")),
    paragraph(merge("civilite"), run(",")),
    paragraph(run("Votre dossier "), merge("dossier"), run(" n’est pas retenu "), merge("en_formation"), run(".")),
    paragraph(run("Motif : "), merge("motif")),
    paragraph(run("Rang : "), merge("rang")),
    paragraph(merge("sans_rang"), run("Vous n’avez pas de rang.")),
    paragraph(merge("recours")),
    paragraph(merge("qualite"), run(" "), merge("signataire")),
    head=paragraph(run("Service de la scolarité, page "), field("PAGE", "1")),
)


def unsound(octets: bytes) -> list[str]:
    """What a word processor would stumble over in a package, or show that is none of the letter: a part without type or
    that does not read, a relation to no part or to elsewhere, a merge field that is left.
    """
    with ZipFile(io.BytesIO(octets)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    types = trees["[Content_Types].xml"]
    typed = {one.get("PartName", "").lstrip("/") for one in types}
    endings = {one.get("Extension") for one in types}
    found = [name for name in parts if name not in typed and name.rsplit(".", 1)[-1] not in endings]
    for name, root in trees.items():
        if name.endswith(".rels"):
            folder, source = name.removesuffix(".rels").split("_rels/")
            targets = [one.get("Target", "") for one in root]
            found += [f"{folder}{source}: {one}" for one in targets if folder + one not in parts]
    return found + [f"{name}: MERGEFIELD" for name, part in parts.items() if b"MERGEFIELD" in part]
