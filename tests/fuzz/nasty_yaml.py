#!/usr/bin/env python3
"""nasty_yaml.py [STS]: each of yaml_inputs.py's files gets a clear error or a result within a second from `sts apply`.

It must end by itself, with exit status 0 or 1, and say something; a crash, a hang or silence fails.
"""
import concurrent.futures, os, pathlib, resource, signal, subprocess, sys, tempfile

HERE = pathlib.Path(__file__).resolve().parent
SECONDS = 1


def limit():
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))


def offence(sts, file):
    """None, or what is wrong with the answer. Time is the processor's, so that a busy machine fails nothing."""
    try:
        run = subprocess.run([sts, 'apply', file], capture_output=True, timeout=60, stdin=subprocess.DEVNULL, preexec_fn=limit)
    except subprocess.TimeoutExpired:
        return 'hangs without working'
    if run.returncode == -signal.SIGXCPU:
        return f'no answer within {SECONDS} s'
    said = run.stdout + run.stderr
    if run.returncode not in (0, 1):
        return f'ended with {run.returncode}: {said[-300:]!r}'
    if not said.strip():
        return 'said nothing'
    if len(said) > 1_000_000:
        return f'said {len(said)} bytes'
    return None


def main():
    sts = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else HERE.parent.parent / 'build/native/sts')
    if not os.access(sts, os.X_OK):
        sys.exit(f'{sts} has not been built')
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, HERE / 'yaml_inputs.py', folder], check=True)
        files = sorted(pathlib.Path(folder).iterdir())
        with concurrent.futures.ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            offences = list(pool.map(lambda file: offence(sts, file), files))
    for file, what in zip(files, offences):
        print(f'not ok {file.name}: {what}' if what else f'ok {file.name}')
    failed = sum(bool(what) for what in offences)
    print(f'{len(files) - failed} passed, {failed} failed')
    sys.exit(1 if failed or not files else 0)


if __name__ == '__main__':
    main()
