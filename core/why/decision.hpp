// Decisions as data: what an actor decided about an object, because of which fields, and what it waits for.
//
// Whoever decides says so, also when nothing happens: `recorder.note({Reason::ClaimInUse, about(*claim),
// {.other = about(*pod)}})`. What is decided again costs a comparison and no memory. `sts why` and the page read the
// journal; nothing of it enters a hash, and no actor reads it.
#pragma once

#include <deque>
#include <initializer_list>
#include <map>
#include <string>
#include <vector>

#include "client/lister.hpp"
#include "sim/event_queue.hpp"
#include "why/reason.hpp"

namespace sts::why {

/// An object by its name.
struct Ref {
  Kind kind{};
  std::string namespace_, name;
  bool operator==(const Ref&) const = default;
  explicit operator bool() const { return !name.empty(); }
};
/// "pod/web-2", as people write it; "pvc/www-web-0", "statefulset/web".
std::string textOf(const Ref& ref);

/// The same for the length of a call: nothing is copied.
struct RefView {
  Kind kind{};
  std::string_view namespace_, name;
};
inline RefView about(const Object& object) {
  return {object.kind, object.metadata->namespace_, object.metadata->name};
}
inline RefView about(const Ref& ref) { return {ref.kind, ref.namespace_, ref.name}; }

/// A value that a sentence names: {"n", "3"}.
struct Parameter {
  const char* name;
  std::string_view value;
};

/// What goes with a decision beside its reason and its object.
struct With {
  RefView owner{};  ///< for whom it was decided: the set of a pod
  RefView other{};  ///< the object waited for, or acted on
  std::initializer_list<Parameter> parameters{};
};
struct Note {
  Reason reason;
  RefView object;
  With with{};
};

struct Decision {
  Reason reason{};
  Time at;                    ///< when it was decided first
  Time seen;                  ///< … and last
  std::int64_t revision = 0;  ///< of the store, as the actor knew it
  Ref object, owner, other;
  std::vector<std::pair<const char*, std::string>> parameters;
  std::size_t previous = 0;  ///< the one before about the same object: its number in the journal plus 1, or 0

  const ReasonInfo& info() const { return infoOf(reason); }
  const std::string& parameter(std::string_view name) const;
};

/// The newest decisions of a run.
class Journal {
 public:
  /// So many are kept; older ones are forgotten.
  static constexpr std::size_t limit = 16'384;

  void record(const Note& note, Time now, std::int64_t revision);
  /// The newest decision about the object at or before `at`, of that actor if one is named; null if there is none.
  const Decision* newest(RefView object, Time at, std::string_view actor = {}) const;
  /// All that are known of the object up to `at`, the newest first.
  std::vector<const Decision*> about(RefView object, Time at) const;
  /// All that are known, the oldest first.
  const std::deque<Decision>& decisions() const { return decisions_; }

 private:
  struct Less {
    using is_transparent = void;
    template <typename A, typename B>
    bool operator()(const A& a, const B& b) const {
      if (a.kind != b.kind) return a.kind < b.kind;
      const int spaces = std::string_view(a.namespace_).compare(b.namespace_);
      return spaces != 0 ? spaces < 0 : std::string_view(a.name) < std::string_view(b.name);
    }
  };
  const Decision* at(std::size_t number) const;
  void forgetOldest();

  std::deque<Decision> decisions_;
  std::size_t forgotten_ = 0;                     // how many; number n is decisions_[n - 1 - forgotten_]
  std::map<Ref, std::size_t, Less> newest_;       // number of the newest
};

/// What an actor holds to write decisions: the journal, its clock, and what it knows of the world.
class Recorder {
 public:
  Recorder(Journal& journal, const Lister& lister, const EventQueue& queue)
      : journal_(journal), lister_(lister), queue_(queue) {}
  void note(const Note& note) const { journal_.record(note, queue_.now(), lister_.revision()); }

 private:
  Journal& journal_;
  const Lister& lister_;
  const EventQueue& queue_;
};

}  // namespace sts::why
