// The claims at one instant, with the pod that mounts each; a claim outlives its pod, and the table
// says so.
#include "tables/table.hpp"
#include "timeline/moment.hpp"

namespace sts::timeline {
namespace {

// Claim -> the pods that mount it.
std::map<std::string, std::string> mounts(const Moment& moment) {
  std::map<std::string, std::string> users;
  const auto add = [&](const Pod& pod) {
    for (const Volume& volume : pod.spec->volumes) {
      if (!volume.persistentVolumeClaim || isPodTerminal(pod)) continue;
      std::string& text =
          users[pod.metadata->namespace_ + "/" + volume.persistentVolumeClaim->claimName];
      text += (text.empty() ? "" : ", ") + pod.metadata->name;
    }
  };
  for (const SetAt& set : moment.sets) {
    for (const auto& [ordinal, pod] : set.pods) {
      if (pod) add(*pod);
    }
  }
  for (const PodPtr& pod : moment.others) add(*pod);
  return users;
}

Json emptyRow(const std::string& namespace_, const std::string& name) {
  return Json::object({{"namespace", namespace_},
                       {"name", name},
                       {"status", ""},
                       {"volume", ""},
                       {"capacity", ""},
                       {"access", ""},
                       {"storageClass", ""},
                       {"usedBy", ""},
                       {"kept", false},
                       {"awaited", true}});
}

}  // namespace

Json claimRows(const Moment& moment) {
  const auto users = mounts(moment);
  Json rows = Json::array();
  std::set<std::string> known;
  for (const auto& claim : moment.list<PersistentVolumeClaim>()) {
    const auto cells = tables::cellsOf(toJson(*claim), moment.at);
    const auto user = users.find(keyOf(*claim));
    Json row = emptyRow(claim->metadata->namespace_, claim->metadata->name);
    row.set("status", cells.at(1));
    row.set("volume", cells.at(2));
    row.set("capacity", cells.at(3));
    row.set("access", cells.at(4));
    row.set("storageClass", cells.at(5));
    row.set("usedBy", user == users.end() ? "" : user->second);
    row.set("kept", user == users.end());
    row.set("awaited", false);
    rows.push(std::move(row));
    known.insert(keyOf(*claim));
  }
  for (const SetAt& set : moment.sets) {
    for (const auto& [ordinal, pod] : set.pods) {
      for (const ClaimTemplate& claim : set.set->spec->volumeClaimTemplates) {
        const std::string name =
            statefulset::claimNameOf(claim.metadata.name, set.set->metadata->name, ordinal);
        if (set.wants(ordinal) && known.count(set.set->metadata->namespace_ + "/" + name) == 0) {
          rows.push(emptyRow(set.set->metadata->namespace_, name));
        }
      }
    }
  }
  return rows;
}

}  // namespace sts::timeline
