// What reaches into pods: exec, logs, cp, port-forward, attach, debug. Containers here run no programs of their own
// unless the world says so; what cannot be done is refused as a real cluster would refuse it.
#include <algorithm>

#include "kubectl/builder.hpp"
#include "kubectl/run_attached.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

const char* const noProcesses = "unable to upgrade connection: this simulator runs no processes in containers";

// The labels by which a workload or a service finds its pods.
Json podLabels(const Json& object) {
  const Json& selector = object["spec"]["selector"];
  return selector.has("matchLabels") ? selector["matchLabels"] : selector;
}

/// The pod itself, or of a workload's pods one that runs, else the first. `tells`: says of how many it chose.
/// k8s 1.36: kubectl pkg/polymorphichelpers/attachablepodforobject.go, logsforobject.go
Result<Json> podNamed(Invocation& call, std::string word, bool tells = false) {
  const std::size_t slash = word.find('/');
  if (slash == std::string::npos) return getObject(call, *scheme::findKind("v1", "Pod"), call.namespace_(), word);
  TRY(const ResourceInfo* resource, scheme::findResource(word.substr(0, slash)));
  TRY(const Json object, getObject(call, *resource, call.namespace_(), word.substr(slash + 1)));
  if (resource->kind == "Pod") return object;
  std::string selector;
  for (const auto& [key, value] : podLabels(object).members())
    selector += (selector.empty() ? "" : ",") + key + "=" + value.str();
  if (selector.empty()) {
    const std::string version(resource->version);
    return plainError("cannot attach to *" + version + "." + std::string(resource->kind) +
                      ": selector not found on the object");
  }
  TRY(const Json list, listObjects(call, *scheme::findKind("v1", "Pod"), call.namespace_(), selector));
  const auto& pods = list["items"].items();
  if (pods.empty()) return plainError("timed out waiting for the condition");
  const auto running = std::find_if(pods.begin(), pods.end(),
                                    [](const Json& pod) { return pod["status"]["phase"].str() == "Running"; });
  const Json& chosen = running == pods.end() ? pods.front() : *running;
  if (tells && pods.size() > 1) {
    call.err += "Found " + std::to_string(pods.size()) + " pods, using pod/" + chosen["metadata"]["name"].str() + "\n";
  }
  return chosen;
}

std::string containerNames(const Json& pod) {
  std::string names;
  for (const Json& container : pod["spec"]["containers"].items())
    names += (names.empty() ? "" : ", ") + container["name"].str();
  for (const Json& container : pod["spec"]["initContainers"].items())
    names += ", " + container["name"].str() + " (init)";
  return names;
}

Status noSuchContainer(const Json& pod, const std::string& name) {
  return plainError("container " + name + " is not valid for pod " + pod["metadata"]["name"].str() +
                    " out of: " + containerNames(pod));
}

/// The container asked for, or the first; several are told of.
std::string containerOf(Invocation& call, const Json& pod) {
  if (call.flags.has("container")) return call.flags.text("container");
  const Json& spec = pod["spec"];
  const std::string& chosen = pod.at({"metadata", "annotations", "kubectl.kubernetes.io/default-container"}).str();
  if (!chosen.empty()) return chosen;
  const std::string names = containerNames(pod);
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
  if (!hasContainer(*pod, container)) return call.fail(noSuchContainer(*pod, container));
  if (!statusOf(*pod, container)["state"].has("running")) {
    return call.fail(
        "Internal error occurred: unable to upgrade connection: container not found (" +
        goQuote(container) + ")");
  }
  const std::string& program = call.afterDashes.front();
  const bool isBareShell = call.afterDashes.size() == 1 && call.flags.is("stdin") && call.input.empty() &&
                           (program == "sh" || program == "bash" || program == "/bin/sh" || program == "/bin/bash");
  if (isBareShell && openShell(call, {(*pod)["metadata"]["namespace"].str(), name, container, false, true}))
    return Reply::done();
  const auto executed = call.world.execute(*pod, container, call.afterDashes, call.input);
  if (!executed) return call.fail(noProcesses);
  call.out += executed->out;
  call.err += executed->err;
  if (executed->exit != 0) call.err += "command terminated with exit code " + std::to_string(executed->exit) + "\n";
  return Reply::done(executed->exit);
}

// k8s 1.36: kubectl pkg/cmd/logs/logs.go
Reply logs(Invocation& call) {
  const bool isChosen = call.flags.has("selector");
  const std::size_t count = call.arguments.size();
  if ((count == 0 && !isChosen) || count > 2) {
    return call.usage(
        "expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a "
        "required argument for the logs command");
  }
  if (isChosen && count > 0) return call.usage("only a selector (-l) or a POD name is allowed");
  if (isChosen) {
    const Found pods = resolveWords(call, {"pods"}, true);
    if (!pods.errors.empty()) return call.failAll(pods.errors);
    if (pods.targets.empty()) call.err += "No resources found in " + call.namespace_() + " namespace.\n";
    return Reply::done();
  }
  if (count == 2) call.flags.set("container", call.arguments[1]);
  const Result<Json> pod = podNamed(call, call.arguments.front(), true);
  if (!pod.ok()) {
    if (pod.error().reason != "NotFound") return call.fail(pod.error());
    return call.fail("error from server (NotFound): " + pod.error().message + " in namespace " +
                     goQuote(call.namespace_()));
  }
  const std::string container = containerOf(call, *pod);
  const std::string& name = (*pod)["metadata"]["name"].str();
  if (!hasContainer(*pod, container)) return call.fail(noSuchContainer(*pod, container));
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
  const std::string& remote = call.arguments[call.arguments[0].find(':') == std::string::npos ? 1 : 0];
  std::string name = remote.substr(0, remote.find(':'));
  if (const std::size_t slash = name.find('/'); slash != std::string::npos) {
    call.flags.set("namespace", name.substr(0, slash));
    name = name.substr(slash + 1);
  }
  const Result<Json> pod = podNamed(call, name);
  return call.fail(pod.ok() ? plainError(noProcesses) : pod.error());
}

// A port is a number, or the name that a container gave one.
bool hasPort(const Json& pod, const std::string& text) {
  if (!text.empty() && text.find_first_not_of("0123456789") == std::string::npos) return true;
  for (const Json& container : pod["spec"]["containers"].items()) {
    for (const Json& port : container["ports"].items()) {
      if (port["name"].str() == text) return true;
    }
  }
  return false;
}

Reply portForward(Invocation& call) {
  if (call.path == "kubectl proxy") return call.fail("this simulator has no network");
  if (call.arguments.size() < 2) return call.usage("TYPE/NAME and list of ports are required for port-forward");
  const std::string& word = call.arguments.front();
  const Found found = word.find('/') != std::string::npos
                          ? resolveWords(call, {word}, true)
                          : resolveWords(call, {"pods", word}, true);
  if (!found.errors.empty()) return call.failAll(found.errors);
  for (std::size_t at = 1; at < call.arguments.size(); ++at) {
    const std::string port = call.arguments[at].substr(call.arguments[at].rfind(':') + 1);
    if (found.targets.front().resource->kind == "Pod" && !hasPort(found.targets.front().object, port))
      return call.fail("Pod '" + found.targets.front().name + "' does not have a named port '" + port + "'");
  }
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
