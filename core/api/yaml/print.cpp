// go.yaml.in/yaml/v2: encode.go, emitterc.go, sorter.go
//
// goyaml sends events to an emitter that is a state machine over columns. What kubectl prints uses
// little of it: block style, no anchors, flow style for empty containers alone. So
// this is a walk. A sequence below a key is not indented; everything else below a key is, by two.
#include "api/yaml/print.hpp"

#include <algorithm>

#include "api/yaml/key_order.hpp"
#include "api/yaml/scalar.hpp"
#include "api/yaml/scalar_style.hpp"

namespace sts {
namespace {

using yaml::ScalarKind;
using yaml::Style;

class Printer {
 public:
  std::string run(const Json& value) {
    if (isBlock(value)) {
      block(value, 0);
    } else {
      scalarOrEmpty(value, 0, false);
    }
    freshLine();
    return std::move(out_);
  }

 private:
  static bool isBlock(const Json& value) { return value.size() > 0; }

  bool atLineStart() const { return out_.empty() || out_.back() == '\n'; }
  void freshLine() {
    if (!atLineStart()) out_ += '\n';
  }

  /// The place of the next key or dash: a new line, or, just behind a `- ` or `: `, right here.
  void indentTo(std::size_t indent) {
    if (compact_) {
      compact_ = false;
      return;
    }
    freshLine();
    out_.append(indent, ' ');
  }

  void block(const Json& value, std::size_t indent) {
    if (value.isArray()) {
      for (const Json& item : value.items()) {
        indentTo(indent);
        out_ += '-';
        afterIndicator(item, indent);
      }
      return;
    }
    for (const Json::Member* member : yaml::inKeyOrder(value)) {
      indentTo(indent);
      keyed(member->first, member->second, indent);
    }
  }

  void keyed(const std::string& key, const Json& value, std::size_t indent) {
    const bool simple = yaml::isSimpleKey(key);
    if (!simple) {
      // A long or many-line key is written `? key`, and its value `: value` on a line of its own.
      out_ += "? ";
      string(key, indent, false);
      freshLine();
      out_.append(indent, ' ');
      out_ += ':';
      return afterIndicator(value, indent);
    }
    string(key, indent, true);
    out_ += ':';
    if (value.isArray() && isBlock(value)) return block(value, indent);
    if (isBlock(value)) return block(value, indent + 2);
    out_ += ' ';
    scalarOrEmpty(value, indent, false);
  }

  /// What follows a dash, or the colon of a long key, may begin on the same line.
  void afterIndicator(const Json& value, std::size_t indent) {
    out_ += ' ';
    if (!isBlock(value)) return scalarOrEmpty(value, indent, false);
    compact_ = true;
    block(value, indent + 2);
  }

  void scalarOrEmpty(const Json& value, std::size_t indent, bool asKey) {
    switch (value.type()) {
      case Json::Type::Array:
        out_ += "[]";
        return;
      case Json::Type::Object:
        out_ += "{}";
        return;
      case Json::Type::Null:
      case Json::Type::Bool:
      case Json::Type::Int:
        out_ += toJson(value);
        return;
      case Json::Type::Double:
        out_ += doubleText(value);
        return;
      case Json::Type::String:
        string(value.str(), indent, asKey);
        return;
    }
  }

  /// The number goes through its JSON text, which decides whether it is an integer.
  static std::string doubleText(const Json& value) {
    const std::string text = toJson(value);
    const bool isFloat = yaml::resolveScalar(text).kind == ScalarKind::Float;
    return isFloat ? yaml::floatText(value.number()) : text;
  }

  std::size_t column() const {
    const std::string_view line = std::string_view(out_).substr(out_.rfind('\n') + 1);
    const auto begins = [](char c) { return (static_cast<unsigned char>(c) & 0xC0u) != 0x80; };
    return static_cast<std::size_t>(std::count_if(line.begin(), line.end(), begins));
  }

  void string(const std::string& text, std::size_t indent, bool asKey) {
    const yaml::Margin margin{column(), indent + 2, !asKey};
    switch (yaml::styleOf(text, asKey)) {
      case Style::Plain:
        out_ += yaml::plain(text, margin);
        return;
      case Style::Single:
        out_ += yaml::singleQuoted(text, margin);
        return;
      case Style::Double:
        out_ += yaml::doubleQuoted(text, margin);
        return;
      case Style::Literal:
        out_ += yaml::literalBlock(text, indent + 2);
        return;
    }
  }

  std::string out_;
  bool compact_ = false;
};

}  // namespace

std::string toYaml(const Json& value) { return Printer().run(value); }

}  // namespace sts
