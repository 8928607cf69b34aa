// Probes and lifecycle hooks.
// k8s 1.36: pkg/apis/core/validation/validation.go validateHandler, validateProbe,
// validateLifecycle
#include "api/validation/names.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

void httpGet(Causes& out, const Json& action, const Path& path) {
  requireText(out, path / "path", action["path"]);
  portNumberOrName(out, action["port"], path / "port");
  const std::string& scheme = action["scheme"].str();
  if (!oneOf(scheme, {"HTTP", "HTTPS"}))
    out.notSupported(path / "scheme", scheme, {"HTTP", "HTTPS"});
  for (const Json& header : action["httpHeaders"].items()) {
    const std::string& name = header["name"].str();
    out.each(path / "httpHeaders", name, isHttpHeaderName(name));
  }
}

void sleepAction(Causes& out, const PodScope& scope, const Json& action, const Path& path) {
  if (scope.gracePeriod == nullptr || scope.gracePeriod->isNull()) return;
  std::int64_t grace = scope.gracePeriod->integer();
  std::int64_t seconds = action["seconds"].integer();
  if (seconds >= 0 && seconds <= grace) return;
  out.invalid(path, seconds,
              "must be non-negative and less than terminationGracePeriodSeconds (" +
                  std::to_string(grace) + ")");
}

void handler(Causes& out, const PodScope& scope, const Json& holder, bool hook, const Path& path) {
  int count = 0;
  for (const char* field : {"exec", "httpGet", "tcpSocket", "grpc", "sleep"}) {
    const std::string_view name = field;
    if (!holder.has(field) || (hook ? name == "grpc" : name == "sleep")) continue;
    if (count++ > 0) {
      out.forbidden(path / field, "may not specify more than 1 handler type");
      continue;
    }
    const Json& action = holder[field];
    if (name == "exec" && action["command"].empty()) out.required(path / "exec" / "command");
    if (name == "httpGet") httpGet(out, action, path / field);
    if (name == "tcpSocket" || name == "grpc")
      portNumberOrName(out, action["port"], path / field / "port");
    if (name == "sleep") sleepAction(out, scope, action, path / field);
  }
  if (count == 0) out.required(path, "must specify a handler type");
}

void probeNumbers(Causes& out, const Json& probe, const Path& path) {
  for (const char* field : {"initialDelaySeconds", "timeoutSeconds", "periodSeconds",
                            "successThreshold", "failureThreshold"}) {
    nonNegative(out, path / field, probe[field]);
  }
  const Json& grace = probe["terminationGracePeriodSeconds"];
  if (!grace.isNull() && grace.integer() <= 0) {
    out.invalid(path / "terminationGracePeriodSeconds", grace, "must be greater than 0");
  }
}

void stopSignal(Causes& out, const PodScope& scope, const Json& signal, const Path& path) {
  const std::string& os = (*scope.spec)["os"]["name"].str();
  if (os.empty()) {
    out.forbidden(path, "may not be set for containers with empty `spec.os.name`");
  } else if (os == "windows" && !oneOf(signal.str(), {"SIGKILL", "SIGTERM"})) {
    out.notSupported(path, signal, {"SIGKILL", "SIGTERM"});
  }
}

}  // namespace

void portNumberOrName(Causes& out, const Json& port, const Path& path) {
  if (port.isString())
    out.each(path, port, isPortName(port.str()));
  else
    out.each(path, port.integer(), isPortNumber(port.integer()));
}

void livenessProbe(Causes& out, const PodScope& scope, const Json& probe, const Path& path) {
  if (probe.isNull()) return;
  handler(out, scope, probe, false, path);
  probeNumbers(out, probe, path);
  std::int64_t successes = probe["successThreshold"].integer();
  if (successes != 1) out.invalid(path / "successThreshold", successes, "must be 1");
}

void readinessProbe(Causes& out, const PodScope& scope, const Json& probe, const Path& path) {
  if (probe.isNull()) return;
  handler(out, scope, probe, false, path);
  probeNumbers(out, probe, path);
  const Json& grace = probe["terminationGracePeriodSeconds"];
  if (!grace.isNull()) {
    out.invalid(path / "terminationGracePeriodSeconds", grace,
                "must not be set for readinessProbes");
  }
}

void lifecycle(Causes& out, const PodScope& scope, const Json& hooks, const Path& path) {
  for (const char* field : {"postStart", "preStop"}) {
    if (hooks.has(field)) handler(out, scope, hooks[field], true, path / field);
  }
  // SIM: which names are signals of Linux is left to the schema's enumeration.
  if (hooks.has("stopSignal")) stopSignal(out, scope, hooks["stopSignal"], path / "stopSignal");
}

}  // namespace sts::validation
