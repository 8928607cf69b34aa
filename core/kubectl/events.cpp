// kubectl events: the events of a namespace or of one object, oldest first; -w goes on with new ones.
// k8s 1.36: kubectl pkg/cmd/events/events.go
#include "kubectl/printers/events.hpp"

#include <algorithm>

#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/rest.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

/// Which events are asked for.
struct Filter {
  std::string kind, name;          ///< of the object they are about; "" for any
  std::vector<std::string> types;  ///< none: any

  bool takes(const Json& event) const {
    const Json& about = event["involvedObject"];
    if (!kind.empty() && (about["kind"].str() != kind || about["name"].str() != name)) return false;
    return types.empty() || std::find(types.begin(), types.end(), event["type"].str()) != types.end();
  }
};

struct Watching {
  Filter filter;
  printers::EventPrinter printer;
  std::int64_t revision;
};

std::string lower(std::string text) {
  for (char& c : text) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return text;
}

Result<Filter> filterOf(const Invocation& call) {
  Filter filter;
  for (const std::string& entry : call.flags.list("types")) {
    std::size_t from = 0;
    while (from <= entry.size()) {
      const std::size_t comma = std::min(entry.find(',', from), entry.size());
      const std::string type = lower(entry.substr(from, comma - from));
      if (type != "normal" && type != "warning") return plainError("valid --types are Normal or Warning");
      filter.types.push_back(type == "normal" ? "Normal" : "Warning");
      from = comma + 1;
    }
  }
  const std::string object = call.flags.text("for");
  if (object.empty()) return filter;
  const std::size_t slash = object.find('/');
  if (slash == std::string::npos || object.find('/', slash + 1) != std::string::npos) {
    return plainError("--for must be in resource/name form");
  }
  TRY(const scheme::ResourceInfo* resource, scheme::findResource(object.substr(0, slash)));
  filter.kind = resource->kind;
  filter.name = object.substr(slash + 1);
  return filter;
}

Reply watchOn(Invocation& call, Watching& watching) {
  const std::string space = call.allNamespaces() ? "" : call.namespace_();
  for (const Write& write : call.world.store().writesSince(watching.revision)) {
    watching.revision = write.revision;
    if (write.object->kind != Kind::Event || write.type == WriteType::Deleted) continue;
    if (!space.empty() && write.object->metadata->namespace_ != space) continue;
    if (const Json event = toJson(*write.object); watching.filter.takes(event))
      watching.printer.add(event, call.world.now());
  }
  call.out += watching.printer.take();
  return Reply::wait();
}

}  // namespace

Reply events(Invocation& call) {
  if (call.isResumed) return watchOn(call, *std::static_pointer_cast<Watching>(call.state));
  const Result<Filter> filter = filterOf(call);
  if (!filter.ok()) return call.fail(filter.error());
  const scheme::ResourceInfo& resource = *scheme::findKind("v1", "Event");
  const std::string space = call.allNamespaces() ? "" : call.namespace_();
  const Result<Json> list = listObjects(call, resource, space);
  if (!list.ok()) return call.fail(list.error());
  std::vector<const Json*> chosen;
  for (const Json& event : (*list)["items"].items()) {
    if (filter->takes(event)) chosen.push_back(&event);
  }
  const bool isWatching = call.flags.is("watch");
  if (chosen.empty() && !isWatching) {
    call.err += space.empty() ? "No events found.\n" : "No events found in " + space + " namespace.\n";
    return Reply::done();
  }
  chosen = printers::sortedEvents(std::move(chosen));
  if (const std::string form = call.flags.text("output"); !form.empty()) {
    std::vector<Json> items;
    for (const Json* event : chosen) items.push_back(printers::withoutManagedFields(*event));
    if (form == "name") return Reply::done();  // the real one prints nothing then
    items = {printers::listOf(std::move(items))};
    for (const Json& item : items) {
      if (const Result<Done> printed = printAs(call, form, item); !printed.ok()) return call.fail(printed.error());
    }
    return Reply::done();
  }
  const std::int64_t revision = call.world.store().revision();
  const auto watching = std::make_shared<Watching>(
      Watching{*filter, printers::EventPrinter(call.flags.is("no-headers"), call.allNamespaces()), revision});
  for (const Json* event : chosen) watching->printer.add(*event, call.world.now());
  call.out += watching->printer.take();
  if (!isWatching) return Reply::done();
  call.state = watching;
  return Reply::wait();
}

}  // namespace sts::kubectl
