// sts: the simulator's command-line twin. One file a subcommand; this one only finds it.
#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "cli/commands.hpp"

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  return sts::cli::run(arguments);
}
