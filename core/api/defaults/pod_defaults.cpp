// Defaults of pods, pod templates and claims.
// k8s 1.36: pkg/apis/core/v1/defaults.go, zz_generated.defaults.go
#include "api/defaults/fill.hpp"
#include "api/quantity.hpp"

namespace sts::defaulting {
namespace {

// A repository's path: words of small letters and digits, joined by one '.', one or two '_' or any
// number of '-'.
bool isRepository(std::string_view text) {
  if (text.size() > 255) return false;
  const auto isWord = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  std::size_t at = 0;
  while (true) {
    const std::size_t start = at;
    while (at < text.size() && isWord(text[at])) ++at;
    if (at == start) return false;
    if (at == text.size()) return true;
    const std::size_t joint = at;
    while (at < text.size() && text[at] == text[joint]) ++at;
    const std::size_t length = at - joint;
    const bool fits = text[joint] == '-' || (text[joint] == '_' && length <= 2) || length == 1;
    if (!fits || std::string_view("-_./").find(text[joint]) == std::string_view::npos) return false;
  }
}

// The pull policy of an image that names none: what is not pinned is always pulled.
std::string_view pullPolicyFor(std::string_view image) {
  for (char c : image) {
    const bool fine = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                      std::string_view("._-/:@").find(c) != std::string_view::npos;
    if (!fine) return "IfNotPresent";  // not an image name at all
  }
  if (image.empty()) return "IfNotPresent";
  std::size_t at = image.find('@');
  const bool digest = at != std::string_view::npos;
  std::string_view name = image.substr(0, at);
  std::size_t slash = name.rfind('/');
  std::size_t colon = name.rfind(':');
  const bool tagged =
      colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash);
  std::string_view repository = name.substr(0, tagged ? colon : name.size());
  std::size_t host = repository.find('/');
  const bool registry = host != std::string_view::npos &&
                        (repository.substr(0, host).find_first_of(".:") != std::string_view::npos ||
                         repository.substr(0, host) == "localhost");
  if (!isRepository(registry ? repository.substr(host + 1) : repository)) return "IfNotPresent";
  if (tagged) return name.substr(colon + 1) == "latest" ? "Always" : "IfNotPresent";
  return digest ? "IfNotPresent" : "Always";
}

void httpGet(Json& holder) {
  if (Json* action = inside(holder, "httpGet")) {
    ifZero(*action, "path", "/");
    ifZero(*action, "scheme", "HTTP");
  }
}

void probe(Json& container, std::string_view key) {
  Json* value = inside(container, key);
  if (value == nullptr) return;
  ifZero(*value, "timeoutSeconds", 1);
  ifZero(*value, "periodSeconds", 10);
  ifZero(*value, "successThreshold", 1);
  ifZero(*value, "failureThreshold", 3);
  httpGet(*value);
  if (Json* grpc = inside(*value, "grpc")) ifNil(*grpc, "service", "");
}

void fieldRef(Json& holder) {
  if (Json* ref = inside(holder, "fieldRef")) ifZero(*ref, "apiVersion", "v1");
}

void container(Json& value) {
  ifZero(value, "imagePullPolicy", pullPolicyFor(std::as_const(value)["image"].str()));
  ifZero(value, "terminationMessagePath", "/dev/termination-log");
  ifZero(value, "terminationMessagePolicy", "File");
  eachItem(value, "ports", [](Json& port) { ifZero(port, "protocol", "TCP"); });
  eachItem(value, "env", [](Json& variable) {
    Json* from = inside(variable, "valueFrom");
    if (from == nullptr) return;
    fieldRef(*from);
    if (Json* file = inside(*from, "fileKeyRef")) ifNil(*file, "optional", false);
  });
  if (Json* resources = inside(value, "resources")) {
    resourceList(*resources, "limits");
    resourceList(*resources, "requests");
  }
  for (const char* key : {"livenessProbe", "readinessProbe", "startupProbe"}) probe(value, key);
  if (Json* hooks = inside(value, "lifecycle")) {
    for (const char* key : {"postStart", "preStop"}) {
      if (Json* hook = inside(*hooks, key)) httpGet(*hook);
    }
  }
}

void projection(Json& source) {
  if (Json* files = inside(source, "downwardAPI")) eachItem(*files, "items", fieldRef);
  if (Json* token = inside(source, "serviceAccountToken")) ifNil(*token, "expirationSeconds", 3600);
}

void volume(Json& value) {
  bool source = false;
  for (const auto& [key, member] : std::as_const(value).members())
    source = source || (key != "name" && !member.isNull());
  if (!source) value.set("emptyDir", Json::object());
  for (const char* key : {"secret", "configMap", "downwardAPI", "projected"}) {
    if (Json* files = inside(value, key)) ifNil(*files, "defaultMode", 420);
  }
  if (Json* files = inside(value, "downwardAPI")) eachItem(*files, "items", fieldRef);
  if (Json* projected = inside(value, "projected")) eachItem(*projected, "sources", projection);
  sharedSources(value);
  if (Json* image = inside(value, "image")) {
    ifZero(*image, "pullPolicy", pullPolicyFor(std::as_const(*image)["reference"].str()));
  }
  if (Json* ephemeral = inside(value, "ephemeral")) {
    if (Json* made = inside(*ephemeral, "volumeClaimTemplate")) claimSpec(object(*made, "spec"));
  }
}

// A limit without a request asks for as much as it allows.
void requestsFromLimits(Json& value) {
  Json* resources = inside(value, "resources");
  const Json* limits = resources == nullptr ? nullptr : inside(*resources, "limits");
  if (limits == nullptr) return;
  const Json::Object amounts = limits->members();
  for (const auto& [name, amount] : amounts) ifNil(object(*resources, "requests"), name, amount);
}

void hostPorts(Json& value) {
  eachItem(value, "ports",
           [](Json& port) { ifZero(port, "hostPort", std::as_const(port)["containerPort"]); });
}

Quantity sumOfRequests(const Json& spec, const std::string& resource) {
  Quantity sum;
  for (const Json& c : spec["containers"].items())
    sum.add(Quantity::of(c["resources"]["requests"][resource]));
  return sum;
}

// Requests of the pod as a whole: from its containers, or else from its limits.
void podLevelRequests(Json& spec) {
  Json* resources = inside(spec, "resources");
  const Json* limits = resources == nullptr ? nullptr : inside(*resources, "limits");
  if (limits == nullptr || limits->empty()) return;
  const Json::Object amounts = limits->members();
  for (const char* resource : {"cpu", "memory"}) {
    Quantity sum = sumOfRequests(spec, resource);
    if (!sum.isZero()) ifNil(object(*resources, "requests"), resource, Json(sum.text()));
  }
  for (const auto& [name, amount] : amounts) {
    const bool isPodLevel = name == "cpu" || name == "memory" || name.rfind("hugepages-", 0) == 0;
    if (isPodLevel) ifNil(object(*resources, "requests"), name, amount);
  }
}

}  // namespace

