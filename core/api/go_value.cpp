#include "api/go_value.hpp"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace sts {
namespace {

// The shortest "d.ddde±xx" that reads back as the same number.
std::string shortestExponent(double value) {
  char buffer[40];
  for (int digits = 0; digits < 17; ++digits) {
    std::snprintf(buffer, sizeof buffer, "%.*e", digits, value);
    if (std::strtod(buffer, nullptr) == value) break;
  }
  return buffer;
}

void appendItems(std::string* out, const Json& value, std::string (*print)(const Json&),
                 const char* separator) {
  bool first = true;
  for (const Json& item : value.items()) {
    if (!first) *out += separator;
    first = false;
    *out += print(item);
  }
}

}  // namespace

// Go: strconv.FormatFloat with format g and the shortest precision, as fmt uses for %v.
std::string goFloat(double value) {
  if (std::isnan(value)) return "NaN";
  if (std::isinf(value)) return value > 0 ? "+Inf" : "-Inf";
  const std::string text = shortestExponent(value);
  const std::size_t e = text.find('e');
  const int exponent = std::atoi(text.c_str() + e + 1);
  constexpr int kLeast = -4;
  constexpr int kBound = 6;
  if (exponent < kLeast || exponent >= kBound) return text;
  const std::size_t point = text.find('.');
  const int fraction = point == std::string::npos ? 0 : static_cast<int>(e - point - 1);
  char buffer[64];
  std::snprintf(buffer, sizeof buffer, "%.*f", fraction > exponent ? fraction - exponent : 0,
                value);
  return buffer;
}

std::string goValue(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "<nil>";
    case Json::Type::Bool:
      return value.boolean() ? "true" : "false";
    case Json::Type::Int:
      return std::to_string(value.integer());
    case Json::Type::Double:
      return goFloat(value.number());
    case Json::Type::String:
      return value.str();
    case Json::Type::Array: {
      std::string out = "[";
      appendItems(&out, value, goValue, " ");
      return out + "]";
    }
    case Json::Type::Object: {
      std::string out = "map[";
      for (const auto& [key, member] : value.members()) {
        if (out.size() > 4) out += ' ';
        out += key + ":" + goValue(member);
      }
      return out + "]";
    }
  }
  return "";
}

std::string goSyntax(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "interface {}(nil)";
    case Json::Type::Bool:
    case Json::Type::Int:
    case Json::Type::Double:
      return goValue(value);
    case Json::Type::String:
      return goQuote(value.str());
    case Json::Type::Array: {
      std::string out = "[]interface {}{";
      appendItems(&out, value, goSyntax, ", ");
      return out + "}";
    }
    case Json::Type::Object: {
      std::string out = "map[string]interface {}{";
      bool first = true;
      for (const auto& [key, member] : value.members()) {
        if (!first) out += ", ";
        first = false;
        out += goQuote(key) + ":" + goSyntax(member);
      }
      return out + "}";
    }
  }
  return "";
}

std::string goType(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null:
      return "nil";
    case Json::Type::Bool:
      return "bool";
    case Json::Type::Int:
      return "int64";
    case Json::Type::Double:
      return "float64";
    case Json::Type::String:
      return "string";
    case Json::Type::Array:
      return "[]interface {}";
    case Json::Type::Object:
      return "map[string]interface {}";
  }
  return "";
}

}  // namespace sts
