#!/usr/bin/env python3
"""Is every rule of the StatefulSet controller held by a test? Breaks them one by one and looks which test notices.

mutations.py [NAME...]. Each mutation is a small change of text in a scratch copy of the sources (build/mutants), which
is built again (one file and a link) and given to the tests of the controllers, then to the properties, until one fails.
Prints a line each, and at the end `N passed, N failed`: a mutation that nobody notices has failed, and so has one whose
text is not there.
"""
import pathlib, re, shutil, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
COPY = ROOT / 'build/mutants'
SETS = 'core/controllers/statefulset/'

# name: what is broken, the file, its text, and what stands there instead
MUTATIONS = {
    'no-wait-for-ready': ('the next pod does not wait until this one is ready', SETS + 'process_replica.cpp',
        'if (!isRunningAndReady(slot.pod)) return wait(pass, slot, why::Reason::WaitsForReady);', ''),
    'no-wait-for-available': ('nor until it is available', SETS + 'process_replica.cpp',
        'if (!isRunningAndAvailable(slot.pod, pass.minReadySeconds(), pass.now))\n      return wait(pass, slot, why::Reason::WaitsForAvailable);', ''),
    'no-wait-for-terminating': ('a pod that is going holds nothing up', SETS + 'process_replica.cpp',
        'if (isTerminating(slot.pod)) return wait(pass, slot, why::Reason::WaitsForGone);', ''),
    'create-all-at-once': ('OrderedReady goes on after creating a pod', SETS + 'process_replica.cpp',
        'why::Reason::CreatedInOrder : why::Reason::CreatedInParallel);\n  return pass.isMonotonic ? Next::Exit : Next::Continue;',
        'why::Reason::CreatedInOrder : why::Reason::CreatedInParallel);\n  return Next::Continue;'),
    'delete-from-the-bottom': ('too many pods are deleted from the lowest up', SETS + 'stateful_set_control.cpp',
        'return a.ordinal > b.ordinal;', 'return a.ordinal < b.ordinal;'),
    'delete-the-unhealthy': ('too many pods are deleted although others are not healthy', SETS + 'process_replica.cpp',
        'if (pass.isMonotonic && !isFirstUnavailable) {', 'if (pass.isMonotonic && isFirstUnavailable) {'),
    'delete-two-at-once': ('OrderedReady does not wait for the end of one deletion before the next', SETS + 'process_replica.cpp',
        'CHECK_OK(podControl_.deleteStatefulPod(pass.set, *slot.pod));\n  return pass.isMonotonic ? Next::Exit : Next::Continue;',
        'CHECK_OK(podControl_.deleteStatefulPod(pass.set, *slot.pod));\n  return Next::Continue;'),
    'ignore-partition': ('the update goes below the partition', SETS + 'rolling_update.cpp',
        'strategy.rollingUpdate ? strategy.rollingUpdate->partition.value_or(0) : 0;\n  if (client_', '0;\n  if (client_'),
    'update-upward': ('the update deletes the lowest old pod first', SETS + 'rolling_update.cpp',
        'const Slot& slot = pass.replicas[static_cast<std::size_t>(target)];\n    if (isOld(slot, pass.status)) return deleteForUpdate',
        'const Slot& slot = pass.replicas[pass.replicas.size() - 1 - static_cast<std::size_t>(target - updateMin)];\n    if (isOld(slot, pass.status)) return deleteForUpdate'),
    'update-without-waiting': ('the update does not wait for the pod before', SETS + 'rolling_update.cpp',
        'if (isUnavailable(slot.pod, pass.minReadySeconds(), pass.now)) {', 'if (false) {'),
    'update-on-delete': ('OnDelete is not heeded', SETS + 'stateful_set_control.cpp',
        'if (pass.set.spec->updateStrategy.type != "OnDelete") return', 'return'),
    'old-below-nothing': ('a pod below the partition comes back with the new template', SETS + 'process_replica.cpp',
        'const bool isCurrent = strategy.type == "RollingUpdate" &&', 'const bool isCurrent = strategy.type == "Nothing" &&'),
    'terminating-counts-as-updated': ('pods that are going count as current and updated', SETS + 'stateful_set_control.cpp',
        'if (isTerminating(pod)) continue;', ''),
    'count-pending-as-ready': ('every pod counts as ready', SETS + 'stateful_set_control.cpp',
        'if (isRunningAndReady(pod)) {', 'if (isCreated(pod)) {'),
    'never-forget-history': ('old revisions are never deleted', SETS + 'revisions.cpp',
        'if (limit < 0) return Done{};', 'if (limit > -9) return Done{};'),
    'forget-live-history': ('revisions that pods have are deleted', SETS + 'revisions.cpp',
        'for (const PodPtr& pod : pods) live.insert(revisionOf(*pod));', ''),
    'no-renumbering': ('a template that comes back keeps its old number', SETS + 'revisions.cpp',
        'TRY(chosen.update, history::renumber(client_, *equal.back(), nextNumber));', 'chosen.update = equal.back();'),
    'pod-before-claim': ('the pod is created before its claims', SETS + 'stateful_pod_control.cpp',
        'if (Result<Done> claims = createPersistentVolumeClaims(set, *pod); !claims.ok()) {\n    recordPodEvent("create"',
        '(void)client_.create(std::make_shared<Pod>(*pod));\n  if (Result<Done> claims = createPersistentVolumeClaims(set, *pod); !claims.ok()) {\n    recordPodEvent("create"'),
    'no-owner': ('a new pod is owned by nobody', SETS + 'stateful_set_utils.cpp',
        'metadata.ownerReferences = {{"apps/v1", "StatefulSet", set.metadata->name, set.metadata->uid, true, true}};\n  pod->spec', 'pod->spec'),
    'claim-owner-always-set': ('scaling down never gives a claim to its pod', SETS + 'claim_owners.cpp',
        'if (policy.whenScaled == "Delete" && isCondemned) return Owner::Pod;', ''),
    'claims-in-range-go': ('claims of pods that stay are given to the pods', SETS + 'claim_owners.cpp',
        'policy.whenScaled == "Delete" && isCondemned', 'policy.whenScaled == "Delete"'),
    'stale-claim-taken': ('a new pod takes the claim that is about to go', SETS + 'process_replica.cpp',
        'if (podControl_.podClaimIsStale(set, *pod)) return wait', 'if (pod == nullptr) return wait'),
    'adopt-the-terminating': ('orphans that are going are adopted', SETS + 'stateful_set.cpp',
        'isMatch && !isGoing && !isTerminating(pod)', 'isMatch && !isGoing'),
    'never-release': ('pods that match no longer are kept', SETS + 'stateful_set.cpp',
        'if (!isGoing) release(set, *pod);', 'claimed.push_back(std::move(pod));'),
    'act-while-going': ('a set that is being deleted goes on', SETS + 'stateful_set_control.cpp',
        'if (pass.set.metadata->deletionTimestamp) {', 'if (pass.set.metadata->name.empty()) {'),
    'status-only-when-fine': ('the status is not written when a pass fails', SETS + 'stateful_set_control.cpp',
        'if (isInconsistent(set, pass.status)) CHECK_OK', 'if (outcome.ok() && isInconsistent(set, pass.status)) CHECK_OK'),
    'no-second-try': ('a pass that failed is not tried again', SETS + 'stateful_set.cpp',
        'work().addRateLimited(key);', 'work().forget(key);'),
    'failed-pods-stay': ('pods that ended are left', SETS + 'process_replica.cpp',
        'if (isFailed(slot.pod) || isSucceeded(slot.pod)) {', 'if (false) {'),
    'start-from-zero': ('the first ordinal is always 0', SETS + 'stateful_set_utils.cpp',
        'return set.spec->ordinals ? set.spec->ordinals->start : 0;', 'return set.spec->ordinals ? 0 : 0;'),
}

