"""Compiles the message catalogues with Python alone, so that a fresh clone needs no gettext programs."""

from pathlib import Path

import polib


def compile_catalogues(*folders: Path) -> list[Path]:
    """Write `.mo` beside each `.po` that is newer, in every locale folder. Returns the files that were written."""
    written = []
    for source in sorted(path for folder in folders for path in folder.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written
