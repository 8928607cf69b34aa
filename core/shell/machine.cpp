// The stack, and the nodes that only decide what comes next. Each step looks at the top frame, does
// one thing, and either pushes a frame, finishes this one, or says what it waits for. A frame's
// `at` is where it stands; the status of what it pushed is in state_.status when it is on top
// again.
#include "shell/machine.hpp"

#include "shell/parser.hpp"
#include "shell/pattern.hpp"
#include "shell/test_expression.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxFrames = 2000;

}  // namespace

Machine::Machine(NodePtr script, ShellState state, Descriptors descriptors, bool guarded)
    : state_(std::move(state)), descriptors_(std::move(descriptors)) {
  if (script) push(std::move(script), guarded);
}
Machine::Machine(const Machine& other) = default;
Machine& Machine::operator=(const Machine& other) = default;
Machine::Machine(Machine&&) noexcept = default;
Machine& Machine::operator=(Machine&&) noexcept = default;
Machine::~Machine() = default;

void Machine::start(NodePtr script) {
  exiting_ = false;
  push(std::move(script), false);
}

void Machine::startCommand(std::vector<std::string> arguments, int line) {
  auto node = std::make_shared<Node>();
  node->line = line;
  push(std::move(node), false);
  frames_.back().items = std::move(arguments);
  frames_.back().at = 1;
}

void Machine::push(NodePtr node, bool guarded) {
  Frame frame;
  frame.guarded = guarded || (!frames_.empty() && frames_.back().guarded);
  frame.loop = node->kind == NodeKind::loop || node->kind == NodeKind::forEach ||
               node->kind == NodeKind::arithmeticFor;
  frame.node = std::move(node);
  frames_.push_back(std::move(frame));
}

// Takes the top frame away and undoes what it changed for its own time.
void Machine::pop(World& world) {
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  for (Machine& child : frame.children) {
    if (!child.done()) child.end(world, 143);
  }
  for (int id : frame.pipes) world.streams.close(id);
  for (int id : frame.opened) world.streams.close(id);
  if (frame.sourced) --state_.sources;
  if (frame.outerDescriptors) descriptors_ = std::move(*frame.outerDescriptors);
  for (auto at = frame.outerVariables.rbegin(); at != frame.outerVariables.rend(); ++at) {
    if (at->second) {
      state_.variables[at->first] = *at->second;
    } else {
      state_.variables.erase(at->first);
    }
  }
  if (frame.outerPositional) {
    state_.positional = std::move(*frame.outerPositional);
    for (auto& [name, variable] : state_.scopes.back()) {
      if (variable) {
        state_.variables[name] = *variable;
      } else {
        state_.variables.erase(name);
      }
    }
    state_.scopes.pop_back();
  }
}

// The top frame has come to its end. Under `set -e` a failure that nobody looks at ends the shell.
void Machine::finish(World& world, int status) {
  const Frame& frame = frames_.back();
  const bool command =
      frame.role == Role::node &&
      (frame.node->kind == NodeKind::simple || frame.node->kind == NodeKind::pipeline ||
       frame.node->kind == NodeKind::subshell || frame.node->kind == NodeKind::test ||
       frame.node->kind == NodeKind::arithmetic);
  const bool fatal = command && status != 0 && state_.options.exitOnError && !frame.guarded &&
                     !frame.node->negated;
  pop(world);
  state_.status = status;
  if (fatal) exitShell(world, status);
}

void Machine::exitShell(World& world, int status) {
  while (!frames_.empty()) pop(world);
  state_.status = status;
  const auto trap = state_.traps.find("EXIT");
  if (trap == state_.traps.end() || exiting_ || state_.interactive) return;
  exiting_ = true;
  const NodePtr script = parse(trap->second).script;
  state_.traps.erase("EXIT");
  push(script, true);
  frames_.back().savedStatus = status;
}

void Machine::end(World& world, int status) {
  exiting_ = true;
  while (!frames_.empty()) pop(world);
  for (Machine& job : running_) {
    if (!job.done()) job.end(world, status);
  }
  state_.status = status;
}

void Machine::interrupt(World& world, int status) {
  while (!frames_.empty()) pop(world);
  state_.status = status;
}

