// EventRecorder: writes Events about objects, the same one again only as a higher count.
//
// Keeps upstream's three rules: equal events are counted in one object; more than ten different messages of one kind
// within ten minutes are combined; and one source may say only so much about one object (25 at once, then one in five
// minutes).
// k8s 1.36: client-go tools/record/{event,events_cache}.go
#pragma once

#include <map>
#include <set>

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
  struct Series {
    std::string name, namespace_;
    std::int32_t count = 0;
    Time first;
  };
  struct Similar {
    std::set<std::string> messages;
    Time last;
  };
  struct Bucket {
    std::int64_t milliTokens = 25'000;
    Time last;
  };

  bool isSpam(const std::string& object);
  bool isCombined(const std::string& key, const std::string& message);
  void write(const std::string& key, std::shared_ptr<Event> event);

  Client& client_;
  EventQueue& queue_;
  Shared<EventSource> source_;
  std::map<std::string, Series> series_;
  std::map<std::string, Similar> similar_;
  std::map<std::string, Bucket> buckets_;
  std::int64_t lastStamp_ = 0;
};

}  // namespace sts
