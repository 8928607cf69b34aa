// Simple commands. A frame stands at 0 until its words are expanded, at 1 until it is known what
// they call, at 2 while a command is at work, at 3 while a function's body runs above it.
#include "shell/machine.hpp"
#include "shell/parser.hpp"

namespace sts::shell {

namespace {

bool isExecutablePlace(const std::string& path) {
  const std::string directory = directoryName(path);
  return directory == "/bin" || directory == "/usr/bin" || directory == "/usr/local/bin" ||
         directory == "/sbin" || directory == "/usr/sbin";
}

std::string traceLine(const std::vector<std::string>& items) {
  std::string line = "+";
  for (const std::string& item : items) {
    const bool plain =
        !item.empty() && item.find_first_of(" \t\n'\"\\$`*?[]{}()<>|&;#~") == std::string::npos;
    line += plain ? " " + item : " '" + item + "'";
  }
  return line + "\n";
}

}  // namespace

void Machine::write(World& world, int descriptor, std::string_view text) {
  const auto found = descriptors_.find(descriptor);
  if (found != descriptors_.end()) world.streams.write(found->second, text, world.host.files());
  world.budget.bytes += static_cast<long>(text.size());
}

void Machine::complain(World& world, int line, const std::string& message) {
  write(world, 2, errorPrefix(state_, state_.line == 0 ? 0 : line) + message + "\n");
}

bool Machine::settle(World& world, Frame& frame, const Expander& expander) {
  if (expander.pending()) {
    startSubstitution(world, expander.pending());
    return false;
  }
  if (!expander.error().empty()) {
    complain(world, frame.node->line, expander.error());
    if (expander.endsShell()) {
      exitShell(world, expander.errorStatus());
    } else {
      finish(world, expander.errorStatus());
    }
    return false;
  }
  for (const auto& [name, value] : expander.assigned()) state_.variables[name].value = value;
  state_.random = expander.random();
  frame.substitutions.clear();
  return true;
}

bool Machine::assign(World& world, int line, const std::string& name, const std::string& value) {
  Variable& variable = state_.variables[name];
  if (variable.readOnly) {
    complain(world, line, name + ": readonly variable");
    return false;
  }
  variable.value = value;
  return true;
}

Progress Machine::stepSimple(World& world, Frame& frame) {
  if (frame.at == 0) return expandSimple(world, frame);
  if (frame.at == 1) return dispatch(world, frame);
  if (frame.at == 2) return callCommand(world, frame);
  finish(world, state_.status);
  return Progress::ready;
}

Progress Machine::expandSimple(World& world, Frame& frame) {
  const Node& node = *frame.node;
  Expander expander(state_, world.host.files(), frame.substitutions);
  std::vector<std::string> items = expander.fields(node.words);
  std::vector<std::string> targets;
  for (const Redirect& redirect : node.redirects) targets.push_back(expander.target(redirect));
  std::vector<std::string> values;
  for (const Assignment& assignment : node.assignments) {
    std::string value = expander.single(assignment.value);
    if (expander.stopped()) break;
    if (assignment.append) value = expander.variable(assignment.name) + value;
    if (items.empty()) expander.assign(assignment.name, value);
    values.push_back(std::move(value));
  }
  if (!settle(world, frame, expander)) return Progress::ready;
  frame.items = std::move(items);
  frame.values = std::move(values);
  if (!applyRedirects(world, frame, targets)) {
    finish(world, state_.name == "bash" ? 1 : 2);
    return Progress::ready;
  }
  if (frame.items.empty()) {
    for (std::size_t i = 0; state_.options.trace && i < frame.values.size(); ++i) {
      write(world, 2, "+ " + node.assignments[i].name + "=" + frame.values[i] + "\n");
    }
    finish(world, frame.savedStatus.value_or(0));
    return Progress::ready;
  }
  if (!applyAssignments(world, frame)) {
    finish(world, 1);
    return Progress::ready;
  }
  if (frame.items[0] == "exec" && frame.items.size() == 1) {
    frame.outerDescriptors.reset();
    frame.opened.clear();
  }
  frame.at = 1;
  return Progress::ready;
}

// Assignments in front of a command are its environment, and end with it.
bool Machine::applyAssignments(World& world, Frame& frame) {
  for (std::size_t i = 0; i < frame.values.size(); ++i) {
    const std::string& name = frame.node->assignments[i].name;
    const Variable* before = state_.find(name);
    frame.outerVariables.emplace_back(name, before ? std::optional(*before) : std::nullopt);
    if (!assign(world, frame.node->line, name, frame.values[i])) return false;
    state_.variables[name].exported = true;
  }
  return true;
}

bool Machine::applyRedirects(World& world, Frame& frame, const std::vector<std::string>& targets) {
  if (targets.empty()) return true;
  frame.outerDescriptors = descriptors_;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    if (!applyRedirect(world, frame, frame.node->redirects[i], targets[i])) return false;
  }
  return true;
}

