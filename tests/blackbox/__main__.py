"""Attack running copies of the product over HTTP, on SQLite and on PostgreSQL; any finding is a failure.

    make blackbox                                            everything
    make blackbox ARGS="--part rights --only scenario"       one part, on the routes whose name holds a pattern
    make blackbox ARGS="--database SQLite"                   one database
    make blackbox ARGS="--share 1"                           every hostile value at every property, about half an hour
    make blackbox ARGS="--write-policy"                      a draft of tests/blackbox/policy.json, to review by hand

The copies are the product on databases of this run alone. Rights are tried on SQLite,
hostile input and races on both. Without PostgreSQL its part is left out and said; with CI=true that fails the run.
"""

import argparse
import json
import os
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack
from functools import partial

from scripts.test import find_postgres
from tests.blackbox import bad_input, policy, races, rights
from tests.blackbox.copies import Copy, duplicate, seeded, served
from tests.blackbox.target import Finding, Target, load
from tests.blackbox.traces import look_back

PARTS = ("rights", "races", "bad input")
Parts = dict[str, Callable[[Target], None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.1, help="part of the hostile values to send (default 0.1)")
    parser.add_argument("--only", default="", help="pattern of the names of the routes to attack")
    parser.add_argument("--part", choices=PARTS, action="append", help="part to run; may be given again")
    parser.add_argument("--database", choices=["SQLite", "PostgreSQL"], help="the only database to attack")
    parser.add_argument("--write-policy", action="store_true", help="write policy.json from what is observed")
    options = parser.parse_args()
    if options.write_policy:
        return write_policy()
    postgres = find_postgres()
    if postgres is None and os.environ.get("CI") == "true":
        print("PostgreSQL may not be missing in CI.")
        return 1
    findings = attack_all(postgres, options)
    if postgres is None:
        print("*** NOT TESTED: PostgreSQL was not found, so nothing was attacked on it.")
    print(f"{len(findings)} findings")
    return bool(findings)


def attack_all(postgres: str | None, options: argparse.Namespace) -> list[Finding]:
    """Run the attacks on both databases side by side and return what they found."""
    parts = {
        "rights": rights.attack,
        "races": races.attack,
        "bad input": partial(bad_input.attack, share=options.share),
    }
    chosen = {name: attack for name, attack in parts.items() if name in (options.part or parts)}
    inputs = {name: attack for name, attack in chosen.items() if name != "rights"}
    with ExitStack() as stack, ThreadPoolExecutor(3) as pool:
        start = partial(pool.submit, run, only=options.only)
        runs = []
        if postgres and options.database != "SQLite" and inputs:
            runs.append(start("PostgreSQL", seeded(postgres), inputs))
        if options.database != "PostgreSQL":
            copy = stack.enter_context(seeded(None))
            # The rights are the longest part, so they begin first.
            if "rights" in chosen:
                runs.append(start("SQLite", duplicate(copy), {"rights": rights.attack}))
            if inputs:
                runs.append(start("SQLite", duplicate(copy), inputs))
        return [finding for found in runs for finding in found.result()]


def run(name: str, copying: AbstractContextManager[Copy], parts: Parts, only: str) -> list[Finding]:
    """Serve a copy, attack it, and print what is found."""
    with copying as copy:
        with served(copy) as (base, server):
            target = load(name, base, server, copy.folder, only)
            for part, attack in parts.items():
                begun, sent, known = time.monotonic(), target.requests, len(target.findings)
                attack(target)
                took, found = time.monotonic() - begun, len(target.findings) - known
                print(
                    f"{name}, {part}: {target.requests - sent} requests in {took:.0f} s, {found} findings", flush=True
                )
        look_back(target, copy.folder)
    return target.findings


def write_policy() -> int:
    with seeded(None) as copy, served(copy) as (base, server):
        seen = rights.observe(load("SQLite", base, server, copy.folder))
    policy.FILE.write_text(json.dumps(dict(sorted(seen.items())), indent=1) + "\n")
    print(f"Wrote {policy.FILE.name} from what got through. Review every line.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
