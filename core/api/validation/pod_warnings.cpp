// k8s 1.36: pkg/api/pod/warnings.go warningsForPodSpecAndMeta
#include "api/validation/pod_warnings.hpp"

#include <map>
#include <set>

#include "api/quantity.hpp"
#include "api/validation/pod_parts.hpp"

namespace sts::validation {
namespace {

using Warnings = std::vector<std::string>;

// Labels of nodes that have newer names.
std::string deprecatedLabel(const std::string& key) {
  static const std::map<std::string, std::string> since{
      {"beta.kubernetes.io/arch", "deprecated since v1.14; use \"kubernetes.io/arch\" instead"},
      {"beta.kubernetes.io/os", "deprecated since v1.14; use \"kubernetes.io/os\" instead"},
      {"failure-domain.beta.kubernetes.io/region",
       "deprecated since v1.17; use \"topology.kubernetes.io/region\" instead"},
      {"failure-domain.beta.kubernetes.io/zone",
       "deprecated since v1.17; use \"topology.kubernetes.io/zone\" instead"},
      {"beta.kubernetes.io/instance-type",
       "deprecated since v1.17; use \"node.kubernetes.io/instance-type\" instead"}};
  auto found = since.find(key);
  return found == since.end() ? "" : found->second;
}

void nodeTerm(Warnings& out, const Json& term, bool weighted, const Path& path) {
  if (weighted && term["matchExpressions"].empty() && term["matchFields"].empty()) {
    out.push_back(
        path.text() +
        ": an empty preferred scheduling term matches all objects with implicit weight 0");
  }
  const Json& list = term["matchExpressions"];
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& key = list[i]["key"].str();
    std::string about = deprecatedLabel(key);
    if (!about.empty())
      out.push_back(((path / "matchExpressions")[i] / "key").text() + ": " + key + " is " + about);
  }
}

void placement(Warnings& out, const Json& spec, const Path& path) {
  for (const auto& [key, value] : spec["nodeSelector"].members()) {
    std::string about = deprecatedLabel(key);
    if (!about.empty()) out.push_back((path / "nodeSelector").key(key).text() + ": " + about);
  }
  const Json& rules = spec["affinity"]["nodeAffinity"];
  const char* hard = "requiredDuringSchedulingIgnoredDuringExecution";
  const char* soft = "preferredDuringSchedulingIgnoredDuringExecution";
  Path at = path / "affinity" / "nodeAffinity";
  const Json& terms = rules[hard]["nodeSelectorTerms"];
  for (std::size_t i = 0; i < terms.size(); ++i)
    nodeTerm(out, terms[i], false, (at / hard / "nodeSelectorTerms")[i]);
  for (std::size_t i = 0; i < rules[soft].size(); ++i) {
    nodeTerm(out, rules[soft][i]["preference"], true, (at / soft)[i] / "preference");
  }
  const Json& spread = spec["topologySpreadConstraints"];
  for (std::size_t i = 0; i < spread.size(); ++i) {
    Path item = (path / "topologySpreadConstraints")[i];
    const std::string& key = spread[i]["topologyKey"].str();
    std::string about = deprecatedLabel(key);
    if (!about.empty()) out.push_back((item / "topologyKey").text() + ": " + key + " is " + about);
    if (spread[i]["labelSelector"].isNull()) {
      out.push_back((item / "labelSelector").text() +
                    ": a null labelSelector results in matching no pod");
    }
  }
}

void oldAnnotations(Warnings& out, const Json& annotations, const Path& path) {
  const std::pair<const char*, const char*> old[] = {
      {"scheduler.alpha.kubernetes.io/critical-pod",
       "non-functional in v1.16+; use the \"priorityClassName\" field instead"},
      {"security.alpha.kubernetes.io/sysctls",
       "non-functional in v1.11+; use the \"sysctls\" field instead"},
      {"security.alpha.kubernetes.io/unsafe-sysctls",
       "non-functional in v1.11+; use the \"sysctls\" field instead"}};
  for (const auto& [key, sentence] : old) {
    if (annotations.has(key))
      out.push_back((path / "metadata" / "annotations").key(key).text() + ": " + sentence);
  }
}

void oldVolumes(Warnings& out, const Json& list, const Path& path) {
  const std::pair<const char*, const char*> old[] = {
      {"photonPersistentDisk", "deprecated in v1.11, non-functional in v1.16+"},
      {"gitRepo", "deprecated in v1.11, and disabled by default in v1.33+"},
      {"scaleIO", "deprecated in v1.16, non-functional in v1.22+"},
      {"flocker", "deprecated in v1.22, non-functional in v1.25+"},
      {"storageos", "deprecated in v1.22, non-functional in v1.25+"},
      {"quobyte", "deprecated in v1.22, non-functional in v1.25+"},
      {"glusterfs", "deprecated in v1.25, non-functional in v1.26+"},
      {"cephfs", "deprecated in v1.28, non-functional in v1.31+"},
      {"rbd", "deprecated in v1.28, non-functional in v1.31+"}};
  for (std::size_t i = 0; i < list.size(); ++i) {
    for (const auto& [field, sentence] : old) {
      if (!list[i].has(field)) continue;
      const std::string_view shown = field == std::string_view("storageos") ? "storageOS" : field;
      out.push_back((path[i] / shown).text() + ": " + sentence);
    }
  }
}

struct MountedFile {
  std::string path;
  std::string source;
  std::string text() const { return goQuote(path) + (source.empty() ? "" : " (" + source + ")"); }
};

bool overlap(const std::string& a, const std::string& b) {
  return (a + "/").compare(0, b.size() + 1, b + "/") == 0 ||
         (b + "/").compare(0, a.size() + 1, a + "/") == 0;
}

// Two files of one volume at the same place, or one inside the other.
class MountedFiles {
 public:
  MountedFiles(Warnings& out, std::string before) : out_(out), before_(std::move(before)) {}
  void add(std::string file, const std::string& source) {
    while (!file.empty() && file.back() == '/') file.pop_back();
    MountedFile mine{file, source};
    for (const MountedFile& other : seen_) {
      if (file.empty() || other.path.empty() || !overlap(other.path, file)) continue;
      out_.push_back(before_ + ": overlapping paths: " + mine.text() + " with " + other.text());
    }
    seen_.push_back(std::move(mine));
  }
  void addItems(const Json& source, const std::string& name) {
    for (const Json& item : source["items"].items()) add(item["path"].str(), name);
  }

