#!/bin/sh
# Writes the hashed locks from pyproject.toml. `scripts/lock.sh --upgrade` moves every package to its newest release.
# requirements.txt runs the product, -extras.txt adds PDF and exact levelling, -dev.txt the tools of make test and check.
# The locks hold no index address, so they install from PyPI, from a mirror, and with plain pip.
set -eu
cd "$(dirname "$0")/.."

compile() {
    .venv/bin/python -m uv pip compile -q --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-header "$@"
}

compile "$@" pyproject.toml -o requirements.txt
compile "$@" pyproject.toml -o requirements-extras.txt -c requirements.txt --extra pdf --extra levelling
compile "$@" pyproject.toml -o requirements-dev.txt -c requirements-extras.txt --group dev --extra pdf --extra levelling
grep '^uv==' requirements-uv.txt | cut -d' ' -f1 | compile - -o requirements-uv.txt
