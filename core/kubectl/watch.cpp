// k8s 1.36: kubectl pkg/cmd/get/get.go watch
#include "kubectl/watch.hpp"

#include "api/field_selector.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"

namespace sts::kubectl {
namespace {

struct Watching {
  const ResourceInfo* resource;
  std::string namespace_, name;  ///< "" for all
  printers::TablePrinter printer;
  std::int64_t revision;
};

const char* eventType(WriteType type) {
  switch (type) {
    case WriteType::Added:
      return "ADDED";
    case WriteType::Modified:
      return "MODIFIED";
    case WriteType::Deleted:
      return "DELETED";
  }
  return "";
}

Result<Done> show(Invocation& call, Watching& watching, const Json& object, WriteType type) {
  const bool withEvents = call.flags.is("output-watch-events");
  const std::string form = call.flags.text("output");
  if (form.empty() || form == "wide") {
    watching.printer.add(tables::tableOf({&object}, call.world.now()), withEvents ? eventType(type) : "");
    return Done{};
  }
  if (!withEvents) return printAs(call, form, object);
  return printAs(call, form,
                 Json::object({{"object", printers::withoutManagedFields(object)},
                               {"type", eventType(type)}}));
}

bool isChosen(const Invocation& call, const Json& object) {
  return selectsLabels(call.flags.text("selector"), object["metadata"]["labels"]) &&
         selectsFields(call.flags.text("field-selector"), object);
}

/// What a write is to this watcher: an object that its selectors no longer choose is gone for it.
std::optional<WriteType> seenAs(const Invocation& call, const Write& write, const Json& object) {
  const bool isNow = isChosen(call, object);
  const bool was = write.previous != nullptr && isChosen(call, toJson(*write.previous));
  if (write.type == WriteType::Deleted) return isNow || was ? std::optional(WriteType::Deleted) : std::nullopt;
  if (isNow) return was ? WriteType::Modified : WriteType::Added;
  return was ? std::optional(WriteType::Deleted) : std::nullopt;
}

}  // namespace

Reply watchOn(Invocation& call) {
  Watching& watching = *std::static_pointer_cast<Watching>(call.state);
  for (const Write& write : call.world.store().writesSince(watching.revision)) {
    watching.revision = write.revision;
    const KindInfo& info = infoOf(write.object->kind);
    const ObjectMeta& meta = *write.object->metadata;
    if (info.name != watching.resource->kind || info.group != watching.resource->group) continue;
    if (!watching.namespace_.empty() && info.namespaced && meta.namespace_ != watching.namespace_) continue;
    if (!watching.name.empty() && meta.name != watching.name) continue;
    const Json object = toJson(*write.object);
    const std::optional<WriteType> type = seenAs(call, write, object);
    if (!type) continue;
    if (const Result<Done> shown = show(call, watching, object, *type); !shown.ok()) return call.fail(shown.error());
    call.out += watching.printer.take();
  }
  return Reply::wait();
}

Reply watchFrom(Invocation& call, const printers::TableOptions& options) {
  const std::int64_t revision = call.world.store().revision();
  const Found found = findTargets(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  if (found.resources.size() != 1 || (found.isByName && found.targets.size() > 1)) {
    return call.fail(
        "watch is only supported on individual resources and resource collections - more than 1 "
        "resource was found");
  }
  const ResourceInfo* resource = found.resources.front();
  const std::string space = call.allNamespaces() ? ""
                            : found.isByName     ? found.targets.front().namespace_
                                                 : call.namespace_();
  const std::string name = found.isByName ? found.targets.front().name : "";
  const auto watching = std::make_shared<Watching>(
      Watching{resource, space, name, printers::TablePrinter(options), revision});
  const bool withKind = call.flags.is("show-kind");
  watching->printer.beginResource(
      withKind ? printers::kindPrefix(resource->group, resource->kind) : "",
      call.allNamespaces() && resource->namespaced);
  call.state = watching;
  if (!call.flags.is("watch-only")) {
    for (const Target& target : found.targets) {
      if (const Result<Done> shown = show(call, *watching, target.object, WriteType::Added);
          !shown.ok())
        return call.fail(shown.error());
    }
  }
  call.out += watching->printer.take();  // together, so that the columns fit all
  return Reply::wait();
}

}  // namespace sts::kubectl
