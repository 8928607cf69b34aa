// Page: a cluster as the page's worker drives it: commands and manifests in, snapshots out, all as
// JSON values.
//
// The contract is wasm/js/index.d.ts; wasm/bindings.cpp only converts. Times are whole milliseconds
// since the cluster's start, and every call leaves the clock on one, so that a list of calls with
// their times replays exactly.
#pragma once

#include <memory>

#include "timeline/projection.hpp"
#include "timeline/terminal.hpp"

namespace sts::timeline {

class Page {
 public:
  /// `options`: {seed, nodes, runtimeConfig}; what is absent has the page's default.
  explicit Page(const Json& options);

  /// What is new after the revision `since`; everything with -1.
  Json history(std::int64_t since = -1);
  Json view(std::int64_t ms);
  /// Lets time pass until an instant (an integer), until "rest" or for one "step"; `limit` ms at
  /// most.
  Json run(const Json& until, std::int64_t limit, std::int64_t since = -1);
  Json shell(const std::string& line);
  void writeFile(const std::string& name, const std::string& text);
  /// `kubectl apply -f name`, unless a document has errors: then nothing changes.
  Json apply(const std::string& name, const std::string& text);
  Json complete(const std::string& line);

 private:
  Time at(std::int64_t ms) const { return cluster_.start() + milliseconds(ms); }
  std::int64_t now() const { return (cluster_.now() - cluster_.start()).ns / 1'000'000; }
  /// On to the next whole millisecond.
  void align();
  bool atRest() const;
  void runOneStep(Time end);
  Json errorsOf(const std::string& name, const std::string& text);

  const std::string& hash();

  Cluster cluster_;
  Terminal terminal_;
  Projection projection_;
  Time hashedAt_;
  std::int64_t hashedRevision_ = -1;
  std::string hash_;
};

}  // namespace sts::timeline
