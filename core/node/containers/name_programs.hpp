// The programs behind names.hpp, one file a family. Each gets the question ready to be asked.
#pragma once

#include "node/containers/names.hpp"

namespace sts::containers {

/// A container's resolver, shared by the programs of one registry.
struct Names {
  NameService service;
  dns::Resolver resolver;

  dns::Lookup lookup(const std::string& name, const std::string& type, Time now) {
    return resolver.lookup(service.view(), name, type, now);
  }
  /// Of a fully qualified name only, without search.
  dns::Answer ask(const std::string& name, const std::string& type) const;
  /// The addresses of a name as the C library finds them: /etc/hosts first. `canonical` is the name that has them.
  std::vector<std::string> addresses(shell::Context& context, const std::string& name, std::string& canonical);
};
using NamesPtr = std::shared_ptr<Names>;

shell::Outcome nslookupCommand(Names& names, shell::Context& context);
shell::Outcome digCommand(Names& names, shell::Context& context);
shell::Outcome hostCommand(Names& names, shell::Context& context);
shell::Outcome getentCommand(Names& names, shell::Context& context);
shell::Outcome talkCommand(Names& names, shell::Context& context);

/// "a.b." to "a.b".
std::string withoutDot(const std::string& name);
bool isAddress(const std::string& text);
/// "SRV" of "srv".
std::string upper(std::string text);

}  // namespace sts::containers
