#!/usr/bin/env python3
"""Lets clang-format break the C++ lines that tidy finds too long, and leaves every other line as it was written."""
import pathlib, subprocess

import tidy

for name in tidy.cpp('core/', 'wasm/', 'tests/'):
    long_lines = [n for n, line in enumerate(tidy.text(name).splitlines(), 1) if len(line) > tidy.LINE_COLUMNS]
    if long_lines:
        lines = [f'--lines={n}:{n}' for n in long_lines]
        subprocess.run(['clang-format', '-i', *lines, pathlib.Path(tidy.ROOT) / name], check=True)
        print(f'{name}: {len(long_lines)}')