bool Machine::redirectFailed(World& world, const Frame& frame, const std::string& target,
                             FileError error, bool reading) {
  descriptors_ = *frame.outerDescriptors;
  std::string message = target + ": " + std::string(sentence(error));
  if (state_.name != "bash" && error == FileError::absent) {
    message = reading ? "cannot open " + target + ": No such file"
                      : "cannot create " + target + ": Directory nonexistent";
  }
  complain(world, frame.node->line, message);
  return false;
}

bool Machine::applyRedirect(World& world, Frame& frame, const Redirect& redirect,
                            const std::string& target) {
  Files& files = world.host.files();
  if (!redirect.warning.empty()) {
    const std::size_t digits = redirect.warning.find_first_not_of("0123456789");
    complain(world, std::stoi(redirect.warning.substr(0, digits)), redirect.warning.substr(digits));
  }
  if (redirect.kind == RedirectKind::duplicate) {
    if (target == "-") {
      descriptors_.erase(redirect.fd);
      return true;
    }
    const bool digit = target.size() == 1 && target[0] >= '0' && target[0] <= '9';
    const auto from = descriptors_.find(digit ? target[0] - '0' : -1);
    if (from == descriptors_.end()) {
      descriptors_ = *frame.outerDescriptors;
      complain(world, frame.node->line,
               target + (digit ? ": Bad file descriptor" : ": ambiguous redirect"));
      return false;
    }
    descriptors_[redirect.fd] = from->second;
    return true;
  }
  Stream stream;
  if (redirect.kind == RedirectKind::text) {
    stream.text = target + (redirect.newline ? "\n" : "");
    stream.closed = true;
  } else if (target == "/dev/null") {
    descriptors_[redirect.fd] = Streams::nothing;
    if (redirect.errorsToo) descriptors_[2] = Streams::nothing;
    return true;
  } else if (target == "/dev/stdout" || target == "/dev/stderr" || target == "/dev/stdin") {
    descriptors_[redirect.fd] = descriptors_[target == "/dev/stdin"    ? 0
                                             : target == "/dev/stdout" ? 1
                                                                       : 2];
    return true;
  } else {
    stream.path = absolutePath(state_.directory, target);
    if (target.empty()) return redirectFailed(world, frame, target, FileError::absent, false);
    const FileKind kind = files.kind(stream.path);
    if (redirect.kind == RedirectKind::read) {
      if (kind == FileKind::absent)
        return redirectFailed(world, frame, target, FileError::absent, true);
      stream.text = files.read(stream.path).value_or("");
      stream.closed = true;
    } else {
      stream.kind = StreamKind::file;
      const bool keep = redirect.kind == RedirectKind::append;
      const FileError error = keep ? files.append(stream.path, "") : files.write(stream.path, "");
      if (error != FileError::none) return redirectFailed(world, frame, target, error, false);
    }
  }
  const int id = world.streams.open(std::move(stream));
  frame.opened.push_back(id);
  descriptors_[redirect.fd] = id;
  if (redirect.errorsToo) descriptors_[2] = id;
  return true;
}

Progress Machine::dispatch(World& world, Frame& frame) {
  const auto output = descriptors_.find(1);
  const Stream* pipe = output == descriptors_.end() ? nullptr : world.streams.find(output->second);
  if (pipe && pipe->kind == StreamKind::pipe && !pipe->abandoned && !pipe->gathered &&
      pipe->unread() > Streams::pipeSize) {
    return Progress::blocked;
  }
  if (state_.options.trace) write(world, 2, traceLine(frame.items));
  const auto function = state_.functions.find(frame.items[0]);
  if (function != state_.functions.end()) {
    frame.at = 3;
    std::vector<std::string> positional(frame.items.begin() + 1, frame.items.end());
    push(function->second, false);
    frames_.back().role = Role::call;
    frames_.back().outerPositional = std::move(state_.positional);
    state_.positional = std::move(positional);
    state_.scopes.emplace_back();
    return Progress::ready;
  }
  std::string& name = frame.items[0];
  const bool path = name.find('/') != std::string::npos;
  if (path && isExecutablePlace(absolutePath(state_.directory, name)) &&
      world.registry.find(baseName(name))) {
    name = baseName(name);
  } else if (path || !world.registry.find(name)) {
    return notFound(world, frame);
  }
  frame.at = 2;
  return Progress::ready;
}

