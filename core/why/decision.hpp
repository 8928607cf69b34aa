// Decisions as data: what an actor decided about an object, because of which fields, and what it waits for.
//
// Whoever decides writes one, also when nothing happens; `sts why` and the page read them. Words for people are made
// elsewhere, from the codes and parameters here.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace sts::why {

/// A field that a decision rests on, as it was then.
struct Fact {
  std::string object;  ///< "pod/web-1"
  std::string field;   ///< "status.conditions[Ready]"
  std::string value;   ///< "False"
  bool operator==(const Fact&) const = default;
};

struct Decision {
  Time at;
  std::int64_t revision = 0;   ///< of the store, when it was made
  std::string actor;           ///< "statefulset-controller"
  std::string owner;           ///< the object it acted for: "statefulset/default/web"
  std::string object;          ///< the object it is about: "pod/default/web-2"
  std::string action;          ///< "create", "delete", "wait", "keep", "update", …
  std::string reason;          ///< a code: "OrderedReadyWaits", "RollingUpdate", …
  std::map<std::string, std::string> parameters;  ///< what the reason's sentence names
  std::vector<Fact> because;
  std::vector<std::string> blockedBy;  ///< the objects waited for
  const char* upstream = "";           ///< the upstream function that decides this
};

/// Every decision of a run, oldest first. The same decision again about the same object is not repeated.
class Journal {
 public:
  void record(Decision decision);
  const std::vector<Decision>& decisions() const { return decisions_; }
  /// The newest decision about `object` at or before `at`; null if there is none.
  const Decision* about(const std::string& object, Time at) const;

 private:
  std::vector<Decision> decisions_;
  std::map<std::string, std::vector<std::size_t>> byObject_;
};

}  // namespace sts::why
