"""The archive of a backup: a compressed tar whose last member, the manifest, lists every other one with its SHA-256."""

import hashlib
import io
import json
import os
import tarfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FORMAT = "ecompm-backup/1"
MANIFEST = "manifest.json"
FILES = "media"


class BackupError(Exception):
    """Why a backup or a restore can't be done, in a sentence for whoever runs it."""


def write(target: Path, database: Path, files: Path, about: dict[str, Any]) -> dict[str, Any]:
    """Write the archive; it gets its name when it is complete, and only its owner may read it. Returns the manifest.

    Raises BackupError when the name is taken.
    """
    if target.exists():
        raise BackupError(f"{target} exists already; a backup never overwrites another one.")
    unfinished = target.with_name(f".{target.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as stream, tarfile.open(fileobj=stream, mode="w:gz") as tar:
            members = {database.name: database, **dict(_files(files))}
            manifest = {"format": FORMAT, **about, "database": database.name}
            manifest["members"] = {name: _add(tar, path, name) for name, path in members.items()}
            _add_manifest(tar, manifest)
        unfinished.rename(target)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def read(source: Path, folder: Path) -> dict[str, Any]:
    """Unpack an archive into an empty folder and compare every member with the manifest, which is returned.

    Raises BackupError when it is no backup, is incomplete, or a member is not what was stored.
    """
    try:
        with tarfile.open(source, mode="r:gz") as tar:
            tar.extractall(folder, filter="data")
    except (OSError, EOFError, tarfile.TarError, ValueError) as error:
        raise BackupError(f"{source} can't be read as a backup: {error}") from error
    manifest = _manifest(source, folder)
    stored = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    stored.pop(MANIFEST)
    if wrong := sorted(stored.keys() ^ manifest["members"].keys()):
        raise BackupError(f"{source} is incomplete: its manifest and its members differ in {wrong[0]}.")
    for name, member in manifest["members"].items():
        if _digest(stored[name]) != member["sha256"]:
            raise BackupError(f"{source} is damaged: {name} is not what was stored.")
    return manifest


def _manifest(source: Path, folder: Path) -> dict[str, Any]:
    path = folder / MANIFEST
    if not path.is_file():
        raise BackupError(f"{source} has no manifest: it is no backup, or was cut off.")
    manifest: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    if manifest.get("format") != FORMAT:
        raise BackupError(f"{source} has the format {manifest.get('format')}; this version reads {FORMAT}.")
    return manifest


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{FILES}/{path.relative_to(folder).as_posix()}", path


def _add(tar: tarfile.TarFile, path: Path, name: str) -> dict[str, Any]:
    tar.add(path, arcname=name, recursive=False)
    return {"size": path.stat().st_size, "sha256": _digest(path)}


def _add_manifest(tar: tarfile.TarFile, manifest: dict[str, Any]) -> None:
    data = json.dumps(manifest, indent=1, sort_keys=True).encode()
    member = tarfile.TarInfo(MANIFEST)
    member.size, member.mode = len(data), 0o600
    tar.addfile(member, io.BytesIO(data))


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
