#include "kubectl/template/value.hpp"

#include "api/go_value.hpp"

namespace sts::gotemplate {

bool isTrue(Value value) {
  if (value == nullptr) return false;
  switch (value->type()) {
    case Json::Type::Null:
      return false;
    case Json::Type::Bool:
      return value->boolean();
    case Json::Type::Int:
      return value->integer() != 0;
    case Json::Type::Double:
      return value->number() != 0;
    case Json::Type::String:
      return !value->str().empty();
    case Json::Type::Array:
    case Json::Type::Object:
      return !value->empty();
  }
  return false;
}

std::string typeName(const Json& value) { return value.isInt() ? "int64" : goType(value); }

std::string printed(Value value) { return value == nullptr ? "<no value>" : goValue(*value); }

}  // namespace sts::gotemplate