 private:
  Warnings& out_;
  std::string before_;
  std::vector<MountedFile> seen_;
};

void overlappingFiles(Warnings& out, const Json& list) {
  for (const Json& volume : list.items()) {
    const std::string before = "volume " + goQuote(volume["name"].str());
    const Json& map = volume["configMap"];
    const Json& secret = volume["secret"];
    MountedFiles(out, before + " (ConfigMap " + goQuote(map["name"].str()) + ")").addItems(map, "");
    MountedFiles(out, before + " (Secret " + goQuote(secret["secretName"].str()) + ")")
        .addItems(secret, "");
    MountedFiles(out, before + " (DownwardAPI)").addItems(volume["downwardAPI"], "");
    MountedFiles files(out, before + " (Projected)");
    for (const Json& source : volume["projected"]["sources"].items()) {
      if (source.empty()) {
        out.push_back(before + " (Projected) has no sources provided");
        continue;
      }
      files.addItems(source["configMap"],
                     "ConfigMap " + goQuote(source["configMap"]["name"].str()));
      files.addItems(source["secret"], "Secret " + goQuote(source["secret"]["name"].str()));
      files.addItems(source["downwardAPI"], "DownwardAPI");
      if (source.has("serviceAccountToken")) {
        files.add(source["serviceAccountToken"]["path"].str(), "ServiceAccountToken");
      }
    }
  }
}

void doubles(Warnings& out, const Json& spec, const Path& path) {
  std::set<std::string> seen;
  const Json& aliases = spec["hostAliases"];
  for (std::size_t i = 0; i < aliases.size(); ++i) {
    const std::string& ip = aliases[i]["ip"].str();
    if (!seen.insert(ip).second) {
      out.push_back(((path / "hostAliases")[i] / "ip").text() + ": duplicate ip " + goQuote(ip));
    }
  }
  seen.clear();
  const Json& secrets = spec["imagePullSecrets"];
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    const std::string& name = secrets[i]["name"].str();
    if (!seen.insert(name).second) {
      out.push_back(((path / "imagePullSecrets")[i] / "name").text() + ": duplicate name " +
                    goQuote(name));
    }
  }
  for (std::size_t i = 0; i < secrets.size(); ++i) {
    if (secrets[i]["name"].str().empty()) {
      out.push_back(((path / "imagePullSecrets")[i] / "name").text() + ": invalid empty name \"\"");
    }
  }
}

void fractions(Warnings& out, const Json& container, const Path& path) {
  for (const char* resource : {"memory", "ephemeral-storage"}) {
    for (const char* field : {"limits", "requests"}) {
      Quantity amount = Quantity::of(container["resources"][field][resource]);
      if (amount.isWhole()) continue;
      out.push_back((path / "resources" / field).key(resource).text() + ": fractional byte value " +
                    goQuote(amount.text()) + " is invalid, must be an integer");
    }
  }
}

void hiddenVariables(Warnings& out, const Json& list, const Path& path) {
  std::set<std::string> seen;
  for (std::size_t i = 0; i < list.size(); ++i) {
    const std::string& name = list[i]["name"].str();
    if (seen.insert(name).second) continue;
    const std::string ref = "$(" + name + ")";
    const std::string& value = list[i]["value"].str();
    // A value that builds on the earlier one does not hide it.
    const bool builds =
        !list[i].has("valueFrom") && value != ref && value.find(ref) != std::string::npos;
    if (builds) continue;
    out.push_back(path[i].text() + ": hides previous definition of " + goQuote(name) +
                  ", which may be dropped when using apply");
  }
}