void Machine::unwindLoop(World& world, int levels, bool again, int line) {
  std::size_t loops = 0;
  for (const Frame& frame : frames_) {
    if (frame.outerPositional) loops = 0;
    if (frame.loop) ++loops;
  }
  if (loops == 0) {
    const std::string name = again ? "continue" : "break";
    complain(world, line, name + ": only meaningful in a `for', `while', or `until' loop");
    return finish(world, 0);
  }
  std::size_t left = std::min(static_cast<std::size_t>(std::max(levels, 1)), loops);
  while (true) {
    if (frames_.back().loop && --left == 0) break;
    pop(world);
  }
  state_.status = 0;
  if (!again) {
    pop(world);
  } else if (frames_.back().node->kind == NodeKind::loop) {
    frames_.back().at = 0;
    frames_.back().last = 0;
  }
}

void Machine::returnFrom(World& world, int status) {
  while (!frames_.empty() && !frames_.back().outerPositional && !frames_.back().sourced) pop(world);
  state_.status = status;
  if (!frames_.empty()) finish(world, status);
}

void Machine::signal(const std::string& name, bool ignoreWithoutTrap) {
  const bool trapped = state_.traps.contains(name);
  if (!trapped && ignoreWithoutTrap && name != "KILL") return;
  signals_.push_back(name);
}

bool Machine::runTraps(World& world) {
  if (signals_.empty()) return false;
  const std::string name = signals_.front();
  const auto trap = state_.traps.find(name);
  if (trap == state_.traps.end() || name == "KILL") {
    end(world, name == "KILL" ? 137 : name == "INT" ? 130 : 143);
    return true;
  }
  if (!frames_.empty() && frames_.back().at == 2 && frames_.back().node->kind == NodeKind::simple &&
      !frames_.back().wantsJobs) {
    return false;  // a command in the foreground is let come to its end
  }
  if (!frames_.empty() && frames_.back().wantsJobs) finish(world, 128 + 15);
  signals_.erase(signals_.begin());
  if (trap->second.empty()) return true;
  const NodePtr script = parse(trap->second).script;
  push(script, true);
  frames_.back().savedStatus = state_.status;
  return true;
}

void Machine::forgetWaits() {
  wake_.reset();
  waits_ = false;
}

Progress Machine::run(World& world) {
  while (true) {
    const Progress progress = runForeground(world);
    const long steps = world.budget.steps;
    runJobs(world);
    if (progress == Progress::exited) return progress;
    if (world.budget.steps != steps) continue;
    if (waits_) return Progress::waiting;
    return wake_ ? Progress::sleeping : Progress::blocked;
  }
}

// Until the script has ended or its top frame cannot go on; what that frame waits for is in wake_
// and waits_.
Progress Machine::runForeground(World& world) {
  while (true) {
    forgetWaits();
    if (frames_.empty() && !exiting_ && state_.traps.contains("EXIT"))
      exitShell(world, state_.status);
    if (frames_.empty()) return Progress::exited;
    if (!signals_.empty() && runTraps(world)) continue;
    const Progress progress = step(world);
    if (progress != Progress::ready) return progress;
    if (++world.budget.steps > world.budget.maxSteps && world.budget.exceeded.empty()) {
      world.budget.exceeded = "too many steps without a pause";
    }
    if (frames_.size() > maxFrames) world.budget.exceeded = "nested too deeply";
    if (!world.budget.exceeded.empty()) end(world, 137);
  }
}

// Redirections of a compound command are opened before its first step.
bool Machine::enter(World& world, Frame& frame) {
  if (frame.entered || frame.node->redirects.empty()) return true;
  Expander expander(state_, world.host.files(), frame.substitutions);
  std::vector<std::string> targets;
  for (const Redirect& redirect : frame.node->redirects)
    targets.push_back(expander.target(redirect));
  if (!settle(world, frame, expander)) return false;
  frame.entered = true;
  if (applyRedirects(world, frame, targets)) return true;
  finish(world, 1);
  return false;
}

