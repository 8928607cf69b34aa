// awk: [-F SEPARATOR] [-v NAME=VALUE] PROGRAM [FILE…]. Patterns, ranges, BEGIN and END, all
// statements and operators, arrays, print and printf with > and >>, and the usual functions. Not:
// functions of one's own, getline, pipes, system(), rand(); they are refused by name.
#include "shell/commands/awk_run.hpp"

namespace sts::shell {

namespace {

std::string unescaped(const std::string& text) {
  if (text == "t") return "\t";
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() &&
        (text[i + 1] == 't' || text[i + 1] == 'n' || text[i + 1] == '\\')) {
      ++i;
      out += text[i] == 't' ? '\t' : text[i] == 'n' ? '\n' : '\\';
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

Outcome awkCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "+F:v:f:");
  if (!options.error.empty()) {
    context.err(options.error);
    return 2;
  }
  std::vector<std::string> operands = options.operands;
  std::string text;
  if (options.has('f')) {
    const std::optional<std::string> file = context.files().read(context.path(options.value('f')));
    if (!file)
      return context.fail("cannot open " + options.value('f') + " (No such file or directory)", 2);
    text = *file;
  } else if (operands.empty()) {
    context.err("usage: awk [-F fs][-v var=value][prog | -f progfile][file ...]\n");
    return 2;
  } else {
    text = operands[0];
    operands.erase(operands.begin());
  }
  const AwkProgram program = parseAwk(text);
  if (!program.error.empty()) return context.fail(program.error, 2);
  bool reads = false;
  for (const AwkRule& rule : program.rules) reads = reads || rule.when != AwkRule::When::begin;
  Inputs inputs;
  if (reads) {
    std::optional<Inputs> all = readInputs(context, operands, {"cannot open ", ""});
    if (!all) return Outcome::moreInput();
    inputs = std::move(*all);
  }
  Awk awk(program, context);
  for (const auto& [letter, value] : options.order) {
    if (letter == 'F') awk.assign("FS", unescaped(value));
    if (letter != 'v') continue;
    const std::size_t equals = value.find('=');
    if (equals == std::string::npos) return context.fail("improper assignment: -v " + value, 2);
    awk.assign(value.substr(0, equals), unescaped(value.substr(equals + 1)));
  }
  const int status = awk.run(inputs.all);
  if (!awk.error().empty()) return context.fail(awk.error(), 2);
  return status != 0 ? status : inputs.failures > 0 ? 2 : 0;
}

}  // namespace sts::shell
