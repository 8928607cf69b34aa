#!/usr/bin/env python3
"""Keeps the house in order: who may include whom, lengths, banned calls, breadcrumbs, nothing of a machine.

tidy.py [PART-OF-A-CHECK'S-NAME]. Every check_* function below is one test, and yields one sentence for each offence.
"""
import pathlib, re, subprocess, sys

from cpp_text import blanked, functions

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# Whoever acts is a client of the API server: these never include it or the store, although their targets link both.
CLIENTS = 'why controllers scheduler dns node shell tables kubectl'.split()
# What the command line and the page see.
FRONT = {'cli': {'base', 'api', 'timeline'}, 'wasm': {'base', 'api', 'timeline'}}
# sts/status.hpp and sts/version.hpp are everybody's; these open the whole simulator and are for its users.
WHOLE = re.compile(r'sts/(cluster|snapshot|session)\.hpp')
WHOLE_USERS = {'sts', 'cluster', 'timeline', 'cli', 'wasm'}
THIRD_PARTY = {
    r'yaml(-cpp/.*|)\.h': {'api'},
    r'nlohmann/.*': {'api', 'kubectl', 'timeline', 'cli'},
    r'emscripten/.*': {'wasm'},
}

FILE_LINES, FUNCTION_LINES, JS_FILE_LINES, LINE_COLUMNS = 500, 70, 300, 120
SHORTER_FILES = {'core/cluster/cluster.cpp': 150, 'wasm/bindings.cpp': 150}
PUBLIC_HEADERS = 5

BANNED = {
    r'\b(system|steady|high_resolution)_clock\b': 'reads a real clock; time is sim::Clock',
    r'\b(gettimeofday|clock_gettime|localtime|localtime_r|mktime)\b|(?<![\w.>:])(std::)?time\s*\(\s*(nullptr|NULL|0|&)':
        'reads a real clock; time is sim::Clock',
    r'(?<![\w.>])(std::)?s?rand\s*\(|\brandom_device\b|\bmt19937|\bdefault_random_engine\b': 'draws from outside of sim::Random',
    r'\b(uniform|normal|bernoulli|poisson|exponential|geometric|discrete)\w*_distribution\b':
        'standard distributions differ between libraries; use sim::Random',
    r'std::(shuffle|sample)\b': 'differs between libraries; use sim::Random',
    r'\bstd::(this_thread|thread|jthread|mutex|shared_mutex|async|future|promise|condition_variable|atomic)\b|\bthread_local\b':
        'threads: the core has one',
    r'\bstd::(cout|cerr|clog|cin)\b': 'prints; the core returns text',
    r'\bnew\s+[A-Za-z_:]+\s*[({;]|\bmalloc\s*\(': 'an owning raw pointer',
}
BANNED_INCLUDES = re.compile(r'<(iostream|regex|random|thread|mutex|future|atomic|format|ranges|expected|source_location|ctime)>')

# Spelled in pieces, so that this file does not offend itself.
MACHINE = re.compile('|'.join([
    r'/work/(wt|main|shared)\b', r'\.\./' + r'shared\b', r'(?<![\w.])/home/' + r'\w+', r'\bTEAM\.' + 'md', 'registry' + r'\.npmjs', r'deb\.' + r'debian\.org',
    'pypi' + r'\.org', 'npm' + r'mirror', 'snapshot' + r'\.debian',
]))
TO_DO = re.compile(r'\b(TO' + r'DO|FIX' + r'ME|X' + r'XX|HA' + r'CK)\b')

INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.M)


def tracked():
    """Every file that git knows or would add; without git, every file."""
    try:
        out = subprocess.run(['git', 'ls-files', '-co', '--exclude-standard'], cwd=ROOT, capture_output=True, text=True, check=True)
        names = out.stdout.split('\n')
    except (OSError, subprocess.CalledProcessError):
        names = [p.relative_to(ROOT).as_posix() for p in ROOT.rglob('*')]
    skip = ('build/', 'node_modules/', 'tests/conformance/recordings/', 'tests/conformance/lifecycle/', 'tests/vectors/', '.git/')
    return sorted({n for n in names if n and not n.startswith(skip) and (ROOT / n).is_file()})


FILES = tracked()
TEXT = {}


def text(name):
    if name not in TEXT:
        TEXT[name] = (ROOT / name).read_text(encoding='utf-8', errors='replace')
    return TEXT[name]


