#include "sts/status.hpp"

#include <algorithm>

namespace sts {
namespace {

Status about(int code, const char* reason, const GroupResource& resource, const std::string& name,
             std::string message) {
  Status status;
  status.code = code;
  status.reason = reason;
  status.message = std::move(message);
  status.name = name;
  status.group = resource.group;
  status.kind = resource.resource;
  return status;
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

}  // namespace

Status plainError(std::string message) {
  Status status;
  status.message = std::move(message);
  return status;
}

Status notFound(const GroupResource& resource, const std::string& name) {
  return about(404, "NotFound", resource, name, resource.text() + " " + quoted(name) + " not found");
}

Status alreadyExists(const GroupResource& resource, const std::string& name) {
  return about(409, "AlreadyExists", resource, name, resource.text() + " " + quoted(name) + " already exists");
}

Status conflict(const GroupResource& resource, const std::string& name, const std::string& why) {
  return about(409, "Conflict", resource, name,
               "Operation cannot be fulfilled on " + resource.text() + " " + quoted(name) + ": " + why);
}

Status forbidden(const GroupResource& resource, const std::string& name, const std::string& why) {
  if (name.empty()) return about(403, "Forbidden", resource, name, resource.text() + " is forbidden: " + why);
  return about(403, "Forbidden", resource, name, resource.text() + " " + quoted(name) + " is forbidden: " + why);
}

Status badRequest(std::string message) { return about(400, "BadRequest", {}, "", std::move(message)); }

Status methodNotSupported(const GroupResource& resource, const std::string& verb) {
  return about(405, "MethodNotAllowed", resource, "",
               verb + " is not supported on resources of kind " + quoted(resource.text()));
}

Status tooManyRequests(std::string message, int retryAfterSeconds) {
  Status status = about(429, "TooManyRequests", {}, "", std::move(message));
  status.retryAfterSeconds = retryAfterSeconds;
  return status;
}

Status invalid(const GroupResource& groupKind, const std::string& name, std::vector<StatusCause> causes) {
  std::vector<std::string> said;  // what stands twice among the causes is said once
  for (const StatusCause& cause : causes) {
    std::string text = cause.field.empty() ? cause.message : cause.field + ": " + cause.message;
    if (std::find(said.begin(), said.end(), text) == said.end()) said.push_back(std::move(text));
  }
  std::string list;
  for (const std::string& text : said) list += (list.empty() ? "" : ", ") + text;
  if (said.size() > 1) list = "[" + list + "]";
  Status status = about(422, "Invalid", groupKind, name,
                        groupKind.text() + " " + quoted(name) + " is invalid: " + list);
  status.causes = std::move(causes);
  return status;
}

}  // namespace sts
