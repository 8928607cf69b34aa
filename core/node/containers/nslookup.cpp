// nslookup as busybox (up to 1.28, and since) and as bind print it; host and getent beside it.
#include "dns/names.hpp"
#include "node/containers/name_programs.hpp"

namespace sts::containers {
namespace {

enum class Style : std::uint8_t { OldBusybox, Busybox, Bind };

// "busybox:1.28.4" is an old one, "busybox", "alpine:3" and "busybox:1.36" are new.
Style styleOf(const std::string& image) {
  const std::size_t slash = image.rfind('/');
  const std::string name = slash == std::string::npos ? image : image.substr(slash + 1);
  if (name.starts_with("alpine")) return Style::Busybox;
  if (!name.starts_with("busybox")) return Style::Bind;
  const std::size_t colon = name.find(":1.");
  if (colon == std::string::npos) return Style::Busybox;
  int minor = 0;
  for (std::size_t at = colon + 3; at < name.size() && name[at] >= '0' && name[at] <= '9'; ++at)
    minor = minor * 10 + (name[at] - '0');
  return minor <= 28 ? Style::OldBusybox : Style::Busybox;
}

struct Asked {
  std::string name, server, type;
};

Asked parse(const shell::Context& context) {
  Asked asked;
  for (std::size_t index = 1; index < context.arguments.size(); ++index) {
    const std::string& word = context.arguments[index];
    const std::size_t sign = word.find('=');
    if (word.starts_with("-") && sign != std::string::npos) {
      if (word.starts_with("-type") || word.starts_with("-q") || word.starts_with("-query"))
        asked.type = upper(word.substr(sign + 1));
    } else if (!word.starts_with("-")) {
      (asked.name.empty() ? asked.name : asked.server) = word;
    }
  }
  return asked;
}

// "Address 1: 10.244.1.6 web-0.nginx.default.svc.cluster.local"
std::string numbered(const Names& names, std::size_t number, const std::string& address) {
  std::string line = "Address " + std::to_string(number) + ": " + address;
  const dns::Answer back = names.ask(dns::reverseName(address), "PTR");
  if (!back.records.empty()) line += " " + withoutDot(back.records.front().data);
  return line + "\n";
}

// k8s DNS: busybox networking/nslookup.c (the small one)
shell::Outcome oldBusybox(Names& names, shell::Context& context, const Asked& asked) {
  const std::string server = asked.server.empty() ? names.service.conf.nameserver : asked.server;
  const bool isClusters = server == "10.96.0.10";
  context.out("Server:    " + server + "\nAddress 1: " + server +
              (isClusters ? " kube-dns.kube-system.svc.cluster.local" : "") + "\n\n");
  std::string canonical;
  const std::vector<std::string> found = names.addresses(context, asked.name, canonical);
  if (found.empty()) {
    context.err("nslookup: can't resolve '" + asked.name + "'\n");
    return 1;
  }
  context.out("Name:      " + asked.name + "\n");
  for (std::size_t index = 0; index < found.size(); ++index) context.out(numbered(names, index + 1, found[index]));
  return 0;
}

std::string recordText(const dns::Record& record) {
  const std::string name = withoutDot(record.name);
  if (record.type == "A" || record.type == "AAAA") return "Name:\t" + name + "\nAddress: " + record.data + "\n";
  if (record.type == "SRV") return name + "\tservice = " + record.data + "\n";
  if (record.type == "PTR") return name + "\tname = " + record.data + "\n";
  if (record.type == "CNAME") return name + "\tcanonical name = " + record.data + "\n";
  if (record.type == "TXT") return name + "\ttext = " + record.data + "\n";
  return name + "\t" + record.type + " " + record.data + "\n";
}

std::string allText(const dns::Answer& answer) {
  std::string text;
  for (const dns::Record& record : answer.records) text += recordText(record);
  return text;
}

// Every name on the search path is asked, and each answer printed.
shell::Outcome busybox(Names& names, shell::Context& context, const std::string& name, const std::string& type) {
  const std::string& server = names.service.conf.nameserver;
  context.out("Server:\t\t" + server + "\nAddress:\t" + server + ":53\n\n");
  bool isFound = false;
  for (const std::string& candidate : dns::candidates(names.service.conf, name)) {
    if (isFound) break;
    const dns::Answer answer = names.ask(candidate, type);
    isFound = !answer.records.empty();
    if (isFound) {
      context.out(allText(answer) + "\n");
    } else if (answer.rcode == dns::Rcode::NoError) {
      context.out("*** Can't find " + withoutDot(candidate) + ": No answer\n\n");
    } else {
      context.out("** server can't find " + withoutDot(candidate) + ": " + dns::textOf(answer.rcode) + "\n\n");
    }
  }
  return isFound ? 0 : 1;
}

// k8s DNS: bind bin/dig/nslookup.c
shell::Outcome bind(Names& names, shell::Context& context, const std::string& name, const std::string& type) {
  const std::string& server = names.service.conf.nameserver;
  context.out("Server:\t\t" + server + "\nAddress:\t" + server + "#53\n\n");
  const dns::Lookup lookup = names.lookup(name, type, context.host.now());
  if (!lookup.answer.records.empty()) {
    context.out(allText(lookup.answer) + "\n");
    return 0;
  }
  if (lookup.answer.rcode == dns::Rcode::NoError) {
    context.out("*** Can't find " + name + ": No answer\n\n");
  } else {  // what is said of the name as it stands, the last that was asked
    context.out("** server can't find " + withoutDot(name) + ": " + dns::textOf(names.ask(name, type).rcode) + "\n\n");
  }
  return 1;
}

}  // namespace

shell::Outcome nslookupCommand(Names& names, shell::Context& context) {
  const Asked asked = parse(context);
  if (asked.name.empty()) {
    context.err("SIM: nslookup asks no questions of its own here; name what to look up\n");
    return 1;
  }
  const Style style = styleOf(names.service.image);
  const bool isReverse = isAddress(asked.name);
  const std::string name = isReverse ? dns::reverseName(asked.name) : asked.name;
  const std::string type = !asked.type.empty() ? asked.type : isReverse ? "PTR" : "A";
  if (style == Style::OldBusybox) return oldBusybox(names, context, asked);
  return style == Style::Busybox ? busybox(names, context, name, type) : bind(names, context, name, type);
}

shell::Outcome hostCommand(Names& names, shell::Context& context) {
  std::string name, type = "A";
  for (std::size_t index = 1; index < context.arguments.size(); ++index) {
    if (context.arguments[index] == "-t" && index + 1 < context.arguments.size()) {
      type = upper(context.arguments[++index]);
    } else if (name.empty()) {
      name = context.arguments[index];
    }
  }
  if (name.empty()) return context.fail("name what to look up");
  const bool isReverse = isAddress(name);
  const dns::Lookup lookup = names.lookup(isReverse ? dns::reverseName(name) : name, isReverse ? "PTR" : type,
                                          context.host.now());
  for (const dns::Record& record : lookup.answer.records) {
    const char* verb = record.type == "A"     ? " has address "
                       : record.type == "PTR" ? " domain name pointer "
                       : record.type == "SRV" ? " has SRV record "
                                              : " is an alias for ";
    context.out(withoutDot(record.name) + verb + record.data + "\n");
  }
  if (!lookup.answer.records.empty()) return 0;
  if (lookup.answer.rcode == dns::Rcode::NoError) {
    context.out(name + " has no " + type + " record\n");
    return 1;
  }
  const bool isMissing = lookup.answer.rcode == dns::Rcode::NameError;
  context.out("Host " + name + " not found: " + (isMissing ? "3" : "2") + "(" +
              dns::textOf(lookup.answer.rcode) + ")\n");
  return 1;
}

shell::Outcome getentCommand(Names& names, shell::Context& context) {
  const bool isAsked = context.arguments.size() >= 3;
  const std::string database = context.arguments.size() > 1 ? context.arguments[1] : "";
  const bool isHosts = database == "hosts" || database == "ahosts" || database == "ahostsv4";
  if (!isAsked || !isHosts) return context.fail("SIM: only `getent hosts NAME` is supported here");
  int status = 0;
  for (std::size_t index = 2; index < context.arguments.size(); ++index) {
    std::string canonical;
    const std::vector<std::string> found = names.addresses(context, context.arguments[index], canonical);
    if (found.empty()) status = 2;
    for (std::string address : found) {
      address.resize(std::max<std::size_t>(15, address.size()), ' ');
      context.out(address + " " + canonical + "\n");
    }
  }
  return status;
}

// What would talk to a name gets as far as the address.
shell::Outcome talkCommand(Names& names, shell::Context& context) {
  const std::string& program = context.arguments[0];
  std::string target;
  for (std::size_t index = 1; index < context.arguments.size(); ++index) {
    const std::string& word = context.arguments[index];
    const bool takesValue = word == "-o" || word == "-O" || word == "-X" || word == "-H" || word == "-d" ||
                            word == "-m" || word == "-c" || word == "-w" || word == "-T";
    if (takesValue) ++index;
    if (!word.starts_with("-") && target.empty()) target = word;
  }
  const std::size_t scheme = target.find("://");
  if (scheme != std::string::npos) target = target.substr(scheme + 3);
  target = target.substr(0, target.find_first_of(":/"));
  if (target.empty()) return context.fail("name a host");
  std::string canonical;
  const std::vector<std::string> found = names.addresses(context, target, canonical);
  if (!found.empty()) {
    context.err("SIM: " + target + " is " + canonical + " (" + found.front() +
                "); this simulator carries no traffic between pods, so " + program + " ends here\n");
    return program == "curl" ? 7 : 1;
  }
  if (program == "curl") {
    context.err("curl: (6) Could not resolve host: " + target + "\n");
    return 6;
  }
  context.err(program + ": bad address '" + target + "'\n");
  return 1;
}

}  // namespace sts::containers
