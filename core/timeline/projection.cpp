#include "timeline/projection.hpp"

#include <algorithm>

#include "api/cluster_kinds.hpp"
#include "base/sort.hpp"
#include "tables/cells.hpp"
#include "tables/table.hpp"
#include "timeline/moment.hpp"

namespace sts::timeline {
namespace {

// The lanes' JSON; all times are milliseconds since `start`.
struct Writer {
  const Lanes& lanes;
  Time start;
  std::int64_t since;  ///< what was not touched after this revision is left out

  std::int64_t ms(Time at) const { return (at - start).ns / 1'000'000; }

  Json span(const Span& one) const {
    return Json::object({{"from", ms(one.from)}, {"to", one.to ? Json(ms(*one.to)) : Json()}});
  }

  Json spans(const std::vector<Span>& list) const {
    Json json = Json::array();
    for (const Span& one : list) json.push(span(one));
    return json;
  }

  Json bars(const std::vector<Bar>& list) const {
    Json json = Json::array();
    for (const Bar& bar : list) {
      Json one = span(bar);
      one.set("state", nameOf(bar.state));
      one.set("revision", bar.revision);
      one.set("uid", bar.uid);
      json.push(std::move(one));
    }
    return json;
  }

  Json lane(const std::string& name, const Lane& facts) const {
    return Json::object({{"name", name},
                         {"ordinal", facts.ordinal},
                         {"bars", bars(facts.bars)},
                         {"awaited", spans(facts.awaited)},
                         {"claims", Json::array()},
                         {"dns", Json::array()}});
  }

  Json claims(const SetLanes& set, int ordinal) const {
    Json json = Json::array();
    for (const std::string& name : set.claimTemplates) {
      const std::string claim = statefulset::claimNameOf(name, set.name, ordinal);
      for (const ClaimSpan& one : lanes.claim(set.namespace_ + "/" + claim)) {
        Json entry = span(one);
        entry.set("claim", claim);
        entry.set("phase", one.phase.empty() ? "Pending" : one.phase);
        entry.set("uid", one.uid);
        json.push(std::move(entry));
      }
    }
    return json;
  }

  Json group(const SetLanes& set) const {
    Json list = Json::array();
    for (const auto& [ordinal, facts] : set.lanes) {
      const bool empty = facts.bars.empty() && facts.awaited.empty();
      if (facts.touched <= since || (empty && since < 0)) continue;
      const std::string pod = statefulset::podNameOf(set.name, ordinal);
      Json one = lane(pod, facts);
      one.set("claims", claims(set, ordinal));
      one.set("dns", spans(lanes.resolved(set.namespace_ + "/" + set.service + "/" + pod)));
      list.push(std::move(one));
    }
    return Json::object({{"kind", "StatefulSet"},
                         {"namespace", set.namespace_},
                         {"name", set.name},
                         {"lanes", std::move(list)}});
  }

