// dig, as bind 9.18 prints it: the whole answer, or +short, or +noall +answer.
#include "base/hash.hpp"
#include "dns/names.hpp"
#include "node/containers/name_programs.hpp"

namespace sts::containers {
namespace {

struct Asked {
  std::string name, server, type = "A", line;
  bool isShort = false, isSearch = false, comments = true, question = true, answer = true, authority = true,
       stats = true, command = true;
};

void setAll(Asked& asked, bool value) {
  asked.comments = asked.question = asked.answer = asked.authority = asked.stats = asked.command = value;
}

void setOption(Asked& asked, const std::string& option) {
  const bool isOn = !option.starts_with("no");
  const std::string name = isOn ? option : option.substr(2);
  if (name == "short") asked.isShort = isOn;
  if (name == "search") asked.isSearch = isOn;
  if (name == "all") setAll(asked, isOn);
  if (name == "comments") asked.comments = isOn;
  if (name == "question") asked.question = isOn;
  if (name == "answer") asked.answer = isOn;
  if (name == "authority") asked.authority = isOn;
  if (name == "stats") asked.stats = isOn;
  if (name == "cmd") asked.command = isOn;
}

bool isType(const std::string& word) {
  for (const char* type : {"A", "AAAA", "SRV", "PTR", "TXT", "CNAME", "SOA", "NS", "MX", "ANY"}) {
    if (word == type) return true;
  }
  return false;
}

Asked parse(const std::vector<std::string>& words) {
  Asked asked;
  for (std::size_t index = 1; index < words.size(); ++index) {
    const std::string& word = words[index];
    asked.line += " " + word;
    if (word[0] == '+') {
      setOption(asked, word.substr(1));
    } else if (word[0] == '@') {
      asked.server = word.substr(1);
    } else if ((word == "-x" || word == "-t" || word == "-q") && index + 1 < words.size()) {
      const std::string& value = words[++index];
      asked.line += " " + value;
      if (word == "-t") asked.type = upper(value);
      if (word == "-q") asked.name = value;
      if (word != "-x") continue;
      asked.name = dns::reverseName(value);
      asked.type = "PTR";
    } else if (isType(upper(word)) && word.find('.') == std::string::npos) {
      asked.type = upper(word);
    } else if (upper(word) != "IN") {
      asked.name = word;
    }
  }
  return asked;
}

// Columns as bind sets them: tabs up to the column, one blank where that is passed already.
class Line {
 public:
  explicit Line(const std::string& text) : text_(text), column_(text.size()) {}
  Line& at(std::size_t column, const std::string& text) {
    if (column_ >= column) {
      text_ += ' ';
      ++column_;
    }
    while (column_ < column) {
      text_ += '\t';
      column_ = (column_ / 8 + 1) * 8;
    }
    text_ += text;
    column_ += text.size();
    return *this;
  }
  std::string done() const { return text_ + "\n"; }

 private:
  std::string text_;
  std::size_t column_;
};

std::string recordLine(const std::string& name, int ttl, const std::string& type, const std::string& data) {
  return Line(name).at(24, std::to_string(ttl)).at(32, "IN").at(40, type).at(48, data).done();
}

std::string soaData(Time now) {
  return "ns.dns.cluster.local. hostmaster.cluster.local. " + std::to_string(now.ns / 1'000'000'000) +
         " 7200 1800 86400 30";
}

std::string header(const Asked& asked, const std::string& name, const dns::Answer& answer, bool hasAuthority) {
  const auto id = static_cast<unsigned>(fnv1a_64(name + asked.type) & 0xffff);
  return ";; Got answer:\n;; ->>HEADER<<- opcode: QUERY, status: " + std::string(dns::textOf(answer.rcode)) +
         ", id: " + std::to_string(id) + "\n;; flags: qr aa rd; QUERY: 1, ANSWER: " +
         std::to_string(answer.records.size()) + ", AUTHORITY: " + (hasAuthority ? "1" : "0") +
         ", ADDITIONAL: 1\n;; WARNING: recursion requested but not available\n\n";
}

// "Thu Jan 01 00:00:05 UTC 2026"
std::string whenText(Time now) {
  constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                    "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  constexpr const char* days[] = {"Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"};
  const std::string text = rfc3339(now);  // 2026-01-01T00:00:05Z
  const auto month = static_cast<std::size_t>((text[5] - '0') * 10 + text[6] - '0' - 1);
  const auto day = static_cast<std::size_t>(now.ns / 1'000'000'000 / 86'400 % 7);
  return std::string(days[day]) + " " + months[month] + " " + text.substr(8, 2) + " " + text.substr(11, 8) + " UTC " +
         text.substr(0, 4);
}

}  // namespace

shell::Outcome digCommand(Names& names, shell::Context& context) {
  const Asked asked = parse(context.arguments);
  if (asked.name.empty()) return context.fail("SIM: name what to look up");
  std::string name = dns::fqdn(asked.name);
  dns::Answer answer = names.ask(name, asked.type);
  if (asked.isSearch) {
    dns::Lookup lookup = names.lookup(asked.name, asked.type, context.host.now());
    name = lookup.question.name;
    answer = std::move(lookup.answer);
  }
  if (asked.isShort) {
    for (const dns::Record& record : answer.records) context.out(record.data + "\n");
    return 0;
  }
  const bool hasAuthority = answer.records.empty() && dns::isSubDomain(dns::clusterDomain, name);
  if (asked.command) context.out("\n; <<>> DiG 9.18.24 <<>>" + asked.line + "\n;; global options: +cmd\n");
  if (asked.comments) context.out(header(asked, name, answer, hasAuthority));
  if (asked.question) {
    context.out(asked.comments ? ";; QUESTION SECTION:\n" : "");
    context.out(Line(";" + name).at(32, "IN").at(40, asked.type).done() + "\n");
  }
  if (asked.answer && !answer.records.empty()) {
    context.out(asked.comments ? ";; ANSWER SECTION:\n" : "");
    for (const dns::Record& record : answer.records)
      context.out(recordLine(record.name, record.ttl, record.type, record.data));
    context.out(asked.comments ? "\n" : "");
  }
  if (asked.authority && hasAuthority) {
    context.out(asked.comments ? ";; AUTHORITY SECTION:\n" : "");
    context.out(recordLine("cluster.local.", dns::ttlSeconds, "SOA", soaData(context.host.now())) +
                (asked.comments ? "\n" : ""));
  }
  if (asked.stats) {
    const std::string& server = asked.server.empty() ? names.service.conf.nameserver : asked.server;
    context.out(";; Query time: 0 msec\n;; SERVER: " + server + "#53(" + server + ") (UDP)\n;; WHEN: " +
                whenText(context.host.now()) + "\n;; MSG SIZE  rcvd: " +
                std::to_string(64 + 2 * name.size() + 30 * answer.records.size()) + "\n\n");
  }
  return 0;
}

}  // namespace sts::containers
