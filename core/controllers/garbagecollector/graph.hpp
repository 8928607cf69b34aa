// The graph of owners and dependents, kept up to date from the log of writes.
// k8s 1.36: pkg/controller/garbagecollector/{graph,graph_builder}.go
#pragma once

#include <map>
#include <set>
#include <unordered_set>

#include "client/lister.hpp"

namespace sts::garbagecollector {

/// An object by all that names it.
struct Identity {
  Kind kind{};
  std::string namespace_, name, uid;
  bool operator==(const Identity&) const = default;
  bool operator<(const Identity& other) const;
};

Identity identityOf(const Object& object);
/// As a key of the work queue, and back.
std::string textOf(const Identity& identity);
Identity identityFromText(const std::string& text);

class Graph {
 public:
  /// Follows one write.
  void follow(const Write& write);
  /// Those whose owner references name this uid, in a fixed order: revisions before claims before pods.
  std::vector<Identity> dependentsOf(const std::string& uid) const;
  bool hasDependents(const std::string& uid) const;
  bool lives(const std::string& uid) const { return living_.count(uid) != 0; }

 private:
  void link(const Object& object);
  void unlink(const Object& object);

  std::map<std::string, std::set<Identity>> dependents_;  // by owner uid
  std::unordered_set<std::string> living_;
};

bool hasFinalizer(const Object& object, const char* name);

}  // namespace sts::garbagecollector