  Json others() const {
    std::map<std::string, Json> namespaces;
    for (const auto& [key, facts] : lanes.others()) {
      const auto slash = key.find('/');
      if (Moment::isSystem(key.substr(0, slash))) continue;
      if (facts.touched <= since) continue;
      Json& list = namespaces.try_emplace(key.substr(0, slash), Json::array()).first->second;
      list.push(lane(key.substr(slash + 1), facts));
    }
    Json groups = Json::array();
    for (auto& [namespace_, list] : namespaces) {
      groups.push(Json::object(
          {{"kind", "Pods"}, {"namespace", namespace_}, {"name", ""}, {"lanes", std::move(list)}}));
    }
    return groups;
  }
};

std::string lowercase(std::string word) {
  for (char& c : word) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
  return word;
}

Json setRow(const SetAt& one, const Moment& moment) {
  const StatefulSet& set = *one.set;
  const auto& rolling = set.spec->updateStrategy.rollingUpdate;
  const std::string& strategy = set.spec->updateStrategy.type;
  int ready = 0;
  for (const auto& [ordinal, pod] : one.pods) ready += pod && isPodReady(*pod) ? 1 : 0;
  const auto letter = [&](const std::string& name) { return moment.letterOf(*set.metadata, name); };
  return Json::object({{"namespace", set.metadata->namespace_},
                       {"name", set.metadata->name},
                       {"service", set.spec->serviceName},
                       {"replicas", set.spec->replicas.value_or(1)},
                       {"ready", ready},
                       {"policy", statefulset::isParallel(set) ? "Parallel" : "OrderedReady"},
                       {"strategy", strategy.empty() ? "RollingUpdate" : strategy},
                       {"partition", rolling ? rolling->partition.value_or(0) : 0},
                       {"currentRevision", letter(set.status.currentRevision)},
                       {"updateRevision", letter(set.status.updateRevision)}});
}

Json podRow(const Pod& pod, int ordinal, const Moment& moment) {
  const Json json = toJson(pod);
  const auto cells = tables::cellsOf(json, moment.at);
  std::int64_t restarts = 0;
  for (const ContainerStatus& status : pod.status->containerStatuses)
    restarts += status.restartCount;
  const std::string& hostname = pod.spec->hostname;
  return Json::object(
      {{"namespace", pod.metadata->namespace_},
       {"name", pod.metadata->name},
       {"hostname", hostname.empty() ? pod.metadata->name : hostname},
       {"ordinal", ordinal},
       {"ready", cells.at(1)},
       {"status", cells.at(2)},
       {"state", nameOf(stateOf(pod))},
       {"restarts", restarts},
       {"revision",
        ordinal < 0 ? "" : moment.letterOf(*pod.metadata, statefulset::revisionOf(pod))},
       {"ip", pod.status->podIP},
       {"node", pod.spec->nodeName},
       {"image", tables::containerImages(json["spec"])},
       {"created", moment.ms(pod.metadata->creationTimestamp)}});
}

Json awaitedRow(const SetAt& set, int ordinal, const Moment& moment) {
  return Json::object({{"namespace", set.set->metadata->namespace_},
                       {"name", set.podName(ordinal)},
                       {"hostname", set.podName(ordinal)},
                       {"ordinal", ordinal},
                       {"ready", ""},
                       {"status", ""},
                       {"state", "awaited"},
                       {"restarts", 0},
                       {"revision", ""},
                       {"ip", ""},
                       {"node", ""},
                       {"image", ""},
                       {"created", 0},
                       {"why", awaitedText(set, ordinal, moment)}});
}

Json podRows(const Moment& moment) {
  Json rows = Json::array();
  for (const SetAt& set : moment.sets) {
    for (const auto& [ordinal, pod] : set.pods)
      rows.push(pod ? podRow(*pod, ordinal, moment) : awaitedRow(set, ordinal, moment));
  }
  for (const PodPtr& pod : moment.others) rows.push(podRow(*pod, -1, moment));
  return rows;
}

Json volumeRows(const Moment& moment) {
  Json rows = Json::array();
  for (const auto& volume : moment.list<PersistentVolume>()) {
    const auto cells = tables::cellsOf(toJson(*volume), moment.at);
    rows.push(Json::object({{"name", cells.at(0)},
                            {"capacity", cells.at(1)},
                            {"reclaim", cells.at(3)},
                            {"status", cells.at(4)},
                            {"claim", cells.at(5)},
                            {"storageClass", cells.at(6)}}));
  }
  return rows;
}

Json eventRows(const Moment& moment) {
  struct Entry {
    Time at;
    Json row;
  };
  std::vector<Entry> entries;
  for (const auto& event : moment.list<Event>()) {
    const Time at = std::max({event->lastTimestamp, event->eventTime, event->firstTimestamp});
    const ObjectReference& object = *event->involvedObject;
    entries.push_back({at, Json::object({{"at", moment.ms(at)},
                                         {"type", event->type},
                                         {"reason", event->reason},
                                         {"object", lowercase(object.kind) + "/" + object.name},
                                         {"message", event->message},
                                         {"count", std::max(1, event->count)}})});
  }
  stableSort(entries, [](const Entry& a, const Entry& b) { return a.at < b.at; });
  Json rows = Json::array();
  for (Entry& entry : entries) rows.push(std::move(entry.row));
  return rows;
}

}  // namespace

Json Projection::history(Time now, bool atRest, std::int64_t since) {
  lanes_.catchUp();
  const Writer writer{lanes_, start_, since};
  Json groups = Json::array();
  for (const auto& [key, set] : lanes_.sets()) {
    Json group = writer.group(set);
    if (set.touched > since || !group["lanes"].empty()) groups.push(std::move(group));
  }
  const Json others = writer.others();
  for (const Json& group : others.items()) groups.push(group);
  Json markers = Json::array();
  for (const Milestone& one : lanes_.milestones()) {
    if (one.revision <= since || one.set.empty() || one.code == std::string_view("marker.gone") ||
        one.code == std::string_view("marker.ready"))
      continue;
    markers.push(Json::object({{"at", writer.ms(one.at)},
                               {"actor", "statefulset"},
                               {"text", text(one.code, {{"pod", one.pod}})}}));
  }
  Json instants = Json::array();
  for (const Instant& one : lanes_.instants())
    if (one.revision > since) instants.push(writer.ms(one.at));
  return Json::object({{"end", writer.ms(now)},
                       {"revision", store_.revision()},
                       {"since", since},
                       {"atRest", atRest},
                       {"groups", std::move(groups)},
                       {"markers", std::move(markers)},
                       {"instants", std::move(instants)}});
}

Json Projection::view(Time at) {
  lanes_.catchUp();
  const Moment moment = momentAt(store_, lanes_, journal_, at, start_);
  Json sets = Json::array();
  for (const SetAt& set : moment.sets) sets.push(setRow(set, moment));
  return Json::object({{"at", moment.ms(at)},
                       {"revision", moment.revision},
                       {"sentence", sentenceAt(moment)},
                       {"sets", std::move(sets)},
                       {"pods", podRows(moment)},
                       {"dns", dnsRows(moment)},
                       {"claims", claimRows(moment)},
                       {"volumes", volumeRows(moment)},
                       {"events", eventRows(moment)},
                       {"why", whyRows(moment)}});
}

}  // namespace sts::timeline
