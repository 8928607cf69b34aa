// Explain: why an object is as it is at an instant, is not there, or is there no more; why a name has no answer.
//
// `sts why` and the page's why panel ask. The answer is put together from the journal (what was decided about the
// object, or about the set it belongs to) and from the store at that instant, the most pressing reason first.
#pragma once

#include "why/facts.hpp"

namespace sts::timeline {

/// Where and when is looked.
struct Scene {
  const Store& store;
  const why::Journal& journal;
  Time at;
  std::int64_t revision;  ///< the store's at that instant

  template <typename T>
  std::shared_ptr<const T> get(std::string_view namespace_, std::string_view name) const {
    return as<T>(store.get(KindOf<T>::value, namespace_, name, revision));
  }
};
Scene sceneAt(const Store& store, const why::Journal& journal, Time at);

struct Answer {
  std::string subject;      ///< "pod/web-2", "dns/web-0.nginx.default.svc.cluster.local"
  why::Decision decision;   ///< the reason, the objects, the parameters
  std::string outcome;      ///< "notCreated"; "" if the reason says it all
  bool isOpen = false;      ///< something is waited for, or somebody
  std::vector<why::Fact> facts;

  std::string sentence() const { return why::sentenceOf(decision, outcome); }
};

/// Nothing if there is no such object and never was.
std::vector<Answer> explain(const Scene& scene, const why::Ref& subject);
/// A name as a pod of that namespace would look it up; `type` is "A", "SRV", ….
std::vector<Answer> explainName(const Scene& scene, const std::string& name, const std::string& type,
                                const std::string& namespace_);
/// "pod/web-2", "sts/web", "pvc/www-web-1": the kind as kubectl knows it.
Result<why::Ref> parseSubject(const std::string& text, const std::string& namespace_);

}  // namespace sts::timeline
