// eq, ne, lt, le, gt, ge: values of one kind compare; a float and an integer do not.
#include "api/go_value.hpp"
#include "kubectl/template/functions.hpp"

namespace sts::gotemplate {
namespace {

bool isNil(Value value) { return value == nullptr || value->isNull(); }

bool isBasic(Value value) { return !isNil(value) && !value->isArray() && !value->isObject(); }

// Whole numbers of an object are int64; those that stand in the template, usually second, are int.
Status incompatible(Value a, Value b) {
  const std::string second = b->isInt() ? "int" : typeName(*b);
  return plainError("incompatible types for comparison: " + typeName(*a) + " and " + second);
}

// Go: text/template/funcs.go eq
Result<bool> equalTwo(Value a, Value b) {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (isBasic(a) != isBasic(b)) return incompatible(a, b);
  if (isBasic(a)) {
    if (a->type() != b->type()) return incompatible(a, b);
    return *a == *b;
  }
  if (a->type() != b->type()) {
    return plainError("non-comparable types " + formatted("%s", {a}, 0) + ": " + typeName(*a) +
                      ", " + typeName(*b) + ": " + goValue(*b));
  }
  return plainError("non-comparable type " + formatted("%s", {b}, 0) + ": " + typeName(*b));
}

Result<bool> equalAny(const std::vector<Value>& args) {
  if (args.size() < 2) return plainError("missing argument for comparison");
  for (std::size_t i = 1; i < args.size(); ++i) {
    TRY(const bool same, equalTwo(args[0], args[i]));
    if (same) return true;
  }
  return false;
}

Result<bool> less(Value a, Value b) {
  if (!isBasic(a) || !isBasic(b)) return plainError("invalid type for comparison");
  if (a->type() != b->type()) return incompatible(a, b);
  if (a->isBool()) return plainError("invalid type for comparison");
  if (a->isString()) return a->str() < b->str();
  return a->isInt() ? a->integer() < b->integer() : a->number() < b->number();
}

Result<bool> lessOrEqual(Value a, Value b) {
  TRY(const bool smaller, less(a, b));
  return smaller ? Result<bool>(true) : equalTwo(a, b);
}

Result<bool> inverse(Result<bool> result) {
  if (!result.ok()) return result;
  return !*result;
}

}  // namespace

Result<bool> compare(std::string_view name, const std::vector<Value>& args) {
  if (name == "eq") return equalAny(args);
  if (name == "ne") return inverse(equalTwo(args[0], args[1]));
  if (name == "lt") return less(args[0], args[1]);
  if (name == "le") return lessOrEqual(args[0], args[1]);
  if (name == "gt") return inverse(lessOrEqual(args[0], args[1]));
  return inverse(less(args[0], args[1]));
}

}  // namespace sts::gotemplate
