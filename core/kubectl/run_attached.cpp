// kubectl run -it --rm: a pod for one command, or for a shell in which one types.
//
// SIM: what a container prints is not kept, so its command is run once more, in the container, as exec would.
// k8s 1.36: kubectl pkg/cmd/run/run.go Run, waitForPod, handleAttachPod
#include "kubectl/run_attached.hpp"

#include "kubectl/generators.hpp"

namespace sts::kubectl {

bool openShell(Invocation& call, const PodShell& shell) {
  auto* typist = dynamic_cast<Typist*>(&call.world);
  if (typist != nullptr) typist->openShell(shell);
  return typist != nullptr;
}

namespace generators {
namespace {

constexpr Duration patience = seconds(60);  // --pod-running-timeout

struct Attached {
  PodShell shell;
  std::vector<std::string> command;
  Time deadline;
};

const ResourceInfo& pods() { return *scheme::findKind("v1", "Pod"); }

bool hasStarted(const Json& pod) {
  const Json& state = pod["status"]["containerStatuses"][0]["state"];
  return state.has("running") || state.has("terminated");
}

void removePod(Invocation& call, const PodShell& shell) {
  const Result<Json> gone = deleteObject(call, pods(), shell.namespace_, shell.pod, Json::object());
  if (gone.ok()) call.out += "pod \"" + shell.pod + "\" deleted from " + shell.namespace_ + " namespace\n";
}

// A shell without a command: of what was piped in, or of what is typed from now on.
Reply openPodShell(Invocation& call, const Attached& attached, const Json& pod) {
  if (call.input.empty() && kubectl::openShell(call, attached.shell)) {
    call.out += "If you don't see a command prompt, try pressing enter.\n";
    return Reply::done();
  }
  const auto executed = call.world.execute(pod, attached.shell.container, {"sh"}, call.input);
  if (executed) {
    call.out += executed->out;
    call.err += executed->err;
  }
  if (attached.shell.removesPod) removePod(call, attached.shell);
  return Reply::done(executed ? executed->exit : 0);
}

Reply goOn(Invocation& call, const Attached& attached) {
  const PodShell& shell = attached.shell;
  const Result<Json> pod = getObject(call, pods(), shell.namespace_, shell.pod);
  if (!pod.ok()) return call.fail(pod.error());
  if (!hasStarted(*pod)) {
    if (call.world.now() < attached.deadline) return Reply::wait(attached.deadline);
    return call.fail("timed out waiting for the condition");
  }
  if (attached.command.empty()) return openPodShell(call, attached, *pod);
  const auto executed = call.world.execute(*pod, shell.container, attached.command, call.input);
  if (executed) {
    call.out += executed->out;
    call.err += executed->err;
  }
  if (shell.removesPod) removePod(call, shell);
  const int exit = executed ? executed->exit : 0;
  if (exit != 0) call.err += "pod " + shell.namespace_ + "/" + shell.pod + " terminated (Error)\n";
  return Reply::done(exit);
}

}  // namespace

bool isAttached(const Invocation& call) {
  return call.flags.is("attach") || call.flags.is("stdin") || call.flags.is("tty");
}

Reply runAttached(Invocation& call, const Json& pod) {
  if (call.isResumed) return goOn(call, *std::static_pointer_cast<Attached>(call.state));
  const std::size_t printed = call.out.size();
  if (const Reply made = createMade(call, pod, {"created", nullptr, "kubectl-run"}); made.exit != 0) return made;
  call.out.resize(printed);
  const auto attached = std::make_shared<Attached>();
  const Json& container = pod["spec"]["containers"][0];
  const std::string& space = pod["metadata"]["namespace"].str();
  attached->shell = {space.empty() ? call.namespace_() : space, pod["metadata"]["name"].str(), container["name"].str(),
                     call.flags.is("rm"), false};
  for (const char* list : {"command", "args"}) {
    for (const Json& word : container[list].items()) attached->command.push_back(word.str());
  }
  attached->deadline = call.world.now() + patience;
  call.state = attached;
  return goOn(call, *attached);
}

}  // namespace generators
}  // namespace sts::kubectl
