// Runs an awk program over inputs. Private to awk.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shell/commands/awk_program.hpp"
#include "shell/commands/commands.hpp"

namespace sts::shell {

/// A number, a text, or a text from outside that looks like a number and is compared as one.
struct AwkValue {
  std::string text;
  double number = 0;
  bool isNumber = false;
  bool looksNumeric = false;
};

AwkValue awkNumber(double value);
AwkValue awkText(std::string text);
AwkValue awkInput(std::string text);
double toNumber(const AwkValue& value);
std::string toText(const AwkValue& value);
bool toBool(const AwkValue& value);
int compareValues(const AwkValue& a, const AwkValue& b);
/// As printf prints: the format and what follows it.
std::string awkFormat(const std::vector<AwkValue>& values);

class Awk {
 public:
  Awk(const AwkProgram& program, Context& context) : program_(program), context_(context) {}

  void assign(const std::string& name, const std::string& value) {
    variables_[name] = awkInput(value);
  }
  int run(const std::vector<Input>& inputs);
  const std::string& error() const { return error_; }

 private:
  enum class Flow { on, next, exit, breakLoop, continueLoop };

  Flow runRules(AwkRule::When when);
  Flow runRecord();
  Flow execute(const AwkStatement& statement);
  Flow executeLoop(const AwkStatement& statement);
  Flow loopBody(const AwkStatement& body);
  void print(const AwkStatement& statement);
  AwkValue evaluate(const AwkExpression& expression);
  AwkValue evaluateSimple(const AwkExpression& expression);
  AwkValue call(const AwkExpression& expression);
  AwkValue callText(const AwkExpression& expression, const std::vector<AwkValue>& values);
  AwkValue substitute(const AwkExpression& expression);
  AwkValue split(const AwkExpression& expression);
  AwkValue place(const AwkExpression& expression);
  AwkValue arithmetic(const std::string& op, double a, double b);
  void store(const AwkExpression& expression, const AwkValue& value);
  bool matches(const AwkExpression& pattern, const std::string& text);
  std::shared_ptr<const Regex> regexOf(const AwkExpression& pattern);
  std::string subscript(const std::vector<AwkExpressionPtr>& expressions);
  void setRecord(const std::string& text);
  void rebuildRecord();
  AwkValue field(double index);
  void setField(double index, const AwkValue& value);
  std::vector<std::string> splitFields(const std::string& text, const std::string& separator);
  bool spend();

  const AwkProgram& program_;
  Context& context_;
  std::map<std::string, AwkValue> variables_ = {
      {"FS", awkText(" ")}, {"OFS", awkText(" ")}, {"ORS", awkText("\n")},     {"NR", awkNumber(0)},
      {"NF", awkNumber(0)}, {"FNR", awkNumber(0)}, {"SUBSEP", awkText("\x1c")}};
  std::map<std::string, std::map<std::string, AwkValue>> arrays_;
  std::map<std::string, std::shared_ptr<const Regex>> regexes_;
  std::map<std::string, bool> opened_;
  std::vector<bool> inRange_;
  std::string record_;
  std::vector<AwkValue> fields_;
  std::string out_;
  std::string error_;
  int status_ = 0;
  long steps_ = 0;
};

}  // namespace sts::shell
