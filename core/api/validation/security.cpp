// Security contexts of pods and containers, and what an operating system forbids.
// k8s 1.36: pkg/apis/core/validation/validation.go ValidateSecurityContext,
// validatePodSpecSecurityContext, validateLinux, validateWindows
#include <limits>

#include "api/validation/internal_json.hpp"
#include "api/validation/names.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

constexpr std::int64_t kLargestId = std::numeric_limits<std::int32_t>::max();

void id(Causes& out, const Json& holder, const char* field, const Path& path) {
  if (holder.has(field)) inRange(out, path / field, holder[field].integer(), 0, kLargestId);
}

void seccomp(Causes& out, const Json& profile, const Path& path) {
  if (profile.isNull()) return;
  const std::string& type = profile["type"].str();
  const std::vector<std::string_view> types{"Localhost", "RuntimeDefault", "Unconfined"};
  if (type.empty())
    out.required(path / "type", "type is required when seccompProfile is set");
  else if (!oneOf(type, types))
    out.notSupported(path / "type", type, types);
  const bool local = profile.has("localhostProfile");
  if (type != "Localhost") {
    if (local) {
      out.invalidText(path / "localhostProfile", internalJson("SeccompProfile", profile),
                      "can only be set when seccomp type is Localhost");
    }
  } else if (!local) {
    out.required(path / "localhostProfile", "must be set when seccomp type is Localhost");
  } else {
    localPath(out, profile["localhostProfile"], path / "localhostProfile");
  }
}

void appArmor(Causes& out, const Json& profile, const Path& path) {
  if (profile.isNull()) return;
  const std::string& type = profile["type"].str();
  const std::vector<std::string_view> types{"Localhost", "RuntimeDefault", "Unconfined"};
  const Json& local = profile["localhostProfile"];
  Path at = path / "localhostProfile";
  if (type.empty()) {
    out.required(path / "type", "type is required when appArmorProfile is set");
  } else if (!oneOf(type, types)) {
    out.notSupported(path / "type", type, types);
  } else if (type != "Localhost") {
    if (!local.isNull()) out.invalid(at, local, "can only be set when AppArmor type is Localhost");
  } else if (local.isNull() || local.str().empty()) {
    out.required(at, "must be set when AppArmor type is Localhost");
  } else {
    const std::string& name = local.str();
    if (name.front() == ' ' || name.back() == ' ')
      out.invalid(at, local, "must not be padded with whitespace");
    if (name.size() > 4095) out.tooLong(at, 4095);
  }
}

// `user` or `domain\user`.
void userName(Causes& out, const Json& value, const Path& path) {
  const std::string& name = value.str();
  const std::size_t slash = name.find('\\');
  const auto wrong = [&](const char* why) { out.invalid(path, value, "runAsUserName" + std::string(why)); };
  if (name.empty()) return wrong(" cannot be an empty string");
  for (char c : name) {
    if (static_cast<unsigned char>(c) < 32 || c == 127) return wrong(" cannot contain control characters");
  }
  if (slash != name.rfind('\\')) return wrong(" cannot contain more than one backslash");
  const std::string user = slash == std::string::npos ? name : name.substr(slash + 1);
  if (slash == 0) wrong("'s Domain doesn't match the NetBios nor the DNS format");
  if (user.empty()) return wrong("'s User cannot be an empty string");
  if (user.size() > 104) wrong("'s User length must not be longer than 104 characters");
  if (user.find_first_not_of(". ") == std::string::npos)
    wrong("'s User cannot contain only periods or spaces");
}

void windowsOptions(Causes& out, const Json& options, const Path& path) {
  if (options.isNull()) return;
  if (options.has("gmsaCredentialSpecName")) {
    dns1123Subdomain(out, path / "gmsaCredentialSpecName", options["gmsaCredentialSpecName"]);
  }
  if (options.has("gmsaCredentialSpec") && options["gmsaCredentialSpec"].str().empty()) {
    out.invalid(path / "gmsaCredentialSpec", "", "gmsaCredentialSpec cannot be an empty string");
  }
  if (options.has("runAsUserName")) userName(out, options["runAsUserName"], path / "runAsUserName");
}

