// A container's environment: plain values, and where the others come from.
#include "api/quantity.hpp"
#include "kubectl/describe/containers.hpp"
#include "kubectl/describe/multiline.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

// kubectl resolves a pod's name and namespace; for all else its client knows no field labels and
// writes nothing. k8s 1.36: kubectl pkg/describe/describe.go EnvValueRetriever
std::string fieldValue(const Json* pod, const std::string& path) {
  if (pod == nullptr) return "";
  const Json& metadata = (*pod)["metadata"];
  if (path == "metadata.name") return metadata["name"].str();
  return path == "metadata.namespace" ? metadata["namespace"].str() : "";
}

std::int64_t dividedUp(std::int64_t amount, std::int64_t divisor) {
  if (divisor == 0) return 0;
  return amount / divisor + (amount % divisor != 0 ? 1 : 0);
}

// A request or limit in units of the divisor, rounded up.
// k8s 1.36: kubectl pkg/util/resource/resource.go ExtractContainerResourceValue
std::string resourceValue(const Json& container, const Json& ref) {
  const std::string& resource = ref["resource"].str();
  const std::size_t dot = resource.find('.');
  if (dot == std::string::npos) return "";
  const std::string name = resource.substr(dot + 1);
  const Quantity amount = Quantity::of(container["resources"][resource.substr(0, dot)][name]);
  Quantity divisor = Quantity::of(ref["divisor"]);
  if (divisor.isZero()) divisor = Quantity::ofInt(1);
  const bool cpu = name == "cpu";
  const std::int64_t value = cpu ? dividedUp(amount.milliValue(), divisor.milliValue())
                                 : dividedUp(amount.value(), divisor.value());
  const bool whole = value == 0 && (resource == "limits.cpu" || resource == "limits.memory");
  return whole ? "node allocatable" : std::to_string(value);
}

void writeValue(Writer& w, const std::string& name, std::string_view value) {
  const std::size_t end = value.find('\n');
  w.line(3, name + ":\t" + std::string(value.substr(0, end)));
  while (value.find('\n') != std::string_view::npos) {
    value.remove_prefix(value.find('\n') + 1);
    w.line(3, "\t" + std::string(value.substr(0, value.find('\n'))));
  }
}

void writeKeyRef(Writer& w, const std::string& name, const Json& ref, const std::string& holder) {
  w.line(3, name + ":\t<set to the key '" + ref["key"].str() + "' " + holder + " '" +
                ref["name"].str() + "'>\tOptional: " + plainBool(ref["optional"]));
}

void writeVariable(Writer& w, const Json& variable, const Json& container, const Json* pod) {
  const std::string& name = variable["name"].str();
  const Json& from = variable["valueFrom"];
  if (from.isNull()) return writeValue(w, name, variable["value"].str());
  if (from.has("fieldRef")) {
    const Json& ref = from["fieldRef"];
    const std::string& path = ref["fieldPath"].str();
    w.line(3, name + ":\t" + fieldValue(pod, path) + " (" + ref["apiVersion"].str() + ":" + path +
                  ")");
  } else if (from.has("resourceFieldRef")) {
    const Json& ref = from["resourceFieldRef"];
    w.line(3, name + ":\t" + resourceValue(container, ref) + " (" + ref["resource"].str() + ")");
  } else if (from.has("secretKeyRef")) {
    writeKeyRef(w, name, from["secretKeyRef"], "in secret");
  } else if (from.has("configMapKeyRef")) {
    writeKeyRef(w, name, from["configMapKeyRef"], "of config map");
  }
}

void writeEnvFrom(Writer& w, const Json& sources) {
  if (sources.empty()) return;
  w.line(2, "Environment Variables from:");
  for (const Json& source : sources.items()) {
    const bool map = source.has("configMapRef");
    const Json& ref = map ? source["configMapRef"] : source["secretRef"];
    const std::string& prefix = source["prefix"].str();
    const std::string kind = map ? "ConfigMap" : ref.isNull() ? "" : "Secret";
    w.line(3, ref["name"].str() + "\t" + kind +
                  (prefix.empty() ? "" : " with prefix '" + prefix + "'") +
                  "\tOptional: " + plainBool(ref["optional"]));
  }
}

}  // namespace

void writeEnvironment(Writer& w, const Json& container, const Json* pod) {
  writeEnvFrom(w, container["envFrom"]);
  const Json& variables = container["env"];
  w.line(2, variables.empty() ? "Environment:\t<none>" : "Environment:");
  for (const Json& variable : variables.items()) writeVariable(w, variable, container, pod);
}

}  // namespace sts::describe
