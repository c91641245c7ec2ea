"""Where things lie: the files shipped with the application, and the person's own folders; how one is held."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import IO

import platformdirs

if sys.platform == "win32":
    import msvcrt

    def lock(mark: IO[bytes]) -> None:
        """Hold a file; the system lets it go with its process. Raises `OSError` while another one holds it."""
        msvcrt.locking(mark.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def lock(mark: IO[bytes]) -> None:
        """Hold a file; the system lets it go with its process. Raises `OSError` while another one holds it."""
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)


_APP = "ScolariteDesk"


def resource(name: str) -> Path:
    """A shipped file or folder, such as `icons/search.svg`: beside the package, or inside it once installed."""
    package = Path(__file__).parent
    beside = package.parent / "resources"
    return (beside if beside.is_dir() else package / "resources") / name


def user_data() -> Path:
    """Where the bases of this person live by default."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False))


def user_settings() -> Path:
    """Where this person's window habits, and the token that recognises a moved base, live."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False))
