// sts_bench: `sts bench` by itself, so that the same work can be measured in WebAssembly:
// `node build/wasm/sts_bench.cjs --replicas=1000` beside `build/native/sts bench --replicas=1000`.
#include <cstdio>

#include "cli/commands.hpp"

void sts::cli::printOut(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void sts::cli::printError(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

int main(int argc, char** argv) { return sts::cli::bench({argv + 1, argv + argc}); }