bool isSysctlName(std::string_view name) {
  if (name.size() > 253) return false;
  bool segmentStart = true;
  char before = '.';
  auto alnum = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
  for (char c : name) {
    const bool separator = c == '.' || c == '/';
    if (separator ? segmentStart || !alnum(before)
                  : !alnum(c) && (segmentStart || (c != '-' && c != '_'))) {
      return false;
    }
    segmentStart = separator;
    before = c;
  }
  return !name.empty() && alnum(before);
}

void sysctls(Causes& out, const Json& spec, const Json& list, const Path& path) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& name = list[i]["name"].str();
    Path at = path[i] / "name";
    if (name.empty()) {
      out.required(at);
    } else if (!isSysctlName(name)) {
      out.invalid(at, name,
                  "must have at most 253 characters and match regex "
                  "^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$");
    } else if (seen.count(name) != 0) {
      out.duplicate(at, name);
    }
    std::string dotted = name;
    for (char& c : dotted) c = c == '/' ? '.' : c;
    if (spec["hostNetwork"].boolean() && dotted.compare(0, 4, "net.") == 0) {
      out.invalid(at, name, "may not be specified when 'hostNetwork' is true");
    }
    const bool ipc = dotted.compare(0, 10, "kernel.shm") == 0 ||
                     dotted.compare(0, 10, "kernel.msg") == 0 ||
                     dotted.compare(0, 10, "fs.mqueue.") == 0 || dotted == "kernel.sem";
    if (spec["hostIPC"].boolean() && ipc)
      out.invalid(at, name, "may not be specified when 'hostIPC' is true");
    seen.insert(name);
  }
}

void word(Causes& out, const Json& holder, const char* field,
          const std::vector<std::string_view>& words, const Path& path) {
  if (holder.has(field) && !oneOf(holder[field].str(), words))
    out.notSupported(path / field, holder[field], words);
}

struct Forbidden {
  const char* field;
  bool inContext;  // below securityContext
};

void windowsPod(Causes& out, const Json& spec, const Path& path) {
  const Json& context = spec["securityContext"];
  auto check = [&](const char* field, bool inContext) {
    const Json& value = (inContext ? context : spec)[field];
    if (value.isNull() || (value.isArray() && value.empty())) return;
    if ((std::string_view(field) == "hostPID" || std::string_view(field) == "hostIPC") &&
        !value.boolean())
      return;
    out.forbidden(inContext ? path / "securityContext" / field : path / field,
                  "cannot be set for a windows pod");
  };
  for (Forbidden f : {Forbidden{"appArmorProfile", true},
                      {"seLinuxOptions", true},
                      {"hostUsers", false},
                      {"hostPID", false},
                      {"hostIPC", false},
                      {"seccompProfile", true},
                      {"fsGroup", true},
                      {"fsGroupChangePolicy", true},
                      {"sysctls", true},
                      {"shareProcessNamespace", false},
                      {"runAsUser", true},
                      {"runAsGroup", true},
                      {"supplementalGroups", true},
                      {"supplementalGroupsPolicy", true},
                      {"seLinuxChangePolicy", true}}) {
    check(f.field, f.inContext);
  }
  forEachContainer(spec, path, [&out](const Json& container, const Path& at) {
    for (const char* field : {"appArmorProfile", "seLinuxOptions", "seccompProfile", "capabilities",
                              "readOnlyRootFilesystem", "privileged", "allowPrivilegeEscalation",
                              "procMount", "runAsUser", "runAsGroup"}) {
      if (container["securityContext"].has(field)) {
        out.forbidden(at / "securityContext" / field, "cannot be set for a windows pod");
      }
    }
  });
}

void linuxPod(Causes& out, const Json& spec, const Path& path) {
  constexpr std::string_view sentence = "windows options cannot be set for a linux pod";
  if (spec["securityContext"].has("windowsOptions")) {
    out.forbidden(path / "securityContext" / "windowsOptions", sentence);
  }
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    if (container["securityContext"].has("windowsOptions")) {
      out.forbidden(at / "securityContext" / "windowsOptions", sentence);
    }
  });
}

}  // namespace

