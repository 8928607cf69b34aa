// What the page's worker may ask of the simulator. No logic lives here: names and conversions only.
#include <emscripten/bind.h>

#include <string>

namespace {

/// The version that this simulator models, e.g. for the page's header.
std::string kubernetesVersion() { return "1.36"; }

}  // namespace

EMSCRIPTEN_BINDINGS(statefulset_playground) {
  emscripten::function("kubernetesVersion", &kubernetesVersion);
}
