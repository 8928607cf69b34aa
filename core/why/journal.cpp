#include <algorithm>

#include "why/decision.hpp"

namespace sts::why {
namespace {

bool isSame(const Ref& known, RefView said) {
  return known.kind == said.kind && known.name == said.name && known.namespace_ == said.namespace_;
}

// Only what holds on can be the same again: a second creation is another one.
bool saysTheSame(const Decision& known, const Note& note) {
  const Action action = known.info().action;
  const bool holdsOn = action == Action::Wait || action == Action::Keep || action == Action::Rest;
  return holdsOn && known.reason == note.reason && isSame(known.other, note.with.other) &&
         std::equal(known.parameters.begin(), known.parameters.end(), note.with.parameters.begin(),
                    note.with.parameters.end(),
                    [](const auto& a, const Parameter& b) { return a.second == b.value; });
}

Ref copyOf(RefView view) { return {view.kind, std::string(view.namespace_), std::string(view.name)}; }

}  // namespace

const std::string& Decision::parameter(std::string_view name) const {
  static const std::string none;
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const auto& each) { return name == each.first; });
  return found == parameters.end() ? none : found->second;
}

std::string textOf(const Ref& ref) {
  if (ref.kind == Kind::PersistentVolumeClaim) return "pvc/" + ref.name;
  if (ref.kind == Kind::PersistentVolume) return "pv/" + ref.name;
  if (ref.kind == Kind::PodDisruptionBudget) return "pdb/" + ref.name;
  std::string kind = infoOf(ref.kind).name;
  std::transform(kind.begin(), kind.end(), kind.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return kind + "/" + ref.name;
}

const Decision* Journal::at(std::size_t number) const {
  return number > forgotten_ ? &decisions_[number - 1 - forgotten_] : nullptr;
}

void Journal::record(const Note& note, Time now, std::int64_t revision) {
  const auto known = newest_.find(note.object);
  const std::string_view actor = infoOf(note.reason).actor;
  std::size_t previous = known == newest_.end() ? 0 : known->second;
  // The last word of this actor about the object: others may have spoken since.
  for (std::size_t number = previous; const Decision* each = at(number); number = each->previous) {
    if (each->info().actor != actor) continue;
    if (!saysTheSame(*each, note)) break;
    decisions_[number - 1 - forgotten_].seen = now;
    return;
  }
  Decision decision{note.reason, now,    now, revision, copyOf(note.object), copyOf(note.with.owner),
                    copyOf(note.with.other), {}, previous};
  for (const Parameter& each : note.with.parameters)
    decision.parameters.emplace_back(each.name, std::string(each.value));
  decisions_.push_back(std::move(decision));
  const std::size_t number = forgotten_ + decisions_.size();
  if (known != newest_.end()) {
    known->second = number;
  } else {
    newest_.emplace(decisions_.back().object, number);
  }
  if (decisions_.size() > limit) forgetOldest();
}

void Journal::forgetOldest() {
  ++forgotten_;
  const auto known = newest_.find(decisions_.front().object);
  if (known != newest_.end() && known->second <= forgotten_) newest_.erase(known);
  decisions_.pop_front();
}

const Decision* Journal::newest(RefView object, Time time, std::string_view actor) const {
  const auto known = newest_.find(object);
  if (known == newest_.end()) return nullptr;
  for (const Decision* each = at(known->second); each != nullptr; each = at(each->previous)) {
    if (each->at <= time && (actor.empty() || actor == each->info().actor)) return each;
  }
  return nullptr;
}

std::vector<const Decision*> Journal::about(RefView object, Time time) const {
  std::vector<const Decision*> found;
  const auto known = newest_.find(object);
  if (known == newest_.end()) return found;
  for (const Decision* each = at(known->second); each != nullptr; each = at(each->previous)) {
    if (each->at <= time) found.push_back(each);
  }
  return found;
}

}  // namespace sts::why
