// The commands about the server and the client themselves: version, api-versions, api-resources, cluster-info, auth,
// config, top.
#include <algorithm>

#include "api/yaml/print.hpp"
#include "kubectl/help.hpp"
#include "kubectl/printers/tabwriter.hpp"
#include "base/sort.hpp"
#include "kubectl/rest.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) text += (text.empty() ? "" : ",") + std::string(word);
  return text;
}

bool isListed(const Invocation& call, const ResourceInfo& resource) {
  if (call.flags.has("api-group") && resource.group != call.flags.text("api-group")) return false;
  if (call.flags.has("namespaced") && resource.namespaced != call.flags.is("namespaced")) return false;
  for (const std::string& verbs : call.flags.list("verbs")) {
    std::size_t from = 0;
    while (from <= verbs.size()) {
      const std::size_t comma = std::min(verbs.find(',', from), verbs.size());
      if (!resource.hasVerb(verbs.substr(from, comma - from))) return false;
      from = comma + 1;
    }
  }
  for (const std::string& category : call.flags.list("categories")) {
    if (std::find(resource.categories.begin(), resource.categories.end(), category) ==
        resource.categories.end())
      return false;
  }
  return true;
}

std::string bracketed(const std::vector<std::string>& list) {
  std::string words;
  for (const std::string& word : list) words += (words.empty() ? "" : " ") + word;
  return "[" + words + "]";
}

std::string resourceRow(const ResourceInfo& resource, bool isWide) {
  std::string row = std::string(resource.plural) + "\t" + joined(resource.shortNames) + "\t" +
                    std::string(resource.apiVersion) + "\t" +
                    (resource.namespaced ? "true" : "false") + "\t" + std::string(resource.kind);
  if (isWide) row += "\t" + joined(resource.verbs) + "\t" + joined(resource.categories);
  return row + "\n";
}

}  // namespace

// k8s 1.36: kubectl pkg/cmd/apiresources/apiresources.go
Reply apiResources(Invocation& call) {
  if (!call.arguments.empty()) {
    return call.usage("unexpected arguments: " + bracketed(call.arguments));
  }
  const std::string form = call.flags.text("output");
  if (!form.empty() && form != "wide" && form != "name") {
    return call.fail("unable to match a printer suitable for the output format \"" + form +
                     "\", allowed formats are: json,kyaml,name,wide,yaml");
  }
  if (const std::string by = call.flags.text("sort-by"); !by.empty() && by != "name" && by != "kind")
    return call.fail("--sort-by accepts only name or kind");
  std::vector<const ResourceInfo*> listed;
  for (const ResourceInfo* resource : scheme::preferredResources()) {
    if (isListed(call, *resource)) listed.push_back(resource);
  }
  if (const std::string by = call.flags.text("sort-by"); by == "name" || by == "kind") {
    stableSort(listed, [&by](const ResourceInfo* a, const ResourceInfo* b) {
      return by == "name" ? a->plural < b->plural : a->kind < b->kind;
    });
  }
  if (form == "name") {
    for (const ResourceInfo* resource : listed) call.out += resource->groupResource().text() + "\n";
    return Reply::done();
  }
  std::string text;
  if (!call.flags.is("no-headers"))
    text = std::string("NAME\tSHORTNAMES\tAPIVERSION\tNAMESPACED\tKIND") +
           (form == "wide" ? "\tVERBS\tCATEGORIES\n" : "\n");
  for (const ResourceInfo* resource : listed) text += resourceRow(*resource, form == "wide");
  printers::TabWriter writer = printers::tableWriter();
  writer.write(text);
  call.out += writer.flush();
  return Reply::done();
}

Reply apiVersions(Invocation& call) {
  if (!call.arguments.empty()) return call.usage("unexpected arguments: " + bracketed(call.arguments));
  std::vector<std::string> versions;
  for (const scheme::Group& group : scheme::groups()) {
    for (const std::string_view version : group.versions)
      versions.push_back((group.name.empty() ? "" : std::string(group.name) + "/") +
                         std::string(version));
  }
  std::sort(versions.begin(), versions.end());
  for (const std::string& version : versions) call.out += version + "\n";
  return Reply::done();
}

// What a binary says of itself. SIM: of the real one's facts only the version, and that nobody built it.
Json buildInfo(bool isServer) {
  Json info = Json::object({{"buildDate", "1970-01-01T00:00:00Z"},
                            {"compiler", "gc"},
                            {"gitCommit", "$Format:%H$"},
                            {"gitTreeState", ""},
                            {"gitVersion", "v1.36.3"},
                            {"goVersion", "go1.26.8"},
                            {"major", "1"},
                            {"minor", "36"},
                            {"platform", "linux/amd64"}});
  if (!isServer) return info;
  info.set("emulationMajor", "1");
  info.set("emulationMinor", "36");
  info.set("minCompatibilityMajor", "1");
  info.set("minCompatibilityMinor", "35");
  return info;
}

// The fields in the order of the Go structs.
std::string versionJson(const Json& versions) {
  std::string text = "{\n";
  for (const auto& [name, value] : versions.members()) {
    if (name == "kustomizeVersion") continue;
    text += "  " + toJson(Json(name)) + ": {\n";
    std::string rows;
    for (const char* field : {"major", "minor", "emulationMajor", "emulationMinor", "minCompatibilityMajor",
                              "minCompatibilityMinor", "gitVersion", "gitCommit", "gitTreeState", "buildDate",
                              "goVersion", "compiler", "platform"}) {
      if (value.has(field))
        rows += (rows.empty() ? "    " : ",\n    ") + toJson(Json(field)) + ": " + toJson(value[field]);
    }
    text += rows + "\n  },\n";
    if (name == "clientVersion") text += "  \"kustomizeVersion\": \"v5.8.1\"";
    if (name == "clientVersion" && versions.has("serverVersion")) text += ",\n";
  }
  if (versions.has("serverVersion")) text.erase(text.size() - 2, 1);
  return text + (versions.has("serverVersion") ? "}\n" : "\n}\n");
}

