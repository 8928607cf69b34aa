// Store: versioned objects under one revision counter, as etcd keeps them.
//
// Every write makes a new revision; no version is ever changed or lost, so a view of the past is a number. The log of
// writes is what watches read: a watcher is a position in it. Only the API server writes here.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <unordered_map>

#include "api/object.hpp"

namespace sts {

enum class WriteType : std::uint8_t { Added, Modified, Deleted };

/// One write. `object` is what was written; for Deleted it is the last state, at the revision of the deletion.
struct Write {
  std::int64_t revision = 0;
  WriteType type{};
  Time at;
  ObjectPtr object;
  ObjectPtr previous;  ///< null for Added
};

class Store {
 public:
  /// The revision of the newest write; 0 before the first.
  std::int64_t revision() const { return firstRevision_ + static_cast<std::int64_t>(log_.size()) - 1; }

  /// The object as it was at `revision`; null if it did not exist then.
  ObjectPtr get(Kind kind, std::string_view namespace_, std::string_view name, std::int64_t revision) const;
  ObjectPtr get(Kind kind, std::string_view namespace_, std::string_view name) const;
  /// All objects of a kind at `revision`, by namespace and name; an empty namespace means all.
  std::vector<ObjectPtr> list(Kind kind, std::string_view namespace_, std::int64_t revision) const;
  std::vector<ObjectPtr> list(Kind kind, std::string_view namespace_ = {}) const;
  /// How many objects of a kind live now.
  std::size_t count(Kind kind) const { return tables_[static_cast<std::size_t>(kind)].alive; }

  /// The revision of the newest write of a kind; 0 before the first.
  std::int64_t changedAt(Kind kind) const { return tables_[static_cast<std::size_t>(kind)].changedAt; }

  /// Stores `object` as the newest version and gives it the next revision; returns what was stored.
  ObjectPtr put(std::shared_ptr<Object> object, Time at);
  /// Removes the object; the log keeps `last` as its final state.
  ObjectPtr remove(std::shared_ptr<Object> last, Time at);

  /// The writes after `revision`, oldest first.
  std::span<const Write> writesSince(std::int64_t revision) const;
  /// The last revision that was written at or before `at`.
  std::int64_t revisionAt(Time at) const;

 private:
  struct Version {
    std::int64_t revision;
    ObjectPtr object;  // null: deleted
  };
  struct Chain {
    std::vector<Version> versions;
  };
  /// Namespace and name, as they stand in the table's own maps.
  struct Address {
    std::string_view namespace_, name;
    bool operator==(const Address&) const = default;
  };
  struct AddressHash {
    std::size_t operator()(const Address& address) const;
  };
  /// Lists walk the sorted maps; a look at one object goes through the index.
  struct Table {
    std::map<std::string, std::map<std::string, Chain, std::less<>>, std::less<>> namespaces;
    std::unordered_map<Address, Chain*, AddressHash> index;
    std::size_t alive = 0;
    std::int64_t changedAt = 0;
  };

  static const Version* versionAt(const Chain& chain, std::int64_t revision);
  const Chain* find(Kind kind, std::string_view namespace_, std::string_view name) const;
  Chain& chainOf(const Object& object);

  std::vector<Table> tables_ = std::vector<Table>(kindCount);
  std::vector<Write> log_;
  std::int64_t firstRevision_ = 1;
};

}  // namespace sts
