// What reaches into pods: exec, logs, cp, port-forward, attach, debug. Containers here run no programs of their own
// unless the world says so; what cannot be done is refused as a real cluster would refuse it.
#include "kubectl/builder.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

const char* const noProcesses = "unable to upgrade connection: this simulator runs no processes in containers";

Result<Json> podNamed(Invocation& call, std::string word) {
  const std::size_t slash = word.find('/');
  if (slash != std::string::npos) {
    TRY(const ResourceInfo* resource, scheme::findResource(word.substr(0, slash)));
    word = word.substr(slash + 1);
    if (resource->kind != "Pod")
      return plainError("cannot get the pod of a " + std::string(resource->kind) +
                        " here; name the pod");
  }
  return getObject(call, *scheme::findKind("v1", "Pod"), call.namespace_(), word);
}

/// The container asked for, or the first; several are told of.
std::string containerOf(Invocation& call, const Json& pod) {
  if (call.flags.has("container")) return call.flags.text("container");
  const Json& spec = pod["spec"];
  const std::string& chosen = pod.at({"metadata", "annotations", "kubectl.kubernetes.io/default-container"}).str();
  if (!chosen.empty()) return chosen;
  std::string names;
  for (const Json& container : spec["containers"].items())
    names += (names.empty() ? "" : ", ") + container["name"].str();
  for (const Json& container : spec["initContainers"].items()) names += ", " + container["name"].str() + " (init)";
  const std::string& first = spec["containers"][0]["name"].str();
  if (names != first) call.err += "Defaulted container " + goQuote(first) + " out of: " + names + "\n";
  return first;
}

Status badRequest(std::string message) {
  Status status = plainError(std::move(message));
  status.reason = "BadRequest";
  return status;
}

const Json& statusOf(const Json& pod, const std::string& container) {
  for (const char* list : {"containerStatuses", "initContainerStatuses"}) {
    for (const Json& status : pod["status"][list].items()) {
      if (status["name"].str() == container) return status;
    }
  }
  static const Json none;
  return none;
}

bool hasContainer(const Json& pod, const std::string& name) {
  for (const char* list : {"containers", "initContainers"}) {
    for (const Json& container : pod["spec"][list].items()) {
      if (container["name"].str() == name) return true;
    }
  }
  return false;
}

}  // namespace

// k8s 1.36: kubectl pkg/cmd/exec/exec.go
Reply execute(Invocation& call) {
  if (call.arguments.empty() && !call.flags.has("filename"))
    return call.fail("pod, type/name or --filename must be specified");
  if (call.arguments.size() > 1)
    return call.usage(
        "exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] instead");
  if (call.afterDashes.empty()) return call.fail("you must specify at least one command for the container");
  const Result<Json> pod = podNamed(call, call.arguments.front());
  if (!pod.ok()) return call.fail(pod.error());
  const std::string& phase = (*pod)["status"]["phase"].str();
  if (phase == "Succeeded" || phase == "Failed")
    return call.fail("cannot exec into a container in a completed pod; current phase is " + phase);
  const std::string container = containerOf(call, *pod);
  const std::string& name = (*pod)["metadata"]["name"].str();
  if ((*pod)["spec"]["nodeName"].str().empty())
    return call.fail(badRequest("pod " + name + " does not have a host assigned"));
  if (!hasContainer(*pod, container))
    return call.fail(badRequest("container " + container + " is not valid for pod " + name));
  if (!statusOf(*pod, container)["state"].has("running")) {
    return call.fail(
        "Internal error occurred: unable to upgrade connection: container not found (" +
        goQuote(container) + ")");
  }
  const auto executed = call.world.execute(*pod, container, call.afterDashes, call.input);
  if (!executed) return call.fail(noProcesses);
  call.out += executed->out;
  call.err += executed->err;
  if (executed->exit != 0) call.err += "command terminated with exit code " + std::to_string(executed->exit) + "\n";
  return Reply::done(executed->exit);
}

// k8s 1.36: kubectl pkg/cmd/logs/logs.go
Reply logs(Invocation& call) {
  if (call.arguments.empty() && !call.flags.has("selector")) {
    return call.usage(
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a "
        "required argument for the logs command");
  }
  if (call.arguments.empty()) return Reply::done();
  const Result<Json> pod = podNamed(call, call.arguments.front());
  if (!pod.ok()) {
    if (pod.error().reason != "NotFound") return call.fail(pod.error());
    return call.fail("error from server (NotFound): " + pod.error().message + " in namespace " +
                     goQuote(call.namespace_()));
  }
  const std::string container = containerOf(call, *pod);
  const std::string& name = (*pod)["metadata"]["name"].str();
  if (!hasContainer(*pod, container))
    return call.fail(badRequest("container " + container + " is not valid for pod " + name));
  const Json& status = statusOf(*pod, container);
  if (call.flags.is("previous") && !status["lastState"].has("terminated")) {
    return call.fail(badRequest("previous terminated container " + goQuote(container) + " in pod " +
                                goQuote(name) + " not found"));
  }
  const std::string& waiting = status["state"]["waiting"]["reason"].str();
  if (!waiting.empty()) {
    const std::string why = "is waiting to start: ";
    return call.fail(badRequest("container " + goQuote(container) + " in pod " + goQuote(name) + " " + why + waiting));
  }
  // SIM: programs here print nothing, so a log is empty.
  return Reply::done();
}

Reply copy(Invocation& call) {
  if (call.arguments.size() != 2) return call.fail("source and destination are required");
  const bool isRemote = call.arguments[0].find(':') != std::string::npos ||
                        call.arguments[1].find(':') != std::string::npos;
  if (!isRemote) return call.fail("one of src or dest must be a remote file specification");
  return call.fail(noProcesses);
}

Reply portForward(Invocation& call) {
  if (call.path == "kubectl proxy") return call.fail("this simulator has no network");
  if (call.arguments.size() < 2) return call.usage("TYPE/NAME and list of ports are required for port-forward");
  const std::string& word = call.arguments.front();
  const Found found = word.find('/') != std::string::npos
                          ? resolveWords(call, {word}, true)
                          : resolveWords(call, {"pods", word}, true);
  if (!found.errors.empty()) return call.failAll(found.errors);
  return call.fail("this simulator has no network");
}

Reply attach(Invocation& call) {
  if (call.arguments.empty()) return call.fail("at least 1 argument is required for attach");
  const Result<Json> pod = podNamed(call, call.arguments.front());
  return pod.ok() ? call.fail(noProcesses) : call.fail(pod.error());
}

Reply debug(Invocation& call) {
  if (!call.flags.has("image") && !call.flags.has("copy-to"))
    return call.fail("you must specify --image when not using --copy-to.");
  if (call.arguments.empty()) return call.fail("NAME or TYPE/NAME is required for debug");
  const Result<Json> pod = podNamed(call, call.arguments.front());
  return pod.ok() ? call.fail(noProcesses) : call.fail(pod.error());
}

Reply completion(Invocation& call) {
  if (call.arguments.empty()) return call.usage("Shell not specified.");
  return call.usage("Unsupported shell type " + goQuote(call.arguments.front()) + ".");
}

}  // namespace sts::kubectl
