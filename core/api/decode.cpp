#include "api/decode.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "api/decode_values.hpp"
#include "api/quantity.hpp"
#include "base/base64.hpp"

namespace sts {
namespace {

/// Which decoder speaks. Json: sigs.k8s.io/json, walks in the order of the text, saves the first wrong type and goes
/// on. Converter: apimachinery's unstructured converter, walks in the order of the Go struct and stops.
enum class Dialect : bool { Json, Converter };
enum class Target : std::uint8_t { Value, List, Map, Struct };

constexpr std::size_t maxStrictErrors = 100;

std::string_view jsonWord(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null: return "null";
    case Json::Type::Bool: return "bool";
    case Json::Type::Int:
    case Json::Type::Double: return "number";
    case Json::Type::String: return "string";
    case Json::Type::Array: return "array";
    case Json::Type::Object: return "object";
  }
  return "";
}

std::string_view goKind(const Json& value) {
  switch (value.type()) {
    case Json::Type::Null: return "invalid";
    case Json::Type::Bool: return "bool";
    case Json::Type::Int: return "int64";
    case Json::Type::Double: return "float64";
    case Json::Type::String: return "string";
    case Json::Type::Array: return "slice";
    case Json::Type::Object: return "map";
  }
  return "";
}

/// The integer that a number is, if it is whole.
std::optional<std::int64_t> whole(const Json& value) {
  if (value.isInt()) return value.integer();
  constexpr double limit = 9.2e18;
  const double number = value.number();
  if (!value.isDouble() || number != std::trunc(number) || number > limit || number < -limit) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

bool fits(ValueKind kind, std::int64_t value) {
  return kind == ValueKind::Int64 || value == static_cast<std::int32_t>(value);
}

std::string_view elementGoType(const SchemaField& field) {
  if (field.shape == Shape::None) return field.goType;
  const std::size_t end = field.goType.find(']');
  return end == std::string_view::npos ? field.goType : field.goType.substr(end + 1);
}

Json zeroStruct(const SchemaType& type);

Json zeroOf(const SchemaField& field) {
  if (field.pointer || field.shape != Shape::None) return {};
  switch (field.value) {
    case ValueKind::String:
    case ValueKind::Bytes: return "";
    case ValueKind::Int32:
    case ValueKind::Int64:
    case ValueKind::IntOrString: return 0;
    case ValueKind::Bool: return false;
    case ValueKind::Quantity: return "0";
    case ValueKind::Time:
    case ValueKind::MicroTime:
    case ValueKind::RawJson:
    case ValueKind::FieldsV1: return {};
    case ValueKind::Struct: return zeroStruct(*field.structure);
  }
  return {};
}

Json zeroStruct(const SchemaType& type) {
  Json object = Json::object();
  for (const SchemaField* field : type.written) object.set(field->name, zeroOf(*field));
  return object;
}

/// Is this what Go's omitempty leaves out?
bool isEmpty(const SchemaField& field, const Json& value) {
  if (value.isNull()) return true;
  if (field.shape != Shape::None) return value.empty();
  if (field.pointer || field.value == ValueKind::Struct) return false;
  return value == zeroOf(field);
}

class Decoder {
 public:
  Decoder(Dialect dialect, const std::vector<std::string>& duplicates, bool keepEmpty = false)
      : dialect_(dialect), duplicates_(duplicates), keepEmpty_(keepEmpty) {}

  DecodeResult run(const SchemaType& type, const Json& body) {
    DecodeResult result;
    result.object = structure(type, body, type.goName());
    if (!saved_.empty()) result.fatal = saved_;
    if (dialect_ == Dialect::Converter) std::sort(strict_.begin(), strict_.end());
    result.strictErrors = std::move(strict_);
    return result;
  }

 private:
  Json structure(const SchemaType& type, const Json& value, std::string_view goType) {
    if (value.isNull()) return zeroStruct(type);
    if (!value.isObject()) return mismatch(value, Target::Struct, goType, ValueKind::Struct);
    Json out = Json::object();
    if (dialect_ == Dialect::Json) {
      inTextOrder(type, value, out);
    } else {
      inStructOrder(type, value, out);
    }
    for (const SchemaField* field : type.written) {
      if (!out.has(field->name)) out.set(field->name, zeroOf(*field));
    }
    return out;
  }

  void inTextOrder(const SchemaType& type, const Json& value, Json& out) {
    for (const auto& [key, item] : value.members()) {
      if (stopped_) return;
      const SchemaField* field = type.find(key);
      if (field == nullptr) {
        strictError("unknown field ", key);
      } else {
        member(type, *field, item, out);
      }
    }
  }

  void inStructOrder(const SchemaType& type, const Json& value, Json& out) {
    for (const SchemaField& field : type.fields) {
      const Json* item = value.find(field.name);
      if (item != nullptr && !stopped_) member(type, field, *item, out);
    }
    for (const auto& [key, item] : value.members()) {
      if (type.find(key) == nullptr) strictError("unknown field ", key);
    }
  }

  void member(const SchemaType& type, const SchemaField& field, const Json& item, Json& out) {
    checkDuplicate(field.name);
    const std::size_t pathLength = path_.size(), goPathLength = goPath_.size();
    const std::string_view outer = struct_;
    struct_ = type.goName();
    if (!path_.empty()) path_ += '.';
    path_ += field.name;
    for (const std::string_view part : {field.embedded, field.name}) {
      if (!goPath_.empty() && !part.empty()) goPath_ += '.';
      goPath_ += part;
    }
    Json value = contained(field, item);
    if (keepEmpty_ && field.shape != Shape::None && !value.isNull()) {
      out.set(field.name, std::move(value));
    } else if (field.always || !isEmpty(field, value)) {
      if (value.isNull() || (field.shape != Shape::None && value.empty())) value = zeroOf(field);
      out.set(field.name, std::move(value));
    }
    if (stopped_) return;  // the error's context stays as it was
    path_.resize(pathLength);
    goPath_.resize(goPathLength);
    struct_ = outer;
  }

  Json contained(const SchemaField& field, const Json& value) {
    if (value.isNull() && (field.pointer || field.shape != Shape::None)) return {};
    switch (field.shape) {
      case Shape::None: return element(field, value, field.goType);
      case Shape::List: return list(field, value);
      case Shape::Map: return map(field, value);
    }
    return {};
  }

  Json list(const SchemaField& field, const Json& value) {
    if (!value.isArray()) return mismatch(value, Target::List, field.goType, field.value);
    Json out = Json::array();
    const std::string_view goType = elementGoType(field);
    for (std::size_t i = 0; i < value.size() && !stopped_; ++i) {
      const std::size_t length = path_.size();
      path_ += "[" + std::to_string(i) + "]";
      out.push(element(field, value[i], goType));
      path_.resize(length);
    }
    return out;
  }

  Json map(const SchemaField& field, const Json& value) {
    if (!value.isObject()) return mismatch(value, Target::Map, field.goType, field.value);
    Json out = Json::object();
    const std::string_view goType = elementGoType(field);
    for (const auto& [key, item] : value.members()) {
      if (stopped_) break;
      checkDuplicate(key);
      out.set(key, element(field, item, goType));
    }
    return out;
  }

  Json element(const SchemaField& field, const Json& value, std::string_view goType) {
    if (field.value == ValueKind::Struct) return structure(*field.structure, value, goType);
    if (value.isNull()) return zeroElement(field);
    switch (field.value) {
      case ValueKind::String: return value.isString() ? value : mismatch(value, Target::Value, goType, field.value);
      case ValueKind::Bool: return value.isBool() ? value : mismatch(value, Target::Value, goType, field.value);
      case ValueKind::Int32:
      case ValueKind::Int64: return integer(field.value, value, goType);
      case ValueKind::Bytes: return bytes(value, goType);
      case ValueKind::Quantity: return quantity(value);
      case ValueKind::IntOrString: return intOrString(value);
      case ValueKind::Time:
      case ValueKind::MicroTime: return time(field.value, value);
      case ValueKind::RawJson:
      case ValueKind::FieldsV1:
      case ValueKind::Struct: return value;
    }
    return {};
  }

  static Json zeroElement(const SchemaField& field) {
    if (field.shape == Shape::None) return zeroOf(field);
    SchemaField one = field;
    one.shape = Shape::None;
    return zeroOf(one);
  }

  Json integer(ValueKind kind, const Json& value, std::string_view goType) {
    const auto number = whole(value);
    if (!number) return mismatch(value, Target::Value, goType, kind);
    if (fits(kind, *number)) return *number;
    // k8s 1.36: the converter cuts an int64 to 32 bits without a word.
    if (dialect_ == Dialect::Converter) return std::int64_t{static_cast<std::int32_t>(*number)};
    return mismatch(value, Target::Value, goType, kind);
  }

  /// Go takes a list of numbers too.
  Json byteList(const Json& value) {
    std::string bytes;
    for (const Json& item : value.items()) {
      const auto number = whole(item);
      if (number && *number >= 0 && *number <= 255) {
        bytes += static_cast<char>(*number);
      } else if (item.isNull()) {
        bytes += '\0';
      } else {
        mismatch(item, Target::Value, "uint8", ValueKind::Int32);
      }
    }
    return encodeBase64(bytes);
  }

  Json bytes(const Json& value, std::string_view goType) {
    if (value.isArray()) return byteList(value);
    if (!value.isString()) return mismatch(value, Target::List, goType, ValueKind::Bytes);
    const Base64Decoding decoded = decodeBase64(value.str());
    if (!decoded.illegalAt) return encodeBase64(decoded.bytes);
    std::string error = "illegal base64 data at input byte " + std::to_string(*decoded.illegalAt);
    if (dialect_ == Dialect::Json) return save(std::move(error));
    return stop("error decoding from json: " + error);
  }

  Json quantity(const Json& value) {
    std::string text = value.isString() ? value.str() : toJson(value);
    const std::size_t first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    text = first == std::string::npos ? "" : text.substr(first, last - first + 1);
    auto parsed = Quantity::parse(text);
    if (!parsed.ok()) return stop(parsed.error().message);
    return parsed->text();
  }

  Json intOrString(const Json& value) {
    if (value.isString()) return value;
    const auto number = whole(value);
    if (number && fits(ValueKind::Int32, *number)) return *number;
    return stop(unmarshalError(value, "int32", true));
  }

  Json time(ValueKind kind, const Json& value) {
    if (!value.isString()) return stop(unmarshalError(value, "string", false));
    decoding::TextValue decoded =
        kind == ValueKind::Time ? decoding::time(value.str()) : decoding::microTime(value.str());
    return decoded.error.empty() ? Json(decoded.text) : stop(std::move(decoded.error));
  }

  Json mismatch(const Json& value, Target target, std::string_view goType, ValueKind kind) {
    if (dialect_ == Dialect::Converter) return stop(converterError(value, target, goType, kind));
    const bool wantsInteger = target == Target::Value && (kind == ValueKind::Int32 || kind == ValueKind::Int64);
    return save(unmarshalError(value, goType, wantsInteger));
  }

  // Go 1.26: encoding/json UnmarshalTypeError
  std::string unmarshalError(const Json& value, std::string_view goType, bool withNumber) const {
    std::string text = "json: cannot unmarshal " + std::string(jsonWord(value));
    if (withNumber && value.isNumber()) text += " " + toJson(value);
    const bool inField = dialect_ == Dialect::Json && !goPath_.empty();
    text += inField ? " into Go struct field " + std::string(struct_) + "." + goPath_ : " into Go value";
    return text + " of type " + std::string(goType);
  }

  // k8s 1.36: apimachinery pkg/runtime/converter.go fromUnstructured
  static std::string converterError(const Json& value, Target target, std::string_view goType, ValueKind kind) {
    const std::string from(goKind(value));
    switch (target) {
      case Target::List: return "cannot restore slice from " + from;
      case Target::Map: return "cannot restore map from " + from;
      case Target::Struct: return "cannot restore struct from: " + from;
      case Target::Value: break;
    }
    const bool convertible = (value.isInt() && kind == ValueKind::String) ||
                             (value.isDouble() && (kind == ValueKind::Int32 || kind == ValueKind::Int64));
    if (convertible) return "cannot convert " + from + " to " + std::string(goType);
    const std::string_view kindName = kind == ValueKind::String  ? "string"
                                      : goType == "uint8"        ? "uint8"
                                      : kind == ValueKind::Int32 ? "int32"
                                      : kind == ValueKind::Int64 ? "int64"
                                                                 : "bool";
    return "unrecognized type: " + std::string(kindName);
  }

  /// The first such error is told at the end; decoding goes on.
  Json save(std::string message) {
    if (saved_.empty()) saved_ = std::move(message);
    return {};
  }
  /// Decoding ends here, and earlier errors are forgotten.
  Json stop(std::string message) {
    if (!stopped_) saved_ = std::move(message);
    stopped_ = true;
    return {};
  }

  void strictError(std::string_view what, std::string_view key) {
    if (strict_.size() >= maxStrictErrors && dialect_ == Dialect::Json) return;
    std::string error(what);
    error += goQuote(path_.empty() ? key : path_ + "." + std::string(key));
    if (std::find(strict_.begin(), strict_.end(), error) == strict_.end()) strict_.push_back(std::move(error));
  }

  void checkDuplicate(std::string_view key) {
    if (duplicates_.empty()) return;
    const std::string place = path_.empty() ? std::string(key) : path_ + "." + std::string(key);
    if (std::find(duplicates_.begin(), duplicates_.end(), place) != duplicates_.end()) {
      strictError("duplicate field ", key);
    }
  }

  Dialect dialect_;
  const std::vector<std::string>& duplicates_;
  bool keepEmpty_;
  std::string path_;          ///< with indices, for strict errors
  std::string goPath_;        ///< as UnmarshalTypeError.Field: no indices, embedded structs named
  std::string_view struct_;   ///< the struct whose field is being decoded
  std::string saved_;
  bool stopped_ = false;
  std::vector<std::string> strict_;
};

}  // namespace

DecodeResult decode(const SchemaType& type, const Json& body, const std::vector<std::string>& duplicates) {
  return Decoder(Dialect::Json, duplicates).run(type, body);
}

DecodeResult decodeKeepingEmpty(const SchemaType& type, const Json& body, const std::vector<std::string>& duplicates) {
  return Decoder(Dialect::Json, duplicates, true).run(type, body);
}

DecodeResult convertPatched(const SchemaType& type, const Json& object) {
  return Decoder(Dialect::Converter, {}).run(type, object);
}

std::string strictDecodingError(const std::vector<std::string>& strictErrors) {
  std::string text = "strict decoding error: ";
  for (const std::string& error : strictErrors) text += (&error == &strictErrors.front() ? "" : ", ") + error;
  return text;
}

Status cannotBeHandled(std::string_view apiVersion, std::string_view kind, std::string_view why) {
  const std::string version(apiVersion.substr(apiVersion.find('/') + 1));
  return badRequest(std::string(kind) + " in version \"" + version + "\" cannot be handled as a " + std::string(kind) +
                    ": " + std::string(why));
}

}  // namespace sts
