// Time passes here as the contract says: a request costs none, everything due at its instant runs at once, and a step
// lasts until `quiet` seconds after its end or its last write that counts.
#include "timeline/replay.hpp"

#include <algorithm>
#include <array>

#include "dns/server.hpp"
#include "timeline/terminal.hpp"

namespace sts {
namespace {

constexpr std::array compared = {Kind::Pod,
                                 Kind::PersistentVolumeClaim,
                                 Kind::PersistentVolume,
                                 Kind::StatefulSet,
                                 Kind::ControllerRevision,
                                 Kind::Service,
                                 Kind::Event,
                                 Kind::ConfigMap,
                                 Kind::Secret,
                                 Kind::Node,
                                 Kind::Deployment,
                                 Kind::ReplicaSet,
                                 Kind::EndpointSlice,
                                 Kind::PodDisruptionBudget,
                                 Kind::StorageClass,
                                 Kind::Namespace,
                                 Kind::ServiceAccount,
                                 Kind::Role,
                                 Kind::RoleBinding,
                                 Kind::HorizontalPodAutoscaler};

bool isCompared(const Write& write) {
  const bool isKind = std::find(compared.begin(), compared.end(), write.object->kind) != compared.end();
  return isKind && write.object->metadata->namespace_.rfind("kube-", 0) != 0;
}

Json watchEvent(const Write& write) {
  const char* type = write.type == WriteType::Added      ? "ADDED"
                     : write.type == WriteType::Modified ? "MODIFIED"
                                                         : "DELETED";
  Json event = Json::object({{"type", type}});
  event.set("object", toJson(*write.object));
  return event;
}

bool startsWith(const std::string& text, std::string_view prefix) { return text.rfind(prefix, 0) == 0; }

// Commands that only read are followed by a shorter silence.
bool isReading(const std::string& line) {
  static constexpr std::array<std::string_view, 13> readers = {"kubectl get",
                                                               "kubectl describe",
                                                               "kubectl rollout history",
                                                               "kubectl rollout status",
                                                               "kubectl explain",
                                                               "kubectl diff",
                                                               "kubectl logs",
                                                               "kubectl version",
                                                               "kubectl api-resources",
                                                               "kubectl api-versions",
                                                               "kubectl wait",
                                                               "kubectl top",
                                                               "kubectl auth"};
  return std::any_of(readers.begin(), readers.end(),
                     [&line](std::string_view reader) { return startsWith(line, reader); });
}

// `{now}` in a stimulus stands for the current time.
Json withNow(const Json& value, const std::string& now) {
  if (value.isString()) {
    std::string text = value.str();
    for (std::size_t at = text.find("{now}"); at != std::string::npos; at = text.find("{now}", at))
      text.replace(at, 5, now);
    return text;
  }
  if (value.isArray()) {
    Json copy = Json::array();
    for (const Json& item : value.items()) copy.push(withNow(item, now));
    return copy;
  }
  if (!value.isObject()) return value;
  Json copy = Json::object();
  for (const auto& [key, member] : value.members()) copy.set(key, withNow(member, now));
  return copy;
}

class Player {
 public:
  explicit Player(const Json& recording)
      : quiet_(
            milliseconds(static_cast<std::int64_t>(recording["quiet"].number(0.6) * 1000 + 0.5))),
        cluster_(optionsOf(recording)),
        terminal_(cluster_) {
    for (const auto& [name, text] : recording["files"].members()) terminal_.texts()[name] = text.str();
    seen_ = cluster_.store().revision();
    cluster_.afterEachStep([this] { terminal_.poll(); });
  }

  Json initial() const {
    Json watch = Json::array();
    for (const ObjectPtr& node : cluster_.store().list(Kind::Node)) {
      watch.push(Json::object({{"type", "ADDED"}, {"object", toJson(*node)}}));
    }
    Json line = Json::object({{"initial", true}});
    line.set("watch", std::move(watch));
    return line;
  }

