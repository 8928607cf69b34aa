#include "shell/command.hpp"

namespace sts::shell {

Outcome Outcome::sleepUntil(Time until) {
  Outcome outcome(Kind::sleep, 0);
  outcome.until = until;
  return outcome;
}

Outcome Outcome::waitForChange(std::optional<Time> until) {
  Outcome outcome(Kind::wait, 0);
  outcome.until = until;
  return outcome;
}

Outcome Outcome::run(Run next) {
  Outcome outcome(Kind::run, 0);
  outcome.next = std::move(next);
  return outcome;
}

std::string errorPrefix(const ShellState& state, int line) {
  const std::string number = std::to_string(line);
  if (state.name != "bash") return state.name + ": " + (line > 0 ? number + ": " : "");
  return line > 0 ? "bash: line " + number + ": " : "bash: ";
}

int Context::fail(const std::string& message, int status) {
  err(arguments[0] + ": " + message + "\n");
  return status;
}

int Context::failAsShell(const std::string& message, int status) {
  err(errorPrefix(shell, line) + arguments[0] + ": " + message + "\n");
  return status;
}

Stream* Context::stream(int descriptor) const {
  const auto found = descriptors_.find(descriptor);
  return found == descriptors_.end() ? nullptr : streams_.find(found->second);
}

void Context::write(int descriptor, std::string_view text) {
  const auto found = descriptors_.find(descriptor);
  written_ += text.size();
  if (found == descriptors_.end() || broken_) return;
  if (!streams_.write(found->second, text, host.files())) broken_ = true;
}

std::optional<std::string> Context::input() {
  Stream* from = stream(0);
  if (!from) return "";
  if (!from->closed) {
    from->gathered = true;
    return std::nullopt;
  }
  std::string text = from->text.substr(from->read);
  from->read = from->text.size();
  return text;
}

std::optional<std::string> Context::inputLine() {
  Stream* from = stream(0);
  if (!from) return "";
  std::size_t end = from->text.find('\n', from->read);
  if (end == std::string::npos) {
    if (!from->closed) return std::nullopt;
    end = from->text.size();
  } else {
    ++end;
  }
  std::string text = from->text.substr(from->read, end - from->read);
  from->read = end;
  if (from->kind == StreamKind::pipe && from->read > Streams::pipeSize) {
    from->text.erase(0, from->read);
    from->read = 0;
  }
  return text;
}

bool Context::inputIsTerminal() const {
  const auto found = descriptors_.find(0);
  return found != descriptors_.end() && found->second == Streams::input;
}

std::map<std::string, std::string> Context::environment() const {
  std::map<std::string, std::string> result;
  for (const auto& [name, variable] : shell.variables) {
    if (variable.exported) result[name] = variable.value;
  }
  return result;
}

const Command* Registry::find(const std::string& name) const {
  const auto found = commands_.find(name);
  return found == commands_.end() ? nullptr : &found->second;
}

std::vector<std::string> Registry::names() const {
  std::vector<std::string> result;
  for (const auto& [name, command] : commands_) result.push_back(name);
  return result;
}

}  // namespace sts::shell