Reply version(Invocation& call) {
  if (!call.arguments.empty()) return call.fail("extra arguments: " + bracketed(call.arguments));
  if (const std::string form = call.flags.text("output");
      !form.empty() && form != "yaml" && form != "json")
    return call.fail("--output must be 'yaml' or 'json'");
  if (const std::string form = call.flags.text("output"); !form.empty()) {
    Json versions = Json::object({{"clientVersion", buildInfo(false)}, {"kustomizeVersion", "v5.8.1"}});
    if (!call.flags.is("client")) versions.set("serverVersion", buildInfo(true));
    call.out += form == "json" ? versionJson(versions) : toYaml(versions) + "\n";
    return Reply::done();
  }
  call.out += "Client Version: v1.36.3\nKustomize Version: v5.8.1\n";
  if (!call.flags.is("client")) call.out += "Server Version: v1.36.3\n";
  return Reply::done();
}

// k8s 1.36: kubectl pkg/cmd/auth/cani.go
// SIM: whoever sits at the page is in system:masters, so everything is allowed.
Reply authCanI(Invocation& call) {
  if (call.flags.is("list")) {
    printers::TabWriter writer = printers::tableWriter();
    if (!call.flags.is("no-headers")) writer.write("Resources\tNon-Resource URLs\tResource Names\tVerbs\n");
    writer.write("*.*\t[]\t[]\t[*]\n\t[*]\t[]\t[*]\n");
    call.out += writer.flush();
    return Reply::done();
  }
  if (call.arguments.size() < 2 || call.arguments.size() > 3)
    return call.fail(
        "you must specify two arguments: verb resource or verb resource/resourceName.\nSee "
        "'kubectl auth can-i -h' for help and examples.");
  static const char* const verbs[] = {
      "get", "list", "watch",    "create",      "update", "patch",   "delete", "deletecollection",
      "use", "bind", "escalate", "impersonate", "*",      "approve", "sign",   "attest"};
  const std::string& verb = call.arguments[0];
  std::string resource = call.arguments[1].substr(0, call.arguments[1].find('/'));
  if (std::find(std::begin(verbs), std::end(verbs), verb) == std::end(verbs))
    call.err += "Warning: verb '" + verb + "' is not a known verb\n\n";
  const Result<const ResourceInfo*> found = scheme::findResource(resource);
  if (!found.ok() && resource != "*" && !resource.empty())
    call.err += "Warning: the server doesn't have a resource type '" + resource + "'\n\n";
  if (found.ok() && !(*found)->namespaced && !call.allNamespaces()) {
    const std::string group((*found)->group);
    call.err += "Warning: resource '" + resource + "' is not namespace scoped" +
                (group.empty() ? "" : " in group '" + group + "'") + "\n\n";
  }
  if (!call.flags.is("quiet")) call.out += "yes\n";
  return Reply::done();
}

Reply clusterInfo(Invocation& call) {
  call.out +=
      "Kubernetes control plane is running at https://127.0.0.1:6443\n\nTo further debug and "
      "diagnose cluster problems, use 'kubectl cluster-info dump'.\n";
  return Reply::done();
}

Reply top(Invocation& call) {
  if (!call.arguments.empty() && call.flags.has("selector")) return call.fail("only one of NAME or selector can be provided");
  return call.fail("Metrics API not available");
}

// A group of commands without one of them: its help, on standard error but for those that always printed it.
Reply groupAlone(Invocation& call) {
  if (!call.arguments.empty() && call.path != "kubectl certificate") {
    std::string words;
    for (const std::string& word : call.arguments) words += (words.empty() ? "" : " ") + word;
    return call.usage("unknown command " + goQuote(words));
  }
  std::vector<std::string> path;
  std::string word;
  for (const char c : call.path.substr(8) + " ") {
    if (c == ' ') {
      path.push_back(std::exchange(word, {}));
    } else {
      word += c;
    }
  }
  const std::string text = help::of(path);
  const bool isOut = call.path == "kubectl rollout" || call.path == "kubectl certificate";
  (isOut ? call.out : call.err) += text;
  return Reply::done(call.path == "kubectl certificate" ? 0 : 1);
}

Reply pluginList(Invocation& call) { return call.fail("unable to find any kubectl plugins in your PATH"); }

// SIM: nothing signs certificates here; a request that is there cannot be approved.
Reply certificateVerb(Invocation& call) {
  if (call.arguments.empty() && !call.flags.has("filename"))
    return call.fail("one or more CSRs must be specified as <name> or -f <filename>");
  for (const std::string& name : call.arguments) {
    const ResourceInfo* requests = scheme::findKind("certificates.k8s.io/v1", "CertificateSigningRequest");
    const Result<Json> found = getObject(call, *requests, "", name);
    if (!found.ok()) return call.fail(found.error());
  }
  return notSimulated(call);
}

Reply notSimulated(Invocation& call) { return call.fail(call.path + " is not supported by this simulator"); }

}  // namespace sts::kubectl
