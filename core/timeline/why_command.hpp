// sts why: the question and its answer as text, on the command line and in the terminal.
#pragma once

#include "shell/command.hpp"
#include "timeline/terminal.hpp"

namespace sts::timeline {

inline constexpr const char* whyUsage =
    "SUBJECT is a resource and an object, as kubectl names them (pod/web-2, sts/web, pvc/www-web-1, pv/…), or a name:\n"
    "dns/web-0.nginx, dns/web-0.nginx.default.svc.cluster.local (--type SRV for other records).\n";

/// `words`: SUBJECT, --at 14s (since the cluster's start), -n NAMESPACE, --type TYPE, in any order. Exit code 1: there
/// is nothing of that name, and nothing was ever decided about it.
CommandResult why(const Cluster& cluster, const std::vector<std::string>& words);

/// The command to register under "sts": `sts why SUBJECT`.
shell::Function stsCommand(const Cluster& cluster);

}  // namespace sts::timeline
