// CSIDrivers, VolumeAttributesClasses and RuntimeClasses.
// SIM: nothing acts on them; they are kept, and refused as the server would.
// k8s 1.36: pkg/apis/storage/validation/validation.go, pkg/apis/node/validation/validation.go
#include <set>

#include "api/validation/kinds.hpp"
#include "api/validation/meta.hpp"
#include "api/validation/resources.hpp"
#include "api/validation/volume_source.hpp"

namespace sts::validation {
namespace {

void tokenRequests(Causes& out, const Json& list, const Path& path) {
  std::set<std::string> audiences;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const Json& audience = list[i]["audience"];
    if (!audiences.insert(audience.str()).second) out.duplicate(path[i] / "audience", audience);
    const Json& seconds = list[i]["expirationSeconds"];
    if (seconds.isNull()) continue;
    if (seconds.integer() < 600)
      out.invalid(path[i] / "expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
    if (seconds.integer() > (std::int64_t{1} << 32))
      out.invalid(path[i] / "expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
  }
}

}  // namespace

void csiDriverCreate(Causes& out, const Json& driver) {
  objectMeta(out, driver["metadata"], false, isDns1123Subdomain, Path("metadata"));
  const Json& spec = driver["spec"];
  const Path path("spec");
  for (const char* field : {"attachRequired", "podInfoOnMount", "storageCapacity"}) {
    if (!spec.has(field)) out.required(path / field);
  }
  const std::vector<std::string_view> policies{"File", "None", "ReadWriteOnceWithFSType"};
  if (spec.has("fsGroupPolicy") && !oneOf(spec["fsGroupPolicy"].str(), policies))
    out.notSupported(path / "fsGroupPolicy", spec["fsGroupPolicy"], policies);
  tokenRequests(out, spec["tokenRequests"], path / "tokenRequests");
  for (const Json& mode : spec["volumeLifecycleModes"].items()) {
    if (oneOf(mode.str(), {"Persistent", "Ephemeral"})) continue;
    out.notSupported(path / "volumeLifecycleModes", mode, {"Persistent", "Ephemeral"});
  }
}

void attributesClassCreate(Causes& out, const Json& attributes) {
  objectMeta(out, attributes["metadata"], false, isDns1123Subdomain, Path("metadata"));
  csiDriverName(out, attributes["driverName"], Path("driverName"));
  if (attributes["parameters"].empty())
    out.required(Path("parameters"), "must contain at least one key/value pair");
}

void attributesClassUpdate(Causes& out, const Json& fresh, const Json& old) {
  attributesClassCreate(out, fresh);
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  for (const char* field : {"driverName", "parameters"}) {
    if (!semanticallyEqual(fresh[field], old[field]))
      out.forbidden(Path(field), "updates to " + std::string(field) + " are forbidden.");
  }
}

void runtimeClassCreate(Causes& out, const Json& runtime) {
  objectMeta(out, runtime["metadata"], false, isDns1123Subdomain, Path("metadata"));
  const Json& handler = runtime["handler"];
  if (handler.str().empty())
    out.required(Path("handler"));
  else
    dns1123Label(out, Path("handler"), handler);
  labels(out, runtime["scheduling"]["nodeSelector"], Path("scheduling.nodeSelector"));
}

void runtimeClassUpdate(Causes& out, const Json& fresh, const Json& old) {
  objectMetaUpdate(out, fresh["metadata"], old["metadata"], Path("metadata"));
  immutable(out, Path("handler"), fresh["handler"], old["handler"]);
}

}  // namespace sts::validation
