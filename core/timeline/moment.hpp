// Moment: the cluster at one revision, arranged the way the page's tables and sentences ask for it.
//
// Internal to the projection. It holds no text for people; `text` makes the codes that the page
// looks up.
#pragma once

#include "api/service.hpp"
#include "controllers/statefulset/stateful_set_utils.hpp"
#include "timeline/lanes.hpp"
#include "why/decision.hpp"

namespace sts::timeline {

using statefulset::PodPtr;
using SetPtr = std::shared_ptr<const StatefulSet>;

/// A set with its pods by ordinal; an ordinal that the set wants and nobody bears has a null pod.
struct SetAt {
  SetPtr set;
  std::map<int, PodPtr> pods;
  std::string key() const { return keyOf(*set); }
  bool wants(int ordinal) const { return statefulset::isInRange(*set, ordinal); }
  std::string podName(int ordinal) const {
    return statefulset::podNameOf(set->metadata->name, ordinal);
  }
  /// Whom the set waits for before it creates or replaces `ordinal`: the lowest of the others that
  /// is not Running and Ready (or Available); -1 if it waits for nobody.
  int blockerOf(int ordinal, Time now) const;
};

struct Moment {
  const Store& store;
  const Lanes& lanes;
  const why::Journal& journal;
  std::int64_t revision;
  Time at;
  Time start;
  std::vector<SetAt> sets;
  std::vector<PodPtr> others;

  std::int64_t ms(Time time) const { return (time - start).ns / 1'000'000; }
  std::string letterOf(const ObjectMeta& metadata, const std::string& revisionName) const {
    return lanes.letterOf(metadata.namespace_, revisionName);
  }
  template <typename T>
  std::vector<std::shared_ptr<const T>> list() const {
    std::vector<std::shared_ptr<const T>> found;
    for (const ObjectPtr& object : store.list(KindOf<T>::value, {}, revision)) {
      if (!isSystem(object->metadata->namespace_)) found.push_back(as<T>(object));
    }
    return found;
  }
  /// The cluster's own objects are not the page's subject.
  static bool isSystem(const std::string& namespace_) { return namespace_.rfind("kube-", 0) == 0; }
};
Moment momentAt(const Store& store, const Lanes& lanes, const why::Journal& journal, Time at, Time start);

/// {code, params}
Json text(const char* code, std::initializer_list<Json::Member> params = {});
/// What kubectl prints as the STATUS of a pod.
std::string statusWord(const Pod& pod, Time now);
/// A decision's reason as a text: why.<code> with {object}, {owner}, {other} and its parameters.
Json reasonText(const why::Decision& decision, const Moment& moment);
/// What the set said last; null if it said nothing yet.
const why::Decision* saidBy(const SetAt& set, const Moment& moment);
/// Why a wanted pod is not there, in a few words.
Json awaitedText(const SetAt& set, int ordinal, const Moment& moment);

// The parts of a view.
Json sentenceAt(const Moment& moment);
Json dnsRows(const Moment& moment);
Json claimRows(const Moment& moment);
Json whyRows(const Moment& moment);

}  // namespace sts::timeline
