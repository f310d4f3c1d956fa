"""Copy front-end files of the locked packages into the tree, with licences and SHA-256 sums; `--check` only compares.

The files are those of the package, byte for byte, except that the line naming a source map is left out: the map is not
shipped, and hashed static files may not point to what is missing.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
SUMS = "SHA256SUMS"
SOURCE_MAP = re.compile(rb"\n?(?:/\*|//)# sourceMappingURL=[^\n]*\n?$")


@dataclass(frozen=True)
class Package:
    """What is taken from a package, and where to: `<target>/<name>-<version>/`."""

    name: str
    target: str
    files: tuple[str, ...]
    licence: str = "LICENSE"

    @property
    def version(self) -> str:
        locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
        return str(locked["packages"][f"node_modules/{self.name}"]["version"])

    @property
    def folder(self) -> Path:
        return ROOT / self.target / f"{self.name}-{self.version}"


PACKAGES = (
    Package("bootstrap", "static/vendor", ("dist/css/bootstrap.min.css",)),
    Package("axe-core", "tests/vendor", ("axe.min.js",)),
)


def copy(package: Package) -> None:
    """Write the package's folder anew; older versions of it are removed."""
    for old in (ROOT / package.target).glob(f"{package.name}-*"):
        shutil.rmtree(old)
    package.folder.mkdir(parents=True)
    for name in (*package.files, package.licence):
        content = (MODULES / package.name / name).read_bytes()
        (package.folder / Path(name).name).write_bytes(SOURCE_MAP.sub(b"\n", content))
    (package.folder / SUMS).write_text("".join(sums(package.folder)), encoding="ascii")


def sums(folder: Path) -> Iterator[str]:
    """One line per vendored file, as `sha256sum` writes and checks it."""
    for path in sorted(folder.iterdir()):
        if path.name != SUMS:
            yield f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n"


def differing() -> list[str]:
    """Folders whose files are not those that were vendored."""
    return [
        str(package.folder.relative_to(ROOT))
        for package in PACKAGES
        if not (package.folder / SUMS).exists()
        or (package.folder / SUMS).read_text(encoding="ascii") != "".join(sums(package.folder))
    ]


def main() -> int:
    if "--check" not in sys.argv:
        # No registry address goes into the lock: everybody installs from the registry they have.
        subprocess.run(
            ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--omit-lockfile-registry-resolved"],
            cwd=ROOT,
            check=True,
        )
        for package in PACKAGES:
            copy(package)
    for folder in differing():
        print(f"{folder}: the files differ from their sums; run `make vendor`")
    return bool(differing())


if __name__ == "__main__":
    raise SystemExit(main())
