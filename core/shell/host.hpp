// Host: the world around a shell: its files, its clock and, for the blocking facade, the passing of
// virtual time.
//
// The composition root implements it for the terminal, the kubelet for containers. Nothing here
// reads a real clock.
#pragma once

#include <optional>

#include "base/time.hpp"
#include "shell/files.hpp"

namespace sts::shell {

class Host {
 public:
  virtual ~Host() = default;
  virtual Files& files() = 0;
  virtual Time now() const = 0;
  /// Lets virtual time run up to an instant. False: it was interrupted.
  virtual bool advanceTo(Time until) = 0;
  /// Lets the next thing happen, but nothing later than `until`. False: interrupted, or nothing is
  /// left to happen.
  virtual bool advanceToNextChange(std::optional<Time> until) = 0;
};

/// A host without a world, for tests and tools: files in memory, a clock that jumps.
class PlainHost : public Host {
 public:
  explicit PlainHost(Time now = {}) : now_(now) {}
  MemoryFiles& files() override { return files_; }
  Time now() const override { return now_; }
  bool advanceTo(Time until) override {
    if (now_ < until) now_ = until;
    return true;
  }
  bool advanceToNextChange(std::optional<Time> until) override {
    return until && advanceTo(*until);
  }

 private:
  MemoryFiles files_;
  Time now_;
};

}  // namespace sts::shell
