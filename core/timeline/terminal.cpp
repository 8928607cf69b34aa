#include "timeline/terminal.hpp"

#include <algorithm>

#include "kubectl/completion.hpp"
#include "timeline/kubectl_world.hpp"
#include "timeline/rest.hpp"
#include "timeline/why_command.hpp"

namespace sts {
namespace {

shell::Setup setupOf() {
  shell::Setup setup;
  setup.directory = Folder::home;
  setup.environment = {{"HOME", Folder::home},
                       {"USER", "root"},
                       {"PATH", "/usr/local/bin:/usr/bin:/bin"},
                       {"TZ", "UTC"},
                       {"LC_ALL", "C"}};
  return setup;
}

}  // namespace

Terminal::Terminal(Cluster& cluster, Waiting waiting)
    : cluster_(cluster), waiting_(waiting), registry_(shell::standardCommands()), session_(setupOf()) {
  registry_.add("kubectl",
                kubectlCommand(cluster, [this](const kubectl::PodShell& opened) { inside_ = opened; }));
  registry_.add("sts", timeline::stsCommand(cluster));
}

// A loop with a sleep in it has a minute of patience; a sleep by itself is what somebody wanted.
bool Terminal::waitsInVain(bool forEver) {
  if (waiting_ == Waiting::ToDeadline || !timeline::isAtRest(cluster_.store(), cluster_.now())) return false;
  return forEver || ++idleWaits_ > 60;
}

bool Terminal::advanceTo(Time until) {
  if (waitsInVain(false)) return false;
  cluster_.runUntil(std::min(until, deadline_));
  return until <= deadline_;
}

// Who waits to rest looks around every few seconds; nothing need be written when rest begins.
bool Terminal::advanceToNextChange(std::optional<Time> until) {
  const Time limit = std::min(until.value_or(deadline_), deadline_);
  const std::int64_t revision = cluster_.store().revision();
  const auto isChanged = [&] { return cluster_.store().revision() != revision; };
  while (!waitsInVain(limit == deadline_)) {
    const bool inSteps = waiting_ == Waiting::ToRest && limit == deadline_;
    const Time step = inSteps ? std::min(limit, cluster_.now() + seconds(3)) : limit;
    if (cluster_.runUntil(step, isChanged)) return true;
    if (step == limit) return until && *until <= deadline_;
  }
  return false;
}

CommandResult Terminal::run(const std::string& line, const std::string& input, Duration patience) {
  deadline_ = now() + patience;
  idleWaits_ = 0;
  return inside_ ? runInside(line, input) : runHere(line, input);
}

// SIM: each line is a shell of its own in the container; variables and the directory do not outlive it.
CommandResult Terminal::runInside(const std::string& line, const std::string& input) {
  const kubectl::PodShell shell = *inside_;
  const std::string where = " -n " + shell.namespace_ + " " + shell.pod;
  const bool isOver = line == "exit" || line.starts_with("exit ");
  if (isOver) {
    inside_.reset();
    if (shell.isExec) return {};
    if (shell.removesPod) return runHere("kubectl delete pod --wait=false" + where, "");
    return {0, "Session ended, resume using 'kubectl attach " + shell.pod + " -c " + shell.container +
                   " -i -t' command when the pod is running\n", "", false};
  }
  std::string quoted;
  for (const char c : line) quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
  CommandResult result = runHere("kubectl exec -c " + shell.container + where + " -- sh -c '" + quoted + "'", input);
  const std::string_view trailer = "command terminated with exit code ";
  const std::size_t end = result.err.rfind(trailer);
  if (end != std::string::npos) result.err.resize(end);
  const bool isGone = result.err.find("(NotFound)") != std::string::npos ||
                      result.err.find("container not found") != std::string::npos;
  if (isGone) inside_.reset();
  return result;
}

CommandResult Terminal::runHere(const std::string& line, const std::string& input) {
  shell::LineResult result = session_.run(*this, registry_, line, input, deadline_);
  cluster_.settle();
  if (session_.ended()) session_ = shell::Session(setupOf());
  return {result.exit, std::move(result.out), std::move(result.err), result.interrupted};
}

std::vector<std::string> Terminal::complete(const std::string& line) {
  KubectlWorld world(cluster_, folder_, session_.shell().directory);
  return kubectl::complete(world, line, registry_.names());
}

void Terminal::goOn(Background& background) {
  if (background.state.kind == shell::Process::Kind::exited) return;
  background.state = background.process.run(*this, registry_);
  background.out += background.process.takeOutput();
  background.err += background.process.takeErrors();
}

void Terminal::startInBackground(const std::string& line) {
  background_.push_back({line,
                         shell::Process::ofScript(line, setupOf()),
                         {shell::Process::Kind::waiting, 0, std::nullopt},
                         {},
                         {}});
  goOn(background_.back());
}

void Terminal::poll() {
  for (Background& each : background_) goOn(each);
}

CommandResult Terminal::endBackground(const std::string& line, Duration patience) {
  const auto found = std::find_if(background_.begin(), background_.end(),
                                  [&line](const Background& each) { return each.line == line; });
  if (found == background_.end()) return {127, "", "no such background line\n", false};
  const Time limit = now() + patience;
  deadline_ = limit;
  goOn(*found);
  while (found->state.kind != shell::Process::Kind::exited) {
    const Time until = std::min(found->state.until.value_or(limit), limit);
    const std::int64_t revision = cluster_.store().revision();
    const bool isChanged = cluster_.runUntil(until, [&] { return cluster_.store().revision() != revision; });
    goOn(*found);
    if (!isChanged && until == limit) break;
  }
  CommandResult result{found->state.code, std::move(found->out), std::move(found->err),
                       found->state.kind != shell::Process::Kind::exited};
  background_.erase(found);
  return result;
}

}  // namespace sts
