#!/bin/sh
# Makes .venv and installs the locked packages into it. `setup.sh run` is enough to run the product, `setup.sh dev`
# also brings the tools of `make test` and `make check`. Does nothing when the lock has not changed.
set -eu
cd "$(dirname "$0")/.."

need=${1:-run}
venv=.venv

say() { printf '%s\n' "$*" >&2; }
stop() { say "ecompm: $*"; exit 1; }
digest() { cat "$@" | cksum | tr -d ' '; }

case $need in
    run) lock=requirements.txt ;;
    dev) lock=requirements-dev.txt ;;
    *) stop "usage: scripts/setup.sh [run|dev]" ;;
esac
run_stamp=$venv/.installed-run-$(digest requirements.txt)
dev_stamp=$venv/.installed-dev-$(digest requirements.txt requirements-dev.txt)
stamp=$run_stamp
[ "$need" = run ] || stamp=$dev_stamp

# The development lock holds everything of the other one.
if [ -x $venv/bin/python ] && { [ -f "$stamp" ] || [ -f "$dev_stamp" ]; }; then exit 0; fi

find_python() {
    for name in ${PYTHON:-python3 python3.13 python3.12 python3.11}; do
        if "$name" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$name"
            return
        fi
    done
    found=$("${PYTHON:-python3}" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || found=none
    stop "Python 3.11 or newer is needed (found: $found). Install it, or name it: make run PYTHON=/path/to/python3.11"
}

make_venv() {
    python=$(find_python)
    "$python" -c 'import venv, ensurepip' 2>/dev/null ||
        stop "this Python has no venv module. Install it (Debian, Ubuntu: apt install python3-venv) and try again."
    say "Making $venv with $("$python" --version) ..."
    rm -rf $venv
    "$python" -m venv $venv || stop "$venv could not be made. Is there space on the disk?"
}

# The packages come from PyPI, or from the mirror that pip is configured for. uv does in seconds what takes pip a
# minute; where uv can't be had or can't reach the mirror, pip does it, with the same lock and the same hashes.
install() {
    say "Installing the packages of $lock ..."
    log=$venv/install.log
    pip="$venv/bin/python -m pip --disable-pip-version-check --retries 2 --timeout 20"
    if $pip install -q --require-hashes --only-binary :all: -r requirements-uv.txt >"$log" 2>&1 &&
        $venv/bin/python -m uv pip sync -q --compile-bytecode --python $venv/bin/python --require-hashes "$lock" >>"$log" 2>&1; then
        return
    fi
    say "uv could not install them; trying pip, which takes about a minute ..."
    $pip install -q --require-hashes -r "$lock" >>"$log" 2>&1 && return
    tail -n 5 "$log" >&2
    if grep -qi 'do not match the hashes' "$log"; then
        stop "a package differs from its recorded hash, so nothing was installed. See $log."
    fi
    stop "the packages could not be installed. Is the package index reachable (try: python3 -m pip download pip)? See $log."
}

if [ ! -x $venv/bin/python ] || ! $venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
    make_venv
fi
install
rm -f $venv/.installed-*
: >"$stamp"
