#!/usr/bin/env bash
# third_party.sh DIR: puts the sources of yaml-cpp and libyaml into DIR/yaml-cpp and DIR/libyaml.
#
# Both must be compiled for wasm too, so they are built from source everywhere and never committed.
# CMake calls this when it configures; it does nothing where DIR is complete. On Debian and Ubuntu
# the system's own source packages are used (apt checks their signatures, the .dsc file their sums);
# elsewhere the upstream releases, by hash. No root is needed: apt gets private lists.
set -euo pipefail
dir=$(mkdir -p "$1" && cd "$1" && pwd)
done_mark=$dir/.complete-1
[ -f "$done_mark" ] && exit 0
exec 9>"$dir/.lock"
if command -v flock >/dev/null; then flock 9; fi
[ -f "$done_mark" ] && exit 0

work=$dir/.work
rm -rf "$work"
mkdir -p "$work/lists/partial" "$work/cache/archives/partial"
trap 'rm -rf "$work"' EXIT

# sources_of_this_system: deb-src lines for the archives that this system installs from.
sources_of_this_system() {
  local distribution
  distribution=$(. /etc/os-release && echo "${ID^}")
  apt-get indextargets --format '$(ORIGIN)|$(REPO_URI)|$(RELEASE)|$(COMPONENT)' \
    'Created-By: Packages' | sort -u | while IFS='|' read -r origin uri release component; do
    if [ "$origin" = "$distribution" ]; then echo "deb-src $uri $release $component"; fi
  done
}

from_apt() {
  command -v apt-get >/dev/null || return 1
  sources_of_this_system >"$work/sources.list" || return 1
  [ -s "$work/sources.list" ] || return 1
  local apt=(apt-get -qq -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache"
    -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=/dev/null
    -o APT::Sandbox::User=root)
  "${apt[@]}" update && (cd "$work" && "${apt[@]}" source --download-only yaml-cpp libyaml) || return 1
  for dsc in "$work"/*.dsc; do
    awk '/^Checksums-Sha256:/ { on = 1; next } /^[^ ]/ { on = 0 } on { print $1 "  " $3 }' "$dsc" \
      >"$dsc.sums"
    [ -s "$dsc.sums" ] && (cd "$work" && sha256sum --check --quiet "$dsc.sums") || return 1
  done
}

# from_upstream NAME URL SHA256
from_upstream() {
  local file=$work/$1.orig.tar.gz
  curl -fsSL -o "$file" "$2" || wget -qO "$file" "$2" || return 1
  echo "$3  $file" | sha256sum --check --quiet
}

if ! from_apt; then
  echo "third_party: no source packages from apt, trying the upstream releases" >&2
  from_upstream yaml-cpp_0 \
    https://github.com/jbeder/yaml-cpp/archive/refs/tags/yaml-cpp-0.7.0.tar.gz \
    43e6a9fcb146ad871515f0d0873947e5d497a1c9c60c58cb102a97b47208b7c3 &&
    from_upstream libyaml_0 \
      https://github.com/yaml/libyaml/releases/download/0.2.5/yaml-0.2.5.tar.gz \
      c642ae9b75fee120b2d96c712538bd2cf283228d2337df2cf2988e3c02678ef4 || {
    echo "third_party: cannot fetch yaml-cpp and libyaml; unpack their releases (0.7 or newer," \
      "0.2.5) into $dir/yaml-cpp and $dir/libyaml and create the empty file $done_mark" >&2
    exit 1
  }
fi

for name in yaml-cpp libyaml; do
  rm -rf "${dir:?}/$name"
  mkdir "$dir/$name"
  tar -xf "$work/$name"_*.orig.tar.* -C "$dir/$name" --strip-components=1
done
touch "$done_mark"
