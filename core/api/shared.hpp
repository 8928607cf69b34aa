// Shared<T>: an immutable box that many objects point at, with the pointer as a short cut for equality.
//
// The pods of a set share their containers, the versions of a pod share its spec. An empty box reads as T{}.
// Editing is explicit: `edit()` gives a private copy to change (or the box itself if nobody else holds it).
#pragma once

#include <memory>
#include <utility>

namespace sts {

template <typename T>
class Shared {
 public:
  Shared() = default;
  Shared(T value) : box_(std::make_shared<T>(std::move(value))) {}

  const T& operator*() const { return box_ ? *box_ : nothing(); }
  const T* operator->() const { return &**this; }
  T& edit() {
    if (!box_) box_ = std::make_shared<T>();
    if (box_.use_count() != 1) box_ = std::make_shared<T>(*box_);
    return *box_;
  }
  /// The same box, so surely equal. Unequal identities say nothing.
  bool sameBox(const Shared& other) const { return box_ == other.box_; }
  const void* identity() const { return box_.get(); }
  bool operator==(const Shared& other) const { return sameBox(other) || **this == *other; }

 private:
  static const T& nothing() {
    static const T empty{};
    return empty;
  }
  std::shared_ptr<T> box_;
};

}  // namespace sts