def cpp(*folders):
    return [n for n in FILES if n.endswith(('.cpp', '.hpp')) and n.startswith(folders)]


def javascript():
    return [n for n in FILES if n.endswith(('.js', '.mjs')) and n.startswith(('web/', 'wasm/', 'tests/', '.ci/'))]


def line_of(name, position):
    return text(name).count('\n', 0, position) + 1


def module_of(name):
    parts = name.split('/')
    if parts[0] == 'wasm':
        return 'wasm'
    return 'sts' if parts[1] == 'include' else parts[1]


def allowed_includes():
    """module -> modules, from CMakeLists.txt: what a target links, it may include, but for what CLIENTS says."""
    direct = {m[1]: m[2].split() for m in re.finditer(r'^sts_module\((\w+)([\w ]*)\)', text('CMakeLists.txt'), re.M)}

    def closure(module):
        return {module}.union(*(closure(d) for d in direct.get(module, [])))

    table = {m: closure(m) - ({'store', 'apiserver'} if m in CLIENTS else set()) for m in direct}
    table['sts'] = set(direct)
    table.update({m: {m} | others for m, others in FRONT.items()})
    return table


def check_includes_follow_the_table():
    table = allowed_includes()
    for name in cpp('core/', 'wasm/'):
        module = module_of(name)
        if module not in table:
            yield f'{name}: {module} is no module of CMakeLists.txt'
            continue
        for m in INCLUDE.finditer(text(name)):
            target, at = m[2], f'{name}:{line_of(name, m.start())}'
            first = target.split('/')[0]
            if first == 'sts':
                if WHOLE.fullmatch(target) and module not in WHOLE_USERS:
                    yield f'{at}: {module} must not see {target}'
            elif m[1] == '"' and (ROOT / 'core' / target).exists():
                if first not in table[module]:
                    yield f'{at}: {module} must not include {first}/'
            elif m[1] == '"' and not (ROOT / name).parent.joinpath(target).exists():
                yield f'{at}: no such file: {target}'
            elif m[1] == '"':
                yield f'{at}: write the path from core/ ("{module}/…"), not "{target}"'
            for pattern, users in THIRD_PARTY.items():
                if re.fullmatch(pattern, target) and module not in users:
                    yield f'{at}: {target} is for {", ".join(sorted(users))} only'


def check_files_are_short():
    for name in cpp('core/', 'wasm/', 'tests/'):
        limit = SHORTER_FILES.get(name, FILE_LINES)
        if (lines := len(text(name).splitlines())) > limit:
            yield f'{name}: {lines} lines, at most {limit}'
    for name in javascript():
        if (lines := len(text(name).splitlines())) > JS_FILE_LINES:
            yield f'{name}: {lines} lines, at most {JS_FILE_LINES}'


def check_functions_are_short():
    for name in cpp('core/', 'wasm/', 'tests/'):
        for first, last, header in functions(text(name)):
            if last - first + 1 > FUNCTION_LINES:
                yield f'{name}:{first}: {last - first + 1} lines, at most {FUNCTION_LINES}: {header[:80]}'


def check_lines_are_short():
    for name in cpp('core/', 'wasm/') + javascript():
        for n, line in enumerate(text(name).splitlines(), 1):
            if len(line) > LINE_COLUMNS and not re.search(r'["\'`].{30,}["\'`]|https?://|R"', line):
                yield f'{name}:{n}: {len(line)} columns, at most {LINE_COLUMNS}'


def check_headers_say_what_they_are():
    for name in cpp('core/'):
        if name.endswith('.hpp'):
            if not text(name).startswith('//'):
                yield f'{name}: opens without a paragraph that says what it is, who uses it and what it promises'
            if '#pragma once' not in text(name):
                yield f'{name}: no #pragma once'
    public = [n for n in FILES if n.startswith('core/include/')]
    if len(public) > PUBLIC_HEADERS:
        yield f'core/include has {len(public)} headers, at most {PUBLIC_HEADERS}'


def check_core_calls_nothing_that_is_banned():
    for name in cpp('core/'):
        code = blanked(text(name))
        for m in INCLUDE.finditer(text(name)):
            if BANNED_INCLUDES.fullmatch(f'<{m[2]}>') and not name.startswith('core/cli/'):
                yield f'{name}:{line_of(name, m.start())}: <{m[2]}> is banned'
        for pattern, why in BANNED.items():
            for m in re.finditer(pattern, code):
                if name.startswith('core/cli/') and ('prints' in why or 'clock' in why):
                    continue
                yield f'{name}:{line_of(name, m.start())}: {m[0].strip()}: {why}'


