// managedFields: who owns which fields of an object, and since when.
//
// The API server computes a new list on every write (structured.hpp); the store keeps it, `kubectl
// get
// --show-managed-fields` prints it. Field sets are shared boxes, so copying a list is cheap.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "api/merge/structured/field_set.hpp"

namespace sts {

struct ManagedFieldsEntry {
  std::string manager;
  std::string operation;  ///< "Apply" or "Update"
  std::string apiVersion;
  std::string subresource;
  std::string time;  ///< RFC 3339; "" if none
  std::shared_ptr<const FieldSet> fields;

  bool applied() const { return operation == "Apply"; }
  /// The same writer: appliers whatever their version.
  bool sameManager(const ManagedFieldsEntry& other) const;
  /// What the server tells managers apart by; conflicts are listed in its order.
  std::string identifier() const;
  /// `"kubectl" with subresource "scale" using apps/v1`
  std::string text() const;
};

class ManagedFields {
 public:
  /// From metadata.managedFields. A list with an entry that is none counts as empty.
  static ManagedFields fromJson(const Json& list);
  Json toJson() const;

  bool empty() const { return entries_.empty(); }
  const std::vector<ManagedFieldsEntry>& entries() const { return entries_; }
  const ManagedFieldsEntry* find(const ManagedFieldsEntry& who) const;

  /// Puts or replaces the entry of that manager; one without fields goes.
  void set(ManagedFieldsEntry entry);
  void replaceAll(std::vector<ManagedFieldsEntry> entries) { entries_ = std::move(entries); }
  /// In the order of the server's list.
  void sort();
  /// Let all entries share boxes with equal sets.
  void share(FieldSetPool& pool);

 private:
  std::vector<ManagedFieldsEntry> entries_;
};

/// The managedFields of an object for its scale subresource, and back after a write to it.
Json scaleManagedFields(const Json& parentList);
Json parentManagedFields(const Json& parentList, const Json& scaleList,
                         const std::string& parentVersion);

}  // namespace sts
