// The two guards: a claim is not removed while a pod uses it, a volume not while it is bound. And the expander, who
// says that nobody here grows volumes.
// k8s 1.36: pkg/controller/volume/{pvcprotection,pvprotection,expand}
#pragma once

#include "client/actor.hpp"
#include "why/decision.hpp"

namespace sts::persistentvolume {

class ClaimProtectionController : public Actor {
 public:
  ClaimProtectionController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  why::Recorder why_;
};

class VolumeProtectionController : public Actor {
 public:
  VolumeProtectionController(const ActorContext& context, why::Journal& journal);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  why::Recorder why_;
};

class VolumeExpandController : public Actor {
 public:
  explicit VolumeExpandController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;
};

}  // namespace sts::persistentvolume