void sharedSources(Json& value) {
  if (Json* path = inside(value, "hostPath")) ifNil(*path, "type", "");
  if (Json* iscsi = inside(value, "iscsi")) ifZero(*iscsi, "iscsiInterface", "default");
  if (Json* rbd = inside(value, "rbd")) {
    ifZero(*rbd, "pool", "rbd");
    ifZero(*rbd, "user", "admin");
    ifZero(*rbd, "keyring", "/etc/ceph/keyring");
  }
  if (Json* disk = inside(value, "azureDisk")) {
    ifNil(*disk, "cachingMode", "ReadWrite");
    ifNil(*disk, "kind", "Shared");
    ifNil(*disk, "fsType", "ext4");
    ifNil(*disk, "readOnly", false);
  }
  if (Json* scale = inside(value, "scaleIO")) {
    ifZero(*scale, "storageMode", "ThinProvisioned");
    ifZero(*scale, "fsType", "xfs");
  }
}

void resourceList(Json& holder, std::string_view key) {
  Json* list = inside(holder, key);
  if (list == nullptr || !list->isObject()) return;
  for (Json::Member& member : list->mutableMembers()) {
    Quantity amount = Quantity::of(member.second);
    amount.roundUpToMilli();
    member.second = Json(amount.text());
  }
}

void podSpec(Json& spec) {
  if (!spec.isObject()) return;
  ifZero(spec, "dnsPolicy", "ClusterFirst");
  ifZero(spec, "restartPolicy", "Always");
  ifNil(spec, "securityContext", Json::object());
  ifNil(spec, "terminationGracePeriodSeconds", 30);
  ifZero(spec, "schedulerName", "default-scheduler");
  // The deprecated name of the service account goes along with the real one.
  const std::string account = std::as_const(spec)["serviceAccountName"].str();
  const std::string deprecated = std::as_const(spec)["serviceAccount"].str();
  if (!account.empty())
    spec.set("serviceAccount", account);
  else if (!deprecated.empty())
    spec.set("serviceAccountName", deprecated);
  eachItem(spec, "volumes", volume);
  for (const char* key : {"containers", "initContainers", "ephemeralContainers"})
    eachItem(spec, key, container);
  resourceList(spec, "overhead");
  if (Json* resources = inside(spec, "resources")) {
    resourceList(*resources, "limits");
    resourceList(*resources, "requests");
  }
}

void podTemplate(Json& holder, std::string_view key) {
  Json& value = object(holder, key);
  podSpec(object(value, "spec"));
}

void pod(Json& value) {
  Json& spec = object(value, "spec");
  podSpec(spec);
  for (const char* key : {"containers", "initContainers"}) eachItem(spec, key, requestsFromLimits);
  podLevelRequests(spec);
  ifNil(spec, "enableServiceLinks", true);
  if (std::as_const(spec)["terminationGracePeriodSeconds"].integer() < 0)
    spec.set("terminationGracePeriodSeconds", 1);
  if (!std::as_const(spec)["hostNetwork"].boolean()) return;
  for (const char* key : {"containers", "initContainers"}) eachItem(spec, key, hostPorts);
}

void claimSpec(Json& spec) {
  ifNil(spec, "volumeMode", "Filesystem");
  if (Json* resources = inside(spec, "resources")) {
    resourceList(*resources, "limits");
    resourceList(*resources, "requests");
  }
}

void claim(Json& value) {
  claimSpec(object(value, "spec"));
  Json& status = object(value, "status");
  ifZero(status, "phase", "Pending");
  resourceList(status, "capacity");
}

}  // namespace sts::defaulting
