"""Attack running copies of the product over HTTP, on SQLite and on PostgreSQL; any finding is a failure.

    make blackbox                          everything
    make blackbox ARGS="--share 1"         every hostile value at every property, about half an hour
    make blackbox ARGS="--write-policy"    a first draft of tests/blackbox/policy.json, to be reviewed by hand

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
from contextlib import ExitStack
from functools import partial

from scripts.test import find_postgres
from tests.blackbox import bad_input, policy, races, rights
from tests.blackbox.copies import Copy, duplicate, seeded, served
from tests.blackbox.target import Finding, Target, load

Part = tuple[str, Callable[[Target], None]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--share", type=float, default=0.1, help="part of the hostile values to send (default 0.1)")
    parser.add_argument("--write-policy", action="store_true", help="write policy.json from what is observed")
    options = parser.parse_args()
    if options.write_policy:
        return write_policy()
    postgres = find_postgres()
    if postgres is None and os.environ.get("CI") == "true":
        print("PostgreSQL may not be missing in CI.")
        return 1
    findings = attack_all(postgres, options.share)
    if postgres is None:
        print("*** NOT TESTED: PostgreSQL was not found, so nothing was attacked on it.")
    print(f"{len(findings)} findings")
    return bool(findings)


def attack_all(postgres: str | None, share: float) -> list[Finding]:
    """Run the attacks on both databases side by side and return what they found."""
    inputs: list[Part] = [("races", races.attack), ("bad input", partial(bad_input.attack, share=share))]
    with ExitStack() as stack, ThreadPoolExecutor(3) as pool:
        on_postgres = pool.submit(stack.enter_context, seeded(postgres)) if postgres else None
        on_sqlite = stack.enter_context(seeded(None))
        # The rights are the longest part, so they begin first.
        again = stack.enter_context(duplicate(on_sqlite))
        runs = [pool.submit(run, "SQLite", again, [("rights", rights.attack)])]
        runs.append(pool.submit(run, "SQLite", on_sqlite, inputs))
        if on_postgres:
            runs.append(pool.submit(run, "PostgreSQL", on_postgres.result(), inputs))
        return [finding for found in runs for finding in found.result()]


def run(name: str, copy: Copy, parts: list[Part]) -> list[Finding]:
    """Serve a copy, attack it, and print what was found."""
    with served(copy) as base:
        target = load(base, copy.folder)
        for part, attack in parts:
            begun, sent, known = time.monotonic(), target.requests, len(target.findings)
            attack(target)
            took, found = time.monotonic() - begun, target.findings[known:]
            print(f"{name}, {part}: {target.requests - sent} requests in {took:.0f} s, {len(found)} findings")
            print("".join(f"  {finding}\n" for finding in found), end="", flush=True)
    return target.findings


def write_policy() -> int:
    with seeded(None) as copy, served(copy) as base:
        seen = rights.observe(load(base, copy.folder))
    policy.FILE.write_text(json.dumps(dict(sorted(seen.items())), indent=1) + "\n")
    print(f"Wrote {policy.FILE.name} from what got through. Review every line.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
