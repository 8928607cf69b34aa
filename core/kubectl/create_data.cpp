// kubectl create configmap and create secret: data from literals and files.
// k8s 1.36: kubectl pkg/cmd/create/create_{configmap,secret,secret_docker,secret_tls}.go, pkg/cmd/util/env_file.go
#include <algorithm>

#include "api/validation/names.hpp"
#include "base/base64.hpp"
#include "kubectl/changes.hpp"
#include "kubectl/command_flags.hpp"
#include "kubectl/generators.hpp"

namespace sts::kubectl::generators {
namespace {

/// The data of one object, gathered key by key.
class Gathered {
 public:
  Gathered(const char* kind, std::string name) : kind_(kind), name_(std::move(name)) {}

  Result<Done> put(const std::string& key, const std::string& value) {
    if (const auto faults = validation::isConfigMapKey(key); !faults.empty())
      return plainError(goQuote(key) + " is not a valid key name for a " + kind_ + ": " + faults.front());
    if (data_.has(key)) {
      return plainError("cannot add key " + (isSecret() ? key : goQuote(key)) +
                        ", another key by that name already exists" +
                        (isSecret() ? "" : " in Data for ConfigMap " + goQuote(name_)));
    }
    data_.set(key, isSecret() ? Json(encodeBase64(value)) : Json(value));
    return Done{};
  }
  const Json& data() const { return data_; }

