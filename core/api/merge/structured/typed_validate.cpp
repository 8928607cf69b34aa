#include <algorithm>

#include "api/go_value.hpp"
#include "api/merge/structured/typed_value.hpp"

namespace sts {
namespace {

using Errors = std::vector<FieldError>;

Errors prefixed(Errors errors, const std::string& prefix) {
  for (FieldError& error : errors) error.path = prefix + error.path;
  return errors;
}

void append(Errors& all, Errors more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

Errors validateList(const TypedNode& node, const Json& value) {
  if (value.isNull()) return {};
  if (!value.isArray()) return {{"", "expected list, got &{" + goValue(value) + "}"}};
  Errors errors;
  FieldSet seen;
  std::int64_t index = 0;
  for (const Json& item : value.items()) {
    PathElement element{PathElement::Kind::Index, "", Json(index)};
    if (!node.atomicList()) {
      const Result<PathElement> found = pathElementOf(node, item);
      if (!found.ok()) {
        errors.push_back({"", "element " + std::to_string(index) + ": " + found.error().message});
        return errors;
      }
      element = *found;
      if (seen.has(element)) errors.push_back({"", "duplicate entries for key " + element.text()});
      seen.insert(element);
    }
    append(errors, prefixed(validateTyped(node.item(), item), element.text()));
    ++index;
  }
  return errors;
}

/// Where to start among the members: Go walks a map of up to eight from a random one on, so errors
/// follow each other as in the text but for one cut, most likely in their widest gap.
std::size_t likelyStart(const std::vector<Errors>& errors) {
  constexpr std::size_t slots = 8;
  if (errors.size() > slots) return 0;
  std::vector<std::size_t> faulty;
  for (std::size_t i = 0; i < errors.size(); ++i) {
    if (!errors[i].empty()) faulty.push_back(i);
  }
  if (faulty.size() < 2) return 0;
  std::size_t start = faulty[0], widest = faulty[0] + slots - faulty.back();
  for (std::size_t i = 1; i < faulty.size(); ++i) {
    if (faulty[i] - faulty[i - 1] <= widest) continue;
    widest = faulty[i] - faulty[i - 1];
    start = faulty[i];
  }
  return start;
}

Errors validateMap(const TypedNode& node, const Json& value) {
  if (value.isNull()) return {};
  if (!value.isObject()) return {{"", "expected map, got &{" + goValue(value) + "}"}};
  std::vector<Errors> errors;
  std::vector<bool> declared;
  for (const auto& [key, member] : value.members()) {
    const auto type = node.member(key);
    declared.push_back(type.has_value());
    errors.push_back(type ? prefixed(validateTyped(*type, member), "." + key)
                          : Errors{{"." + key, "field not declared in schema"}});
  }
  Errors all;
  const std::size_t start = likelyStart(errors);
  for (std::size_t i = 0; i < errors.size(); ++i) {
    const std::size_t at = (start + i) % errors.size();
    append(all, std::move(errors[at]));
    if (!declared[at]) break;  // the first undeclared member ends the walk
  }
  return all;
}

}  // namespace

// k8s 1.36: structured-merge-diff typed/validate.go
std::vector<FieldError> validateTyped(const TypedNode& node, const Json& value) {
  switch (node.formOf(&value)) {
    case Form::Map:
      return validateMap(node, value);
    case Form::List:
      return validateList(node, value);
    case Form::Scalar: {
      std::string error = node.scalarError(value);
      return error.empty() ? Errors{} : Errors{{"", std::move(error)}};
    }
    case Form::None:
      return {};
  }
  return {};
}

std::string errorText(const std::vector<FieldError>& errors) {
  const auto one = [](const FieldError& error) {
    return error.path.empty() ? error.message : error.path + ": " + error.message;
  };
  if (errors.size() == 1) return one(errors[0]);
  std::string all = "errors:";
  for (const FieldError& error : errors) all += "\n  " + one(error);
  return all;
}

namespace {

class FieldLister {
 public:
  FieldSet set;

  // k8s 1.36: structured-merge-diff typed/tofieldset.go
  void walk(const TypedNode& node, const Json& value) {
    switch (node.formOf(&value)) {
      case Form::Map:
        if (node.atomicMap()) set.insert(path_);
        if (!node.atomicMap()) walkMap(node, value);
        break;
      case Form::List:
        if (node.atomicList()) set.insert(path_);
        if (!node.atomicList()) walkList(node, value);
        break;
      case Form::Scalar:
        set.insert(path_);
        break;
      case Form::None:
        break;
    }
  }

 private:
  void walkMap(const TypedNode& node, const Json& value) {
    for (const auto& [key, member] : value.members()) {
      path_.push_back(PathElement::field(key));
      if (const auto type = node.member(key)) walk(*type, member);
      const bool leaf = member.isNull() || (member.isObject() && member.empty());
      if (leaf || !node.isField(key)) set.insert(path_);
      path_.pop_back();
    }
  }

  /// Items of one key are owned as one.
  void walkList(const TypedNode& node, const Json& value) {
    FieldSet seen, doubled;
    for (const Json& item : value.items()) {
      const Result<PathElement> element = pathElementOf(node, item);
      if (!element.ok()) continue;
      if (seen.has(*element)) doubled.insert(*element);
      seen.insert(*element);
    }
    for (const Json& item : value.items()) {
      const Result<PathElement> element = pathElementOf(node, item);
      if (!element.ok()) continue;
      path_.push_back(*element);
      if (!doubled.has(*element)) walk(node.item(), item);
      set.insert(path_);
      path_.pop_back();
    }
  }

  FieldSet::Path path_;
};

}  // namespace

FieldSet fieldSetOf(const TypedNode& node, const Json& value) {
  FieldLister lister;
  lister.walk(node, value);
  return std::move(lister.set);
}

// k8s 1.36: structured-merge-diff fieldpath/set.go EnsureNamedFieldsAreMembers
FieldSet withNamedFields(const TypedNode& node, const FieldSet& set) {
  FieldSet all;
  for (const PathElement& member : set.members()) all.insert(member);
  for (const FieldSet::Child& child : set.children()) {
    TypedNode type{nullptr, nullptr, false, TypedNode::Rest::UntypedAtomic};
    if (child.element.kind == PathElement::Kind::Field) {
      if (node.isField(child.element.name)) all.insert(child.element);
      type = node.member(child.element.name).value_or(type);
    } else if (child.element.kind == PathElement::Kind::Key) {
      type = node.item();
    }
    all.adopt(child.element, withNamedFields(type, child.set));
  }
  return all;
}

}  // namespace sts
