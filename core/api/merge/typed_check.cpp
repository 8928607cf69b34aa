// k8s 1.36: structured-merge-diff typed/validate.go
#include <algorithm>

#include "api/go_value.hpp"
#include "api/merge/typed_parts.hpp"
#include "api/merge/typed_value.hpp"

namespace sts::typed {
namespace {

std::string printed(const Json& value) { return "&{" + goValue(value) + "}"; }

std::string scalarFault(ValueKind kind, const Json& value) {
  switch (kind) {
    case ValueKind::Int32:
    case ValueKind::Int64:
      return value.isNumber() ? "" : "expected numeric (int or float), got " + goType(value);
    case ValueKind::String:
    case ValueKind::Bytes:
    case ValueKind::Time:
    case ValueKind::MicroTime:
      return value.isString() ? "" : "expected string, got &value.valueUnstructured{Value:" + goSyntax(value) + "}";
    case ValueKind::Bool:
      return value.isBool() ? "" : "expected boolean, got " + printed(value);
    case ValueKind::Quantity:
    case ValueKind::IntOrString:
      return value.isArray() || value.isObject() ? "expected any scalar, got " + printed(value) : "";
    case ValueKind::RawJson:
    case ValueKind::FieldsV1:
    case ValueKind::Struct:
      return "";
  }
  return "";
}

class Checker {
 public:
  explicit Checker(Duplicates duplicates) : duplicates_(duplicates) {}
  std::vector<Fault> faults;

  void check(const TypeRef& type, const Json& value) {
    if (type.deduced || value.isNull()) return;
    switch (nodeOf(type, &value)) {
      case Node::Scalar:
        fault(scalarFault(type.value, value));
        return;
      case Node::List:
        value.isArray() ? items(type, value) : fault("expected list, got " + printed(value));
        return;
      case Node::Map:
        value.isObject() ? members(type, value) : fault("expected map, got " + printed(value));
        return;
    }
  }

 private:
  void fault(std::string message) {
    if (!message.empty()) faults.push_back({path_, std::move(message)});
  }

  void within(const std::string& step, const TypeRef& type, const Json& value) {
    const std::size_t length = path_.size();
    path_ += step;
    check(type, value);
    path_.resize(length);
  }

  void members(const TypeRef& type, const Json& value) {
    for (const auto& [key, child] : value.members()) {
      const auto inner = type.member(key);
      if (!inner) {
        faults.push_back({path_ + "." + key, "field not declared in schema"});
        return;
      }
      within("." + key, *inner, child);
    }
  }

  void items(const TypeRef& type, const Json& value) {
    const bool byIndex = isLeaf(type, Node::List);
    std::vector<std::string> seen;
    for (std::size_t i = 0; i < value.size(); ++i) {
      if (byIndex) {
        within("[" + std::to_string(i) + "]", type.element(), value[i]);
        continue;
      }
      Item item = itemOf(type, value[i]);
      if (!item.error.empty()) {
        fault("element " + std::to_string(i) + ": " + item.error);
        return;
      }
      const bool twice = std::find(seen.begin(), seen.end(), item.element) != seen.end();
      const std::string step = pathElementText(item.element);
      if (twice && duplicates_ == Duplicates::Refuse) fault("duplicate entries for key " + step);
      within(step, type.element(), value[i]);
      seen.push_back(std::move(item.element));
    }
  }

  Duplicates duplicates_;
  std::string path_;
};

}  // namespace

std::vector<Fault> check(const TypeRef& type, const Json& value, Duplicates duplicates) {
  Checker checker(duplicates);
  checker.check(type, value);
  return std::move(checker.faults);
}

std::string faultsText(const std::vector<Fault>& faults) {
  const auto line = [](const Fault& fault) {
    return fault.path.empty() ? fault.message : fault.path + ": " + fault.message;
  };
  if (faults.size() == 1) return line(faults.front());
  std::string text = "errors:";
  for (const Fault& fault : faults) text += "\n  " + line(fault);
  return text;
}

}  // namespace sts::typed
