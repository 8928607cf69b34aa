// Every line of bash_vectors.txt answers here as it answered in a real bash.
#include <catch2/catch.hpp>

#include <fstream>

#include "shell/process.hpp"

namespace {

using namespace sts;

struct Vector {
  std::string line;
  int exit = 0;
  std::string out;
  std::string err;
};

std::vector<Vector> readVectors(const std::string& path) {
  std::ifstream file(path);
  std::vector<Vector> vectors;
  std::string text;
  std::string* last = nullptr;
  while (std::getline(file, text)) {
    if (text.empty() || text[0] == '#') continue;
    const std::string rest = text.size() > 2 ? text.substr(2) : "";
    switch (text[0]) {
      case '$':
        vectors.emplace_back();
        vectors.back().line = rest;
        break;
      case '>':
        vectors.back().line += "\n" + rest;
        break;
      case '=':
        vectors.back().exit = std::stoi(rest);
        break;
      case '|':
      case '!':
        last = text[0] == '|' ? &vectors.back().out : &vectors.back().err;
        *last += rest + "\n";
        break;
      case '\\':
        last->pop_back();
        break;
      default:
        FAIL("a line of the vectors that means nothing: " << text);
    }
  }
  return vectors;
}

TEST_CASE("lines answer as they do in bash") {
  const std::vector<Vector> vectors =
      readVectors(STS_SOURCE_DIR "/tests/unit/shell/bash_vectors.txt");
  const shell::Registry registry = shell::standardCommands();
  REQUIRE(vectors.size() > 200);
  for (const Vector& vector : vectors) {
    INFO("$ " << vector.line);
    shell::PlainHost host(Time{} + seconds(1767225600));
    host.files().makeDirectory("/tmp");
    host.files().makeDirectory("/work");
    shell::Setup setup;
    setup.directory = "/work";
    setup.environment = {{"HOME", "/root"}, {"PATH", "/usr/bin:/bin"}};
    const shell::LineResult result = shell::runLine(host, registry, vector.line, setup);
    CHECK(result.out == vector.out);
    CHECK(result.err == vector.err);
    CHECK(result.exit == vector.exit);
  }
}

}  // namespace
