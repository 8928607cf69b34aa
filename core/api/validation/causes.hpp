// The vocabulary of field errors: a Path to a field and Causes, the list of what is wrong.
//
// Every validation file speaks these few words; they print exactly as the API server's field errors
// do
// (`spec.replicas: Invalid value: -1: must be …`). Causes keeps the order in which they were added.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "sts/status.hpp"

namespace sts::validation {

using Sentences = std::vector<std::string>;
using Words = std::initializer_list<std::string_view>;

/// A place in an object: Path("spec") / "containers" at index 0 is `spec.containers[0]`.
class Path {
 public:
  Path() = default;
  explicit Path(std::string_view text) : text_(text) {}
  Path operator/(std::string_view child) const;
  Path operator[](std::size_t index) const;
  Path key(std::string_view name) const;  ///< `spec.resources[storage]`
  const std::string& text() const { return text_; }

 private:
  std::string text_;
};

class Causes {
 public:
  void required(const Path& path, std::string_view detail = {});
  void forbidden(const Path& path, std::string_view detail);
  void invalid(const Path& path, const Json& value, std::string_view detail);
  /// The value already printed: the internal struct of the server, `null`, …; "" shows none.
  void invalidText(const Path& path, std::string_view printed, std::string_view detail);
  /// One "invalid" for each sentence.
  void each(const Path& path, const Json& value, const Sentences& sentences);
  void notSupported(const Path& path, const Json& value,
                    const std::vector<std::string_view>& supported);
  void notSupportedText(const Path& path, std::string_view printed,
                        const std::vector<std::string_view>& supported);
  void duplicate(const Path& path, const Json& value, std::string_view detail = {});
  void duplicateText(const Path& path, std::string_view printed, std::string_view detail = {});
  void notFound(const Path& path, const Json& value, std::string_view detail = {});
  void tooLong(const Path& path, int maximumBytes);
  void tooMany(const Path& path, std::size_t actual, int maximum);
  void append(Causes other);

  bool has(std::string_view field) const;  ///< is something wrong with exactly this field?
  bool empty() const { return causes_.empty(); }
  std::size_t size() const { return causes_.size(); }
  std::vector<StatusCause> take() && { return std::move(causes_); }

 private:
  void add(std::string_view reason, const Path& path, std::string_view printed,
           std::string_view detail);
  std::vector<StatusCause> causes_;
};

/// A value as field errors print it: strings quoted, numbers bare, anything else as JSON.
std::string printedValue(const Json& value);

inline bool oneOf(std::string_view value, const std::vector<std::string_view>& words) {
  for (std::string_view word : words) {
    if (word == value) return true;
  }
  return false;
}

// Small rules that many fields share.
void nonNegative(Causes& out, const Path& path, const Json& value);  ///< absent is fine
void nonNegative(Causes& out, const Path& path, std::int64_t value);
void positive(Causes& out, const Path& path, std::int64_t value);
void inRange(Causes& out, const Path& path, std::int64_t value, std::int64_t low,
             std::int64_t high);
void requireText(Causes& out, const Path& path, const Json& value);  ///< a non-empty string
void immutable(Causes& out, const Path& path, const Json& fresh, const Json& old);

/// Equality as the server means it: absent, null and empty lists, maps and strings are the same,
/// and amounts are compared by value ("1000m" and "1").
bool semanticallyEqual(const Json& a, const Json& b);

}  // namespace sts::validation
