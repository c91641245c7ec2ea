"""The pictures of the pages of help, made anew from those of a visit, smaller and in few colours:

scolarite-desk visit --out FOLDER; python packaging/images_aide.py FOLDER

Only those that a page names. They are committed: each is lighter than an icon of a desktop (a test weighs them).
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

ROOT = Path(__file__).resolve().parents[1]
PAGES = ROOT / "resources" / "aide" / "fr"
WIDTH = 900  # pixels
NAMED = re.compile(r"!\[[^\]]*\]\(([a-z0-9-]+\.png)\)")


def main(folder: str) -> int:
    """Write the pictures; 1 when the visit did not make one of them."""
    there = PAGES / "images"
    there.mkdir(exist_ok=True)
    for page in sorted(PAGES.glob("*.md")):
        for name in NAMED.findall(page.read_text(encoding="utf-8")):
            drawn = QImage(str(Path(folder) / name))
            if drawn.isNull():
                sys.stderr.write(f"{name}: no such picture in {folder}\n")
                return 1
            drawn = drawn.scaledToWidth(WIDTH, Qt.TransformationMode.SmoothTransformation)
            few = drawn.convertToFormat(QImage.Format.Format_Indexed8, Qt.ImageConversionFlag.ThresholdDither)
            few.save(str(there / name), "PNG", 0)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
