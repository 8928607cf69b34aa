#include "kubectl/describe/events.hpp"

#include <algorithm>

#include "base/sort.hpp"
#include "kubectl/printers/events.hpp"
#include "tables/cells.hpp"

namespace sts::describe {
namespace {

bool isAbout(const Json& event, const Json& object) {
  const Json& target = event["involvedObject"];
  const Json& metadata = object["metadata"];
  const std::string& kind = object["kind"].str();
  if (target["name"].str() != metadata["name"].str()) return false;
  if (target["namespace"].str() != metadata["namespace"].str()) return false;
  // kubectl asks for a pod's events by its uid alone.
  if (kind != "Pod" && target["kind"].str() != kind) return false;
  const std::string& uid = target["uid"].str();
  return uid == metadata["uid"].str() || (kind == "Node" && uid == metadata["name"].str());
}

}  // namespace

// k8s 1.36: kubectl pkg/describe/describe.go searchEvents
std::vector<Json> eventsOf(const Json& object, const Context& context) {
  std::vector<Json> events = context.list("", "Event", object["metadata"]["namespace"].str());
  events.erase(std::remove_if(events.begin(), events.end(),
                              [&](const Json& event) { return !isAbout(event, object); }),
               events.end());
  return events;
}

// k8s 1.36: kubectl pkg/describe/describe.go DescribeEvents
void writeEvents(Writer& w, std::vector<Json> events, Time now) {
  if (events.empty()) return w.field(0, "Events", "<none>");
  stableSort(events, [](const Json& a, const Json& b) {
    return a["lastTimestamp"].str() < b["lastTimestamp"].str();
  });
  w.flush();
  w.line(0, "Events:");
  w.line(1, "Type\tReason\tAge\tFrom\tMessage");
  w.line(1, "----\t------\t----\t----\t-------");
  for (const Json& event : events) {
    const std::string& field = event["involvedObject"]["fieldPath"].str();
    const std::string source =
        tables::textOr(event["source"]["component"], event["reportingComponent"].str());
    w.line(1, event["type"].str() + "\t" + event["reason"].str() + "\t" +
                  printers::eventInterval(event, now) + "\t" + source + "\t" +
                  (field.empty() ? "" : field + ": ") +
                  printers::trimSpace(event["message"].str()));
  }
}

}  // namespace sts::describe
