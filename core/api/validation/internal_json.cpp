// The structs are described by a small table of text (internal_types.cpp) that is read once. A
// field is `Name type`, `Name=jsonName type` where the published name is not the Go name in lower
// case, and `name? type` where Go leaves the field out when it is empty. Types: s string, i number,
// b bool, q Quantity, x IntOrString, t Time, another struct's name; before it * (nil is null), [ (a
// list) or { (a map). `=^name` reads the published field from the parent object.
#include "api/validation/internal_json.hpp"

#include <map>
#include <vector>

#include "api/quantity.hpp"
#include "api/validation/internal_types.hpp"

namespace sts::validation {
namespace {

struct Field {
  std::string goName;
  std::string jsonName;
  std::string type;
  bool omitEmpty = false;
  bool fromParent = false;
};
using Types = std::map<std::string, std::vector<Field>, std::less<>>;

std::string publishedName(std::string_view goName) {
  std::string name(goName);
  if (!name.empty() && name[0] >= 'A' && name[0] <= 'Z')
    name[0] = static_cast<char>(name[0] - 'A' + 'a');
  return name;
}

Field readField(std::string_view text) {
  Field field;
  std::size_t blank = text.rfind(' ');
  field.type = text.substr(blank + 1);
  std::string_view name = text.substr(0, blank);
  if (name.back() == '?') {
    field.omitEmpty = true;
    name.remove_suffix(1);
  }
  std::size_t equals = name.find('=');
  field.goName = name.substr(0, equals);
  if (equals == std::string_view::npos) {
    field.jsonName = publishedName(field.goName);
    return field;
  }
  name.remove_prefix(equals + 1);
  field.fromParent = name.front() == '^';
  field.jsonName = field.fromParent ? name.substr(1) : name;
  return field;
}

Types readTypes(std::string_view text) {
  Types types;
  std::vector<Field>* fields = nullptr;
  std::string item;
  for (char c : text) {
    if (c == ':') {
      fields = &types[item];
    } else if (c == ',' || c == ';') {
      fields->push_back(readField(item));
    } else {
      if (c != ' ' && c != '\n')
        item += c;
      else if (!item.empty() && item.back() != ' ')
        item += ' ';
      continue;
    }
    item.clear();
  }
  return types;
}

const Types& types() {
  static const Types all = readTypes(kInternalTypes);
  return all;
}

class Printer {
 public:
  explicit Printer(bool indented) : indented_(indented) {}
  std::string take() && { return std::move(out_); }

  void value(std::string_view type, const Json& json, const Json& parent) {
    switch (type.front()) {
      case '*':
        return json.isNull() ? raw("null") : value(type.substr(1), json, parent);
      case '[':
        return list(type.substr(1), json);
      case '{':
        return map(type.substr(1), json);
      default:
        break;
    }
    if (type == "s") return raw(toJson(json.isString() ? json : Json("")));
    if (type == "i") return raw(toJson(json.isNumber() ? json : Json(0)));
    if (type == "b") return raw(json.boolean() ? "true" : "false");
    if (type == "q") return raw("\"" + Quantity::of(json).text() + "\"");
    if (type == "x") return raw(json.isNull() ? "0" : toJson(json));
    if (type == "t") return raw(toJson(json));
    structure(type, json, parent);
  }

 private:
  void raw(std::string_view text) { out_ += text; }

  void open(char c) {
    out_ += c;
    ++depth_;
    first_ = true;
  }
  void next() {
    if (!first_) out_ += ',';
    first_ = false;
    line();
  }
  void close(char c) {
    --depth_;
    if (!first_) line();
    first_ = false;
    out_ += c;
  }
  void line() {
    if (indented_) out_ += "\n" + std::string(depth_, ' ');
  }
  void name(std::string_view key) {
    next();
    out_ += toJson(Json(key));
    out_ += indented_ ? ": " : ":";
  }

  void list(std::string_view type, const Json& json) {
    if (!json.isArray()) return raw("null");
    open('[');
    for (const Json& item : json.items()) {
      next();
      value(type, item, json);
      first_ = false;
    }
    close(']');
  }
  void map(std::string_view type, const Json& json) {
    if (!json.isObject()) return raw("null");
    open('{');
    for (const auto& [key, item] : json.members()) {
      name(key);
      value(type, item, json);
      first_ = false;
    }
    close('}');
  }
  void structure(std::string_view type, const Json& json, const Json& parent) {
    auto found = types().find(type);
    if (found == types().end()) return raw(toJson(json));
    open('{');
    for (const Field& field : found->second) {
      const Json& item = (field.fromParent ? parent : json)[field.jsonName];
      if (field.omitEmpty && (item.isNull() || (!item.isNumber() && !item.isBool() &&
                                                !item.isString() && item.empty()))) {
        continue;
      }
      name(field.goName);
      value(field.type, item, json);
      first_ = false;
    }
    close('}');
  }

  std::string out_;
  std::size_t depth_ = 0;
  bool indented_;
  bool first_ = true;
};

}  // namespace

std::string internalJson(std::string_view type, const Json& value) {
  Printer printer(false);
  printer.value(type, value, Json());
  return std::move(printer).take();
}

std::string internalJsonIndented(std::string_view type, const Json& value) {
  Printer printer(true);
  printer.value(type, value, Json());
  return std::move(printer).take();
}

}  // namespace sts::validation
