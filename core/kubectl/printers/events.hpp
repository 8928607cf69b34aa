// The table of `kubectl events`, and the pieces of an event that describe shows too.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "base/time.hpp"
#include "kubectl/printers/tabwriter.hpp"

namespace sts::printers {

/// "5s", or "5s (x3 over 2m)" for what happened several times.
std::string eventInterval(const Json& event, Time now);
/// Without white space at both ends.
std::string trimSpace(const std::string& text);
/// The events from the oldest to the newest, by when each was last seen.
std::vector<const Json*> sortedEvents(std::vector<const Json*> events);

class EventPrinter {
 public:
  EventPrinter(bool noHeaders, bool allNamespaces)
      : noHeaders_(noHeaders), allNamespaces_(allNamespaces), writer_(tableWriter()) {}

  void add(const Json& event, Time now);
  /// The text since the last call, headers before the first event.
  std::string take() { return writer_.flush(); }

 private:
  bool noHeaders_;
  bool allNamespaces_;
  bool printedHeaders_ = false;
  TabWriter writer_;
};

}  // namespace sts::printers
