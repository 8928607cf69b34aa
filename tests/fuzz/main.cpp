// sts_fuzz [--seed N] [--seconds S] [--entry NAME] [--input FILE]
//
// Runs every entry for S seconds in all (default 10, shared evenly; the number of inputs then depends on the machine,
// the inputs themselves only on the seed). Before each input its bytes go to build's fuzz-NAME.input, so that a crash
// leaves the culprit behind; `--entry NAME --input FILE` repeats it.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "fuzz.hpp"

namespace sts::fuzz {

std::vector<Entry>& entries() {
  static std::vector<Entry> all;
  return all;
}

namespace {

using Clock = std::chrono::steady_clock;

/// SplitMix64: small, and the same everywhere.
class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = (state_ += 0x9e3779b97f4a7c15ULL);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
  }
  std::size_t below(std::size_t bound) { return bound ? static_cast<std::size_t>(next() % bound) : 0; }

 private:
  std::uint64_t state_;
};

/// Pieces that break parsers of YAML, JSON, shells, paths, numbers and tokens more often than random bytes do.
const std::vector<std::string> kPieces = {"\n",
                                          "\n  ",
                                          "\t",
                                          " ",
                                          ": ",
                                          "- ",
                                          "---\n",
                                          "...\n",
                                          "{",
                                          "}",
                                          "[",
                                          "]",
                                          ",",
                                          "\"",
                                          "'",
                                          "\\",
                                          "|",
                                          ">",
                                          "&a ",
                                          "*a",
                                          "!!",
                                          "#",
                                          "%",
                                          "@",
                                          "`",
                                          "$(",
                                          "${",
                                          "$",
                                          ";",
                                          "&&",
                                          "||",
                                          "<<EOF\n",
                                          "*",
                                          "?",
                                          "~",
                                          "null",
                                          "true",
                                          "-1",
                                          "0x10",
                                          "1e309",
                                          "99999999999999999999",
                                          "NaN",
                                          "1Ki",
                                          "1.5Gi",
                                          "-",
                                          "--",
                                          "=",
                                          "/",
                                          "..",
                                          "\xff",
                                          "\xc3\x28",
                                          std::string(1, '\0'),
                                          "\xe4\xb8\xad",
                                          "\xf0\x9f\x98\x80",
                                          "spec",
                                          "metadata",
                                          "name"};

std::string mutated(std::string text, const std::vector<std::string>& corpus, Draw& draw) {
  for (std::size_t rounds = 1 + draw.below(4); rounds > 0; --rounds) {
    const std::size_t at = draw.below(text.size() + 1);
    const std::size_t length = draw.below(std::min<std::size_t>(text.size() - at, 40) + 1);
    const std::string part = text.substr(at, length);
    switch (draw.below(7)) {
      case 0: text.erase(at, length); break;
      case 1: text.insert(at, part); break;
      case 2: text.insert(at, kPieces[draw.below(kPieces.size())]); break;
      case 3: text.replace(at, length, kPieces[draw.below(kPieces.size())]); break;
      case 4: text.insert(draw.below(text.size() + 1), part); break;
      case 5:
        if (at < text.size()) text[at] = static_cast<char>(draw.below(256));
        break;
      case 6: {
        const std::string& other = corpus[draw.below(corpus.size())];
        text = text.substr(0, at) + other.substr(draw.below(other.size() + 1));
        break;
      }
    }
  }
  if (text.size() > 20000) text.resize(20000);
  return text;
}

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::string> corpusOf(const Entry& entry) {
  std::vector<std::string> corpus = entry.seeds;
  const std::filesystem::path folder = std::filesystem::path(STS_SOURCE_DIR) / "tests/fuzz/seeds" / entry.name;
  std::vector<std::filesystem::path> files;
  if (std::filesystem::exists(folder)) {
    for (const auto& file : std::filesystem::directory_iterator(folder)) files.push_back(file.path());
  }
  std::sort(files.begin(), files.end());
  for (const auto& file : files) corpus.push_back(contents(file));
  if (corpus.empty()) corpus.emplace_back();
  return corpus;
}

/// Runs one input; false if it took too long to be left unattended.
bool runOne(const Entry& entry, const std::string& input) {
  std::ofstream(std::string("fuzz-") + entry.name + ".input", std::ios::binary) << input;
  const auto start = Clock::now();
  entry.run(input);
  return Clock::now() - start < std::chrono::seconds(1);
}

bool runEntry(const Entry& entry, std::uint64_t seed, double seconds) {
  const std::vector<std::string> corpus = corpusOf(entry);
  Draw draw(seed);
  const auto start = Clock::now();
  std::size_t count = 0;
  bool quick = true;
  for (const std::string& input : corpus) quick = quick && runOne(entry, input), ++count;
  while (quick && std::chrono::duration<double>(Clock::now() - start).count() < seconds) {
    quick = runOne(entry, mutated(corpus[draw.below(corpus.size())], corpus, draw));
    ++count;
  }
  std::printf("%s %s: %zu inputs%s\n", quick ? "ok" : "not ok", entry.name, count,
              quick ? "" : "; the last took more than a second (fuzz-*.input)");
  std::fflush(stdout);
  return quick;
}

struct Arguments {
  std::uint64_t seed = 1;
  double seconds = 10;
  std::string entry;
  std::string input;
};

Arguments parse(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--seed") out.seed = std::strtoull(argv[i + 1], nullptr, 10);
    if (name == "--seconds") out.seconds = std::strtod(argv[i + 1], nullptr);
    if (name == "--entry") out.entry = argv[i + 1];
    if (name == "--input") out.input = argv[i + 1];
  }
  return out;
}

int run(const Arguments& arguments) {
  std::vector<Entry> chosen;
  for (const Entry& entry : entries()) {
    if (arguments.entry.empty() || arguments.entry == entry.name) chosen.push_back(entry);
  }
  int passed = 0;
  int failed = 0;
  for (const Entry& entry : chosen) {
    const bool ok = arguments.input.empty()
                        ? runEntry(entry, arguments.seed, arguments.seconds / static_cast<double>(chosen.size()))
                        : runOne(entry, contents(arguments.input));
    ++(ok ? passed : failed);
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed || !passed ? 1 : 0;
}

}  // namespace
}  // namespace sts::fuzz

int main(int argc, char** argv) { return sts::fuzz::run(sts::fuzz::parse(argc, argv)); }
