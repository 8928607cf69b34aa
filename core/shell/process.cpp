#include "shell/process.hpp"

#include "shell/parser.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxLine = 1 << 20;

ShellState stateOf(const Setup& setup) {
  ShellState state;
  state.name = setup.name;
  state.positional = setup.arguments;
  state.directory = setup.directory;
  state.interactive = setup.interactive;
  state.line = setup.interactive ? 0 : 1;
  for (const auto& [name, value] : setup.environment) state.variables[name] = {value, true, false};
  state.variables["PWD"] = {setup.directory, true, false};
  return state;
}

Descriptors terminal() { return {{0, Streams::input}, {1, Streams::output}, {2, Streams::errors}}; }

LineResult resultOf(Process& process, int exit, bool interrupted) {
  LineResult result;
  result.exit = exit;
  result.interrupted = interrupted;
  result.out = process.takeOutput();
  result.err = process.takeErrors();
  return result;
}

// Lets virtual time pass until the process has ended, is ended at the deadline, or could only wait
// for ever.
LineResult pump(Process& process, Host& host, const Registry& registry,
                std::optional<Time> deadline) {
  for (int pause = 0; pause < process.maxPauses(); ++pause) {
    const Process::State state = process.run(host, registry);
    if (state.kind == Process::Kind::exited) return resultOf(process, state.code, false);
    std::optional<Time> until = state.until;
    if (deadline && (!until || *deadline < *until)) until = deadline;
    const bool sleeping = state.kind == Process::Kind::sleeping;
    const bool passed = sleeping ? host.advanceTo(*until) : host.advanceToNextChange(until);
    if (!passed || (deadline && host.now() >= *deadline)) break;
  }
  process.interrupt(host, registry, 130);
  return resultOf(process, 130, true);
}

}  // namespace

Process::Process(const Setup& setup)
    : machine_(nullptr, stateOf(setup), terminal()),
      isInit_(setup.isInit),
      maxPauses_(setup.limits.pauses) {
  budget_.maxSteps = setup.limits.steps;
  budget_.maxBytes = setup.limits.bytes;
  streams_.find(Streams::input)->text = setup.input;
}

Process Process::ofScript(std::string_view text, const Setup& setup) {
  Process process(setup);
  process.start(text, setup.input);
  return process;
}

Process Process::ofCommand(std::vector<std::string> arguments, const Setup& setup) {
  Process process(setup);
  if (!arguments.empty()) process.machine_.startCommand(std::move(arguments), 0);
  return process;
}

void Process::start(std::string_view text, const std::string& input) {
  Stream* from = streams_.find(Streams::input);
  from->text = input;
  from->read = 0;
  budget_.steps = 0;
  budget_.bytes = 0;
  budget_.exceeded.clear();
  if (text.size() > maxLine) {
    streams_.find(Streams::errors)->text += machine_.state().name + ": line too long\n";
    return;
  }
  const Parsed parsed = parse(text);
  if (!parsed.script->children.empty()) machine_.start(parsed.script);
}

Process::State Process::run(Host& host, const Registry& registry) {
  ++budget_.epoch;
  budget_.steps = 0;
  World world{host, registry, streams_, budget_};
  const Progress progress = machine_.run(world);
  if (!budget_.exceeded.empty()) {
    streams_.find(Streams::errors)->text +=
        machine_.state().name + ": stopped: " + budget_.exceeded + "\n";
    budget_.exceeded.clear();
    machine_.end(world, 137);
    return {Kind::exited, 137, std::nullopt};
  }
  if (progress == Progress::exited) return {Kind::exited, machine_.status() & 255, machine_.wake()};
  const Kind kind = progress == Progress::sleeping ? Kind::sleeping : Kind::waiting;
  return {kind, 0, machine_.wake()};
}

void Process::signal(const std::string& name) { machine_.signal(name, isInit_); }

void Process::interrupt(Host& host, const Registry& registry, int status) {
  World world{host, registry, streams_, budget_};
  machine_.interrupt(world, status);
}

Session::Session(const Setup& setup) : process_(Process::ofScript("", setup)) {}

LineResult Session::run(Host& host, const Registry& registry, std::string_view line,
                        const std::string& input, std::optional<Time> deadline) {
  process_.start(line, input);
  return pump(process_, host, registry, deadline);
}

LineResult runLine(Host& host, const Registry& registry, std::string_view line, const Setup& setup,
                   std::optional<Time> deadline) {
  Process process = Process::ofScript(line, setup);
  return pump(process, host, registry, deadline);
}

}  // namespace sts::shell
