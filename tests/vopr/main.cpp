// sts_vopr --seeds N [--first S]: plays N random sessions. sts_vopr --print S: shows the session of a seed.
//
// When one goes wrong it prints the seed, what was wrong, and the shortest session it finds that still does.
// Every tenth session is played twice and must end in the same world. The last line is `N passed, N failed`.
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "vopr/session.hpp"

namespace {

volatile std::sig_atomic_t currentSeed = 0;

void tellSeed(int signal) {
  std::fprintf(stderr, "seed %lld: signal %d\n", static_cast<long long>(currentSeed), signal);
  std::_Exit(1);
}

void print(const sts::vopr::Session& session) {
  std::printf("%% seed %llu\n%% nodes %d\n%% kubelets %d\n", static_cast<unsigned long long>(session.options.seed),
              session.options.nodes, session.options.kubelets ? 1 : 0);
  std::printf("%% maxUnavailable %d\n%% repeatEvery %d\n", session.options.apiServer.features.maxUnavailableStatefulSet ? 1 : 0,
              session.options.delivery.repeatEvery);
  for (const std::string& line : session.lines) std::printf("%s\n", line.c_str());
}

bool isFine(std::uint64_t seed) {
  const sts::vopr::Session session = sts::vopr::sessionOf(seed);
  const sts::vopr::Outcome outcome = sts::vopr::play(session);
  const bool isSame = seed % 10 != 0 || sts::vopr::play(session).hash == outcome.hash;
  if (!isSame) std::printf("seed %llu: played twice, it ends in two worlds\n", static_cast<unsigned long long>(seed));
  if (outcome.found.empty()) return isSame;
  std::printf("seed %llu\n", static_cast<unsigned long long>(seed));
  const sts::vopr::Session shorter = sts::vopr::shortened(session);
  for (const std::string& what : sts::vopr::play(shorter).found) std::printf("  %s\n", what.c_str());
  print(shorter);
  std::fflush(stdout);
  return false;
}

}  // namespace

int main(int count, char** words) {
  std::uint64_t seeds = 200, first = 1;
  for (int i = 1; i + 1 < count; i += 2) {
    const std::uint64_t value = std::strtoull(words[i + 1], nullptr, 10);
    if (std::strcmp(words[i], "--seeds") == 0) seeds = value;
    if (std::strcmp(words[i], "--first") == 0) first = value;
    if (std::strcmp(words[i], "--print") == 0) {
      print(sts::vopr::sessionOf(value));
      return 0;
    }
  }
  for (const int signal : {SIGABRT, SIGSEGV, SIGFPE}) std::signal(signal, tellSeed);
  std::uint64_t failed = 0;
  for (std::uint64_t seed = first; seed < first + seeds; ++seed) {
    currentSeed = static_cast<std::sig_atomic_t>(seed);
    failed += isFine(seed) ? 0 : 1;
  }
  std::printf("%llu passed, %llu failed\n", static_cast<unsigned long long>(seeds - failed),
              static_cast<unsigned long long>(failed));
  return failed == 0 ? 0 : 1;
}
