#!/usr/bin/env python3
"""compare.py SEEDS NATIVE WASM: the same worlds natively and in wasm (node runs WASM): the tutorial, so many sessions made
from seeds, and every recording. A hash that differs, is missing or is 0 is a failure."""
import pathlib
import subprocess
import sys

recordings = pathlib.Path(__file__).parent.parent / "conformance" / "recordings"


def start(command):
    paths = sorted(str(path) for path in recordings.glob("*.json"))
    return subprocess.Popen([*command, sys.argv[1], *paths], stdout=subprocess.PIPE, text=True)


def hashes(process):
    """By name; what a build that dies has printed until then."""
    lines = process.communicate()[0].splitlines()
    return dict(line.rsplit(" ", 1) for line in lines if " " in line)


def main():
    running = [start([sys.argv[2]]), start(["node", sys.argv[3]])]
    native, wasm = map(hashes, running)
    wanted = 1 + int(sys.argv[1]) + len(list(recordings.glob("*.json")))
    good = 0
    for name, hash in native.items():
        if hash == wasm.get(name) and int(hash, 16):
            good += 1
        else:
            print(f"not ok {name}: {hash} natively, {wasm.get(name, 'nothing')} in wasm")
    if len(native) < wanted:
        print(f"not ok the native build printed {len(native)} of {wanted} hashes")
    print(f"{good} passed, {wanted - good} failed")
    return good != wanted


if __name__ == "__main__":
    sys.exit(main())