  Json step(const Json& stimulus) {
    Json line = Json::object();
    Duration quiet = quiet_;
    if (stimulus.has("run")) quiet = runCommand(stimulus, line);
    if (stimulus.has("end")) quiet = endBackground(stimulus["end"], line);
    if (stimulus.has("status")) patchStatus(stimulus["status"]);
    if (stimulus.has("remove")) removeObject(stimulus["remove"]);
    if (stimulus.has("api")) request(stimulus["api"], line);
    if (stimulus.has("wait")) pass(stimulus["wait"].number());
    if (stimulus.has("dns")) quiet = resolve(stimulus["dns"], line);
    if (stimulus.has("node")) heartBeat(stimulus["node"].str());
    finish(quiet, line);
    return line;
  }

 private:
  static ClusterOptions optionsOf(const Json& recording) {
    ClusterOptions options;
    options.nodes = static_cast<int>(recording["nodes"].integer(1));
    options.kubelets = false;
    return options;
  }

  // A stimulus may name what the cluster drew at random: "d-{rand:2}" is the second object of generateName "d-".
  std::string resolved(const std::string& text) const;

  Duration runCommand(const Json& stimulus, Json& line) {
    const std::string command = resolved(stimulus["run"].str());
    if (stimulus["background"].boolean()) {
      terminal_.startInBackground(command);
      return quiet_;
    }
    const CommandResult result = terminal_.run(command, stimulus["stdin"].str());
    line.set("exit", result.exit);
    line.set("stdout", result.out);
    line.set("stderr", result.err);
    return isReading(command) ? milliseconds(150) : quiet_;
  }

  Duration endBackground(const Json& which, Json& line) {
    const CommandResult result = terminal_.endBackground(resolved(which.str()), seconds(10));
    line.set("exit", result.isInterrupted ? Json("interrupted") : Json(result.exit));
    line.set("stdout", result.out);
    line.set("stderr", result.err);
    return milliseconds(100);
  }

  void send(const std::string& method, const std::string& path, Json body, const std::string& type, Json* line) {
    Request request;
    request.method = method;
    const std::size_t mark = path.find('?');
    request.path = resolved(path.substr(0, mark));
    if (mark != std::string::npos) addQuery(path.substr(mark + 1), request);
    request.body = std::move(body);
    request.contentType = type;
    const Response response = cluster_.apiServer().serve(request);
    cluster_.settle();
    if (line == nullptr) return;
    Json facts = Json::object({{"code", response.code}});
    for (const char* key : {"status", "reason", "message", "details"}) {
      const bool isStatus = response.body["kind"].str() == "Status";
      if (isStatus && response.body.has(key)) facts.set(key, response.body[key]);
    }
    const std::string reason = response.failure ? response.failure->reason : "";
    const bool hasDetails = !reason.empty() && reason != "BadRequest";
    if (hasDetails && !facts.has("details")) facts.set("details", Json::object());
    line->set("response", std::move(facts));
  }

  static void addQuery(const std::string& text, Request& request) {
    std::size_t from = 0;
    while (from < text.size()) {
      const std::size_t end = std::min(text.find('&', from), text.size());
      const std::string pair = text.substr(from, end - from);
      const std::size_t sign = std::min(pair.find('='), pair.size());
      request.query[pair.substr(0, sign)] = sign < pair.size() ? pair.substr(sign + 1) : "";
      from = end + 1;
    }
  }

  std::string pathOf(const Json& stimulus) const {
    const std::string kind = stimulus["kind"].str();
    std::string name = resolved(stimulus["name"].str()), space = stimulus["namespace"].str();
    if (const std::size_t slash = name.find('/'); slash != std::string::npos) {
      space = name.substr(0, slash);
      name = name.substr(slash + 1);
    }
    if (space.empty()) space = "default";
    for (std::size_t index = 0; index < kindCount; ++index) {
      const KindInfo& info = infoOf(static_cast<Kind>(index));
      if (info.name != kind) continue;
      const std::string root = std::string(*info.group == '\0' ? "/api/" : "/apis/") + info.apiVersion() + "/";
      return root + (info.namespaced ? "namespaces/" + space + "/" : "") + info.plural + "/" + name;
    }
    return "/unknown/" + kind;
  }

  void patchStatus(const Json& stimulus) {
    const Json patch = withNow(stimulus["patch"], rfc3339(cluster_.now()));
    send("PATCH", pathOf(stimulus) + "/status", patch, "application/merge-patch+json", nullptr);
  }