 private:
  bool isSecret() const { return kind_ == "Secret"; }
  std::string kind_, name_;
  Json data_ = Json::object();
};

Result<Done> readFile(Invocation& call, const std::string& entry, Gathered& gathered) {
  const std::size_t sign = entry.find('=');
  if (sign == 0) return plainError("key name for file path " + entry.substr(1) + " missing");
  if (sign != std::string::npos && entry.find('=', sign + 1) != std::string::npos)
    return plainError("key names or file paths cannot contain '='");
  if (sign + 1 == entry.size()) return plainError("file path for key name " + entry.substr(0, sign) + " missing");
  const std::string path = sign == std::string::npos ? entry : entry.substr(sign + 1);
  const std::string base = path.substr(path.rfind('/') == std::string::npos ? 0 : path.rfind('/') + 1);
  if (const auto text = call.world.readFile(path))
    return gathered.put(sign == std::string::npos ? base : entry.substr(0, sign), *text);
  const auto names = call.world.listDirectory(path);
  if (!names) return plainError("error reading " + path + ": no such file or directory");
  if (sign != std::string::npos)
    return plainError("cannot give a key name for a directory path");
  for (const std::string& name : *names) {
    const auto text = call.world.readFile(path + "/" + name);
    if (text && validation::isConfigMapKey(name).empty()) CHECK_OK(gathered.put(name, *text));
  }
  return Done{};
}

Result<Done> readLiteral(const std::string& entry, Gathered& gathered) {
  const std::size_t sign = entry.find('=');
  if (sign == std::string::npos || sign == 0)
    return plainError("invalid literal source " + entry + ", expected key=value");
  std::string value = entry.substr(sign + 1);
  const bool isQuoted =
      value.size() > 1 && (value.front() == '"' || value.front() == '\'') && value.front() == value.back();
  if (isQuoted) value = value.substr(1, value.size() - 2);
  return gathered.put(entry.substr(0, sign), value);
}

Result<Done> readEnvFile(Invocation& call, const std::string& path, Gathered& gathered) {
  const auto text = call.world.readFile(path);
  if (!text) return plainError("error reading " + path + ": no such file or directory");
  std::size_t from = 0;
  while (from < text->size()) {
    const std::size_t end = std::min(text->find('\n', from), text->size());
    std::string line = text->substr(from, end - from);
    from = end + 1;
    line.erase(0, std::min(line.find_first_not_of(" \t"), line.size()));
    if (line.empty() || line[0] == '#') continue;
    const std::size_t sign = line.find('=');
    const std::string key = line.substr(0, sign);
    if (const std::string wrong = wrongEnvName(key); !wrong.empty())
      return plainError(goQuote(key) + " is not a valid key name: " + wrong);
    // SIM: a bare name takes its value from the environment, which is empty here.
    if (sign != std::string::npos) CHECK_OK(gathered.put(key, line.substr(sign + 1)));
  }
  return Done{};
}

Result<Json> gather(Invocation& call, const char* kind, const std::string& name) {
  if (call.flags.has("from-env-file") && (call.flags.has("from-file") || call.flags.has("from-literal")))
    return plainError("from-env-file cannot be combined with from-file or from-literal");
  Gathered gathered(kind, name);
  for (const std::string& entry : commaList(call, "from-file")) CHECK_OK(readFile(call, entry, gathered));
  for (const std::string& entry : call.flags.list("from-literal")) CHECK_OK(readLiteral(entry, gathered));
  for (const std::string& path : commaList(call, "from-env-file")) CHECK_OK(readEnvFile(call, path, gathered));
  return gathered.data();
}

Reply createData(Invocation& call, const char* kind, const char* failure) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  if (call.flags.is("append-hash")) return call.fail("--append-hash is not supported by this simulator");
  const Result<Json> data = gather(call, kind, *name);
  if (!data.ok()) return call.fail(data.error());
  Json object = objectOf("v1", kind, *name);
  if (!data->empty()) object.set("data", *data);
  if (const std::string type = call.flags.text("type"); !type.empty()) object.set("type", type);
  return createMade(call, std::move(object), {"created", failure});
}

Reply createConfigMap(Invocation& call) { return createData(call, "ConfigMap", "configmap: "); }
Reply createSecret(Invocation& call) { return createData(call, "Secret", "secret "); }

// k8s 1.36: kubectl pkg/cmd/create/create_secret_docker.go
Reply createDockerSecret(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string user = call.flags.text("docker-username"), password = call.flags.text("docker-password");
  const std::string server = call.flags.text("docker-server", "https://index.docker.io/v1/");
  const std::string email = call.flags.text("docker-email");
  Json object = objectOf("v1", "Secret", *name);
  object.set("type", "kubernetes.io/dockerconfigjson");
  if (call.flags.has("from-file")) {
    const Result<Json> data = gather(call, "Secret", *name);
    if (!data.ok()) return call.fail(data.error());
    object.set("data", *data);
  } else {
    if (user.empty() || password.empty() || server.empty()) {
      return call.fail(
          "either --from-file or the combination of --docker-username, --docker-password and --docker-server is "
          "required");
    }
    const std::string text = "{\"auths\":{" + toJson(Json(server)) + ":{\"username\":" + toJson(Json(user)) +
                             ",\"password\":" + toJson(Json(password)) +
                             (email.empty() ? "" : ",\"email\":" + toJson(Json(email))) + ",\"auth\":\"" +
                             encodeBase64(user + ":" + password) + "\"}}}";
    object.set("data", Json::object({{".dockerconfigjson", encodeBase64(text)}}));
  }
  return createMade(call, std::move(object), {"created", "secret "});
}

// k8s 1.36: kubectl pkg/cmd/create/create_secret_tls.go
Reply createTlsSecret(Invocation& call) {
  const Result<std::string> name = nameOf(call);
  if (!name.ok()) return call.usage(name.error().message);
  const std::string certificate = call.flags.text("cert"), key = call.flags.text("key");
  if (certificate.empty() || key.empty()) return call.fail("key and cert must be specified");
  Json data = Json::object();
  for (const auto& [field, path] : {std::pair{"tls.crt", certificate}, std::pair{"tls.key", key}}) {
    const auto text = call.world.readFile(path);
    if (!text) return call.fail("Cannot read file " + path + ", open " + path + ": no such file or directory");
    data.set(field, encodeBase64(*text));
  }
  // SIM: whether the key belongs to the certificate is not looked at, only that both are PEM.
  for (const auto& [field, word] : {std::pair{"tls.crt", "certificate"}, std::pair{"tls.key", "key"}}) {
    if (decodeBase64(data[field].str()).bytes.find("-----BEGIN ") == std::string::npos)
      return call.fail(std::string("tls: failed to find any PEM data in ") + word + " input");
  }
  Json object = objectOf("v1", "Secret", *name);
  object.set("data", std::move(data));
  object.set("type", "kubernetes.io/tls");
  return createMade(call, std::move(object), {"created", "secret "});
}

}  // namespace

std::vector<CommandInfo> dataGenerators(const std::vector<FlagInfo>& making) {
  using namespace command_flags;
  const Flagged files = making + Flagged{{"from-file", 0, FlagType::List}, {"append-hash", 0, FlagType::Bool}};
  const Flagged data =
      files + Flagged{{"from-literal", 0, FlagType::List}, {"from-env-file", 0, FlagType::List}};
  return {
      {"create configmap|cm", createConfigMap, data},
      {"create secret generic", createSecret, data + Flagged{{"type"}}},
      {"create secret docker-registry", createDockerSecret,
       files + Flagged{{"docker-username"}, {"docker-password"}, {"docker-server"}, {"docker-email"}}},
      {"create secret tls", createTlsSecret,
       making + Flagged{{"cert"}, {"key"}, {"append-hash", 0, FlagType::Bool}}},
  };
}

}  // namespace sts::kubectl::generators
