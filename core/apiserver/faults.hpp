// Faults: API calls that are to fail, as data.
//
// Whoever plays (a test, a session) says which call of which client is to fail, how often and with which Status; that
// client's next such call gets this answer instead of the server's. Nothing is left to chance and nothing needs to
// know of it: a controller sees a server that was full, slow or cut off, as it might see it any day.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "api/object.hpp"

namespace sts {

enum class Verb : std::uint8_t { Get, Create, Update, UpdateStatus, Delete };

struct ApiFault {
  std::string client;  ///< the component whose call it is, "statefulset-controller"; "" for any
  Verb verb{};
  Kind kind{};
  std::string name;       ///< of the object; "" for any
  Status status;          ///< the answer
  int skip = 0;           ///< so many such calls succeed first
  int times = 1;          ///< then so many fail
  bool isDone = false;    ///< the server does what was asked, and only its answer is lost
};

class Faults {
 public:
  void add(ApiFault fault) { pending_.push_back(std::move(fault)); }
  bool empty() const { return pending_.empty(); }
  void clear() { pending_.clear(); }
  /// The fault that this call meets, which is used up by it.
  std::optional<ApiFault> take(const std::string& client, Verb verb, Kind kind, const std::string& name);

 private:
  std::vector<ApiFault> pending_;
};

}  // namespace sts