  void removeObject(const Json& stimulus) {
    send("DELETE", pathOf(stimulus), Json::object({{"gracePeriodSeconds", 0}}), "application/json", nullptr);
  }

  void request(const Json& stimulus, Json& line) {
    const std::string type = stimulus["type"].isString() ? stimulus["type"].str() : "application/json";
    send(stimulus["method"].str(), stimulus["path"].str(),
         withNow(stimulus["body"], rfc3339(cluster_.now())), type, &line);
  }

  void pass(double secondsToPass) {
    cluster_.runUntil(cluster_.now() +
                      milliseconds(static_cast<std::int64_t>(secondsToPass * 1000 + 0.5)));
  }

  Duration resolve(const Json& query, Json& line) {
    pass(0.3);
    const dns::View view{cluster_.store(), cluster_.store().revision()};
    const dns::Answer answer = dns::answer(view, {query["name"].str(), query["type"].str()});
    Json records = Json::array();
    for (const dns::Record& record : answer.records) records.push(record.text());
    line.set("dns", Json::object({{"rcode", dns::textOf(answer.rcode)}, {"answer", std::move(records)}}));
    return milliseconds(100);
  }

  // "node-2 silent" or "node-2 beat"
  void heartBeat(const std::string& words) {
    const std::size_t blank = words.find(' ');
    cluster_.setHeartBeat(words.substr(0, blank), words.substr(blank + 1) == "beat");
  }

  void finish(Duration quiet, Json& line) {
    cluster_.runUntilQuiet(quiet, cluster_.now() + seconds(60), isCompared);
    Json watch = Json::array();
    for (const Write& write : cluster_.store().writesSince(seen_)) watch.push(watchEvent(write));
    seen_ = cluster_.store().revision();
    line.set("watch", std::move(watch));
  }

  Duration quiet_;
  Cluster cluster_;
  Terminal terminal_;
  std::int64_t seen_ = 0;
};

std::string Player::resolved(const std::string& text) const {
  std::string out = text;
  for (std::size_t at = out.find("{rand:"); at != std::string::npos; at = out.find("{rand:", at + 1)) {
    std::size_t from = at;
    while (from > 0 && (std::isalnum(static_cast<unsigned char>(out[from - 1])) ||
                        out[from - 1] == '-' || out[from - 1] == '.'))
      --from;
    const std::string base = out.substr(from, at - from);
    const std::size_t end = out.find('}', at);
    int wanted = std::atoi(out.c_str() + at + 6);
    for (const Write& write : cluster_.store().writesSince(0)) {
      const bool isOne = write.type == WriteType::Added &&
                         write.object->metadata->generateName == base &&
                         write.object->metadata->name.size() == base.size() + 5;
      if (isOne && --wanted == 0) {
        out.replace(from, end - from + 1, write.object->metadata->name);
        break;
      }
    }
  }
  for (std::size_t at = out.find("{uid:"); at != std::string::npos; at = out.find("{uid:", at + 1)) {
    const std::size_t end = out.find('}', at), slash = out.find('/', at);
    const std::string kind = out.substr(at + 5, slash - at - 5), rest = out.substr(slash + 1, end - slash - 1);
    const std::string name = rest.substr(0, rest.find('#'));
    int wanted = rest.find('#') == std::string::npos ? 1 : std::atoi(rest.c_str() + rest.find('#') + 1);
    for (const Write& write : cluster_.store().writesSince(0)) {
      const bool isOne = write.type == WriteType::Added &&
                         infoOf(write.object->kind).name == kind &&
                         write.object->metadata->name == name;
      if (isOne && --wanted == 0) {
        out.replace(at, end - at + 1, write.object->metadata->uid);
        break;
      }
    }
  }
  return out;
}

}  // namespace

Result<Done> replay(const Json& recording, const std::function<void(const Json&)>& print) {
  if (!recording["steps"].isArray()) return plainError("not a recording: it has no steps");
  Player player(recording);
  print(player.initial());
  for (const Json& stimulus : recording["steps"].items()) print(player.step(stimulus));
  return Done{};
}

}  // namespace sts
