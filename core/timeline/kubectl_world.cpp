#include "timeline/kubectl_world.hpp"

#include <algorithm>

#include "node/containers/names.hpp"
#include "shell/process.hpp"

namespace sts {
namespace {

// A kubectl command line under way, kept between the calls of a command that waits.
struct Running {
  Running(std::unique_ptr<KubectlWorld> seen, std::vector<std::string> words, std::string input)
      : world(std::move(seen)), process(*world, std::move(words), std::move(input)) {}
  std::unique_ptr<KubectlWorld> world;
  kubectl::Process process;
};

bool readsInput(const std::vector<std::string>& words) {
  return std::any_of(words.begin(), words.end(), [](const std::string& word) {
    return word == "-" || word == "-f-" || word == "--filename=-" || word == "-i" ||
           word == "-it" || word == "--stdin";
  });
}

// What a container sees of itself: its name and the files that the kubelet writes for it.
class ContainerHost : public shell::PlainHost {
 public:
  ContainerHost(const Json& pod, Time now) : shell::PlainHost(now) {
    const std::string name = pod["spec"]["hostname"].str().empty() ? pod["metadata"]["name"].str()
                                                                   : pod["spec"]["hostname"].str();
    files().place("/etc/hosts", containers::hostsFileOf(pod));
    files().place("/etc/hostname", name + "\n");
    files().place("/etc/resolv.conf", containers::resolvConfOf(pod).text());
  }
};

std::string imageOf(const Json& pod, const std::string& container) {
  for (const Json& each : pod["spec"]["containers"].items()) {
    if (each["name"].str() == container) return each["image"].str();
  }
  return "";
}

// The terminal's files, for an editor that runs by itself and takes no time.
class EditorHost : public shell::Host {
 public:
  EditorHost(shell::Files& files, Time now) : files_(files), now_(now) {}
  shell::Files& files() override { return files_; }
  Time now() const override { return now_; }
  bool advanceTo(Time) override { return false; }
  bool advanceToNextChange(std::optional<Time>) override { return false; }

 private:
  shell::Files& files_;
  Time now_;
};

std::string editorOf(const shell::Context& context) {
  const auto environment = context.environment();
  for (const char* name : {"KUBE_EDITOR", "EDITOR"}) {
    const auto found = environment.find(name);
    if (found != environment.end() && !found->second.empty()) return found->second;
  }
  return "";
}

// The world of a terminal.
class TypedWorld : public KubectlWorld, public kubectl::Typist {
 public:
  using Opener = std::function<void(const kubectl::PodShell&)>;
  TypedWorld(Cluster& cluster, const shell::Context& context, shell::Files& files, std::string editor, Opener opener)
      : KubectlWorld(cluster, files, context.shell.directory, std::move(editor)), opener_(std::move(opener)) {}
  void openShell(const kubectl::PodShell& shell) override { opener_(shell); }

 private:
  Opener opener_;
};

std::unique_ptr<KubectlWorld> worldOf(Cluster& cluster, shell::Context& context, const TypedWorld::Opener& opener) {
  if (opener) return std::make_unique<TypedWorld>(cluster, context, context.files(), editorOf(context), opener);
  return std::make_unique<KubectlWorld>(cluster, context.files(), context.shell.directory, editorOf(context));
}

}  // namespace

std::optional<int> KubectlWorld::edit(const std::string& path) {
  EditorHost host(files_, cluster_.now());
  shell::Setup setup;
  setup.name = "sh";
  setup.directory = directory_;
  static const shell::Registry registry = shell::standardCommands();
  shell::Process process = shell::Process::ofScript(editor_ + " " + path, setup);
  const shell::Process::State state = process.run(host, registry);
  if (state.kind != shell::Process::Kind::exited) return 1;
  if (state.code == 127) return std::nullopt;
  return state.code;
}

std::optional<std::vector<std::string>> KubectlWorld::listDirectory(const std::string& path) {
  const std::string whole = shell::absolutePath(directory_, path);
  if (files_.kind(whole) != shell::FileKind::directory) return std::nullopt;
  return files_.list(whole);
}

// SIM: a command in a container runs in the simulator's own shell, on the files that the kubelet writes, until the
// containers have file trees of their own.
std::optional<kubectl::World::Executed> KubectlWorld::execute(
    const Json& pod, const std::string& container, const std::vector<std::string>& command,
    const std::string& input) {
  ContainerHost host(pod, cluster_.now());
  shell::Setup setup;
  setup.name = "sh";
  setup.environment["HOSTNAME"] = pod["metadata"]["name"].str();
  setup.environment["PATH"] = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  setup.input = input;
  setup.environment["HOSTNAME_FQDN"] = containers::fullHostnameOf(pod);
  shell::Registry registry = shell::standardCommands();
  const Store& objects = cluster_.store();
  containers::addNamePrograms(registry, {[&objects] { return dns::View{objects, objects.revision()}; },
                                         containers::resolvConfOf(pod), {}, imageOf(pod, container)});
  shell::Process process = shell::Process::ofCommand(command, setup);
  const Time limit = cluster_.now() + seconds(60);
  shell::Process::State state = process.run(host, registry);
  while (state.kind != shell::Process::Kind::exited && state.until && *state.until <= limit) {
    cluster_.runUntil(*state.until);
    (void)host.advanceTo(*state.until);
    state = process.run(host, registry);
  }
  return Executed{state.code, process.takeOutput(), process.takeErrors()};
}

shell::Function kubectlCommand(Cluster& cluster, std::function<void(const kubectl::PodShell&)> openShell) {
  return [&cluster, openShell](shell::Context& context) -> shell::Outcome {
    auto running = std::static_pointer_cast<Running>(context.call.state);
    if (!running) {
      const std::vector<std::string> words(context.arguments.begin() + 1, context.arguments.end());
      std::string input;
      if (readsInput(words)) {
        const auto text = context.input();
        if (!text) return shell::Outcome::moreInput();
        input = *text;
      }
      running = std::make_shared<Running>(worldOf(cluster, context, openShell), words, std::move(input));
      context.call.state = running;
    }
    const kubectl::Reply reply = running->process.run();
    context.out(running->process.takeOut());
    context.err(running->process.takeErr());
    if (reply.isDone) return reply.exit;
    return shell::Outcome::waitForChange(reply.until);
  };
}

}  // namespace sts
