// What the page's worker may ask of the simulator (wasm/js/index.d.ts). No logic lives here: names
// and conversions. Values cross as JSON text: one string is cheaper than a thousand Embind objects.
#include <emscripten/bind.h>

#include <string>

#include "api/json.hpp"
#include "timeline/page.hpp"

namespace {

using sts::Json;
using sts::timeline::Page;

/// The version that this simulator models.
std::string kubernetesVersion() { return "1.36"; }

Json parsed(const std::string& json) {
  auto result = sts::parseJson(json);
  return result.ok() ? std::move(result->value) : Json();
}

std::string text(const Json& value) { return sts::toJson(value, false); }

/// One cluster of the page.
class Simulator {
 public:
  explicit Simulator(const std::string& options) : page_(parsed(options)) {}
  std::string history(double since) {
    return text(page_.history(static_cast<std::int64_t>(since)));
  }
  std::string view(double ms) { return text(page_.view(static_cast<std::int64_t>(ms))); }
  std::string run(const std::string& until, double limit, double since) {
    return text(page_.run(parsed(until), static_cast<std::int64_t>(limit),
                          static_cast<std::int64_t>(since)));
  }
  std::string shell(const std::string& line) { return text(page_.shell(line)); }
  std::string apply(const std::string& name, const std::string& manifest) {
    return text(page_.apply(name, manifest));
  }
  void writeFile(const std::string& name, const std::string& contents) {
    page_.writeFile(name, contents);
  }
  std::string complete(const std::string& line) { return text(page_.complete(line)); }

 private:
  Page page_;
};

}  // namespace

EMSCRIPTEN_BINDINGS(statefulset_playground) {
  emscripten::function("kubernetesVersion", &kubernetesVersion);
  emscripten::class_<Simulator>("Simulator")
      .constructor<std::string>()
      .function("history", &Simulator::history)
      .function("view", &Simulator::view)
      .function("run", &Simulator::run)
      .function("shell", &Simulator::shell)
      .function("apply", &Simulator::apply)
      .function("writeFile", &Simulator::writeFile)
      .function("complete", &Simulator::complete);
}
