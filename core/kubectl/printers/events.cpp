#include "kubectl/printers/events.hpp"


#include "base/sort.hpp"
#include "tables/cells.hpp"

namespace sts::printers {
namespace {

// When an event was last seen, as text: all such times are in UTC and of one form but for their
// fraction.
std::string lastSeen(const Json& event) {
  if (event.has("series")) return event["series"]["lastObservedTime"].str();
  return tables::textOr(event["lastTimestamp"], event["eventTime"].str());
}

std::string visible(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '\x1b' ? std::string("^[") : std::string(1, c);
  return out;
}

}  // namespace

std::string trimSpace(const std::string& text) {
  constexpr const char* kSpace = " \t\r\n\v\f";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string::npos) return "";
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

// k8s 1.36: kubectl pkg/cmd/events/event_printer.go getInterval
std::string eventInterval(const Json& event, Time now) {
  const Json& made = event["eventTime"];
  const Json& series = event["series"];
  const std::string first =
      tables::ageOfField(made.str().empty() ? event["firstTimestamp"] : made, now);
  const bool several = !series.isNull() || event["count"].integer() > 1;
  if (!several) return first;
  const Json& last = series.isNull() ? event["lastTimestamp"] : series["lastObservedTime"];
  const Json& count = series.isNull() ? event["count"] : series["count"];
  return tables::ageOfField(last, now) + " (x" + tables::countText(count) + " over " + first + ")";
}

std::vector<const Json*> sortedEvents(std::vector<const Json*> events) {
  stableSort(events, [](const Json* a, const Json* b) {
    return parseRfc3339(lastSeen(*a)) < parseRfc3339(lastSeen(*b));
  });
  return events;
}

void EventPrinter::add(const Json& event, Time now) {
  const std::string space = allNamespaces_ ? event["metadata"]["namespace"].str() + "\t" : "";
  if (!noHeaders_ && !printedHeaders_) {
    writer_.write(allNamespaces_ ? "NAMESPACE\t" : "");
    writer_.write("LAST SEEN\tTYPE\tREASON\tOBJECT\tMESSAGE\n");
  }
  printedHeaders_ = true;
  const Json& target = event["involvedObject"];
  writer_.write(space + eventInterval(event, now) + "\t" + visible(event["type"].str()) + "\t" +
                visible(event["reason"].str()) + "\t" + visible(target["kind"].str()) + "/" +
                visible(target["name"].str()) + "\t" + visible(trimSpace(event["message"].str())) +
                "\n");
}

}  // namespace sts::printers