# What looks, in this order: the quick first.
TESTS = [('sts_controllers_tests', ['[statefulset],[history]']), ('sts_controllers_tests', ['[property]'])]


def run(*command, **options):
    return subprocess.run(command, capture_output=True, text=True, **options)


def copy():
    for folder in ('core', 'tests', '.ci', 'wasm'):
        shutil.copytree(ROOT / folder, COPY / folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns('recordings', 'lifecycle'))
    shutil.copy2(ROOT / 'CMakeLists.txt', COPY)
    launcher = ['-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'] if shutil.which('ccache') else []
    run('cmake', '-S', str(COPY), '-B', str(COPY / 'build/dev'), '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Debug', *launcher, check=True)


def build():
    return run('nice', '-n', '5', 'ninja', '-C', str(COPY / 'build/dev'), '-j2', 'sts_controllers_tests')


def first_failure():
    """The name of the first test that fails, or None."""
    for name, arguments in TESTS:
        out = run(str(COPY / 'build/dev' / name), *arguments, '--abort', '--use-colour', 'no', timeout=900)
        if out.returncode:
            # The test's name stands between two lines of dashes, or the binary ended with a word of its own.
            found = re.search(r'^-{20,}\n(.+)\n', out.stdout, re.M)
            return found[1].strip() if found else f'{name} ended: {(out.stderr or out.stdout).strip().splitlines()[-1]}'
    return None


def main(wanted):
    copy()
    started = build()
    if started.returncode:
        print(started.stdout[-2000:])
        print('0 passed, 1 failed')
        return 1
    if not wanted and (broken := first_failure()):
        print(f'not ok without a mutation: {broken}\n0 passed, 1 failed')
        return 1
    caught = missed = 0
    for name, (what, file, old, new) in MUTATIONS.items():
        if wanted and name not in wanted:
            continue
        source = COPY / file
        text = source.read_text()
        if text.count(old) != 1:
            verdict, fine = f'its text stands {text.count(old)} times in {file}', False
        else:
            source.write_text(text.replace(old, new))
            made = build()
            noticed = first_failure() if made.returncode == 0 else None
            verdict, fine = (f'noticed by: {noticed}', True) if noticed else ('does not compile' if made.returncode else 'NOT NOTICED', False)
            source.write_text(text)
        caught, missed = caught + fine, missed + (not fine)
        print(f'{"ok" if fine else "not ok"} {name} ({what}): {verdict}', flush=True)
    print(f'{caught} passed, {missed} failed')
    return 1 if missed or not caught else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
