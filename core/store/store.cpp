#include "store/store.hpp"

#include <algorithm>
#include <cassert>
#include <limits>

namespace sts {
namespace {

constexpr std::int64_t newest = std::numeric_limits<std::int64_t>::max();

}  // namespace

// Readers nearly always want the newest version or one of the last few, so the walk goes backwards.
const Store::Version* Store::versionAt(const Chain& chain, std::int64_t revision) {
  for (auto version = chain.versions.rbegin(); version != chain.versions.rend(); ++version) {
    if (version->revision <= revision) return version->object ? &*version : nullptr;
  }
  return nullptr;
}

std::size_t Store::AddressHash::operator()(const Address& address) const {
  const std::hash<std::string_view> hash;
  return hash(address.name) * 31 + hash(address.namespace_);
}

const Store::Chain* Store::find(Kind kind, std::string_view namespace_, std::string_view name) const {
  const Table& table = tables_[static_cast<std::size_t>(kind)];
  const auto found = table.index.find({namespace_, name});
  return found == table.index.end() ? nullptr : found->second;
}

ObjectPtr Store::get(Kind kind, std::string_view namespace_, std::string_view name, std::int64_t revision) const {
  const Chain* chain = find(kind, namespace_, name);
  if (chain == nullptr) return nullptr;
  const Version* version = versionAt(*chain, revision);
  return version == nullptr ? nullptr : version->object;
}

ObjectPtr Store::get(Kind kind, std::string_view namespace_, std::string_view name) const {
  return get(kind, namespace_, name, newest);
}

std::vector<ObjectPtr> Store::list(Kind kind, std::string_view namespace_, std::int64_t revision) const {
  std::vector<ObjectPtr> objects;
  const Table& table = tables_[static_cast<std::size_t>(kind)];
  for (const auto& [space, chains] : table.namespaces) {
    if (!namespace_.empty() && space != namespace_) continue;
    for (const auto& [name, chain] : chains) {
      if (const Version* version = versionAt(chain, revision)) objects.push_back(version->object);
    }
  }
  return objects;
}

std::vector<ObjectPtr> Store::list(Kind kind, std::string_view namespace_) const {
  return list(kind, namespace_, newest);
}

Store::Chain& Store::chainOf(const Object& object) {
  const ObjectMeta& metadata = *object.metadata;
  Table& table = tables_[static_cast<std::size_t>(object.kind)];
  const auto found = table.index.find({metadata.namespace_, metadata.name});
  if (found != table.index.end()) return *found->second;
  const auto space = table.namespaces.try_emplace(metadata.namespace_).first;
  const auto chain = space->second.try_emplace(metadata.name).first;
  table.index.emplace(Address{space->first, chain->first}, &chain->second);
  return chain->second;
}

ObjectPtr Store::put(std::shared_ptr<Object> object, Time at) {
  object->resourceVersion = revision() + 1;
  Chain& chain = chainOf(*object);
  ObjectPtr previous = chain.versions.empty() ? nullptr : chain.versions.back().object;
  Table& table = tables_[static_cast<std::size_t>(object->kind)];
  if (!previous) ++table.alive;
  table.changedAt = object->resourceVersion;
  chain.versions.push_back({object->resourceVersion, object});
  log_.push_back({object->resourceVersion, previous ? WriteType::Modified : WriteType::Added, at,
                  object, std::move(previous)});
  return object;
}

ObjectPtr Store::remove(std::shared_ptr<Object> last, Time at) {
  last->resourceVersion = revision() + 1;
  Chain& chain = chainOf(*last);
  assert(!chain.versions.empty() && chain.versions.back().object);
  ObjectPtr previous = chain.versions.back().object;
  Table& table = tables_[static_cast<std::size_t>(last->kind)];
  --table.alive;
  table.changedAt = last->resourceVersion;
  chain.versions.push_back({last->resourceVersion, nullptr});
  log_.push_back({last->resourceVersion, WriteType::Deleted, at, last, std::move(previous)});
  return last;
}

std::span<const Write> Store::writesSince(std::int64_t revision) const {
  const auto skip = static_cast<std::size_t>(std::max<std::int64_t>(0, revision - firstRevision_ + 1));
  return std::span<const Write>(log_).subspan(std::min(skip, log_.size()));
}

std::int64_t Store::revisionAt(Time at) const {
  const auto after = std::upper_bound(
      log_.begin(), log_.end(), at, [](Time time, const Write& write) { return time < write.at; });
  return firstRevision_ + (after - log_.begin()) - 1;
}

}  // namespace sts
