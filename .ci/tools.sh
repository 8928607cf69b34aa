# tools.sh: what ./play and ./check share. Sourced, not run.
#
# First the tools: what is missing is installed with apt (as root or through sudo); elsewhere the reader
# is told what to install. Then the builds, each quiet unless it fails. An emsdk on PATH is used when
# there is one; what tools.sh leaves in build/ may be removed at any time.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$root" || exit 1
jobs=$(nproc 2>/dev/null || getconf _NPROCESSORS_ONLN)

say() { printf '%s\n' "$*" >&2; }

# run_quietly NAME COMMAND...: its output goes to build/logs/NAME.log and is shown if it fails.
run_quietly() {
  local name=$1 log=build/logs/$1.log start=$SECONDS
  shift
  mkdir -p build/logs
  if "$@" >"$log" 2>&1; then
    say "  $name: $((SECONDS - start)) s"
  else
    say "  $name failed; from $log:"
    { grep -E -m 20 '(error|Error)[: ]' "$log" || tail -n 40 "$log"; } | cut -c1-300 >&2
    return 1
  fi
}

# header FILE: is this header installed where CMake will find it?
header() { [ -e "/usr/include/$1" ] || [ -e "/usr/local/include/$1" ] || [ -e "/opt/homebrew/include/$1" ]; }

chromium_path() {
  local name
  for name in "${CHROMIUM:-}" chromium chromium-browser google-chrome; do
    if [ -n "$name" ] && command -v "$name"; then return 0; fi
  done
  return 1
}

# missing_packages WHAT: the Debian packages of the tools that WHAT (play or check) needs and this machine lacks.
missing_packages() {
  command -v em++ >/dev/null || echo emscripten
  command -v cmake >/dev/null || echo cmake
  command -v ninja >/dev/null || echo ninja-build
  command -v node >/dev/null || echo nodejs
  command -v npm >/dev/null || echo npm
  command -v xz >/dev/null || echo xz-utils
  command -v python3 >/dev/null || echo python3
  header nlohmann/json.hpp || echo nlohmann-json3-dev
  [ "$1" = check ] || return 0
  command -v g++ >/dev/null || echo g++
  header catch2/catch.hpp || echo catch2
  chromium_path >/dev/null || echo chromium
}

# need_tools WHAT: install what is missing, or say what to install.
need_tools() {
  local packages sudo=()
  packages=$(missing_packages "$1" | tr '\n' ' ')
  if [ -n "${packages// /}" ]; then
    if [ "$(id -u)" != 0 ]; then sudo=(sudo); fi
    if ! command -v apt-get >/dev/null || { [ "${#sudo[@]}" = 1 ] && ! command -v sudo >/dev/null; }; then
      say "Please install these first (their names in Debian and Ubuntu): $packages"
      say "Versions: emscripten 3.1.6, cmake 3.25, g++ 12 or clang++ 14, node 18, nlohmann/json 3.11 or newer; Catch2 2.13."
      return 1
    fi
    say "Installing: $packages"
    run_quietly apt-update "${sudo[@]}" apt-get update || return 1
    # shellcheck disable=SC2086  # a list of words
    run_quietly apt-install "${sudo[@]}" env DEBIAN_FRONTEND=noninteractive \
      apt-get install -y --no-install-recommends $packages || return 1
  fi
  node_modules_are_there || run_quietly npm-ci npm ci --ignore-scripts --no-progress
}

# npm leaves its own copy of the lock behind; when the two agree there is nothing to do.
node_modules_are_there() {
  [ -f node_modules/.package-lock.json ] && [ node_modules/.package-lock.json -nt package-lock.json ]
}

# build PRESET TARGET...
build() {
  local preset=$1 extra=()
  shift
  # Not emcmake: the emulator flag that it sets is refused by newer nodes.
  if [ "$preset" = wasm ]; then
    extra=("-DCMAKE_TOOLCHAIN_FILE=$(em-config EMSCRIPTEN_ROOT)/cmake/Modules/Platform/Emscripten.cmake") || return 1
  fi
  run_quietly "configure-$preset" cmake --preset "$preset" "${extra[@]}" || return 1
  run_quietly "build-$preset" cmake --build --preset "$preset" -j "$jobs" --target "$@"
}

# build_site: the npm package in build/package and the page in build/site, both from scratch.
build_site() { run_quietly site node web/build.mjs; }
