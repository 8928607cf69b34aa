#include "client/event_recorder.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

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
  std::snprintf(text.data(), text.size(), "%llx", static_cast<unsigned long long>(value));
  return text.data();
}

}  // namespace

EventRecorder::EventRecorder(Client& client, std::string component, EventQueue& queue,
                             std::string host)
    : client_(client), queue_(queue) {
  source_.edit().component = std::move(component);
  source_.edit().host = std::move(host);
}

// A token bucket for each object spoken of.
bool EventRecorder::isSpam(const std::string& object) {
  Bucket& bucket = buckets_[object];
  const Time now = queue_.now();
  if (!bucket.last.isZero()) {
    bucket.milliTokens = std::min(burstMilliTokens, bucket.milliTokens + (now - bucket.last).ns / nsPerMilliToken);
  }
  bucket.last = now;
  if (bucket.milliTokens < 1000) return true;
  bucket.milliTokens -= 1000;
  return false;
}

bool EventRecorder::isCombined(const std::string& key, const std::string& message) {
  Similar& similar = similar_[key];
  const Time now = queue_.now();
  if (now - similar.last > similarWindow) similar.messages.clear();
  similar.last = now;
  similar.messages.insert(message);
  if (similar.messages.size() < mostSimilar) return false;
  similar.messages.erase(similar.messages.begin());
  return true;
}

void EventRecorder::record(const Object& about, const std::string& type, const std::string& reason,
                           const std::string& message, const std::string& fieldPath) {
  const ObjectReference reference = referenceTo(about, fieldPath);
  const std::string object = reference.kind + "/" + reference.namespace_ + "/" + reference.name +
                             "/" + reference.uid + "/" + reference.fieldPath;
  const std::string likeness = object + "|" + type + "|" + reason;
  auto event = std::make_shared<Event>();
  event->kind = Kind::Event;
  event->type = type;
  event->reason = reason;
  event->source = source_;
  event->reportingComponent = source_->component;
  event->reportingInstance = source_->host;
  event->involvedObject = reference;
  const bool combined = isCombined(likeness, message);
  event->message = combined ? "(combined from similar events): " + message : message;
  const std::string key = combined ? likeness : likeness + "|" + message;
  if (isSpam(reference.kind + "/" + reference.namespace_ + "/" + reference.name + "/" + reference.uid)) return;
  write(key, std::move(event));
}

void EventRecorder::write(const std::string& key, std::shared_ptr<Event> event) {
  Series& series = series_[key];
  const Time now = queue_.now();
  ++series.count;
  if (series.count > 1) {
    if (const auto old = client_.get<Event>(series.namespace_, series.name); old.ok()) {
      std::shared_ptr<Event> again = copyOf(*old);
      again->count = series.count;
      again->lastTimestamp = now;
      again->message = event->message;
      (void)client_.update(std::move(again));
      return;
    }
  }
  const std::string space = event->involvedObject->namespace_;
  series.namespace_ = space.empty() ? "default" : space;
  event->metadata.edit().namespace_ = series.namespace_;
  event->count = series.count;
  event->firstTimestamp = event->lastTimestamp = now;
  // SIM: a name is the nanosecond, and here two recorders may speak of namesakes in the same one.
  do {
    lastStamp_ = std::max(lastStamp_ + 1, now.ns);
    series.name = event->involvedObject->name + "." + hex(lastStamp_);
  } while (client_.get<Event>(series.namespace_, series.name).ok());
  event->metadata.edit().name = series.name;
  (void)client_.create(std::move(event));
}

}  // namespace sts
