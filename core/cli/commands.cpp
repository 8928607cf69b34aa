#include "cli/commands.hpp"

#include <array>
#include <cstdio>

namespace sts::cli {
namespace {

struct Subcommand {
  const char* name;
  const char* usage;
  int (*run)(const std::vector<std::string>&);
};

constexpr Subcommand subcommands[] = {
    {"apply",
     "apply [OPTION]... FILE...        what becomes of these manifests, once nothing moves any "
     "more",
     applyFiles},
    {"get",
     "get [OPTION]... ARGUMENT...      kubectl get; --with FILE applies manifests first, --at 12s "
     "looks then",
     get},
    {"kubectl", "kubectl [OPTION]... ARGUMENT...  any kubectl command, likewise", kubectl},
    {"why",
     "why [OPTION]... SUBJECT          why pod/web-2 is not there, pvc/www-web-1 stays, "
     "dns/web-0.nginx has no answer;\n"
     "                                     --with FILE, --story STORY, --at 14s, -n NAMESPACE, "
     "--type SRV",
     why},
    {"run", "run STORY...                     play stories and show where their output differs",
     runStory},
    {"replay", "replay FILE                      play a recording, print one JSON object a step",
     replayFile},
    {"bench",
     "bench [--json]                   what a set costs: time and memory, beside the goals", bench},
};

int usage() {
  std::string text = "sts: a Kubernetes StatefulSet cluster in virtual time\n\n";
  for (const Subcommand& each : subcommands) text += std::string("  sts ") + each.usage + "\n";
  printError(text);
  return 2;
}

}  // namespace

int run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) return usage();
  for (const Subcommand& each : subcommands) {
    if (arguments[0] == each.name) return each.run({arguments.begin() + 1, arguments.end()});
  }
  return usage();
}

bool readText(const std::string& path, std::string& text) {
  std::FILE* file = path == "-" ? stdin : std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  std::array<char, 65536> buffer{};
  for (std::size_t count; (count = std::fread(buffer.data(), 1, buffer.size(), file)) > 0;)
    text.append(buffer.data(), count);
  if (file != stdin) std::fclose(file);
  return true;
}

void printOut(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void printError(const std::string& text) { std::fwrite(text.data(), 1, text.size(), stderr); }

}  // namespace sts::cli
