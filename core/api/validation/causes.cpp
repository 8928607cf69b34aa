// k8s 1.36: apimachinery pkg/util/validation/field/errors.go, path.go
#include "api/validation/causes.hpp"

#include <algorithm>

#include <utility>

#include "api/quantity.hpp"

namespace sts::validation {

Path Path::operator/(std::string_view child) const {
  if (text_.empty()) return Path(child);
  std::string text;
  text.reserve(text_.size() + 1 + child.size());
  text += text_;
  text += '.';
  text += child;
  return Path(text);
}

Path Path::operator[](std::size_t index) const {
  return Path(text_ + "[" + std::to_string(index) + "]");
}

Path Path::key(std::string_view name) const { return Path(text_ + "[" + std::string(name) + "]"); }

std::string printedValue(const Json& value) {
  return value.isString() ? goQuote(value.str()) : toJson(value);
}

void Causes::add(std::string_view reason, const Path& path, std::string_view printed,
                 std::string_view detail) {
  std::string message(printed);
  if (!detail.empty()) {
    message += ": ";
    message += detail;
  }
  causes_.push_back({std::string(reason), std::move(message), path.text()});
}

void Causes::required(const Path& path, std::string_view detail) {
  add("FieldValueRequired", path, "Required value", detail);
}

void Causes::forbidden(const Path& path, std::string_view detail) {
  add("FieldValueForbidden", path, "Forbidden", detail);
}

void Causes::invalid(const Path& path, const Json& value, std::string_view detail) {
  invalidText(path, printedValue(value), detail);
}

void Causes::invalidText(const Path& path, std::string_view printed, std::string_view detail) {
  if (printed.empty())
    add("FieldValueInvalid", path, "Invalid value", detail);
  else
    add("FieldValueInvalid", path, "Invalid value: " + std::string(printed), detail);
}

void Causes::each(const Path& path, const Json& value, const Sentences& sentences) {
  for (const std::string& sentence : sentences) invalid(path, value, sentence);
}

void Causes::notSupported(const Path& path, const Json& value,
                          const std::vector<std::string_view>& supported) {
  notSupportedText(path, printedValue(value), supported);
}

void Causes::notSupportedText(const Path& path, std::string_view printed,
                              const std::vector<std::string_view>& supported) {
  std::string detail;
  for (std::string_view word : supported) {
    detail += detail.empty() ? "supported values: " : ", ";
    detail += goQuote(word);
  }
  add("FieldValueNotSupported", path, "Unsupported value: " + std::string(printed), detail);
}

void Causes::duplicate(const Path& path, const Json& value, std::string_view detail) {
  duplicateText(path, printedValue(value), detail);
}

void Causes::duplicateText(const Path& path, std::string_view printed, std::string_view detail) {
  add("FieldValueDuplicate", path, "Duplicate value: " + std::string(printed), detail);
}

void Causes::notFound(const Path& path, const Json& value, std::string_view detail) {
  add("FieldValueNotFound", path, "Not found: " + printedValue(value), detail);
}

void Causes::tooLong(const Path& path, int maximumBytes) {
  add("FieldValueTooLong", path, "Too long",
      "may not be more than " + std::to_string(maximumBytes) + " bytes");
}

void Causes::tooMany(const Path& path, std::size_t actual, int maximum) {
  add("FieldValueTooMany", path, "Too many: " + std::to_string(actual),
      "must have at most " + std::to_string(maximum) + " items");
}

bool Causes::has(std::string_view field) const {
  return std::any_of(causes_.begin(), causes_.end(),
                     [field](const StatusCause& cause) { return cause.field == field; });
}

void Causes::append(Causes other) {
  for (StatusCause& cause : other.causes_) causes_.push_back(std::move(cause));
}

void nonNegative(Causes& out, const Path& path, const Json& value) {
  nonNegative(out, path, value.integer());
}

void nonNegative(Causes& out, const Path& path, std::int64_t value) {
  if (value < 0) out.invalid(path, value, "must be greater than or equal to 0");
}

void positive(Causes& out, const Path& path, std::int64_t value) {
  if (value <= 0) out.invalid(path, value, "must be greater than zero");
}

void inRange(Causes& out, const Path& path, std::int64_t value, std::int64_t low,
             std::int64_t high) {
  if (value >= low && value <= high) return;
  out.invalid(
      path, value,
      "must be between " + std::to_string(low) + " and " + std::to_string(high) + ", inclusive");
}

void requireText(Causes& out, const Path& path, const Json& value) {
  if (value.str().empty()) out.required(path);
}

void immutable(Causes& out, const Path& path, const Json& fresh, const Json& old) {
  if (semanticallyEqual(fresh, old)) return;
  const bool emptied = fresh.isNull() && old.isString() && !old.str().empty();
  out.invalid(path, emptied ? Json("") : fresh, "field is immutable");
}

namespace {

bool isBlank(const Json& value) {
  return value.isNull() || ((value.isArray() || value.isObject()) && value.empty());
}

// Two unequal strings that are the same amount: only worth a look if both begin like numbers.
bool sameAmount(const std::string& a, const std::string& b) {
  auto numeric = [](const std::string& s) {
    return !s.empty() && s.size() < 40 &&
           (s[0] == '-' || s[0] == '.' || (s[0] >= '0' && s[0] <= '9'));
  };
  return numeric(a) && numeric(b);
}

bool equalAt(const Json& a, const Json& b, bool amounts);

bool equalMembers(const Json& a, const Json& b, bool amounts) {
  const Json::Object& left = a.members();
  const Json::Object& right = b.members();
  std::size_t i = 0;
  std::size_t j = 0;
  static const Json nothing;
  while (i < left.size() || j < right.size()) {
    int order = i == left.size()    ? 1
                : j == right.size() ? -1
                                    : left[i].first.compare(right[j].first);
    const std::string& key = order <= 0 ? left[i].first : right[j].first;
    bool below = amounts || key == "limits" || key == "requests" || key == "capacity" ||
                 key == "hard" || key == "sizeLimit" || key == "divisor";
    if (!equalAt(order <= 0 ? left[i].second : nothing, order >= 0 ? right[j].second : nothing,
                 below)) {
      return false;
    }
    if (order <= 0) ++i;
    if (order >= 0) ++j;
  }
  return true;
}

bool equalAt(const Json& a, const Json& b, bool amounts) {
  if (isBlank(a) && isBlank(b)) return true;
  if (a.isObject() && b.isObject()) return equalMembers(a, b, amounts);
  if (a.isArray() && b.isArray()) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
      if (!equalAt(a[i], b[i], false)) return false;
    }
    return true;
  }
  if (a == b) return true;
  if (amounts && a.isString() && b.isString() && sameAmount(a.str(), b.str())) {
    return Quantity::of(a) == Quantity::of(b);
  }
  return false;
}

}  // namespace

bool semanticallyEqual(const Json& a, const Json& b) { return equalAt(a, b, false); }

}  // namespace sts::validation
