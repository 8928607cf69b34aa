// Session: a random life of a few StatefulSets, as lines of text that can be read, played again and shortened.
//
//     $ kubectl scale statefulset web --replicas=2     somebody types it
//     @ 1500ms                                         time passes
//     ! pod web-1 Failed                               a container ends (Failed, Succeeded), is not ready (Unready),
//                                                      or moves on by a stage (Step)
//     ! api Create Pod 2                               the controller's next calls of this sort fail; a third word
//                                                      `lost`: they are done, and only the answer is lost
//     ! rest                                           everybody moves on until nothing changes
//
// A session is made of a seed and nothing else. Playing one says what was wrong, in sentences.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "cluster/cluster.hpp"

namespace sts::vopr {

struct Session {
  ClusterOptions options;
  std::vector<std::string> lines;
};

Session sessionOf(std::uint64_t seed);

struct Outcome {
  std::vector<std::string> found;  ///< empty: all was well
  std::uint64_t hash = 0;
};
Outcome play(const Session& session);

/// The same failure in fewer lines.
Session shortened(Session session);

}  // namespace sts::vopr