Progress Machine::notFound(World& world, Frame& frame) {
  const std::string name = frame.items[0];
  const int line = frame.node->line;
  if (name.find('/') == std::string::npos) {
    const bool bash = state_.name == "bash";
    complain(world, line, name + (bash ? ": command not found" : ": not found"));
    finish(world, 127);
    return Progress::ready;
  }
  const std::string path = absolutePath(state_.directory, name);
  const FileKind kind = world.host.files().kind(path);
  if (kind == FileKind::file) return runFile(world, frame, path);
  complain(
      world, line,
      name + ": " + (kind == FileKind::directory ? "Is a directory" : "No such file or directory"));
  finish(world, kind == FileKind::directory ? 126 : 127);
  return Progress::ready;
}

// SIM: files have no mode bits, so every file that is called by its path is run as a script.
Progress Machine::runFile(World& world, Frame& frame, const std::string& path) {
  const Parsed parsed = parse(world.host.files().read(path).value_or(""));
  Run run;
  run.script = parsed.script;
  run.arguments = frame.items;
  run.fresh = true;
  if (!parsed.error.empty()) {
    complain(world, frame.node->line, frame.items[0] + ": " + parsed.error);
    finish(world, 2);
    return Progress::ready;
  }
  frame.at = 3;
  frame.wantsInput = false;
  startRun(world, std::move(run), false);
  return Progress::ready;
}

bool Machine::inputReady(World& world, Frame& frame) {
  if (!frame.wantsInput) return true;
  const auto found = descriptors_.find(0);
  const Stream* input = found == descriptors_.end() ? nullptr : world.streams.find(found->second);
  if (!input || input->closed || input->text.size() != frame.seen) {
    frame.wantsInput = false;
    return true;
  }
  return false;
}

Progress Machine::callCommand(World& world, Frame& frame) {
  if (frame.wantsJobs) return waitForJobs(world, frame);
  if (frame.until && world.host.now() < *frame.until &&
      (frame.sleeps || frame.epoch == world.budget.epoch)) {
    joinWake(frame.until);
    waits_ = waits_ || frame.waits;
    return Progress::sleeping;
  }
  if (frame.waits && !frame.until && frame.epoch == world.budget.epoch) {
    waits_ = true;
    return Progress::waiting;
  }
  if (!inputReady(world, frame)) return Progress::blocked;
  const Command* command = world.registry.find(frame.items[0]);
  if (!command) return notFound(world, frame);
  Context context(frame.items, world.host, state_, frame.call, world.streams, descriptors_,
                  world.registry, jobs_);
  context.line = state_.line == 0 ? 0 : frame.node->line;
  Outcome outcome = command->function(context);
  world.budget.bytes += static_cast<long>(context.written());
  if (world.budget.bytes > world.budget.maxBytes) world.budget.exceeded = "too much output";
  if (context.brokenPipe()) {
    end(world, 141);
    return Progress::ready;
  }
  frame.sleeps = outcome.kind == Outcome::Kind::sleep;
  frame.waits = outcome.kind == Outcome::Kind::wait;
  frame.until = outcome.until;
  frame.epoch = world.budget.epoch;
  return obey(world, std::move(outcome));
}

Progress Machine::obey(World& world, Outcome outcome) {
  Frame& frame = frames_.back();
  switch (outcome.kind) {
    case Outcome::Kind::exit:
      finish(world, outcome.code);
      break;
    case Outcome::Kind::sleep:
    case Outcome::Kind::wait:
      break;
    case Outcome::Kind::input: {
      const auto found = descriptors_.find(0);
      const Stream* input =
          found == descriptors_.end() ? nullptr : world.streams.find(found->second);
      frame.wantsInput = true;
      frame.seen = input ? input->text.size() : 0;
      break;
    }
    case Outcome::Kind::run:
      startRun(world, std::move(outcome.next), false);
      break;
    case Outcome::Kind::replace:
      startRun(world, std::move(outcome.next), true);
      break;
    case Outcome::Kind::evaluate:
      frame.at = 3;
      push(std::move(outcome.next.script), false);
      frames_.back().sourced = outcome.next.sourced;
      if (outcome.next.sourced) ++state_.sources;
      break;
    case Outcome::Kind::exitShell:
      exited_ = true;
      exitShell(world, outcome.code);
      break;
    case Outcome::Kind::returnFrom:
      returnFrom(world, outcome.code);
      break;
    case Outcome::Kind::breakLoop:
      unwindLoop(world, outcome.code, false, frame.node->line);
      break;
    case Outcome::Kind::continueLoop:
      unwindLoop(world, outcome.code, true, frame.node->line);
      break;
    case Outcome::Kind::waitForJobs:
      frame.wantsJobs = true;
      frame.last = outcome.code;
      frame.awaited = std::move(outcome.jobs);
      break;
  }
  return Progress::ready;
}

}  // namespace sts::shell
