// Images: what a node has of images, and how long it takes to get others.
//
// The kubelet asks before it starts a container. Pulls of a node queue, one at a time. Names tell how a pull goes: one
// with "missing" is not found, one with "denied" is refused, a "slow" one takes eight seconds; nothing is downloaded.
#pragma once

#include <set>
#include <string>

#include "base/time.hpp"

namespace sts::kubelet {

struct Pull {
  Time ends;
  Duration took, waited;  ///< the pull itself; with the time in the queue
  std::string error;      ///< empty: it succeeds
};

class Images {
 public:
  bool has(const std::string& image) const { return present_.count(fullImageName(image)) != 0; }
  /// A pull that is asked for now: when and how it will end.
  Pull pull(const std::string& image, Time now);
  /// The pull is over: the node has the image.
  void add(const std::string& image) { present_.insert(fullImageName(image)); }

  /// As the container runtime calls it: "docker.io/library/nginx:1".
  static std::string fullImageName(const std::string& image);
  /// "docker.io/library/nginx@sha256:…".
  static std::string imageId(const std::string& image);

 private:
  std::set<std::string> present_{"docker.io/library/nginx:1", "docker.io/library/nginx:2"};
  Time freeAt_;
};

}  // namespace sts::kubelet