struct SeenPort {
  std::string path;
  std::string hostIp;
  std::int64_t hostPort;
};

void portPair(Warnings& out, const SeenPort& mine, const SeenPort& other) {
  std::string_view how;
  if (mine.hostIp == other.hostIp && mine.hostPort == other.hostPort)
    how = "duplicate";
  else if (mine.hostPort == 0 || other.hostPort == 0)
    how = "overlapping";
  else if (mine.hostPort == other.hostPort && mine.hostIp.empty() != other.hostIp.empty()) {
    how = "dangerously ambiguous";
  }
  if (!how.empty())
    out.push_back(mine.path + ": " + std::string(how) + " port definition with " + other.path);
}

void ports(Warnings& out, const Json& spec, const Path& path) {
  std::map<std::string, std::vector<SeenPort>> byNumber;
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    const Json& list = container["ports"];
    for (std::size_t i = 0; i < list.size(); ++i) {
      SeenPort mine{(at / "ports")[i].text(), list[i]["hostIP"].str(),
                    list[i]["hostPort"].integer()};
      if (!mine.hostIp.empty() && mine.hostPort == 0) {
        out.push_back(
            mine.path + ": hostIP set without hostPort: {Name:" + list[i]["name"].str() +
            " HostPort:0 ContainerPort:" + std::to_string(list[i]["containerPort"].integer()) +
            " Protocol:" + list[i]["protocol"].str() + " HostIP:" + mine.hostIp + "}");
      }
      auto& others = byNumber[std::to_string(list[i]["containerPort"].integer()) + "/" +
                              list[i]["protocol"].str()];
      for (const SeenPort& other : others) portPair(out, mine, other);
      others.push_back(std::move(mine));
    }
  });
  std::map<std::string, std::string> byName;
  forEachContainer(spec, path, [&](const Json& container, const Path& at) {
    const Json& list = container["ports"];
    for (std::size_t i = 0; i < list.size(); ++i) {
      const std::string& name = list[i]["name"].str();
      if (name.empty()) continue;
      const std::string mine = (at / "ports")[i].text();
      auto [first, fresh] = byName.emplace(name, mine);
      if (fresh) continue;
      out.push_back(mine + ": duplicate port name " + goQuote(name) + " with " + first->second +
                    ", services and probes that select ports by name will use " + first->second);
    }
  });
}

void nullSelectors(Warnings& out, const Json& spec, const Path& path) {
  for (const char* kind : {"podAffinity", "podAntiAffinity"}) {
    for (const char* when : {"requiredDuringSchedulingIgnoredDuringExecution",
                             "preferredDuringSchedulingIgnoredDuringExecution"}) {
      const Json& terms = spec["affinity"][kind][when];
      const bool weighted = when[0] == 'p';
      for (std::size_t i = 0; i < terms.size(); ++i) {
        const Json& term = weighted ? terms[i]["podAffinityTerm"] : terms[i];
        if (!term["labelSelector"].isNull()) continue;
        Path at = (path / "affinity" / kind / when)[i];
        if (weighted) at = at / "podAffinityTerm";
        out.push_back((at / "labelSelector").text() +
                      ": a null labelSelector results in matching no pod");
      }
    }
  }
}

}  // namespace

std::vector<std::string> podWarnings(const Json& holder, const Path& path) {
  Warnings out;
  const Json& spec = holder["spec"];
  Path at = path / "spec";
  placement(out, spec, at);
  for (const char* resource : {"memory", "ephemeral-storage"}) {
    const Quantity amount = Quantity::of(holder["spec"]["overhead"][resource]);
    if (amount.isWhole()) continue;
    out.push_back((path / "spec" / "overhead").key(resource).text() + ": fractional byte value " +
                  goQuote(amount.text()) + " is invalid, must be an integer");
  }
  oldAnnotations(out, holder["metadata"]["annotations"], path);
  oldVolumes(out, spec["volumes"], at / "volumes");
  overlappingFiles(out, spec["volumes"]);
  doubles(out, spec, at);
  forEachContainer(spec, at, [&out](const Json& container, const Path& place) {
    fractions(out, container, place);
    hiddenVariables(out, container["env"], place / "env");
  });
  ports(out, spec, at);
  const Json& grace = spec["terminationGracePeriodSeconds"];
  if (grace.integer() < 0) {
    out.push_back((at / "terminationGracePeriodSeconds").text() +
                  ": must be >= 0; negative values are invalid and will be treated as 1");
  }
  nullSelectors(out, spec, at);
  return out;
}

}  // namespace sts::validation
