// Resolver: how a pod looks a name up: its search path and ndots, and, where a client or a server between caches, for
// how long an old answer goes on being given.
//
// Time is the caller's (virtual), answers are the server's (server.hpp).
// k8s 1.36: pkg/kubelet/network/dns/dns.go (resolv.conf); resolv.conf(5)
#pragma once

#include <map>

#include "dns/server.hpp"

namespace sts::dns {

/// A pod's /etc/resolv.conf under dnsPolicy ClusterFirst.
struct ResolvConf {
  std::string nameserver = "10.96.0.10";
  std::vector<std::string> search;
  std::size_t ndots = 5;

  static ResolvConf of(const std::string& namespace_);
  /// The file's text.
  std::string text() const;
};

/// The full names that a word stands for, in the order in which they are asked: a word with fewer dots than ndots is
/// tried below each search domain first, one with its last dot only as it is.
std::vector<std::string> candidates(const ResolvConf& conf, const std::string& name);

/// What a lookup came to.
struct Lookup {
  Question question;             ///< the one whose answer this is
  Answer answer;
  std::vector<std::string> asked;  ///< every name asked, the last one with success if there was any
  bool isCached = false;         ///< the answer was remembered, so it may be out of date
};

class Resolver {
 public:
  /// `maxTtl` is the longest that an answer is remembered, found or not; 0 remembers nothing, as the cluster's own
  /// server is set up here. Caches give an answer its TTL, and a missing name the 30 s of the zone's SOA.
  explicit Resolver(ResolvConf conf, Duration maxTtl = {}) : conf_(std::move(conf)), maxTtl_(maxTtl) {}

  Lookup lookup(const View& view, const std::string& name, const std::string& type, Time now);
  const ResolvConf& conf() const { return conf_; }

 private:
  struct Remembered {
    Answer answer;
    Time until;
  };
  Answer ask(const View& view, const Question& question, Time now, bool& isCached);

  ResolvConf conf_;
  Duration maxTtl_;
  std::map<std::pair<std::string, std::string>, Remembered> cache_;
};

}  // namespace sts::dns
