#!/usr/bin/env bash
# run.sh [STS]: every story, that is tests/stories/*.txt and examples/**/*story.txt, by `sts run`.
#
# A story is commands with the output they must have, and the time that passes (core/timeline/story.hpp);
# `sts run` prints what differs. STS_UPDATE=1 makes it write the output that there is into the story instead.
set -u
cd "$(dirname "$0")/../.." || exit 1
sts=$(realpath "${1:-build/native/sts}")
passed=0 failed=0
while IFS= read -r story; do
  # From the story's own folder, so that it names its manifests as a reader would.
  if out=$(cd "$(dirname "$story")" && timeout 60 "$sts" run "$(basename "$story")" 2>&1); then
    passed=$((passed + 1)) && echo "ok $story"
  else
    failed=$((failed + 1)) && printf 'not ok %s\n%s\n' "$story" "$(printf '%s\n' "$out" | tail -n 40)"
  fi
done < <(find tests/stories examples -name '*.txt' ! -name '*.out.txt' 2>/dev/null | sort)
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
