#include "kubectl/template/functions.hpp"

#include "base/base64.hpp"
#include "kubectl/template/node.hpp"

namespace sts::gotemplate {
namespace {

constexpr Signature kSignatures[] = {
    {"and", 1, true, false},   {"or", 1, true, false},     {"not", 1, false, false},
    {"eq", 1, true, false},    {"ne", 2, false, false},    {"lt", 2, false, false},
    {"le", 2, false, false},   {"gt", 2, false, false},    {"ge", 2, false, false},
    {"len", 1, false, false},  {"index", 1, true, false},  {"slice", 1, true, false},
    {"print", 0, true, false}, {"printf", 1, true, true},  {"println", 0, true, false},
    {"html", 0, true, false},  {"js", 0, true, false},     {"urlquery", 0, true, false},
    {"call", 1, true, false},  {"exists", 1, true, false}, {"base64decode", 1, false, true},
};

bool isNil(Value value) { return value == nullptr || value->isNull(); }

// An index into `size` elements; like Go's it may first be one past the end.
Result<std::size_t> indexOf(Value index, std::size_t size) {
  if (isNil(index)) return plainError("cannot index slice/array with nil");
  if (!index->isInt()) {
    return plainError("cannot index slice/array with type " + typeName(*index));
  }
  const std::int64_t i = index->integer();
  if (i < 0 || static_cast<std::size_t>(i) > size) {
    return plainError("index out of range: " + std::to_string(i));
  }
  return static_cast<std::size_t>(i);
}

Result<Value> element(const Json& item, Value index, Arena* arena) {
  static const Json kNull;
  if (item.isObject()) {
    if (isNil(index)) return plainError("value is nil; should be of type string");
    if (!index->isString()) {
      return plainError("value has type " + typeName(*index) + "; should be string");
    }
    const Json* member = item.find(index->str());
    return Value(member == nullptr ? &kNull : member);
  }
  if (item.isString()) {
    TRY(const std::size_t i, indexOf(index, item.str().size()));
    if (i == item.str().size()) return plainError("reflect: string index out of range");
    return arena->keep(static_cast<int>(static_cast<unsigned char>(item.str()[i])));
  }
  if (!item.isArray()) return plainError("can't index item of type " + typeName(item));
  TRY(const std::size_t i, indexOf(index, item.size()));
  if (i == item.size()) return plainError("reflect: slice index out of range");
  return Value(&item[i]);
}

Result<Value> indexed(const std::vector<Value>& args, Arena* arena) {
  if (isNil(args[0])) return plainError("index of untyped nil");
  Value item = args[0];
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (item->isNull()) return plainError("index of nil pointer");
    TRY(item, element(*item, args[i], arena));
  }
  return item;
}

Result<Value> sliced(const std::vector<Value>& args, Arena* arena) {
  if (isNil(args[0])) return plainError("slice of untyped nil");
  if (args.size() > 4) {
    return plainError("too many slice indexes: " + std::to_string(args.size() - 1));
  }
  const Json& item = *args[0];
  if (item.isString() && args.size() == 4) return plainError("cannot 3-index slice a string");
  if (!item.isString() && !item.isArray()) {
    return plainError("can't slice item of type " + typeName(item));
  }
  const std::size_t size = item.isString() ? item.str().size() : item.size();
  std::size_t bounds[3] = {0, size, size};
  for (std::size_t i = 1; i < args.size(); ++i) {
    TRY(bounds[i - 1], indexOf(args[i], size));
  }
  for (std::size_t i = 0; i < (args.size() == 4 ? 2U : 1U); ++i) {
    if (bounds[i] <= bounds[i + 1]) continue;
    return plainError("invalid slice index: " + std::to_string(bounds[i]) + " > " +
                      std::to_string(bounds[i + 1]));
  }
  if (item.isString()) {
    return arena->keep(item.str().substr(bounds[0], bounds[1] - bounds[0]));
  }
  Json list = Json::array();
  for (std::size_t i = bounds[0]; i < bounds[1]; ++i) list.push(item[i]);
  return arena->keep(std::move(list));
}

Result<Value> length(Value value, Arena* arena) {
  if (value == nullptr) {
    return plainError("reflect: call of reflect.Value.Type on zero Value");
  }
  if (value->isNull()) return plainError("len of nil pointer");
  if (value->isString()) return arena->keep(static_cast<std::int64_t>(value->str().size()));
  if (!value->isArray() && !value->isObject()) {
    return plainError("len of type " + typeName(*value));
  }
  return arena->keep(static_cast<std::int64_t>(value->size()));
}

Result<std::string> base64Decoded(std::string_view text) {
  Base64Decoding decoding = decodeBase64(text);
  if (!decoding.illegalAt) return std::move(decoding.bytes);
  return plainError("base64 decode failed: illegal base64 data at input byte " +
                    std::to_string(*decoding.illegalAt));
}

// Is there a value at the end of these indexes?
// k8s 1.36: cli-runtime pkg/printers/jsonpath.go exists
bool exists(const std::vector<Value>& args, Arena* arena) {
  Value item = args[0];
  for (std::size_t i = 1; i < args.size(); ++i) {
    if (isNil(item)) return false;
    const auto found = element(*item, args[i], arena);
    if (!found.ok()) return false;
    item = *found;
  }
  return !isNil(item);
}

std::string escapeArgs(const std::vector<Value>& args) {
  static const Json kNoValue = "<no value>";
  std::vector<Value> shown;
  for (Value value : args) shown.push_back(isNil(value) ? &kNoValue : value);
  return sprint(shown);
}

}  // namespace

const Signature* signatureOf(std::string_view name) {
  for (const Signature& signature : kSignatures) {
    if (name == signature.name) return &signature;
  }
  return nullptr;
}

bool isFunction(std::string_view name) { return signatureOf(name) != nullptr; }

std::string sprint(const std::vector<Value>& args) {
  std::string text;
  bool textBefore = true;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool isText = args[i] != nullptr && args[i]->isString();
    if (i != 0 && !isText && !textBefore) text += ' ';
    text += isNil(args[i]) ? "<nil>" : printed(args[i]);
    textBefore = isText;
  }
  return text;
}

Result<Value> call(std::string_view name, const std::vector<Value>& args, Arena* arena) {
  if (name == "not") return arena->keep(!isTrue(args[0]));
  if (name == "len") return length(args[0], arena);
  if (name == "index") return indexed(args, arena);
  if (name == "slice") return sliced(args, arena);
  if (name == "print") return arena->keep(sprint(args));
  if (name == "printf") return arena->keep(formatted(args[0]->str(), args, 1));
  if (name == "html") return arena->keep(htmlEscaped(escapeArgs(args)));
  if (name == "js") return arena->keep(jsEscaped(escapeArgs(args)));
  if (name == "urlquery") return arena->keep(queryEscaped(escapeArgs(args)));
  if (name == "exists") return arena->keep(exists(args, arena));
  if (name == "println") {
    std::string text;
    for (std::size_t i = 0; i < args.size(); ++i) {
      text += (i == 0 ? "" : " ") + (isNil(args[i]) ? "<nil>" : printed(args[i]));
    }
    return arena->keep(text + "\n");
  }
  if (name == "base64decode") {
    TRY(std::string text, base64Decoded(args[0]->str()));
    return arena->keep(std::move(text));
  }
  if (name == "call") {
    if (isNil(args[0])) return plainError("call of nil");
    // The evaluator puts the operand's text before it.
    return plainError(" of type " + typeName(*args[0]));
  }
  TRY(const bool result, compare(name, args));
  return arena->keep(result);
}

}  // namespace sts::gotemplate
