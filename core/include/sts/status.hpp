// Status and Result: how everything in this project says "no".
//
// A failed call answers with the Status that a real API server would send, so that kubectl can print it word for
// word. Result<T> holds either a T or such a Status; it is [[nodiscard]], and TRY unwraps it or returns the Status.
#pragma once

#include <cassert>
#include <cstdint>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace sts {

/// One cause of a Status, as in `status.details.causes`.
struct StatusCause {
  std::string reason;   ///< e.g. "FieldValueInvalid"
  std::string message;  ///< e.g. "Invalid value: -1: must be greater than or equal to 0"
  std::string field;    ///< e.g. "spec.replicas"
  bool operator==(const StatusCause&) const = default;
};

/// metav1.Status of a failure. `reason` empty means an error that is not the API server's (a plain Go error).
struct Status {
  int code = 500;
  std::string reason;   ///< "NotFound", "AlreadyExists", "Conflict", "Invalid", "BadRequest", "Forbidden", …
  std::string message;  ///< the whole sentence, e.g. `pods "web-0" not found`
  std::string name;     ///< details.name
  std::string group;    ///< details.group
  std::string kind;     ///< details.kind: the resource ("pods"), for Invalid the kind ("Pod")
  std::string uid;      ///< details.uid
  std::vector<StatusCause> causes;
  int retryAfterSeconds = 0;
  bool operator==(const Status&) const = default;
};

/// A group and a resource (or kind), printed "statefulsets.apps", or "pods" for the core group.
struct GroupResource {
  std::string group;
  std::string resource;
  std::string text() const { return group.empty() ? resource : resource + "." + group; }
};

/// The factories of apimachinery pkg/api/errors/errors.go; the sentences are what clients compare and print.
Status plainError(std::string message);
Status notFound(const GroupResource& resource, const std::string& name);
Status alreadyExists(const GroupResource& resource, const std::string& name);
Status conflict(const GroupResource& resource, const std::string& name, const std::string& why);
Status forbidden(const GroupResource& resource, const std::string& name, const std::string& why);
Status badRequest(std::string message);
Status methodNotSupported(const GroupResource& resource, const std::string& verb);
Status tooManyRequests(std::string message, int retryAfterSeconds);
/// `groupKind.resource` is the kind here: `StatefulSet.apps "web" is invalid: [a, b]`.
Status invalid(const GroupResource& groupKind, const std::string& name, std::vector<StatusCause> causes);

/// Either a value or the Status that says why there is none.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Status status) : state_(std::in_place_index<1>, std::move(status)) {}
  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }
  const T& value() const& { assert(ok()); return *std::get_if<0>(&state_); }
  T& value() & { assert(ok()); return *std::get_if<0>(&state_); }
  T&& value() && { assert(ok()); return std::move(*std::get_if<0>(&state_)); }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }
  const Status& error() const { assert(!ok()); return *std::get_if<1>(&state_); }

 private:
  std::variant<T, Status> state_;
};

/// Success without a value.
struct Done {
  bool operator==(const Done&) const = default;
};

}  // namespace sts

#define STS_CONCAT_(a, b) a##b
#define STS_CONCAT(a, b) STS_CONCAT_(a, b)
/// TRY(auto pod, client.get(…)): `pod` is the value, or this function returns the Status.
#define TRY(declaration, ...)                                      \
  auto STS_CONCAT(try_, __LINE__) = (__VA_ARGS__);                 \
  if (!STS_CONCAT(try_, __LINE__).ok()) return STS_CONCAT(try_, __LINE__).error(); \
  declaration = std::move(*STS_CONCAT(try_, __LINE__))
/// CHECK_OK(client.remove(…)): return the Status if the call failed.
#define CHECK_OK(...)                                              \
  if (auto STS_CONCAT(try_, __LINE__) = (__VA_ARGS__); !STS_CONCAT(try_, __LINE__).ok()) \
  return STS_CONCAT(try_, __LINE__).error()
