// Lister: what an actor knows: the store as it was at the last write it heard of.
//
// Upstream keeps a copy of the objects in each informer; here the copy is a revision number. A stale cache is a
// smaller number, so every kind of lag can be played.
#pragma once

#include "store/store.hpp"

namespace sts {

class Lister {
 public:
  explicit Lister(const Store& store) : store_(store) {}

  template <typename T>
  std::shared_ptr<const T> get(const std::string& namespace_, const std::string& name) const {
    return as<T>(store_.get(KindOf<T>::value, namespace_, name, revision_));
  }
  ObjectPtr get(Kind kind, const std::string& namespace_, const std::string& name) const {
    return store_.get(kind, namespace_, name, revision_);
  }
  template <typename T>
  std::vector<std::shared_ptr<const T>> list(const std::string& namespace_ = {}) const {
    std::vector<std::shared_ptr<const T>> typed;
    for (ObjectPtr& object : store_.list(KindOf<T>::value, namespace_, revision_))
      typed.push_back(as<T>(std::move(object)));
    return typed;
  }
  std::vector<ObjectPtr> list(Kind kind, const std::string& namespace_ = {}) const {
    return store_.list(kind, namespace_, revision_);
  }

  std::int64_t revision() const { return revision_; }
  /// The actor has heard of everything up to this revision.
  void advanceTo(std::int64_t revision) { revision_ = revision; }
  const Store& store() const { return store_; }

 private:
  const Store& store_;
  std::int64_t revision_ = 0;
};

}  // namespace sts
