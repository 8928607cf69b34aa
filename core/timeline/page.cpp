#include "timeline/page.hpp"

#include <algorithm>

#include "timeline/manifest_errors.hpp"
#include "timeline/rest.hpp"

namespace sts::timeline {
namespace {

constexpr std::int64_t longestStep = 60'000;
// What a manifest may hold, and how many of its errors are told: whoever types it waits for the answer.
constexpr std::size_t mostDocuments = 200;
constexpr std::size_t mostErrors = 20;

ClusterOptions clusterOptions(const Json& options) {
  ClusterOptions cluster;
  cluster.seed = static_cast<std::uint64_t>(options["seed"].integer(1));
  cluster.nodes = static_cast<int>(std::clamp<std::int64_t>(options["nodes"].integer(3), 1, 100));
  cluster.apiServer.legacyApps =
      options["runtimeConfig"].str().find("apps/v1beta1=true") != std::string::npos;
  return cluster;
}

Json outputOf(const CommandResult& result) {
  return Json::object({{"stdout", result.out}, {"stderr", result.err}, {"exit", result.exit}});
}

std::string hex(std::uint64_t number) {
  std::string digits(16, '0');
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, number >>= 4)
    *digit = "0123456789abcdef"[number & 15];
  return digits;
}

}  // namespace

Page::Page(const Json& options)
    : cluster_(clusterOptions(options)),
      terminal_(cluster_, Waiting::ToRest),
      projection_(cluster_.store(), cluster_.journal(), cluster_.start()) {
  cluster_.settle();
}

Json Page::history(std::int64_t since) {
  return projection_.history(cluster_.now(), atRest(), since);
}

Json Page::view(std::int64_t ms) {
  // All of the millisecond, up to its end.
  const Time end = at(std::clamp<std::int64_t>(ms, 0, now()) + 1) - nanoseconds(1);
  Json view = projection_.view(end);
  view.set("hash", hash());
  return view;
}

// OPTIMIZATION: a hash walks every object; looking at the past changes none.
const std::string& Page::hash() {
  if (hashedRevision_ != cluster_.store().revision() || hashedAt_ != cluster_.now()) {
    hashedRevision_ = cluster_.store().revision();
    hashedAt_ = cluster_.now();
    hash_ = hex(cluster_.hash());
  }
  return hash_;
}

Json Page::run(const Json& until, std::int64_t limit, std::int64_t since) {
  const Time end = cluster_.now() + milliseconds(std::max<std::int64_t>(limit, 0));
  if (until.isInt()) {
    cluster_.runUntil(std::max(at(until.integer()), cluster_.now()));
  } else if (until.str() == "rest") {
    runToRest(cluster_, end);
  } else {
    runOneStep(std::min(end, cluster_.now() + milliseconds(longestStep)));
  }
  align();
  return history(since);
}

// The next thing that can be seen to happen.
void Page::runOneStep(Time end) {
  std::int64_t seen = cluster_.store().revision();
  cluster_.runUntil(end, [&] {
    const auto writes = cluster_.store().writesSince(seen);
    seen = cluster_.store().revision();
    return std::any_of(writes.begin(), writes.end(), counts);
  });
}

Json Page::shell(const std::string& line) {
  Json output = outputOf(terminal_.run(line));
  cluster_.settle();
  align();
  return output;
}

void Page::writeFile(const std::string& name, const std::string& text) {
  terminal_.texts()[name] = text;
}

Json Page::apply(const std::string& name, const std::string& text) {
  Json errors = errorsOf(name, text);
  writeFile(name, text);
  const bool good = errors.empty();
  Json output = good ? shell("kubectl apply -f " + name) : outputOf({1, "", ""});
  output.set("errors", std::move(errors));
  return output;
}

// Each document by itself is tried without being kept: whatever kubectl says of it belongs to its
// lines.
Json Page::errorsOf(const std::string& name, const std::string& text) {
  Json errors = Json::array();
  const ManifestParts parts = partsOf(text);
  if (parts.documents.size() > mostDocuments) {
    errors.push(Json::object({{"message", "too many documents: must have at most " + std::to_string(mostDocuments)},
                              {"line", static_cast<std::int64_t>(parts.documents[mostDocuments].line)},
                              {"column", 1}}));
    return errors;
  }
  for (const ManifestPart& part : parts.documents) {
    if (errors.size() >= mostErrors) break;
    writeFile(name, part.text);
    const CommandResult tried = terminal_.run("kubectl apply --dry-run=server -f " + name);
    if (tried.exit == 0) continue;
    for (Json& error : placed(tried.err, text, part.index, parts)) errors.push(std::move(error));
  }
  if (parts.error) errors.push(*parts.error);
  align();
  return errors;
}

Json Page::complete(const std::string& line) {
  Json words = Json::array();
  for (const std::string& word : terminal_.complete(line)) words.push(word);
  return words;
}

void Page::align() {
  const std::int64_t rest = (cluster_.now() - cluster_.start()).ns % 1'000'000;
  if (rest != 0) cluster_.runUntil(cluster_.now() + nanoseconds(1'000'000 - rest));
}

bool Page::atRest() const { return isAtRest(cluster_.store(), cluster_.now()); }

}  // namespace sts::timeline
