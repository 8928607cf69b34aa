// Machines inside machines: the parts of a pipeline, subshells, substitutions, jobs, and what
// commands ask to be run.
#include <algorithm>

#include "shell/machine.hpp"

namespace sts::shell {

namespace {

constexpr std::size_t maxJobs = 100;
constexpr int maxLevel = 40;

// Traps are the parent's own; what it ignores stays ignored.
ShellState stateOfSubshell(const ShellState& parent) {
  ShellState state = parent;
  std::erase_if(state.traps, [](const auto& trap) { return !trap.second.empty(); });
  ++state.level;
  state.interactive = false;
  state.line = parent.interactive || parent.line == 0 ? 0 : 1;
  return state;
}

ShellState stateOfNewShell(const ShellState& parent) {
  ShellState state = stateOfSubshell(parent);
  std::erase_if(state.variables, [](const auto& variable) { return !variable.second.exported; });
  for (auto& [name, variable] : state.variables) variable.readOnly = false;
  state.functions.clear();
  state.scopes.clear();
  state.options = {};
  state.line = 1;
  return state;
}

}  // namespace

void Machine::joinWake(std::optional<Time> time) {
  if (time && (!wake_ || *time < *wake_)) wake_ = time;
}

// Runs the children in turn until none of them moves. What they wait for is joined into this
// machine's.
Progress Machine::runChildren(World& world, Frame& frame) {
  bool moved = true;
  bool alive = true;
  while (moved && alive && world.budget.exceeded.empty()) {
    moved = false;
    alive = false;
    forgetWaits();
    for (std::size_t i = 0; i < frame.children.size(); ++i) {
      Machine& child = frame.children[i];
      if (child.done()) continue;
      const long steps = world.budget.steps;
      const Progress progress = child.run(world);
      moved = moved || world.budget.steps != steps;
      if (progress == Progress::exited) {
        if (Stream* output = i < frame.pipes.size() ? world.streams.find(frame.pipes[i]) : nullptr)
          output->closed = true;
        if (Stream* input = i > 0 && i <= frame.pipes.size()
                                ? world.streams.find(frame.pipes[i - 1])
                                : nullptr) {
          input->abandoned = true;
        }
        moved = true;
        continue;
      }
      alive = true;
      joinWake(child.wake());
      waits_ = waits_ || progress == Progress::waiting;
    }
  }
  if (!world.budget.exceeded.empty()) return Progress::ready;
  return alive ? Progress::blocked : Progress::exited;
}

Progress Machine::stepPipeline(World& world, Frame& frame) {
  const Node& node = *frame.node;
  if (node.children.size() == 1) {
    if (frame.at++ == 0) {
      push(node.children[0], true);
    } else {
      finish(world,
             state_.status == 0 ? (node.negated ? 1 : 0) : (node.negated ? 0 : state_.status));
    }
    return Progress::ready;
  }
  if (frame.at == 0) {
    if (state_.level > maxLevel) {
      world.budget.exceeded = "nested too deeply";
      return Progress::ready;
    }
    frame.at = 1;
    for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
      Stream pipe;
      pipe.kind = StreamKind::pipe;
      frame.pipes.push_back(world.streams.open(std::move(pipe)));
    }
    for (std::size_t i = 0; i < node.children.size(); ++i) {
      Descriptors descriptors = descriptors_;
      if (i > 0) descriptors[0] = frame.pipes[i - 1];
      if (i < frame.pipes.size()) descriptors[1] = frame.pipes[i];
      frame.children.emplace_back(node.children[i], stateOfSubshell(state_), std::move(descriptors),
                                  frame.guarded);
    }
  }
  const Progress progress = runChildren(world, frame);
  if (progress != Progress::exited) return progress;
  int status = frame.children.back().status();
  if (state_.options.pipeFail) {
    for (const Machine& child : frame.children)
      status = child.status() != 0 ? child.status() : status;
  }
  finish(world, node.negated ? (status == 0 ? 1 : 0) : status);
  return Progress::ready;
}

Progress Machine::stepSubshell(World& world, Frame& frame) {
  if (frame.children.empty()) {
    if (state_.level > maxLevel) {
      world.budget.exceeded = "nested too deeply";
      return Progress::ready;
    }
    frame.children.emplace_back(frame.node->children[0], stateOfSubshell(state_), descriptors_,
                                frame.guarded);
  }
  const Progress progress = runChildren(world, frame);
  if (progress == Progress::exited) finish(world, frame.children[0].status());
  return progress == Progress::exited ? Progress::ready : progress;
}

void Machine::startSubstitution(World& world, const NodePtr& script) {
  if (state_.level > maxLevel) {
    world.budget.exceeded = "nested too deeply";
    return;
  }
  ShellState state = stateOfSubshell(state_);
  state.options.exitOnError = false;
  Descriptors descriptors = descriptors_;
  const int stream = world.streams.open(Stream{});
  descriptors[1] = stream;
  push(script, true);
  Frame& frame = frames_.back();
  frame.role = Role::substitution;
  frame.opened.push_back(stream);
  frame.children.emplace_back(script, std::move(state), std::move(descriptors), true);
}

