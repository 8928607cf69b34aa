#include "controllers/garbagecollector/graph.hpp"

#include <tuple>

#include "api/ownership.hpp"

namespace sts::garbagecollector {

bool Identity::operator<(const Identity& other) const {
  return std::tie(kind, namespace_, name, uid) < std::tie(other.kind, other.namespace_, other.name, other.uid);
}

Identity identityOf(const Object& object) {
  return {object.kind, object.metadata->namespace_, object.metadata->name, object.metadata->uid};
}

std::string textOf(const Identity& identity) {
  return std::to_string(static_cast<int>(identity.kind)) + "/" + identity.namespace_ + "/" +
         identity.uid + "/" + identity.name;
}

Identity identityFromText(const std::string& text) {
  const std::size_t first = text.find('/'), second = text.find('/', first + 1), third = text.find('/', second + 1);
  return {static_cast<Kind>(std::stoi(text.substr(0, first))),
          text.substr(first + 1, second - first - 1), text.substr(third + 1),
          text.substr(second + 1, third - second - 1)};
}

void Graph::link(const Object& object) {
  for (const OwnerReference& owner : object.metadata->ownerReferences)
    dependents_[owner.uid].insert(identityOf(object));
}

void Graph::unlink(const Object& object) {
  for (const OwnerReference& owner : object.metadata->ownerReferences) {
    const auto known = dependents_.find(owner.uid);
    if (known == dependents_.end()) continue;
    known->second.erase(identityOf(object));
    if (known->second.empty()) dependents_.erase(known);
  }
}

// k8s 1.36: graph_builder.go processGraphChanges
void Graph::follow(const Write& write) {
  const bool isSame = write.previous && write.type == WriteType::Modified &&
                      (write.previous->metadata.sameBox(write.object->metadata) ||
                       write.previous->metadata->ownerReferences == write.object->metadata->ownerReferences);
  if (isSame) return;
  if (write.previous) unlink(*write.previous);
  if (write.type == WriteType::Deleted) {
    living_.erase(write.object->metadata->uid);
    return;
  }
  living_.insert(write.object->metadata->uid);
  link(*write.object);
}

std::vector<Identity> Graph::dependentsOf(const std::string& uid) const {
  const auto known = dependents_.find(uid);
  if (known == dependents_.end()) return {};
  return {known->second.rbegin(), known->second.rend()};
}

bool Graph::hasDependents(const std::string& uid) const { return dependents_.count(uid) != 0; }

bool hasFinalizer(const Object& object, const char* name) {
  return sts::hasFinalizer(*object.metadata, name);
}

}  // namespace sts::garbagecollector
