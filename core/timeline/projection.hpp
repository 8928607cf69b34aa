// Projection: the store as the page reads it, as plain JSON: wasm/js/index.d.ts says what stands in
// it.
//
// `history` is everything up to now, for the lanes; `view` is the cluster at one instant. Both only
// read. Texts for people are codes with parameters, {code, params}; words are the page's.
#pragma once

#include "timeline/lanes.hpp"
#include "why/decision.hpp"

namespace sts::timeline {

class Projection {
 public:
  /// `start`: the instant that the page calls 0.
  Projection(const Store& store, const why::Journal& journal, Time start)
      : store_(store), journal_(journal), start_(start), lanes_(store) {}

  /// Of lanes, markers and instants only what changed after the revision `since`; all of it with -1.
  /// REQUIRES: nothing was written after `now`.
  Json history(Time now, bool atRest, std::int64_t since = -1);
  Json view(Time at);

 private:
  const Store& store_;
  const why::Journal& journal_;
  Time start_;
  Lanes lanes_;
};

}  // namespace sts::timeline
