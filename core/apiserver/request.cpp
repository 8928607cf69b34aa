#include "apiserver/request.hpp"

namespace sts {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> parts;
  std::size_t from = 0;
  while (from < path.size()) {
    const std::size_t slash = path.find('/', from);
    const std::size_t end = slash == std::string_view::npos ? path.size() : slash;
    if (end > from) parts.emplace_back(path.substr(from, end - from));
    from = end + 1;
  }
  return parts;
}

}  // namespace

RequestInfo parsePath(std::string_view path) {
  RequestInfo info;
  const std::vector<std::string> parts = split(path);
  std::size_t at = 0;
  const auto take = [&]() -> std::string { return at < parts.size() ? parts[at++] : std::string(); };
  if (take() == "apis") info.group = take();
  info.version = take();
  // "namespaces/x" alone is the Namespace itself; with more behind it, the scope of the rest.
  const bool scoped = at + 2 < parts.size() && parts[at] == "namespaces" &&
                      parts[at + 2] != "status" && parts[at + 2] != "finalize";
  if (scoped) {
    ++at;
    info.namespace_ = take();
  }
  info.plural = take();
  info.name = take();
  info.subresource = take();
  info.kind = findPlural(info.group, info.plural);
  return info;
}

Json toJson(const Status& status) {
  Json json = Json::object({{"apiVersion", "v1"},
                            {"kind", "Status"},
                            {"metadata", Json::object()},
                            {"status", "Failure"}});
  json.set("message", status.message);
  if (!status.reason.empty()) json.set("reason", status.reason);
  Json details = Json::object();
  if (!status.name.empty()) details.set("name", status.name);
  if (!status.group.empty()) details.set("group", status.group);
  if (!status.kind.empty()) details.set("kind", status.kind);
  if (!status.uid.empty()) details.set("uid", status.uid);
  if (status.retryAfterSeconds != 0) details.set("retryAfterSeconds", status.retryAfterSeconds);
  if (!status.causes.empty()) {
    Json causes = Json::array();
    for (const StatusCause& cause : status.causes) {
      Json& item = causes.push(Json::object({{"reason", cause.reason}, {"message", cause.message}}));
      if (!cause.field.empty()) item.set("field", cause.field);
    }
    details.set("causes", std::move(causes));
  }
  if (!details.empty()) json.set("details", std::move(details));
  json.set("code", status.code);
  return json;
}

}  // namespace sts