void securityContext(Causes& out, const PodScope& scope, const Json& context, const Path& path) {
  if (context.isNull()) return;
  id(out, context, "runAsUser", path);
  id(out, context, "runAsGroup", path);
  if (context.has("procMount")) {
    const Json& mode = context["procMount"];
    word(out, context, "procMount", {"Default", "Unmasked"}, path);
    if (scope.hostUsers && mode.str() == "Unmasked") {
      out.invalid(path / "procMount", mode, "`hostUsers` must be false to use `Unmasked`");
    }
  }
  seccomp(out, context["seccompProfile"], path / "seccompProfile");
  if (context.has("allowPrivilegeEscalation") && !context["allowPrivilegeEscalation"].boolean()) {
    if (context["privileged"].boolean()) {
      out.invalidText(path, internalJson("SecurityContext", context),
                      "cannot set `allowPrivilegeEscalation` to false and `privileged` to true");
    }
    for (const Json& capability : context["capabilities"]["add"].items()) {
      if (capability.str() != "CAP_SYS_ADMIN") continue;
      out.invalidText(
          path, internalJson("SecurityContext", context),
          "cannot set `allowPrivilegeEscalation` to false and `capabilities.Add` CAP_SYS_ADMIN");
    }
  }
  windowsOptions(out, context["windowsOptions"], path / "windowsOptions");
  appArmor(out, context["appArmorProfile"], path / "appArmorProfile");
}

void podSecurityContext(Causes& out, const PodScope& scope, const Path& path) {
  const Json& spec = *scope.spec;
  const Json& context = spec["securityContext"];
  if (context.isNull()) return;
  id(out, context, "fsGroup", path);
  id(out, context, "runAsUser", path);
  id(out, context, "runAsGroup", path);
  const Json& groups = context["supplementalGroups"];
  for (std::size_t i = 0; i < groups.size(); ++i) {
    inRange(out, (path / "supplementalGroups")[i], groups[i].integer(), 0, kLargestId);
  }
  if (spec["shareProcessNamespace"].boolean() && spec["hostPID"].boolean()) {
    out.invalid(path / "shareProcessNamespace", true,
                "ShareProcessNamespace and HostPID cannot both be enabled");
  }
  sysctls(out, spec, context["sysctls"], path / "sysctls");
  word(out, context, "fsGroupChangePolicy", {"Always", "OnRootMismatch"}, path);
  seccomp(out, context["seccompProfile"], path / "seccompProfile");
  windowsOptions(out, context["windowsOptions"], path / "windowsOptions");
  appArmor(out, context["appArmorProfile"], path / "appArmorProfile");
  word(out, context, "supplementalGroupsPolicy", {"Merge", "Strict"}, path);
  word(out, context, "seLinuxChangePolicy", {"Recursive"}, path);
}

// Windows containers that are processes of their host: all of a pod's or none, and on the host's network.
void hostProcesses(Causes& out, const PodScope& scope, const Path& path) {
  const Json& spec = *scope.spec;
  const Json& ofPod = spec["securityContext"]["windowsOptions"]["hostProcess"];
  std::size_t count = 0, all = 0;
  for (const char* kind : {"initContainers", "containers", "ephemeralContainers"}) {
    for (const Json& container : spec[kind].items()) {
      const Json& own = container["securityContext"]["windowsOptions"]["hostProcess"];
      if ((own.isNull() ? ofPod : own).boolean()) ++count;
      ++all;
    }
  }
  if (count == 0) return;
  if (count != all) {
    out.invalid(path, "",
                "If pod contains any hostProcess containers then all containers must be "
                "HostProcess containers");
  }
  if (!spec["hostNetwork"].boolean()) {
    out.invalid(path / "hostNetwork", false,
                "hostNetwork must be true if pod contains any hostProcess containers");
  }
}

void operatingSystem(Causes& out, const PodScope& scope, const Path& path) {
  const Json& spec = *scope.spec;
  if (!spec.has("os")) return;
  const std::string& name = spec["os"]["name"].str();
  if (name.empty())
    out.required(path / "os" / "name");
  else if (name == "linux")
    linuxPod(out, spec, path);
  else if (name == "windows")
    windowsPod(out, spec, path);
  else
    out.notSupported(path / "os", name, {"linux", "windows"});
}

}  // namespace sts::validation
