// A small deterministic fuzzer: seeded mutations of given inputs, no special compiler needed.
//
// An entry is a file `NAME_fuzz.cpp` here: it says FUZZ(yaml, "seed one", "seed two") { use(input); } and fails by
// crashing, by a sanitizer's report, by REQUIRE_FUZZ, or by taking longer than a second for one input. The seeds of
// an entry may also be files: tests/fuzz/seeds/NAME/*. The same --seed gives the same inputs everywhere.
#pragma once

#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

namespace sts::fuzz {

/// One thing to be fuzzed: its name, first inputs and function.
struct Entry {
  const char* name;
  std::vector<std::string> seeds;
  void (*run)(std::string_view input);
};

std::vector<Entry>& entries();

struct Registration {
  Registration(const char* name, std::vector<std::string> seeds, void (*run)(std::string_view)) {
    entries().push_back({name, std::move(seeds), run});
  }
};

}  // namespace sts::fuzz

#define FUZZ(name, ...)                                                                        \
  static void fuzz_##name(std::string_view input);                                             \
  static const sts::fuzz::Registration registered_##name{#name, {__VA_ARGS__}, &fuzz_##name};  \
  static void fuzz_##name([[maybe_unused]] std::string_view input)

/// What must hold for every input.
#define REQUIRE_FUZZ(condition)                                                        \
  do {                                                                                 \
    if (!(condition)) {                                                                \
      std::fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);   \
      std::abort();                                                                    \
    }                                                                                  \
  } while (false)
