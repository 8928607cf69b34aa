// Parsing JSON: Go's scanner (json_scan) is the gate and gives the sentence of every refusal;
// nlohmann's events build.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>

#include "api/json.hpp"
#include "api/json_scan.hpp"
#include "base/sort.hpp"
#include "base/utf8.hpp"

namespace sts {
namespace {

/// Receives nlohmann's events. An object's members are kept in the order of the text and sorted
/// when it closes.
class Builder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  bool null() { return add(Json()); }
  bool boolean(bool value) { return add(Json(value)); }
  bool number_integer(number_integer_t value) { return add(Json(std::int64_t{value})); }
  bool number_unsigned(number_unsigned_t value) {
    if (value <= INT64_MAX) return add(Json(static_cast<std::int64_t>(value)));
    return add(Json(static_cast<double>(value)));
  }
  bool number_float(number_float_t value, const string_t&) { return add(Json(value)); }
  bool string(string_t& value) { return add(Json(std::move(value))); }
  bool binary(binary_t&) { return false; }

  bool start_object(std::size_t) { return open(Json::object()); }
  bool start_array(std::size_t) { return open(Json::array()); }
  bool key(string_t& value) {
    levels_.back().keys.push_back(std::move(value));
    return true;
  }
  bool end_object() {
    Level level = close();
    level.value.mutableMembers() = sorted(std::move(level.keys), std::move(level.values));
    return add(std::move(level.value));
  }
  bool end_array() {
    Level level = close();
    level.value.mutableItems() = std::move(level.values);
    return add(std::move(level.value));
  }
  bool parse_error(std::size_t, const std::string& token, const nlohmann::detail::exception&) {
    refused_ = token;
    return false;
  }

  JsonParse take() { return {std::move(result_), std::move(duplicates_)}; }
  /// The token that the scanner let pass and nlohmann did not: a number beyond every double.
  const std::string& refused() const { return refused_; }

 private:
  struct Level {
    Json value;
    std::vector<std::string> keys;
    std::vector<Json> values;
  };

  bool open(Json value) {
    levels_.push_back({std::move(value), {}, {}});
    return true;
  }

  Level close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    return level;
  }

  bool add(Json value) {
    if (levels_.empty()) {
      result_ = std::move(value);
    } else {
      levels_.back().values.push_back(std::move(value));
    }
    return true;
  }

  /// Where the object that just closed stands: "spec.containers[0]", or "" for the whole text.
  std::string path() const {
    std::string out;
    for (const Level& level : levels_) {
      if (level.value.isArray()) {
        out += "[" + std::to_string(level.values.size()) + "]";
      } else {
        if (!out.empty()) out += '.';
        out += level.keys.back();
      }
    }
    return out;
  }

  Json::Object sorted(std::vector<std::string> keys, std::vector<Json> values) {
    Json::Object members;
    members.reserve(keys.size());
    for (std::size_t i = 0; i < keys.size(); ++i)
      members.emplace_back(std::move(keys[i]), std::move(values[i]));
    const auto less = [](const Json::Member& a, const Json::Member& b) {
      return a.first < b.first;
    };
    stableSort(members, less);
    // Of equal keys the last one stays; each is told once.
    std::size_t kept = 0;
    for (std::size_t i = 0; i < members.size(); ++i) {
      if (kept > 0 && members[kept - 1].first == members[i].first) {
        report(members[i].first);
        members[kept - 1].second = std::move(members[i].second);
      } else {
        if (kept != i) members[kept] = std::move(members[i]);
        ++kept;
      }
    }
    members.erase(members.begin() + static_cast<std::ptrdiff_t>(kept), members.end());
    return members;
  }

  void report(const std::string& key) {
    std::string where = path();
    if (!where.empty()) where += '.';
    where += key;
    if (std::find(duplicates_.begin(), duplicates_.end(), where) == duplicates_.end()) {
      duplicates_.push_back(std::move(where));
    }
  }

  std::vector<Level> levels_;
  Json result_;
  std::vector<std::string> duplicates_;
  std::string refused_;
};

int hexDigit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

/// The code unit of a `\uXXXX` at `at`, or -1.
int codeUnit(std::string_view text, std::size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  int unit = 0;
  for (std::size_t i = at + 2; i < at + 6; ++i) unit = unit * 16 + hexDigit(text[i]);
  return unit;
}

/// Go reads bad UTF-8 and lone surrogates as U+FFFD where nlohmann refuses them.
/// REQUIRES: the scanner accepted the text, so every `\u` has its four digits.
std::string repaired(std::string_view text) {
  std::string out;
  out.reserve(text.size() + 16);
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] != '\\') {
      const Rune rune = decodeRune(text, at);
      appendRune(out, rune.value);
      at += rune.size;
      continue;
    }
    const int unit = codeUnit(text, at);
    const int next = codeUnit(text, at + 6);
    const bool high = unit >= 0xD800 && unit < 0xDC00;
    const bool pair = high && next >= 0xDC00 && next < 0xE000;
    const bool lone = !pair && unit >= 0xD800 && unit < 0xE000;
    const std::size_t size = pair ? 12 : unit >= 0 ? 6 : 2;
    out += lone ? std::string_view("\\ufffd") : text.substr(at, size);
    at += size;
  }
  return out;
}

}  // namespace

Result<JsonParse> parseJson(std::string_view text) {
  const JsonScan scan = scanJson(text);
  if (!scan.error.empty()) return plainError(scan.error);
  const std::string clean = repaired(text);
  Builder builder;
  if (!nlohmann::json::sax_parse(clean, &builder)) {
    return plainError("json: cannot unmarshal number " + builder.refused() +
                      " into Go value of type float64");
  }
  return builder.take();
}

}  // namespace sts
