"""The shape of the code in figures, without running it: `python -m bench.shape [--path DIR]`, also of an older code.

Lines are all lines of a file. A median, the 90th percentile and the largest stand as `6/15/87`. Cyclomatic complexity
is one, plus one for each branch, loop, handler, case, condition of a comprehension, and each `and` or `or`. A room is a
folder or a loose file right under a package; an arrow is an import from one room to another, for types alone too.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

ROOT = "scolarite_desk"
Function = ast.FunctionDef | ast.AsyncFunctionDef
_BRANCHES = (ast.If, ast.For, ast.While, ast.IfExp, ast.ExceptHandler, ast.match_case)
_SQL = re.compile(r"f?[\"']{1,3}(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE|DROP|PRAGMA|ATTACH|VACUUM|REPLACE)\b")
_REFUSED = re.compile(r"except \(?(?:Refused|Unavailable)\b")


@dataclass(frozen=True)
class Module:
    """One file of the code. `name`: dotted, without the package's own."""

    name: str
    path: Path
    text: str

    @cached_property
    def nodes(self) -> list[ast.AST]:
        return list(ast.walk(ast.parse(self.text)))

    @cached_property
    def lines(self) -> int:
        return len(self.text.splitlines())

    def every(self, kind: type[ast.AST] | tuple[type[ast.AST], ...]) -> list[ast.AST]:
        return [node for node in self.nodes if isinstance(node, kind)]

    def imports(self, known: set[str]) -> set[str]:
        """The modules of the house that it names, whether the file itself or something in it is imported."""
        found: set[str] = set()
        for node in self.nodes:
            if isinstance(node, ast.Import):
                found |= {each.name for each in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                inside = {f"{node.module}.{each.name}" for each in node.names}
                found |= inside if inside & {f"{ROOT}.{one}" for one in known} else {node.module}
        return {name.removeprefix(f"{ROOT}.") for name in found if name.startswith(f"{ROOT}.")} & known - {self.name}


def read(path: Path) -> list[Module]:
    """The modules of a checkout."""
    found = []
    for file in sorted((path / ROOT).rglob("*.py")):
        name = ".".join(file.relative_to(path / ROOT).with_suffix("").parts).removesuffix(".__init__")
        found.append(Module(name, file, file.read_text("utf-8")))
    return found


def spread(values: Iterable[int]) -> str:
    """Median, 90th percentile, largest."""
    ranked = sorted(values) or [0]
    return "/".join(str(ranked[min(len(ranked) - 1, int(len(ranked) * part))]) for part in (0.5, 0.9, 1))


def share(part: int, whole: int, digits: int = 0) -> str:
    return f"{100 * part / max(whole, 1):.{digits}f} %"


def twice(names: Iterable[str]) -> str:
    return str(sum(times > 1 for times in Counter(names).values()))


def length(node: ast.AST) -> int:
    return (getattr(node, "end_lineno", 0) or 0) - getattr(node, "lineno", 0) + 1


def cyclomatic(function: ast.AST) -> int:
    nodes = list(ast.walk(function))
    choices = sum(len(node.values) - 1 for node in nodes if isinstance(node, ast.BoolOp))
    kept = sum(len(node.ifs) for node in nodes if isinstance(node, ast.comprehension))
    return 1 + choices + kept + sum(isinstance(node, _BRANCHES) for node in nodes)


def annotated(function: Function) -> bool:
    taken = function.args
    named = [*taken.posonlyargs, *taken.args, *taken.kwonlyargs, *filter(None, (taken.vararg, taken.kwarg))]
    return function.returns is not None and all(one.annotation or one.arg in ("self", "cls") for one in named)


def docstring(node: ast.AST) -> int:
    """Lines of a docstring, 0 without one."""
    text = ast.get_docstring(node, clean=False) if isinstance(node, ast.Module | ast.ClassDef | Function) else None
    return text.count("\n") + 1 if text else 0


def circles(ways: dict[str, set[str]]) -> list[list[str]]:
    """Those that reach one another, two or more, the largest circle first."""

    def reached(start: str) -> set[str]:
        found, left = set[str](), [start]
        while left:
            new = ways.get(left.pop(), set()) - found
            found |= new
            left += new
        return found

    far = {one: reached(one) for one in ways}
    groups = {tuple(sorted(other for other in far[one] if one in far.get(other, ()))) for one in ways}
    return sorted((list(group) for group in groups if len(group) > 1), key=len, reverse=True)


def floors(path: Path) -> dict[str, list[list[str]]]:
    """By package, the floors that its contract draws, the highest first."""
    contracts = tomllib.loads((path / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    drawn = [one for one in contracts if one["type"] == "layers"]
    return {one.get("containers", [ROOT])[0]: [re.split(" *[|:] *", floor) for floor in one["layers"]] for one in drawn}


def arrows_lines(path: Path, ways: dict[str, set[str]]) -> Iterator[tuple[str, str]]:
    """For the house and each of its packages: rooms, arrows, those that point up, circles."""
    drawn = floors(path)
    for package in ("", *sorted({name.partition(".")[0] for name in ways if "." in name})):
        under = f"{package}." if package else ""
        rooms = {one: one.removeprefix(under).partition(".")[0] for one in ways if one.startswith(under)}
        inside: dict[str, set[str]] = defaultdict(set)
        for one, room in rooms.items():
            inside[room] |= {rooms[other] for other in ways[one] & rooms.keys()} - {room}
        rank = {name: n for n, layer in enumerate(drawn.get(f"{ROOT}.{package}".strip("."), [])) for name in layer}
        up = sum(rank.get(other, 99) < rank.get(one, -1) for one, others in inside.items() for other in others)
        said = f"{len({*rooms.values()} - {package, ''})} rooms, {sum(map(len, inside.values()))} arrows"
        round_ = "; ".join(map(" ".join, circles(inside)))
        yield f"arrows, {package or 'the house'}", f"{said}, {up if rank else '?'} up, circles: {round_[:90] or 'none'}"


def figures(path: Path) -> Iterator[tuple[str, str]]:
    """Every figure, with its name."""
    modules = read(path)
    known = {module.name for module in modules if module.name}
    lines = sum(module.lines for module in modules)
    functions = [node for module in modules for node in module.every((ast.FunctionDef, ast.AsyncFunctionDef))]
    classes = [node for module in modules for node in module.every(ast.ClassDef)]
    defined = [node for node in (*functions, *classes) if isinstance(node, ast.ClassDef | Function)]
    public = [node for node in defined if node.name[0] != "_"]
    ways = {module.name: module.imports(known) for module in modules}
    users = Counter(other for others in ways.values() for other in others)
    siblings = Counter(module.path.parent for module in modules)
    tests = sum(len(file.read_text("utf-8").splitlines()) for file in (path / "tests").rglob("*.py"))

    yield "modules, lines", f"{len(modules)}, {lines}"
    yield "lines of a module", spread(module.lines for module in modules)
    yield "lines of a function", spread(map(length, functions))
    yield "per 1 000 lines", f"{1000 * len(functions) / lines:.0f} functions, {1000 * len(classes) / lines:.1f} classes"
    yield "lines of a class", spread(map(length, classes))
    yield "annotated", share(sum(annotated(one) for one in functions if isinstance(one, Function)), len(functions))
    with_doc = [sum(map(bool, map(docstring, some))) for some in (defined, public)]
    yield "docstrings, all and public", f"{share(with_doc[0], len(defined))}, {share(with_doc[1], len(public))}"
    yield "docstring lines", share(sum(docstring(node) for module in modules for node in module.nodes), lines, 1)
    yield "comment lines", share(sum(len(re.findall(r"^\s*#", one.text, re.M)) for one in modules), lines, 1)
    yield "comments beside code", str(sum(len(re.findall(r"\S  # (?!noqa|type:|fmt:)", one.text)) for one in modules))
    yield "test lines to a line of code", f"{tests / lines:.2f}"
    yield "imports of a module", spread(map(len, ways.values()))
    yield "importers of a module", spread(users[name] for name in known)
    yield "with one importer", share(sum(users[name] == 1 for name in known), len(known))
    yield "cyclomatic", spread(map(cyclomatic, functions))
    yield "files in the folder of a file", spread(siblings[module.path.parent] for module in modules)
    yield "circles of modules", "; ".join(map(" ".join, circles(ways))) or "none"
    yield "module names in two places", twice(one.path.stem for one in modules if one.path.stem != "__init__")
    tops = [node for module in modules for node in ast.parse(module.text).body]
    yield "class names in two modules", twice(node.name for node in tops if isinstance(node, ast.ClassDef))
    names = [node.name for node in tops if isinstance(node, Function) and node.name[0] != "_"]
    yield "public functions in two modules", twice(names)
    yield "`Any`", str(sum(node.id == "Any" for one in modules for node in one.nodes if isinstance(node, ast.Name)))
    yield "`type: ignore`", str(sum(module.text.count("type: ignore") for module in modules))
    calls = [node for module in modules for node in module.nodes if isinstance(node, ast.Call) and node.args]
    yield "calls with SQL", str(sum(_SQL.match(ast.unparse(call.args[0])) is not None for call in calls))
    ui = [module.text for module in modules if module.name.startswith("ui.")]
    yield "refusals caught in ui", str(sum(len(_REFUSED.findall(text)) for text in ui))
    yield from arrows_lines(path, ways)


def main() -> int:
    """Print them."""
    parser = argparse.ArgumentParser(prog="python -m bench.shape", description=__doc__)
    parser.add_argument("--path", type=Path, default=Path(__file__).parents[1])
    for name, said in figures(parser.parse_args().path):
        print(f"{name:34}{said}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