Progress Machine::step(World& world) {
  Frame& frame = frames_.back();
  if (frame.role == Role::substitution) return stepSubstitution(world, frame);
  if (frame.role == Role::run) return stepRun(world, frame);
  if (frame.node->kind == NodeKind::simple) return stepSimple(world, frame);
  if (!enter(world, frame)) return Progress::ready;
  switch (frame.node->kind) {
    case NodeKind::simple:
      return stepSimple(world, frame);
    case NodeKind::pipeline:
      return stepPipeline(world, frame);
    case NodeKind::list:
      return stepList(world, frame);
    case NodeKind::background:
      return stepBackground(world, frame);
    case NodeKind::group:
      if (frame.at++ == 0) {
        push(frame.node->children[0], false);
      } else {
        finish(world, state_.status);
      }
      return Progress::ready;
    case NodeKind::subshell:
      return stepSubshell(world, frame);
    case NodeKind::conditional:
      return stepConditional(world, frame);
    case NodeKind::forEach:
      return stepForEach(world, frame);
    case NodeKind::loop:
      return stepLoop(world, frame);
    case NodeKind::choice:
      return stepChoice(world, frame);
    case NodeKind::function:
      state_.functions[frame.node->name] = frame.node->children[0];
      finish(world, 0);
      return Progress::ready;
    case NodeKind::broken:
      tellSyntaxError(world, frame.node->name);
      exitShell(world, 2);
      return Progress::ready;
    case NodeKind::test:
      return stepTest(world, frame);
    case NodeKind::arithmetic:
      return stepArithmetic(world, frame);
    case NodeKind::arithmeticFor:
      return stepArithmeticFor(world, frame);
  }
  return Progress::ready;
}

// At a prompt one line without its number, else every line, as `bash -c` begins it.
void Machine::tellSyntaxError(World& world, const std::string& error) {
  std::size_t start = 0;
  while (start < error.size()) {
    const std::size_t end = std::min(error.find('\n', start), error.size());
    std::string line = error.substr(start, end - start);
    start = end + 1;
    if (state_.line == 0) {
      write(world, 2, state_.name + ": " + line.substr(line.find(": ") + 2) + "\n");
      return;
    }
    write(world, 2, state_.name + ": -c: " + line + "\n");
  }
}

Progress Machine::stepList(World& world, Frame& frame) {
  const Node& node = *frame.node;
  if (node.children.empty()) {
    finish(world, frame.savedStatus.value_or(0));
    return Progress::ready;
  }
  if (frame.at == node.children.size()) {
    finish(world, frame.savedStatus.value_or(state_.status));
    return Progress::ready;
  }
  const std::size_t index = frame.at++;
  const Joint joint = node.joints[index];
  if (joint == Joint::onSuccess && state_.status != 0) return Progress::ready;
  if (joint == Joint::onFailure && state_.status == 0) return Progress::ready;
  const bool watched = index + 1 < node.joints.size() && node.joints[index + 1] != Joint::always;
  push(node.children[index], watched);
  return Progress::ready;
}

Progress Machine::stepConditional(World& world, Frame& frame) {
  const std::vector<NodePtr>& children = frame.node->children;
  if (frame.at % 2 == 1) {
    if (frame.last == 1) {
      finish(world, state_.status);
      return Progress::ready;
    }
    if (state_.status == 0) {
      frame.last = 1;
      push(children[frame.at], false);
      return Progress::ready;
    }
    ++frame.at;
  } else if (frame.last == 1) {
    finish(world, state_.status);
    return Progress::ready;
  }
  if (frame.at >= children.size()) {
    finish(world, 0);
  } else if (frame.at + 1 == children.size()) {
    frame.last = 1;
    push(children[frame.at], false);
  } else {
    push(children[frame.at++], true);
  }
  return Progress::ready;
}

Progress Machine::stepLoop(World& world, Frame& frame) {
  if (frame.at == 0) {
    frame.at = 1;
    push(frame.node->children[0], true);
  } else if (frame.at == 1) {
    if ((state_.status == 0) == frame.node->until) {
      finish(world, frame.last);
      return Progress::ready;
    }
    frame.at = 2;
    push(frame.node->children[1], false);
  } else {
    frame.last = state_.status;
    frame.at = 0;
  }
  return Progress::ready;
}

