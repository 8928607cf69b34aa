// kubectl apply --server-side: the manifest goes to the server as it is. An object that client-side
// apply managed is then moved over: the annotation gets an owner of its own, what kubectl owned by
// updates becomes its apply's, and the manifest is applied once more, which drops what it no longer
// names.
#include "api/merge/structured/migration.hpp"
#include "kubectl/apply.hpp"
#include "kubectl/print.hpp"

namespace sts::kubectl {
namespace {

constexpr const char* serverSideManager = "kubectl";
constexpr const char* annotationManager = "kubectl-last-applied";

Status withAdvice(Status status) {
  if (status.reason != "Conflict") return status;
  return plainError(
      status.message +
      "\nPlease review the fields above--they currently have other managers. Here\n"
      "are the ways you can resolve this warning:\n"
      "* If you intend to manage all of these fields, please re-run the apply\n"
      "  command with the `--force-conflicts` flag.\n"
      "* If you do not intend to manage all of the fields, please edit your\n"
      "  manifest to remove references to the fields that should keep their\n"
      "  current managers.\n"
      "* You may co-own fields by updating your manifest to match the existing\n"
      "  value; in this case, you'll become the manager if the other manager(s)\n"
      "  stop managing the field (remove it from their configuration).\n"
      "See https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts");
}

/// The object with its owners moved; nothing if there was nothing to move.
Result<std::optional<Json>> migrate(Invocation& call, const Target& target, Json object,
                                    const std::string& manager) {
  if (manager == serverSideManager && wantsLastAppliedOwner(object)) {
    TRY(object, applyObject(call, *target.resource, target.namespace_, lastAppliedOnly(object),
                            annotationManager, false));
  }
  const std::optional<Json> patch = migrationPatch(object, manager);
  if (!patch) return std::optional<Json>();
  TRY(Json moved, patchObject(call, *target.resource, target.namespace_, target.name, *patch,
                              jsonPatchType, manager));
  return std::optional<Json>(std::move(moved));
}

}  // namespace

Result<Json> applyServerSide(Invocation& call, const Target& target) {
  const std::string manager = call.flags.text("field-manager", serverSideManager);
  const bool force = call.flags.is("force-conflicts");
  const auto send = [&] {
    return applyObject(call, *target.resource, target.namespace_, target.object, manager, force);
  };
  Result<Json> applied = send();
  if (!applied.ok()) return withAdvice(applied.error());
  const Result<std::optional<Json>> moved = migrate(call, target, *applied, manager);
  if (moved.ok() && moved->has_value()) {
    const Result<Json> again = send();
    applied = again.ok() ? *again : **moved;
  }
  warnIfDeleting(call, *applied);
  const std::string form = call.flags.text("output");
  if (form.empty() || form == "name") printObject(call, *applied, "serverside-applied");
  return applied;
}

}  // namespace sts::kubectl
