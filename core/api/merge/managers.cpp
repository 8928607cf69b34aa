// k8s 1.36: apimachinery pkg/util/managedfields/internal/managedfields.go, capmanagers.go, conflict.go
#include "api/merge/managers.hpp"

#include <algorithm>
#include <vector>

namespace sts::managers {
namespace {

constexpr std::size_t maxUpdaters = 10;

std::int64_t secondsOf(const Json& time) { return time.isString() ? parseRfc3339(time.str()).ns / 1'000'000'000 : 0; }

bool isWellFormed(const Json& entry) {
  const std::string& operation = entry["operation"].str();
  return (operation == "Apply" || operation == "Update") && !entry["apiVersion"].str().empty() &&
         entry["fieldsType"].str() == "FieldsV1";
}

}  // namespace

Id idOf(const std::string& manager, bool applied, const std::string& apiVersion, const std::string& subresource) {
  return {manager.empty() ? "unknown" : manager, applied ? "Apply" : "Update", applied ? "" : apiVersion, subresource};
}

std::optional<Managers> decode(const Json& list) {
  Managers result;
  for (const Json& item : list.items()) {
    if (!isWellFormed(item)) return std::nullopt;
    const bool applied = item["operation"].str() == "Apply";
    Id id{item["manager"].str(), item["operation"].str(), applied ? "" : item["apiVersion"].str(), item["subresource"].str()};
    result[std::move(id)] = {FieldSet(item["fieldsV1"]), item["apiVersion"].str(), applied, item["time"]};
  }
  return result;
}

Json encode(const Managers& managers) {
  if (managers.empty()) return {};
  std::vector<const Managers::value_type*> order;
  for (const auto& row : managers) order.push_back(&row);
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    const auto rank = [](const auto* row) {
      return std::make_tuple(row->first.operation, secondsOf(row->second.time), row->first.manager,
                             row->second.apiVersion, row->first.subresource);
    };
    return rank(a) < rank(b);
  });
  Json list = Json::array();
  for (const auto* row : order) {
    Json entry = Json::object({{"apiVersion", row->second.apiVersion},
                               {"fieldsType", "FieldsV1"},
                               {"fieldsV1", row->second.fields.fieldsV1()},
                               {"operation", row->first.operation}});
    if (!row->first.manager.empty()) entry.set("manager", row->first.manager);
    if (!row->first.subresource.empty()) entry.set("subresource", row->first.subresource);
    if (!row->second.time.isNull()) entry.set("time", row->second.time);
    list.push(std::move(entry));
  }
  return list;
}

std::string printed(const Id& id) {
  std::string text = goQuote(id.manager);
  if (!id.subresource.empty()) text += " with subresource " + goQuote(id.subresource);
  if (id.operation == "Update") text += " using " + id.apiVersion;
  return text;
}

void capUpdaters(Managers& managers) {
  std::vector<Id> updaters;
  for (const auto& [id, entry] : managers) {
    if (!entry.applied) updaters.push_back(id);
  }
  std::size_t left = updaters.size();
  if (left <= maxUpdaters) return;
  std::stable_sort(updaters.begin(), updaters.end(), [&managers](const Id& a, const Id& b) {
    return secondsOf(managers[a].time) < secondsOf(managers[b].time);
  });
  std::map<std::string, Id> firstOf;  // by version: the oldest, which waits for company
  for (const Id& id : updaters) {
    if (left <= maxUpdaters) return;
    const std::string version = managers[id].apiVersion;
    const auto [first, isFirst] = firstOf.emplace(version, id);
    if (isFirst) continue;
    const Id bucket = idOf("ancient-changes", false, version, "");
    if (managers.count(bucket) == 0) {
      managers[bucket] = managers[first->second];
      managers.erase(first->second);
    }
    managers[bucket].fields = managers[id].fields.with(managers[bucket].fields);
    managers[bucket].time = managers[id].time;
    managers.erase(id);
    --left;
  }
}

}  // namespace sts::managers
