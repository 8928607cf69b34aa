#!/usr/bin/env python3
"""Runs both referees over every recording, on all cores, and compares with expected_failures.txt.

run.py [--update] [-x PART-OF-AN-ID] [-f FAMILY] [STS]

An id that fails and is not listed is a regression; an id that passes and is listed is named, so that it is taken off the
list, which only ever shrinks: --update takes those off. STS is build/native/sts by default. Ids of lifecycles are written
lifecycle/ID. The last line counts what passes; what is listed and fails is counted in a line of its own.
"""
import concurrent.futures, json, os, pathlib, subprocess, sys

HERE = pathlib.Path(__file__).resolve().parent
LISTED = HERE / 'expected_failures.txt'


def ask(job):
    """Runs one referee over some files: {id: None or what is wrong}."""
    referee, command, files = job
    run = subprocess.run([sys.executable, HERE / referee, '--', *command, '--', *files], capture_output=True, text=True)
    prefix = 'lifecycle/' if 'lifecycle' in referee else ''
    verdicts = {}
    for line in run.stdout.splitlines():
        if line.startswith('ok '):
            verdicts[prefix + line[3:]] = None
        elif line.startswith('not ok '):
            name, _, what = line[7:].partition(': ')
            verdicts[prefix + name] = what
    if len(verdicts) != len(files):
        raise SystemExit(f'{referee} judged {len(verdicts)} of {len(files)} files: {run.stderr[-2000:]}')
    return verdicts


def select(folder, part, family):
    for file in sorted((HERE / folder).glob('*.json')):
        fixture = json.loads(file.read_text())
        if part and part not in fixture['id'] or family and fixture.get('family', 'lifecycle') != family:
            continue
        yield fixture.get('family', 'lifecycle'), file


def judge_all(sts, part, family):
    """({id: what is wrong or None}, {id: family}), split over the cores."""
    jobs, families, cores = [], {}, os.cpu_count() or 1
    for referee, folder, extra in (('referee.py', 'recordings', []), ('referee_lifecycle.py', 'lifecycle', ['--lifecycle'])):
        chosen = list(select(folder, part, family))
        prefix = 'lifecycle/' if extra else ''
        families.update({prefix + json.loads(file.read_text())['id']: of for of, file in chosen})
        for n in range(cores * 4):
            files = [str(file) for _, file in chosen[n::cores * 4]]
            if files:
                jobs.append((referee, [sts, 'replay', *extra], files))
    verdicts = {}
    with concurrent.futures.ThreadPoolExecutor(cores) as pool:
        for some in pool.map(ask, jobs):
            verdicts.update(some)
    return verdicts, families


def main():
    arguments, update, part, family = sys.argv[1:], False, None, None
    while arguments and arguments[0].startswith('-'):
        option = arguments.pop(0)
        if option == '--update':
            update = True
        elif option == '-x':
            part = arguments.pop(0)
        elif option == '-f':
            family = arguments.pop(0)
        else:
            sys.exit(__doc__)
    sts = os.path.abspath(arguments[0] if arguments else HERE.parent.parent / 'build/native/sts')
    if not os.access(sts, os.X_OK):
        sys.exit(f'{sts} has not been built')
    verdicts, families = judge_all(sts, part, family)
    listed = {line.strip() for line in LISTED.read_text().splitlines() if line.strip() and not line.startswith('#')}

    regressions = sorted(i for i, what in verdicts.items() if what and i not in listed)
    mended = sorted(i for i, what in verdicts.items() if not what and i in listed)
    gone = sorted(i for i in listed if i not in families) if not (part or family) else []
    for i in regressions:
        print(f'not ok {i}: {verdicts[i]}')
    if update:
        kept = [l for l in LISTED.read_text().splitlines() if l.strip() not in {*mended, *gone}]
        LISTED.write_text('\n'.join(kept) + '\n')
        print(f'taken off the list: {len(mended) + len(gone)}')
        mended = gone = []
    for i in mended:
        print(f'# {i} passes now; take it off expected_failures.txt (run.py --update)')
    for i in gone:
        print(f'not ok {i}: is listed, but there is no such recording')

    for name in sorted(set(families.values())):
        ids = [i for i in families if families[i] == name]
        print(f'# {name}: {sum(not verdicts[i] for i in ids)} of {len(ids)} as the real cluster')
    right = sum(not what for what in verdicts.values())
    known = sum(bool(what) for i, what in verdicts.items() if i in listed)
    failed = len(regressions) + len(gone)
    print(f'# {known} known not to pass yet (expected_failures.txt)')
    print(f'{right} passed, {failed} failed')
    sys.exit(1 if failed or not verdicts else 0)


if __name__ == '__main__':
    main()