Progress Machine::stepSubstitution(World& world, Frame& frame) {
  const Progress progress = runChildren(world, frame);
  if (progress != Progress::exited) return progress;
  std::string text = world.streams.take(frame.opened[0]);
  std::erase(text, '\0');
  while (text.ends_with('\n')) text.pop_back();
  const int status = frame.children[0].status();
  pop(world);
  frames_.back().substitutions.push_back(std::move(text));
  frames_.back().savedStatus = status;
  return Progress::ready;
}

Progress Machine::stepBackground(World& world, Frame& frame) {
  if (running_.size() >= maxJobs) {
    world.budget.exceeded = "too many jobs";
    return Progress::ready;
  }
  Descriptors descriptors = descriptors_;
  descriptors[0] = Streams::nothing;
  Job job;
  for (const Job& other : jobs_) job.id = std::max(job.id, other.id);
  ++job.id;
  job.processId = ++world.budget.nextProcessId;
  state_.lastJob = job.processId;
  if (state_.interactive) {
    write(world, 2, "[" + std::to_string(job.id) + "] " + std::to_string(job.processId) + "\n");
  }
  running_.emplace_back(frame.node->children[0], stateOfSubshell(state_), std::move(descriptors));
  jobs_.push_back(std::move(job));
  finish(world, 0);
  return Progress::ready;
}

bool Machine::hasJobs() const {
  return std::any_of(jobs_.begin(), jobs_.end(), [](const Job& job) { return !job.done; });
}

void Machine::runJobs(World& world) {
  for (std::size_t i = 0; i < running_.size(); ++i) {
    if (jobs_[i].done) continue;
    if (!jobs_[i].signal.empty()) {
      running_[i].signal(jobs_[i].signal, false);
      jobs_[i].signal.clear();
    }
    const Progress progress = running_[i].run(world);
    if (progress == Progress::exited) {
      jobs_[i].done = true;
      jobs_[i].status = running_[i].status();
      ++world.budget.steps;
      continue;
    }
    joinWake(running_[i].wake());
    waits_ = waits_ || progress == Progress::waiting;
  }
}

Progress Machine::waitForJobs(World& world, Frame& frame) {
  int status = 0;
  for (int processId : frame.awaited) {
    for (const Job& job : jobs_) {
      if (job.processId != processId) continue;
      if (!job.done) return Progress::blocked;
      status = job.status;
    }
  }
  for (int processId : frame.awaited) {
    for (std::size_t i = 0; i < jobs_.size(); ++i) {
      if (jobs_[i].processId != processId) continue;
      jobs_.erase(jobs_.begin() + static_cast<std::ptrdiff_t>(i));
      running_.erase(running_.begin() + static_cast<std::ptrdiff_t>(i));
      break;
    }
  }
  finish(world, frame.last == 1 ? status : 0);
  return Progress::ready;
}

void Machine::startRun(World& world, Run next, bool replace) {
  if (state_.level > maxLevel) {
    world.budget.exceeded = "nested too deeply";
    return;
  }
  ShellState state = next.fresh ? stateOfNewShell(state_) : stateOfSubshell(state_);
  for (const std::string& name : next.unset) state.variables.erase(name);
  for (const auto& [name, value] : next.environment) state.variables[name] = {value, true, false};
  Descriptors descriptors = descriptors_;
  const int line = frames_.back().node->line;
  push(std::make_shared<Node>(), true);
  Frame& frame = frames_.back();
  frame.role = Role::run;
  frame.replaces = replace;
  frame.until = next.deadline;
  if (next.input) {
    Stream input;
    input.text = std::move(*next.input);
    input.closed = true;
    frame.opened.push_back(world.streams.open(std::move(input)));
    descriptors[0] = frame.opened.back();
  }
  if (next.script) {
    if (!next.arguments.empty()) {
      state.name = next.arguments[0];
      state.positional.assign(next.arguments.begin() + 1, next.arguments.end());
    }
    frame.children.emplace_back(std::move(next.script), std::move(state), std::move(descriptors));
    return;
  }
  frame.children.emplace_back(nullptr, std::move(state), std::move(descriptors));
  frame.children.back().startCommand(std::move(next.arguments), line);
}

Progress Machine::stepRun(World& world, Frame& frame) {
  Progress progress = runChildren(world, frame);
  int status = progress == Progress::exited ? frame.children[0].status() : 0;
  if (progress == Progress::blocked && frame.until) {
    if (world.host.now() < *frame.until) {
      joinWake(frame.until);
      return progress;
    }
    frame.children[0].end(world, 143);
    progress = Progress::exited;
    status = 124;
  }
  if (progress != Progress::exited) return progress;
  const bool replaces = frame.replaces;
  pop(world);
  if (replaces) {
    exitShell(world, status);
  } else {
    frames_.back().call.status = status;
    state_.status = status;
  }
  return Progress::ready;
}

}  // namespace sts::shell