Progress Machine::stepForEach(World& world, Frame& frame) {
  if (frame.at == 0) {
    if (frame.node->positional) {
      frame.items = state_.positional;
    } else {
      Expander expander(state_, world.host.files(), frame.substitutions);
      std::vector<std::string> items = expander.fields(frame.node->words);
      if (!settle(world, frame, expander)) return Progress::ready;
      frame.items = std::move(items);
    }
    state_.status = 0;
    frame.at = 1;
  }
  if (frame.at > frame.items.size()) {
    finish(world, state_.status);
    return Progress::ready;
  }
  if (!assign(world, frame.node->line, frame.node->name, frame.items[frame.at - 1])) {
    exitShell(world, 1);
    return Progress::ready;
  }
  ++frame.at;
  push(frame.node->children[0], false);
  return Progress::ready;
}

// for ((first; condition; next)): at 0 first, 1 condition and body, 2 next.
Progress Machine::stepArithmeticFor(World& world, Frame& frame) {
  Expander expander(state_, world.host.files(), frame.substitutions);
  const std::size_t which = frame.at == 0 ? 0 : frame.at == 1 ? 1 : 2;
  const Word& word = frame.node->words[which];
  const bool empty =
      word.parts.size() == 1 && word.parts[0].text.find_first_not_of(" \t") == std::string::npos;
  const std::int64_t value = expander.arithmetic(word);
  if (!settle(world, frame, expander)) return Progress::ready;
  if (frame.at == 1) {
    if (value == 0 && !empty) {
      finish(world, frame.last);
      return Progress::ready;
    }
    frame.at = 2;
    push(frame.node->children[0], false);
    return Progress::ready;
  }
  if (frame.at == 2) frame.last = state_.status;
  frame.at = 1;
  return Progress::ready;
}

Progress Machine::stepChoice(World& world, Frame& frame) {
  const Node& node = *frame.node;
  if (frame.last == 1) {
    const Arm& ran = node.arms[frame.at];
    if (!ran.fallThrough || frame.at + 1 == node.arms.size()) {
      finish(world, state_.status);
      return Progress::ready;
    }
    ++frame.at;
    if (node.arms[frame.at].body) push(node.arms[frame.at].body, false);
    return Progress::ready;
  }
  Expander expander(state_, world.host.files(), frame.substitutions);
  const std::string subject = expander.single(node.words[0]);
  for (std::size_t i = 0; i < node.arms.size() && !expander.stopped(); ++i) {
    for (const Word& pattern : node.arms[i].patterns) {
      if (!matchesPattern(expander.pattern(pattern), subject) || expander.stopped()) continue;
      if (!settle(world, frame, expander)) return Progress::ready;
      frame.at = i;
      frame.last = 1;
      state_.status = 0;
      if (node.arms[i].body) push(node.arms[i].body, false);
      return Progress::ready;
    }
  }
  if (settle(world, frame, expander)) finish(world, 0);
  return Progress::ready;
}

Progress Machine::stepArithmetic(World& world, Frame& frame) {
  Expander expander(state_, world.host.files(), frame.substitutions);
  const std::int64_t value = expander.arithmetic(frame.node->words[0]);
  if (!expander.error().empty()) {
    complain(world, frame.node->line, "((: " + expander.error());
    finish(world, 1);
    return Progress::ready;
  }
  if (settle(world, frame, expander)) finish(world, value != 0 ? 0 : 1);
  return Progress::ready;
}

// SIM: arrays are not supported; what =~ matched can be read as ${BASH_REMATCH[0]},
// ${BASH_REMATCH[1]}, …
void Machine::rememberGroups(const std::vector<std::string>& groups) {
  std::erase_if(state_.variables,
                [](const auto& one) { return one.first.starts_with("BASH_REMATCH["); });
  for (std::size_t i = 0; i < groups.size(); ++i) {
    state_.variables["BASH_REMATCH[" + std::to_string(i) + "]"].value = groups[i];
  }
}

Progress Machine::stepTest(World& world, Frame& frame) {
  Expander expander(state_, world.host.files(), frame.substitutions);
  const TestResult result = evaluateTest(frame.node->words, expander, state_, world.host.files());
  if (!settle(world, frame, expander)) return Progress::ready;
  if (result.asked) rememberGroups(result.groups);
  if (!result.error.empty()) complain(world, frame.node->line, "[[: " + result.error);
  finish(world, result.status);
  return Progress::ready;
}

}  // namespace sts::shell
