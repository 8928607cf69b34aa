// k8s 1.36: kubectl pkg/rawhttp/raw.go
#include "kubectl/raw.hpp"

#include <algorithm>

namespace sts::kubectl {
namespace {

// The fields of a Status as Go's struct has them; other objects as they come.
std::string answerText(const Json& answer) {
  if (answer["kind"].str() != "Status") return toJson(answer);
  std::string text = "{";
  for (const char* field :
       {"kind", "apiVersion", "metadata", "status", "message", "reason", "details", "code"}) {
    if (!answer.has(field)) continue;
    text += (text.size() > 1 ? "," : "") + toJson(Json(field)) + ":" + toJson(answer[field]);
  }
  return text + "}";
}

// "/api/v1/pods?limit=1": what stands behind the question mark.
std::map<std::string, std::string> queryOf(const std::string& address) {
  std::map<std::string, std::string> query;
  for (std::size_t from = address.find('?'); from != std::string::npos && from < address.size();) {
    const std::size_t end = std::min(address.find('&', from + 1), address.size());
    const std::string pair = address.substr(from + 1, end - from - 1);
    const std::size_t sign = pair.find('=');
    query[pair.substr(0, sign)] = sign == std::string::npos ? "" : pair.substr(sign + 1);
    from = end;
  }
  return query;
}

}  // namespace

Reply sendRaw(Invocation& call, const char* method) {
  const std::string verb = method;
  if (!call.arguments.empty()) return call.fail("arguments may not be passed when --raw is specified");
  if (call.flags.has("output")) return call.fail("--raw and --output are mutually exclusive");
  if (call.flags.is("watch")) return call.fail("--raw and --watch are mutually exclusive");
  const std::string address = call.flags.text("raw");
  if (address.empty() || address[0] != '/') return call.fail("--raw must be a valid URL path");
  Request request;
  request.method = method;
  request.path = address.substr(0, address.find('?'));
  request.query = queryOf(address);
  if (verb == "POST" || verb == "PUT") {
    const std::vector<std::string> files = call.flags.list("filename");
    if (files.size() != 1) return call.fail("--raw can only use a single local file or stdin");
    const auto text = files[0] == "-" ? std::optional<std::string>(call.input) : call.world.readFile(files[0]);
    if (!text) return call.fail("open " + files[0] + ": no such file or directory");
    Result<JsonParse> body = parseJson(*text);
    if (!body.ok()) return call.fail(body.error());
    request.body = std::move(body->value);
  }
  for (const char* path : {"/healthz", "/readyz", "/livez"}) {
    if (verb != "GET" || request.path != path) continue;
    call.out += "ok";
    return Reply::done();
  }
  const Result<Json> answer = send(call, std::move(request));
  if (!answer.ok()) return call.fail(answer.error());
  call.out += answerText(*answer) + "\n";
  return Reply::done();
}

}  // namespace sts::kubectl
