// The registry: what create, update and status update do for every kind.
//
// A write comes as a typed object or as JSON; both end in `store`, the only place that calls Store::put. Objects of
// system components (events, slices, revisions) are trusted and stay typed; everything else goes through JSON once:
// defaults, admission, the kind's own preparation, validation.
// k8s 1.36: apiserver pkg/registry/generic/registry/store.go, pkg/registry/rest/{create,update}.go
#include <cassert>

#include "api/defaults/canonical.hpp"
#include "api/defaults/defaults.hpp"
#include "api/merge/structured/structured.hpp"
#include "api/validation/service_prepare.hpp"
#include "api/validation/validation.hpp"
#include "apiserver/apiserver.hpp"
#include "apiserver/lifecycle.hpp"

namespace sts {
namespace {

constexpr const char* modified =
    "the object has been modified; please apply your changes to the latest version and try again";

bool isTrusted(Kind kind) {
  return kind == Kind::Event || kind == Kind::EndpointSlice || kind == Kind::ControllerRevision || kind == Kind::Lease;
}

void warn(const WriteOptions& options, std::vector<std::string> texts) {
  if (options.warnings == nullptr) return;
  for (std::string& text : texts) options.warnings->push_back(std::move(text));
}

bool isPodPart(const WriteOptions& options) {
  return options.subresource == "ephemeralcontainers" || options.subresource == "resize";
}

std::string nameOf(const Json& body) { return body["metadata"]["name"].str(); }

}  // namespace

ApiServer::ApiServer(Store& store, const Clock& clock, std::uint64_t seed, ApiServerOptions options)
    : store_(store), clock_(clock), options_(options), random_(seed, "apiserver") {}

Result<ObjectPtr> ApiServer::get(Kind kind, const std::string& namespace_, const std::string& name) const {
  ObjectPtr object = store_.get(kind, namespace_, name);
  if (!object) return notFound(infoOf(kind).resource(), name);
  return object;
}

// A namespace must exist, and must not be going, for anything to be made in it.
// k8s 1.36: apiserver pkg/admission/plugin/namespace/lifecycle/admission.go
Result<Done> ApiServer::checkNamespace(const KindInfo& info, const std::string& namespace_,
                                       const std::string& name) const {
  if (!info.namespaced) return Done{};
  const ObjectPtr space = store_.get(Kind::Namespace, "", namespace_);
  if (!space) return notFound({"", "namespaces"}, namespace_);
  if (!space->metadata->deletionTimestamp) return Done{};
  Status status = forbidden(info.resource(), name,
                            "unable to create new content in namespace " + namespace_ +
                                " because it is being terminated");
  status.causes.push_back({"NamespaceTerminating",
                           "namespace " + namespace_ + " is being terminated",
                           "metadata.namespace"});
  return status;
}

void ApiServer::fillMetaForCreate(const KindInfo& info, Json& body) {
  Json& metadata = body["metadata"];
  for (const char* key : {"resourceVersion", "selfLink", "deletionTimestamp",
                          "deletionGracePeriodSeconds", "uid", "creationTimestamp"}) {
    metadata.erase(key);
  }
  if (!info.namespaced) metadata.erase("namespace");
  const std::string generateName = metadata["generateName"].str();
  if (metadata["name"].str().empty() && !generateName.empty()) {
    metadata.set("name", generateName.substr(0, 58) + random_.suffix());
  }
  metadata.set("uid", random_.uuid());
  metadata.set("creationTimestamp", rfc3339(now()));
}

// What a Service's own registry does before the object is looked at: a trial of what it will be given.
// k8s 1.36: pkg/registry/core/service/storage/storage.go beginCreate, beginUpdate
Result<Done> ApiServer::prepareAddresses(const KindInfo& info, Json& service, const Json& before, bool dryRun,
                                         Allocators& trial) const {
  std::vector<StatusCause> causes = prepareService(service, before);
  if (!causes.empty()) return invalid(info.groupKind(), nameOf(service), std::move(causes));
  trial = allocators_;
  return trial.allocate(service, before, dryRun);
}

Result<ObjectPtr> ApiServer::createJson(const KindInfo& info, const std::string& apiVersion,
                                        Json body, const WriteOptions& options) {
  CHECK_OK(checkNamespace(info, body["metadata"]["namespace"].str(), nameOf(body)));
  applyDefaults(apiVersion, info.name, body, options_.features);
  CHECK_OK(admit(info, body, Json(), options));
  fillMetaForCreate(info, body);
  prepareForCreate(apiVersion, info.name, body, options_.features, rfc3339(now()));
  const bool isService = info.kind == Kind::Service;
  Allocators trial;
  if (isService) CHECK_OK(prepareAddresses(info, body, Json(), options.dryRun, trial));
  std::vector<StatusCause> causes = validateCreate(apiVersion, info.name, body, options_.features);
  if (!causes.empty()) return invalid(info.groupKind(), nameOf(body), std::move(causes));
  warn(options, warnings(apiVersion, info.name, body, Json()));
  CHECK_OK(checkAdmission(info, body, Json(), options));
  if (const ObjectPtr there = store_.get(info.kind, body["metadata"]["namespace"].str(), nameOf(body))) {
    Status status = alreadyExists(info.resource(), nameOf(body));
    if (there->metadata->deletionTimestamp) status.message = "object is being deleted: " + status.message;
    return status;
  }
  if (isService && !options.dryRun) allocators_ = std::move(trial);
  if (!options.appliedFields.isNull()) body["metadata"].set("managedFields", options.appliedFields);
  canonicalize(apiVersion, info.name, body);
  return store(nullptr, objectFromJson(info.kind, body), options);
}

// A controller's pod: cast if a mold fits, else made from JSON as all are.
Result<ObjectPtr> ApiServer::createPod(const Pod& asked, const WriteOptions& options) {
  const KindInfo& info = infoOf(Kind::Pod);
  const std::string &space = asked.metadata->namespace_, &name = asked.metadata->name;
  CHECK_OK(checkNamespace(info, space, name));
#ifdef NDEBUG
  if (std::shared_ptr<Pod> pod = molds_.cast(asked, store_, random_, now())) {
    if (store_.get(Kind::Pod, space, name)) return alreadyExists(info.resource(), name);
    return store(nullptr, std::move(pod), options);
  }
#else
  Random trial = random_;
  const std::shared_ptr<Pod> pod = molds_.cast(asked, store_, trial, now());
#endif
  Result<ObjectPtr> made = createJson(info, info.apiVersion(), toJson(asked), options);
#ifndef NDEBUG
  assert(!pod || (made.ok() ? sameContent(*pod, **made) : made.error().reason == "AlreadyExists"));
#endif
  if (made.ok()) molds_.keep(asked, static_cast<const Pod&>(**made), store_);
  return made;
}

Result<ObjectPtr> ApiServer::create(std::shared_ptr<Object> object, const WriteOptions& options) {
  const KindInfo& info = infoOf(object->kind);
  if (object->kind == Kind::Pod && !options.dryRun && options.warnings == nullptr)
    return createPod(static_cast<const Pod&>(*object), options);
  if (!isTrusted(object->kind)) return createJson(info, info.apiVersion(), toJson(*object), options);
  ObjectMeta& metadata = object->metadata.edit();
  CHECK_OK(checkNamespace(info, metadata.namespace_, metadata.name));
  if (metadata.name.empty() && !metadata.generateName.empty())
    metadata.name = metadata.generateName.substr(0, 58) + random_.suffix();
  if (store_.get(object->kind, metadata.namespace_, metadata.name))
    return alreadyExists(info.resource(), metadata.name);
  metadata.uid = random_.uuid();
  metadata.creationTimestamp = now();
  if (object->kind == Kind::EndpointSlice) metadata.generation = 1;
  return store(nullptr, std::move(object), options);
}

Result<ObjectPtr> ApiServer::updateJson(const KindInfo& info, const std::string& apiVersion,
                                        Json body, const WriteOptions& options) {
  const std::string space = body["metadata"]["namespace"].str();
  TRY(const ObjectPtr old, get(info.kind, space, nameOf(body)));
  const std::string version = body["metadata"]["resourceVersion"].str();
  if (version.find_first_not_of("0123456789") != std::string::npos)
    return plainError("strconv.ParseUint: parsing " + goQuote(version) + ": invalid syntax");
  if (!version.empty() && version != "0" && version != std::to_string(old->resourceVersion))
    return conflict(info.resource(), nameOf(body), modified);
  const std::string uid = body["metadata"]["uid"].str();
  if (!uid.empty() && uid != old->metadata->uid) {
    const std::string key = "/registry/" + std::string(info.plural) + "/" +
                            (space.empty() ? "" : space + "/") + nameOf(body);
    return conflict(
        info.resource(), nameOf(body),
        "StorageError: invalid object, Code: 4, Key: " + key +
            ", ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: " +
            uid + ", UID in object meta: " + old->metadata->uid);
  }
  const Json before = toJson(*old);
  applyDefaults(apiVersion, info.name, body, options_.features);
  keepSystemMeta(body, before);
  CHECK_OK(admit(info, body, before, options));
  const bool isStatus = options.subresource == "status";
  if (isStatus) {
    prepareForStatusUpdate(apiVersion, info.name, body, before, rfc3339(now()));
  } else {
    if (isPodPart(options)) prepareForPodPart(options.subresource, body, before);
    prepareForUpdate(apiVersion, info.name, body, before, options_.features);
  }
  const bool isService = info.kind == Kind::Service && !isStatus;
  Allocators trial;
  if (isService) CHECK_OK(prepareAddresses(info, body, before, options.dryRun, trial));
  std::vector<StatusCause> causes =
      isStatus ? validateStatusUpdate(apiVersion, info.name, body, before, options_.features)
      : !isPodPart(options) ? validateUpdate(apiVersion, info.name, body, before, options_.features)
      : options.subresource == "resize" ? validateResize(body, before)
                                        : validateEphemeralContainers(body, before);
  if (!causes.empty()) return invalid(info.groupKind(), nameOf(body), std::move(causes));
  if (!isStatus) warn(options, warnings(apiVersion, info.name, body, before));
  CHECK_OK(checkAdmission(info, body, before, options));
  if (isService && !options.dryRun) allocators_ = std::move(trial);
  if (!options.appliedFields.isNull()) body["metadata"].set("managedFields", options.appliedFields);
  canonicalize(apiVersion, info.name, body);
  std::shared_ptr<Object> fresh = objectFromJson(info.kind, body);
  if (sameFieldOwners(*old->managedFields, *fresh->managedFields)) {
    std::shared_ptr<Object> timeless = copyOf(*fresh);
    timeless->managedFields = old->managedFields;
    if (sameContent(*old, *timeless)) return old;  // nothing but the times of ownership
  }
  return store(old, std::move(fresh), options);
}

Result<ObjectPtr> ApiServer::update(std::shared_ptr<Object> object, const WriteOptions& options) {
  const KindInfo& info = infoOf(object->kind);
  // OPTIMIZATION: a controller's status stands on the newest version (checked below), so it needs no second reading.
  const bool isStatus = options.subresource == "status" && object->resourceVersion != 0;
  if (!isTrusted(object->kind) && !options.trusted && !isStatus)
    return updateJson(info, info.apiVersion(), toJson(*object), options);
  const ObjectMeta& metadata = *object->metadata;
  TRY(const ObjectPtr old, get(object->kind, metadata.namespace_, metadata.name));
  if (object->resourceVersion != 0 && object->resourceVersion != old->resourceVersion)
    return conflict(info.resource(), metadata.name, modified);
  if (std::vector<StatusCause> causes = badCounts(*object); isStatus && !causes.empty())
    return invalid(info.groupKind(), metadata.name, std::move(causes));
  if (object->kind == Kind::EndpointSlice && !sameContent(*object, *old))
    object->metadata.edit().generation = old->metadata->generation + 1;
  return store(old, std::move(object), options);
}

Result<ObjectPtr> ApiServer::updateStatus(std::shared_ptr<Object> object, const WriteOptions& options) {
  WriteOptions status = options;
  status.subresource = "status";
  return update(std::move(object), status);
}

// The one place that writes. An update that changes nothing is no write; one that takes the last finalizer from a
// terminating object is its end.
Result<ObjectPtr> ApiServer::store(const ObjectPtr& old, std::shared_ptr<Object> fresh, const WriteOptions& options) {
  if (old && sameContent(*old, *fresh)) return old;
  if (options.dryRun) return ObjectPtr(std::move(fresh));
  const ObjectMeta& metadata = *fresh->metadata;
  const bool ends = old && metadata.deletionTimestamp && metadata.finalizers.empty() &&
                    metadata.deletionGracePeriodSeconds.value_or(0) == 0 && mayEnd(*fresh);
  if (!ends) return store_.put(std::move(fresh), now());
  if (fresh->kind == Kind::Service) allocators_.release(toJson(*fresh));
  return store_.remove(std::move(fresh), now());
}

Result<ObjectPtr> ApiServer::bind(const std::string& namespace_, const std::string& name, const std::string& node) {
  TRY(const ObjectPtr old, get(Kind::Pod, namespace_, name));
  const Pod& current = static_cast<const Pod&>(*old);
  if (current.metadata->deletionTimestamp)
    return conflict({"", "pods/binding"}, name,
                    "pod " + name + " is being deleted, cannot be assigned to a host");
  if (!current.spec->nodeName.empty())
    return conflict(
        {"", "pods/binding"}, name,
        "pod " + name + " is already assigned to node \"" + current.spec->nodeName + "\"");
  std::shared_ptr<Object> fresh = bound(current, node, now());
  // The pod learns where its node is.
  // k8s 1.36: plugin/pkg/admission/podtopologylabels/admission.go
  if (const ObjectPtr place = store_.get(Kind::Node, "", node)) {
    for (const char* key : {"topology.kubernetes.io/zone", "topology.kubernetes.io/region"}) {
      const auto label = place->metadata->labels.find(key);
      if (label != place->metadata->labels.end()) fresh->metadata.edit().labels[key] = label->second;
    }
  }
  return store(old, std::move(fresh), {});
}

}  // namespace sts
