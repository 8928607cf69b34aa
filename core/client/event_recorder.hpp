// EventRecorder: writes Events about objects, the same one again only as a higher count.
//
// Keeps upstream's three rules: equal events are counted in one object; more than ten different messages of one kind
// within ten minutes are combined; and one source may say only so much about one object (25 at once, then one in five
// minutes).
// k8s 1.36: client-go tools/record/{event,events_cache}.go
#pragma once

#include <unordered_map>

#include "api/cluster_kinds.hpp"
#include "client/client.hpp"
#include "sim/event_queue.hpp"

namespace sts {

class EventRecorder {
 public:
  EventRecorder(Client& client, std::string component, EventQueue& queue, std::string host = {});

  /// `type` is "Normal" or "Warning". `fieldPath` names a part, as "spec.containers{nginx}".
  void record(const Object& about, const std::string& type, const std::string& reason, const std::string& message,
              const std::string& fieldPath = {});

 private:
  using EventPtr = std::shared_ptr<const Event>;
  using Text = std::shared_ptr<const std::string>;  // most often a part of an event
  /// One Event that is counted.
  struct Series {
    EventPtr first;
    std::int32_t count = 0;
    bool isCombined = false;
  };
  /// What was said of one object with one type, reason and field path.
  struct Similar {
    EventPtr example;
    std::vector<Text> messages;  // sorted, each once
    Time last;
    std::vector<Series> series;
  };
  /// All that was said of one object.
  struct Talk {
    std::int64_t milliTokens = 25'000;
    Time last;
    Shared<ObjectReference> reference;  // the newest
    std::vector<Similar> similar;
  };

  bool isSpam(Talk& talk) const;
  bool isCombined(Similar& similar, const EventPtr& event) const;
  void write(Series& series, std::shared_ptr<Event> event);

  Client& client_;
  EventQueue& queue_;
  Shared<EventSource> source_;
  std::unordered_map<std::string, Talk> talks_;  // by the object's uid, or by its name if it has none
  std::int64_t lastStamp_ = 0;
};

}  // namespace sts
