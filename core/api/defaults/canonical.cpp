// The table says of each struct which fields are to be looked at: `name type`, with ? if Go leaves
// the field out when it is empty (and ! if that holds for a time too). Types: s string, i number, b
// bool, q Quantity, x IntOrString, t time, r anything, o an object without rules, or another
// struct; before it
// * (a pointer: kept as it is), [ (a list) or { (a map). Fields that need nothing are not in the
// table.
#include "api/defaults/canonical.hpp"

#include <map>
#include <string>
#include <vector>

#include "api/defaults/canonical_types.hpp"
#include "api/quantity.hpp"

namespace sts {
namespace {

struct Field {
  std::string name;
  std::string type;
  bool omitEmpty = false;
  bool omitZeroTime = false;
};
using Types = std::map<std::string, std::vector<Field>, std::less<>>;

Field readField(std::string_view text) {
  Field field;
  std::size_t blank = text.rfind(' ');
  field.name = text.substr(0, blank);
  std::string_view type = text.substr(blank + 1);
  while (type.back() == '?' || type.back() == '!') {
    (type.back() == '?' ? field.omitEmpty : field.omitZeroTime) = true;
    type.remove_suffix(1);
  }
  field.type = type;
  return field;
}

void readTypes(std::string_view text, Types& types) {
  std::vector<Field>* fields = nullptr;
  std::string item;
  for (char c : text) {
    const bool blank = c == ' ' || c == '\n';
    if (c == ':')
      fields = &types[item];
    else if (c == ',' || c == ';')
      fields->push_back(readField(item));
    else {
      if (!blank)
        item += c;
      else if (!item.empty() && item.back() != ' ')
        item += ' ';
      continue;
    }
    item.clear();
  }
}

const Types& types() {
  static const Types all = [] {
    Types out;
    readTypes(kCanonicalTypes1, out);
    readTypes(kCanonicalTypes2, out);
    readTypes(kCanonicalTypes3, out);
    return out;
  }();
  return all;
}

bool isZero(std::string_view type, const Json& value, Empties empties) {
  const bool drop = empties == Empties::Drop;
  if (value.isNull()) return true;
  switch (type.front()) {
    case 's':
      return value.isString() && value.str().empty();
    case 'i':
      return value.isInt() && value.integer() == 0;
    case 'b':
      return value.isBool() && !value.boolean();
    case '[':
      return drop && value.isArray() && value.empty();
    case '{':
      return drop && value.isObject() && value.empty();
    default:
      return false;
  }
}

// What Go prints for a field that was never set and is not left out.
Json zeroOf(std::string_view type) {
  switch (type.front()) {
    case 's':
      return Json("");
    case 'i':
      return Json(0);
    case 'b':
      return Json(false);
    case 'q':
      return Json("0");
    case 'x':
      return Json(0);
    case 't':
    case '[':
    case '{':
    case 'r':
      return Json();
    default:
      return Json::object();
  }
}

bool isScalarCode(std::string_view type) {
  return type.size() == 1 &&
         std::string_view("sibqxtro").find(type.front()) != std::string_view::npos;
}

void shape(std::string_view type, Json& value, Empties empties);

void shapeStruct(std::string_view type, Json& value, Empties empties) {
  auto found = types().find(type);
  if (found == types().end() || !(value.isObject() || value.isNull())) return;
  if (value.isNull()) value = Json::object();
  for (const Field& field : found->second) {
    const Json* present = value.find(field.name);
    const bool pointer = field.type.front() == '*';
    if (present != nullptr && !present->isNull()) {
      shape(field.type, value[field.name], empties);
      if (!pointer && field.omitEmpty && isZero(field.type, value[field.name], empties))
        value.erase(field.name);
      continue;
    }
    const char first = field.type.front();
    const bool left =
        pointer ||
        (field.omitEmpty && (isScalarCode(field.type) || first == '[' || first == '{') &&
         first != 'q' && first != 'x' && !(first == 't' && !field.omitZeroTime) && first != 'o');
    if (left || first == 'r') {
      value.erase(field.name);
      continue;
    }
    value.set(field.name, zeroOf(field.type));
    if (!isScalarCode(field.type) && first != '[' && first != '{')
      shape(field.type, value[field.name], empties);
  }
}

void shape(std::string_view type, Json& value, Empties empties) {
  if (value.isNull()) return;
  switch (type.front()) {
    case '*':
      return shape(type.substr(1), value, empties);
    case '[':
      if (!value.isArray() || isScalarCode(type.substr(1))) return;
      for (Json& item : value.mutableItems()) shape(type.substr(1), item, empties);
      return;
    case '{':
      if (!value.isObject() || (isScalarCode(type.substr(1)) && type[1] != 'q')) return;
      for (Json::Member& member : value.mutableMembers())
        shape(type.substr(1), member.second, empties);
      return;
    default:
      break;
  }
  if (type == "q") {
    Result<Quantity> amount = Quantity::parse(value.isString() ? value.str() : toJson(value));
    if (amount) value = Json(amount->text());
    return;
  }
  if (!isScalarCode(type)) shapeStruct(type, value, empties);
}

}  // namespace

void canonicalizeType(std::string_view type, Json& value, Empties empties) {
  shapeStruct(type, value, empties);
}

void canonicalize(std::string_view apiVersion, std::string_view kind, Json& object,
                  Empties empties) {
  std::string type(kind);
  if (apiVersion == "autoscaling/v1" && kind == "HorizontalPodAutoscaler") type += ".autoscalingv1";
  if (apiVersion == "events.k8s.io/v1" && kind == "Event") type += ".eventsv1";
  shapeStruct(type, object, empties);
}

}  // namespace sts
