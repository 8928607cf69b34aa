#include "client/event_recorder.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace sts {
namespace {

constexpr std::size_t mostSimilar = 10;
constexpr Duration similarWindow = seconds(600);
constexpr std::int64_t burstMilliTokens = 25'000;
constexpr std::int64_t nsPerMilliToken = 300'000'000;  // one token in five minutes

ObjectReference referenceTo(const Object& about, const std::string& fieldPath) {
  const KindInfo& info = infoOf(about.kind);
  const ObjectMeta& metadata = *about.metadata;
  ObjectReference reference;
  reference.kind = info.name;
  reference.apiVersion = info.apiVersion();
  reference.namespace_ = metadata.namespace_;
  reference.name = metadata.name;
  reference.uid = metadata.uid;
  reference.resourceVersion = about.resourceVersion == 0 ? "" : std::to_string(about.resourceVersion);
  reference.fieldPath = fieldPath;
  return reference;
}

std::string hex(std::int64_t value) {
  std::array<char, 24> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value, 16);
  return {text.data(), end.ptr};
}

// The object's name for those that no API server knows.
std::string identityOf(const Object& about) {
  const ObjectMeta& metadata = *about.metadata;
  if (!metadata.uid.empty()) return metadata.uid;
  return std::string(infoOf(about.kind).name) + "/" + metadata.namespace_ + "/" + metadata.name;
}

}  // namespace

EventRecorder::EventRecorder(Client& client, std::string component, EventQueue& queue,
                             std::string host)
    : client_(client), queue_(queue) {
  source_.edit().component = std::move(component);
  source_.edit().host = std::move(host);
}

// A token bucket for each object spoken of.
bool EventRecorder::isSpam(Talk& talk) const {
  const Time now = queue_.now();
  if (!talk.last.isZero())
    talk.milliTokens = std::min(burstMilliTokens, talk.milliTokens + (now - talk.last).ns / nsPerMilliToken);
  talk.last = now;
  if (talk.milliTokens < 1000) return true;
  talk.milliTokens -= 1000;
  return false;
}

bool EventRecorder::isCombined(Similar& similar, const EventPtr& event) const {
  const std::string& message = event->message;
  const Time now = queue_.now();
  if (now - similar.last > similarWindow) similar.messages.clear();
  similar.last = now;
  std::vector<Text>& known = similar.messages;
  const auto place = std::lower_bound(known.begin(), known.end(), message,
                                      [](const Text& text, const std::string& wanted) { return *text < wanted; });
  if (place == known.end() || **place != message) known.insert(place, Text(event, &message));
  if (known.size() < mostSimilar) return false;
  known.erase(known.begin());
  return true;
}

// OPTIMIZATION: the keys of upstream's caches are texts of a hundred characters; here the same words are compared among
// the few things that were ever said of one object, and the texts are those of the events themselves.
void EventRecorder::record(const Object& about, const std::string& type, const std::string& reason,
                           const std::string& message, const std::string& fieldPath) {
  Talk& talk = talks_[identityOf(about)];
  auto similar = std::find_if(talk.similar.begin(), talk.similar.end(), [&](const Similar& each) {
    return each.example->reason == reason && each.example->type == type &&
           each.example->involvedObject->fieldPath == fieldPath;
  });
  auto event = std::make_shared<Event>();
  event->kind = Kind::Event;
  event->type = type;
  event->reason = reason;
  event->message = message;
  event->source = source_;
  event->reportingComponent = source_->component;
  event->reportingInstance = source_->host;
  ObjectReference reference = referenceTo(about, fieldPath);
  if (!(*talk.reference == reference)) talk.reference = Shared<ObjectReference>(std::move(reference));
  event->involvedObject = talk.reference;
  if (similar == talk.similar.end()) {
    talk.similar.push_back({event, {}, {}, {}});
    similar = talk.similar.end() - 1;
  }
  auto series = std::find_if(similar->series.begin(), similar->series.end(), [&message](const Series& each) {
    return !each.isCombined && each.first->message == message;
  });
  const bool combined = isCombined(*similar, event);
  if (isSpam(talk)) return;
  if (combined) {
    event = std::make_shared<Event>(*event);  // the text is known as it was
    event->message = "(combined from similar events): " + message;
    series = std::find_if(similar->series.begin(), similar->series.end(),
                          [](const Series& each) { return each.isCombined; });
  }
  if (series == similar->series.end()) {
    similar->series.push_back({event, 0, combined});
    series = similar->series.end() - 1;
  }
  write(*series, std::move(event));
}

void EventRecorder::write(Series& series, std::shared_ptr<Event> event) {
  const Time now = queue_.now();
  ++series.count;
  if (series.count > 1) {
    const ObjectMeta& known = *series.first->metadata;
    if (const auto old = client_.get<Event>(known.namespace_, known.name); old.ok()) {
      std::shared_ptr<Event> again = copyOf(*old);
      again->count = series.count;
      again->lastTimestamp = now;
      again->message = event->message;
      (void)client_.update(std::move(again));
      return;
    }
  }
  const std::string& space = event->involvedObject->namespace_;
  ObjectMeta& metadata = event->metadata.edit();
  metadata.namespace_ = space.empty() ? "default" : space;
  event->count = series.count;
  event->firstTimestamp = event->lastTimestamp = now;
  series.first = event;
  // SIM: a name is the nanosecond, and here two recorders may speak of namesakes in the same one.
  for (;;) {
    lastStamp_ = std::max(lastStamp_ + 1, now.ns);
    event->metadata.edit().name = event->involvedObject->name + "." + hex(lastStamp_);
    const auto created = client_.create(event);
    if (created.ok() || created.error().reason != "AlreadyExists") return;
    event = std::make_shared<Event>(*event);
    series.first = event;
  }
}

}  // namespace sts
