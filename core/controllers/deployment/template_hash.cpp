#include "controllers/deployment/template_hash.hpp"

#include <charconv>
#include <map>
#include <vector>

#include "base/hash.hpp"
#include "controllers/texts.hpp"

namespace sts::deployment {
namespace {

struct Field {
  std::string name, type;
};
using Types = std::map<std::string, std::vector<Field>, std::less<>>;

// "Name{Field type,Field type}", one a line.
Types readTypes(std::string_view text) {
  Types types;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text = end == std::string_view::npos ? std::string_view() : text.substr(end + 1);
    const std::size_t open = line.find('{');
    if (open == std::string_view::npos) continue;
    std::vector<Field>& fields = types[std::string(line.substr(0, open))];
    line = line.substr(open + 1, line.size() - open - 2);
    while (!line.empty()) {
      const std::size_t comma = line.find(','), blank = line.find(' ');
      const std::string name(line.substr(0, blank));
      std::string type(line.substr(blank + 1, comma == std::string_view::npos ? comma : comma - blank - 1));
      if (const std::size_t same = type.find('='); same != std::string::npos) type.replace(same, 1, name);
      fields.push_back({name, std::move(type)});
      line = comma == std::string_view::npos ? std::string_view() : line.substr(comma + 1);
    }
  }
  return types;
}

const Types& types() {
  static const Types known = readTypes(pod_template_fieldsText);
  return known;
}

// "HTTPGet" is httpGet, "DNSPolicy" dnsPolicy, "OS" os.
std::string jsonName(const std::string& field) {
  if (field == "DeprecatedServiceAccount") return "serviceAccount";
  if (field == "ObjectMeta") return "metadata";
  if (field == "CephFS") return "cephfs";
  if (field == "StorageOS") return "storageos";
  const auto isUpper = [&field](std::size_t at) { return at < field.size() && field[at] >= 'A' && field[at] <= 'Z'; };
  std::size_t run = 0;
  while (isUpper(run)) ++run;
  if (run > 1 && run < field.size()) --run;
  std::string name = field;
  for (std::size_t index = 0; index < run; ++index) name[index] = static_cast<char>(name[index] - 'A' + 'a');
  return name;
}

// Structs whose fields stand in the JSON of the one around them.
bool isInline(const std::string& type) {
  return type == "VolumeSource" || type == "LocalObjectReference" || type == "ProbeHandler";
}

std::string goType(const std::string& type) {
  if (type.rfind("[]", 0) == 0) return "[]" + goType(type.substr(2));
  if (type.rfind('*', 0) == 0) return "*" + goType(type.substr(1));
  if (type == "map[s]s") return "map[string]string";
  if (type == "s") return "string";
  if (type == "b") return "bool";
  if (type == "i32") return "int32";
  if (type == "i64") return "int64";
  return type.find('.') != std::string::npos ? type : "v1." + type;
}

std::string valueText(const std::string& type, const Json& value);

// A quantity as parsed from its canonical text: digits and the power of its suffix.
std::string quantityText(const std::string& text) {
  std::size_t digits = 0;
  while (digits < text.size() && (text[digits] == '-' || (text[digits] >= '0' && text[digits] <= '9'))) ++digits;
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + digits, number);
  const std::string suffix = text.substr(digits);
  static const std::map<std::string, int> scales = {{"n", -9}, {"u", -6}, {"m", -3}, {"", 0},  {"k", 3},
                                                    {"M", 6},  {"G", 9},  {"T", 12}, {"P", 15}, {"E", 18}};
  static const std::map<std::string, int> shifts = {{"Ki", 10}, {"Mi", 20}, {"Gi", 30}, {"Ti", 40}, {"Pi", 50}};
  std::string kept = text;
  int scale = 0;
  const bool isBinary = shifts.count(suffix) != 0;
  if (isBinary) {
    if (number % 8 == 0) kept.clear();
    number *= std::int64_t{1} << shifts.at(suffix);
  } else if (scales.count(suffix) != 0) {
    scale = scales.at(suffix);
  }
  return "{i:(resource.int64Amount){value:(int64)" + std::to_string(number) + " scale:(resource.Scale)" +
         std::to_string(scale) + "} d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)" + kept +
         " Format:(resource.Format)" + (isBinary ? "BinarySI" : "DecimalSI") + "}";
}

std::string portText(const Json& value) {
  const bool isName = value.isString();
  return "{Type:(intstr.Type)" + std::string(isName ? "1" : "0") + " IntVal:(int32)" +
         (isName ? "0" : std::to_string(value.integer())) + " StrVal:(string)" + value.str() + "}";
}

std::string structText(const std::vector<Field>& fields, const Json& value) {
  std::string text;
  for (const Field& field : fields) {
    const Json& inner = isInline(field.type) ? value : value[jsonName(field.name)];
    text += (text.empty() ? "" : " ") + field.name + ":(" + goType(field.type) + ")" + valueText(field.type, inner);
  }
  return "{" + text + "}";
}

std::string mapText(const Json& value, bool isOfQuantities) {
  std::string text;
  for (const auto& [key, each] : value.members())
    text += (text.empty() ? "" : " ") + key + ":" + (isOfQuantities ? quantityText(each.str()) : each.str());
  return "map[" + text + "]";
}

std::string listText(const std::string& type, const Json& value) {
  std::string text;
  for (const Json& each : value.items()) text += (text.empty() ? "" : " ") + valueText(type, each);
  return "[" + text + "]";
}

std::string plainText(const Json& value) {
  if (value.isBool()) return value.boolean() ? "true" : "false";
  return value.isInt() ? std::to_string(value.integer()) : value.str();
}

std::string valueText(const std::string& type, const Json& value) {
  const bool isList = type.rfind("[]", 0) == 0, isPointer = type.rfind('*', 0) == 0;
  const bool isMap = type == "map[s]s" || type == "ResourceList";
  if (isPointer) return value.isNull() ? "<nil>" : valueText(type.substr(1), value);
  if (isList) return value.empty() ? "<nil>" : listText(type.substr(2), value);
  if (isMap) return value.empty() ? "<nil>" : mapText(value, type == "ResourceList");
  if (type == "Time") return "{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}";
  if (type == "resource.Quantity") return quantityText(value.isNull() ? "0" : plainText(value));
  if (type == "intstr.IntOrString") return portText(value);
  if (const auto known = types().find(type); known != types().end()) return structText(known->second, value);
  if (value.isNull() && type == "b") return "false";
  if (value.isNull() && (type == "i32" || type == "i64")) return "0";
  return plainText(value);
}

}  // namespace

// k8s 1.36: pkg/util/hash/hash.go DeepHashObject
std::string templateText(const Json& template_) {
  return "(v1.PodTemplateSpec)" + valueText("PodTemplateSpec", template_);
}

// k8s 1.36: pkg/controller/controller_utils.go ComputeHash
std::string templateHash(const PodTemplateSpec& template_, std::optional<std::int32_t> collisionCount) {
  std::uint32_t hash = fnv1a_32(templateText(encode(template_)));
  if (collisionCount) {
    std::string bytes(8, '\0');
    const auto count = static_cast<std::uint32_t>(*collisionCount);
    for (std::size_t index = 0; index < 4; ++index) bytes[index] = static_cast<char>(count >> (8 * index) & 0xff);
    hash = fnv1a_32(bytes, hash);
  }
  return safeEncodeString(std::to_string(hash));
}

}  // namespace sts::deployment
