// Deletion: graceful for pods, held up by finalizers, and at its end the object's removal from the store.
// k8s 1.36: apiserver pkg/registry/rest/delete.go BeforeDelete, pkg/registry/generic/registry/store.go Delete
#include "api/cluster_kinds.hpp"
#include "apiserver/apiserver.hpp"
#include "apiserver/lifecycle.hpp"

namespace sts {
namespace {

// The object marked as going: it stays until its grace is over and its finalizers are gone.
std::shared_ptr<Object> terminating(const Object& object, std::vector<std::string> finalizers,
                                    std::int64_t grace, Time now) {
  std::shared_ptr<Object> fresh = copyOf(object);
  ObjectMeta& metadata = fresh->metadata.edit();
  if (!metadata.deletionTimestamp) {
    metadata.deletionTimestamp = now + seconds(grace);
    metadata.deletionGracePeriodSeconds = grace;
    if (metadata.generation > 0) ++metadata.generation;
  }
  metadata.finalizers = std::move(finalizers);
  if (object.kind == Kind::Namespace) {  // it shows its phase, and no period
    metadata.deletionGracePeriodSeconds.reset();
    static_cast<Namespace&>(*fresh).status.phase = "Terminating";
  }
  return fresh;
}

// A deletion of what is already going can only hurry it.
std::optional<std::int64_t> shorterGrace(const ObjectMeta& metadata, std::int64_t asked, bool explicitly) {
  const std::int64_t held = metadata.deletionGracePeriodSeconds.value_or(0);
  if (!explicitly || asked >= held) return std::nullopt;
  return asked;
}

}  // namespace

Result<Done> ApiServer::checkPreconditions(const Object& object, const DeleteOptions& options) const {
  const KindInfo& info = infoOf(object.kind);
  const ObjectMeta& metadata = *object.metadata;
  const GroupResource kind{info.group, info.name};
  if (!options.uid.empty() && options.uid != metadata.uid) {
    return conflict(kind, metadata.name,
                    "the UID in the precondition (" + options.uid +
                        ") does not match the UID in record (" + metadata.uid +
                        "). The object might have been deleted and then recreated");
  }
  const std::string version = std::to_string(object.resourceVersion);
  if (!options.resourceVersion.empty() && options.resourceVersion != version) {
    return conflict(kind, metadata.name,
                    "the ResourceVersion in the precondition (" + options.resourceVersion +
                        ") does not match the ResourceVersion in record (" + version +
                        "). The object might have been modified");
  }
  return Done{};
}

Result<ObjectPtr> ApiServer::remove(Kind kind, const std::string& namespace_,
                                    const std::string& name, const DeleteOptions& options) {
  if (kind == Kind::Namespace && (name == "default" || name == "kube-system" || name == "kube-public")) {
    return forbidden(infoOf(kind).resource(), name, "this namespace may not be deleted");
  }
  TRY(const ObjectPtr old, get(kind, namespace_, name));
  CHECK_OK(checkPreconditions(*old, options));
  std::vector<std::string> finalizers = finalizersForDeletion(*old, options);
  const bool held = !finalizers.empty() || !mayEnd(*old);
  ObjectPtr last = old;
  if (kind == Kind::Pod || held) {  // a pod is seen terminating even if only for an instant
    std::shared_ptr<Object> fresh = terminating(*old, std::move(finalizers), gracePeriod(*old, options), now());
    const ObjectMeta& before = *old->metadata;
    const auto shorter = shorterGrace(before, gracePeriod(*old, options), options.gracePeriodSeconds.has_value());
    if (before.deletionTimestamp && shorter) {
      fresh->metadata.edit().deletionTimestamp = now() + seconds(*shorter);
      fresh->metadata.edit().deletionGracePeriodSeconds = *shorter;
    }
    if (options.dryRun) return ObjectPtr(std::move(fresh));
    if (!sameContent(*old, *fresh)) last = store_.put(std::move(fresh), now());
  }
  if (options.dryRun || held || last->metadata->deletionGracePeriodSeconds.value_or(0) > 0) return last;
  if (kind == Kind::Service) allocators_.release(toJson(*last));
  return store_.remove(copyOf(*last), now());
}

// k8s 1.36: pkg/registry/core/namespace/storage/storage.go FinalizeREST
Result<ObjectPtr> ApiServer::finalize(std::shared_ptr<Object> space) {
  TRY(const ObjectPtr old, get(Kind::Namespace, "", space->metadata->name));
  return store(old, std::move(space), {});
}

}  // namespace sts
