// An awk program, parsed. Private to awk's files.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/regex.hpp"

namespace sts::shell {

enum class AwkKind {
  number,
  text,
  regex,     ///< alone it asks about $0
  variable,  ///< text: its name
  element,   ///< text: the array's name; children: the subscripts
  field,     ///< $child
  assign,    ///< text: "=", "+=", …; children: what, value
  ternary,
  either,
  both,
  in,       ///< text: the array; children: the subscripts
  match,    ///< text: "~" or "!~"
  compare,  ///< text: the operator
  concatenate,
  arithmetic,  ///< text: the operator
  negate,
  plus,
  invert,     ///< !
  increment,  ///< text: "++" or "--"; before says whether it stands in front
  call,       ///< text: the function's name
};

struct AwkExpression;
using AwkExpressionPtr = std::shared_ptr<const AwkExpression>;

struct AwkExpression {
  AwkKind kind = AwkKind::number;
  std::string text;
  double value = 0;
  bool before = false;
  std::shared_ptr<const Regex> regex;
  std::vector<AwkExpressionPtr> children;
};

enum class AwkStatementKind {
  block,
  expression,
  print,
  printf,
  conditional,
  whileLoop,
  doLoop,
  forLoop,  ///< children: first, next, body; expressions[0]: the condition, may be null
  forIn,    ///< text: the variable, array: the array
  next,
  exit,
  breakLoop,
  continueLoop,
  remove,  ///< delete
};

struct AwkStatement;
using AwkStatementPtr = std::shared_ptr<const AwkStatement>;

struct AwkStatement {
  AwkStatementKind kind = AwkStatementKind::block;
  std::string text;
  std::string array;
  std::vector<AwkExpressionPtr> expressions;
  std::vector<AwkStatementPtr> children;
  std::string redirect;     ///< ">" or ">>"
  AwkExpressionPtr target;  ///< of the redirection
};

struct AwkRule {
  enum class When { always, begin, end, pattern, range };
  When when = When::always;
  AwkExpressionPtr first;
  AwkExpressionPtr second;
  AwkStatementPtr action;  ///< null: print the record
};

struct AwkProgram {
  std::vector<AwkRule> rules;
  std::string error;
};

AwkProgram parseAwk(const std::string& text);

}  // namespace sts::shell
