"""Where things lie: the files shipped with the application, and the person's own folders."""

from __future__ import annotations

from pathlib import Path

import platformdirs

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