def check_nothing_visible_iterates_unordered():
    """A range-for over something that this file or its header declares as unordered; `unordered:` and a reason excuse it."""
    declared = re.compile(r'\bunordered_(?:map|set|multimap|multiset)\s*<[^;{}()]*>\s*&?\s*(\w+)')
    for name in cpp('core/'):
        code = blanked(text(name))
        twin = name[:-4] + '.hpp'
        names = set(declared.findall(code)) | (set(declared.findall(blanked(text(twin)))) if twin in FILES else set())
        lines = text(name).splitlines()
        for m in re.finditer(r'\bfor\s*\([^;)]*:\s*(?:\w+(?:\.|->))*(\w+)\s*\)', code):
            n = line_of(name, m.start())
            if m[1] in names and not any('unordered:' in l for l in lines[max(0, n - 3):n]):
                yield f'{name}:{n}: iterates over the unordered {m[1]}'


def check_controllers_have_breadcrumbs():
    for name in cpp('core/controllers/', 'core/scheduler/'):
        if name.endswith('.cpp') and functions(text(name)) and not re.search(r'// k8s 1\.\d+: \S', text(name)):
            yield f'{name}: no breadcrumb ("// k8s 1.36: pkg/… function")'


def check_deviations_give_their_reason():
    for name in cpp('core/'):
        for n, line in enumerate(text(name).splitlines(), 1):
            if m := re.search(r'//+\s*SIM:(.*)', line):
                if len(m[1].strip()) < 20:
                    yield f'{name}:{n}: SIM: without what deviates and why'
            elif re.search(r'//+.*\bSIM\b(?!:)', line):
                yield f'{name}:{n}: write "SIM:" at the beginning of a comment'


def check_javascript_is_checked():
    for name in javascript():
        head = text(name).splitlines()[:3]
        if '// @ts-check' not in head:
            yield f'{name}: no // @ts-check in its first lines'


def check_no_reminders_are_left():
    for name in FILES:
        if name.endswith(('.cpp', '.hpp', '.js', '.mjs', '.css', '.html', '.py', '.sh', '.cmake', '.txt', '.md', '.yaml')) or '.' not in name:
            for n, line in enumerate(text(name).splitlines(), 1):
                if m := TO_DO.search(line):
                    yield f'{name}:{n}: {m[0]}'


def check_nothing_of_a_machine_is_committed():
    for name in FILES:
        for n, line in enumerate(text(name).splitlines(), 1):
            if m := MACHINE.search(line):
                yield f'{name}:{n}: {m[0]}'


def check_the_top_level_is_as_given():
    given = set('CMakeLists.txt wasm web core examples tests README.md play check package.json package-lock.json CMakePresets.json LICENSE'.split())
    for top in sorted({n.split('/')[0] for n in FILES}):
        if top not in given and not top.startswith('.'):
            yield f'{top}: does not belong at the top'


def check_the_types_of_the_javascript():
    if not (ROOT / 'node_modules/typescript').exists():
        yield 'node_modules/typescript is missing (npm ci --ignore-scripts)'
        return
    run = subprocess.run(['node', 'node_modules/typescript/bin/tsc', '-p', 'web'], cwd=ROOT, capture_output=True, text=True)
    yield from (line for line in run.stdout.splitlines() if ': error ' in line)


def check_the_scanner_itself():
    run = subprocess.run([sys.executable, ROOT / 'tests/tidy/cpp_text_test.py'], capture_output=True, text=True)
    if run.returncode:
        yield run.stderr.strip()


def main():
    part = sys.argv[1] if len(sys.argv) > 1 else ''
    passed = failed = 0
    for name, check in list(globals().items()):
        if not name.startswith('check_') or part not in name:
            continue
        offences = list(check())
        passed, failed = passed + (not offences), failed + bool(offences)
        print(f'{"not ok" if offences else "ok"} {name[6:].replace("_", " ")}')
        for offence in offences[:30]:
            print(f'    {offence}')
        if len(offences) > 30:
            print(f'    … and {len(offences) - 30} more')
    print(f'{passed} passed, {failed} failed')
    sys.exit(1 if failed or not passed else 0)


if __name__ == '__main__':
    main()
