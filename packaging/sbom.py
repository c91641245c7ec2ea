"""The bill of materials of what is shipped (build/sbom.cdx.json, CycloneDX), and NOTICE, which is written from it.

    python packaging/sbom.py            # write and validate the bill, check that NOTICE is current
    python packaging/sbom.py --notice   # write NOTICE anew

cyclonedx-bom reads the locked packages with their hashes; `tiers.csv` adds the licences, which lock files do not know,
what wheels contain of others, and what is no Python package: data, icons, fonts.
"""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
ROOT = HERE.parent
LOCK, NOTICE, BILL = ROOT / "requirements/run.txt", ROOT / "NOTICE", ROOT / "build/sbom.cdx.json"
_NAME_WIDTH = 32
_EXPRESSION = re.compile(r" (?:OR|AND|WITH) ")


def main() -> None:
    """Everything; leaves with a sentence when something is missing or out of date."""
    bill = described(locked(), others())
    validate(bill)
    BILL.parent.mkdir(exist_ok=True)
    BILL.write_text(bill, encoding="utf-8")
    written = notice(json.loads(bill)["components"])
    if "--notice" in sys.argv:
        NOTICE.write_text(written, encoding="utf-8")
    elif NOTICE.read_text(encoding="utf-8") != written:
        sys.exit("NOTICE is not that of the locked packages: run 'python packaging/sbom.py --notice'.")
    print(f"{BILL.relative_to(ROOT)}: {len(json.loads(bill)['components'])} components, valid CycloneDX 1.6")


def locked() -> dict[str, Any]:
    """What cyclonedx-bom makes of the lock file: the same bytes for the same lock."""
    command = [sys.executable, "-W", "ignore", "-m", "cyclonedx_py", "requirements", str(LOCK)]
    command += ["--pyproject", str(ROOT / "pyproject.toml"), "--output-reproducible", "--of", "JSON", "--sv", "1.6"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def others() -> list[dict[str, str]]:
    """The lines of `tiers.csv`."""
    with (HERE / "tiers.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def described(bill: dict[str, Any], known: list[dict[str, str]]) -> str:
    """The bill with licences and the components that no lock file names, as text."""
    by_name = {one["nom"]: one for one in known if one["genre"] == "logiciel"}
    for component in bill["components"]:
        if component["name"] not in by_name:
            sys.exit(f"packaging/tiers.csv does not say under which licence {component['name']} is.")
        component.pop("description", None)
        _add(component, by_name.pop(component["name"]))
    if by_name:
        sys.exit(f"packaging/tiers.csv names what is no longer locked: {', '.join(by_name)}.")
    for one in known:
        if one["genre"] != "logiciel":
            kind = "data" if one["genre"] == "données" else "file"
            component = {"bom-ref": f"{one['nom']}@{one['version']}", "type": kind, "name": one["nom"]}
            bill["components"].append(_add(component, one))
    return json.dumps(bill, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def _add(component: dict[str, Any], one: dict[str, str]) -> dict[str, Any]:
    licence = one["licence"]
    component["licenses"] = [{"expression": licence} if _EXPRESSION.search(licence) else {"license": {"id": licence}}]
    if one["version"]:
        component["version"] = one["version"]
    component["properties"] = [
        {"name": f"scolarite-desk:{name}", "value": one[name]} for name in ("genre", "mention") if one[name]
    ]
    return component


def validate(bill: str) -> None:
    """Against the strict schema of CycloneDX."""
    from cyclonedx.schema import SchemaVersion
    from cyclonedx.validation.json import JsonStrictValidator

    warnings.simplefilter("ignore")
    fault = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill)
    if fault:
        sys.exit(f"The bill of materials is not valid: {str(fault)[:500]}")


def notice(components: list[dict[str, Any]]) -> str:
    """NOTICE, from the components of a bill."""
    lines: dict[str, list[str]] = {}
    for component in components:
        told = {one["name"].rpartition(":")[2]: one["value"] for one in component["properties"]}
        lines.setdefault(told["genre"], []).append(_line(component, told.get("mention", "")))
    return (HERE / "notice.txt").read_text(encoding="utf-8").format(**{k: "\n".join(v) for k, v in lines.items()})


def _line(component: dict[str, Any], mention: str) -> str:
    one = component["licenses"][0]
    licence = one.get("expression") or one["license"]["id"]
    named = f"{component['name']} {component.get('version', '')}".strip()
    return f"{named:{_NAME_WIDTH}} {licence}" + (f", {mention}" if mention else "")


if __name__ == "__main__":
    main()
