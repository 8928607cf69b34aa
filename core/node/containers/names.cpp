#include "node/containers/names.hpp"

#include <algorithm>

#include "dns/names.hpp"
#include "node/containers/name_programs.hpp"

namespace sts::containers {
namespace {

// The words of a line of /etc/hosts: an address and its names; nothing of a comment.
std::vector<std::string> wordsOf(std::string_view line) {
  std::vector<std::string> words;
  line = line.substr(0, line.find('#'));
  while (true) {
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == std::string_view::npos) return words;
    line.remove_prefix(first);
    const std::size_t end = std::min(line.find_first_of(" \t"), line.size());
    words.emplace_back(line.substr(0, end));
    line.remove_prefix(end);
  }
}

/// The address of a name in a hosts file, and the first of the names that share it; empty if it is not there.
std::vector<std::string> inHosts(std::string_view text, const std::string& name) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::vector<std::string> words = wordsOf(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    const bool isOther = words.size() < 2 || words[0].find(':') != std::string::npos;
    if (!isOther && std::find(words.begin() + 1, words.end(), name) != words.end()) return {words[0], words[1]};
  }
  return {};
}

}  // namespace

std::string withoutDot(const std::string& name) {
  return !name.empty() && name.back() == '.' ? name.substr(0, name.size() - 1) : name;
}

bool isAddress(const std::string& text) {
  return !text.empty() && text.find_first_not_of("0123456789.") == std::string::npos &&
         dns::labelsOf(text).size() == 4;
}

std::string upper(std::string text) {
  for (char& c : text) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  return text;
}

dns::Answer Names::ask(const std::string& name, const std::string& type) const {
  return dns::answer(service.view(), {dns::fqdn(name), type});
}

std::vector<std::string> Names::addresses(shell::Context& context, const std::string& name, std::string& canonical) {
  canonical = name;
  if (isAddress(name)) return {name};
  if (const auto known = inHosts(context.files().read("/etc/hosts").value_or(""), name); !known.empty()) {
    canonical = known[1];
    return {known[0]};
  }
  const dns::Lookup found = lookup(name, "A", context.host.now());
  std::vector<std::string> all;
  for (const dns::Record& record : found.answer.records) {
    if (record.type == "A") all.push_back(record.data);
  }
  if (!all.empty()) canonical = withoutDot(found.answer.records.back().name);
  return all;
}

void addNamePrograms(shell::Registry& registry, NameService service) {
  dns::Resolver resolver(service.conf, service.cacheTtl);
  const auto names = std::make_shared<Names>(Names{std::move(service), std::move(resolver)});
  const auto add = [&](const char* name, shell::Outcome (*program)(Names&, shell::Context&)) {
    registry.remove(name);
    registry.add(name, [names, program](shell::Context& context) { return program(*names, context); });
  };
  add("nslookup", nslookupCommand);
  add("dig", digCommand);
  add("host", hostCommand);
  add("getent", getentCommand);
  for (const char* talker : {"ping", "wget", "curl", "nc", "telnet"}) add(talker, talkCommand);
}

}  // namespace sts::containers
