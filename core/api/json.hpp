// Json: a plain JSON value, used where text enters or leaves (manifests, requests, patches, printed objects).
//
// Members of an object are kept sorted by key, as Go's maps are printed, so equal values have equal bytes. Inside
// the cluster a Pod is a `Pod`, not a Json. Reading from an absent place is allowed and gives null, so that a path
// such as `pod["spec"]["nodeName"].str()` needs no guards.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "sts/status.hpp"

namespace sts {

class Json {
 public:
  using Array = std::vector<Json>;
  using Member = std::pair<std::string, Json>;
  using Object = std::vector<Member>;  ///< sorted by key, keys unique
  enum class Type : std::uint8_t { Null, Bool, Int, Double, String, Array, Object };

  Json() = default;
  Json(std::nullptr_t) {}
  Json(bool value) : value_(value) {}
  Json(int value) : value_(std::int64_t{value}) {}
  Json(std::int64_t value) : value_(value) {}
  Json(double value) : value_(value) {}
  Json(const char* value) : value_(std::string(value)) {}
  Json(std::string_view value) : value_(std::string(value)) {}
  Json(std::string value) : value_(std::move(value)) {}
  Json(Array value) : value_(std::move(value)) {}
  static Json array(std::initializer_list<Json> items = {});
  static Json object(std::initializer_list<Member> members = {});

  Type type() const { return static_cast<Type>(value_.index()); }
  bool isNull() const { return type() == Type::Null; }
  bool isBool() const { return type() == Type::Bool; }
  bool isInt() const { return type() == Type::Int; }
  bool isDouble() const { return type() == Type::Double; }
  bool isNumber() const { return isInt() || isDouble(); }
  bool isString() const { return type() == Type::String; }
  bool isArray() const { return type() == Type::Array; }
  bool isObject() const { return type() == Type::Object; }

  // What this value is, or the given default if it is something else.
  bool boolean(bool otherwise = false) const;
  std::int64_t integer(std::int64_t otherwise = 0) const;
  double number(double otherwise = 0) const;  ///< an Int counts too
  const std::string& str() const;             ///< "" if not a string

  // Elements; no elements if this is something else.
  const Array& items() const;
  const Object& members() const;
  std::size_t size() const;  ///< of an array or object; else 0
  bool empty() const { return size() == 0; }

  const Json* find(std::string_view key) const;  ///< nullptr if absent
  bool has(std::string_view key) const { return find(key) != nullptr; }
  const Json& operator[](std::string_view key) const;  ///< null if absent
  const Json& operator[](const char* key) const { return (*this)[std::string_view(key)]; }
  const Json& operator[](std::size_t index) const;  ///< null if out of range
  const Json& operator[](int index) const { return (*this)[static_cast<std::size_t>(index)]; }
  /// Follow keys; null if one is absent.
  const Json& at(std::initializer_list<std::string_view> path) const;

  // Editing. A null becomes an object or an array at its first member; editing another kind of value asserts.
  Json& operator[](std::string_view key);  ///< inserts null if absent
  Json& operator[](const char* key) { return (*this)[std::string_view(key)]; }
  Json& set(std::string_view key, Json value);  ///< returns the stored value
  bool erase(std::string_view key);             ///< was it there?
  Json& push(Json value);                       ///< returns the stored value
  Array& mutableItems();
  Object& mutableMembers();  ///< REQUIRES: keys stay sorted

  bool operator==(const Json&) const = default;

 private:
  Json(Object value) : value_(std::move(value)) {}
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> value_;
};

/// Compact JSON with sorted keys. `escapeHtml` writes < > & as \u003c …, as Go's encoding/json does by default.
std::string toJson(const Json& value, bool escapeHtml = true);
/// Indented JSON as Go's MarshalIndent prints it (empty containers on one line), without a trailing newline.
std::string toJsonIndented(const Json& value, std::string_view indent, bool escapeHtml = true);
/// A Go-quoted string: `"a\nb"` (strconv.Quote).
std::string goQuote(std::string_view text);

struct JsonParse {
  Json value;
  std::vector<std::string> duplicates;  ///< paths of keys that stood twice, e.g. "spec.replicas"; the last one won
};
/// Parse JSON text; the error's sentence is Go's encoding/json's where we know it.
Result<JsonParse> parseJson(std::string_view text);

}  // namespace sts
