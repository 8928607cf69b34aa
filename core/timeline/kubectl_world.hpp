// KubectlWorld: what kubectl sees of a cluster: requests that settle, the clock, the working directory; and the shell's
// command `kubectl`, which runs in it.
#pragma once

#include "cluster/cluster.hpp"
#include "kubectl/edit.hpp"
#include "kubectl/kubectl.hpp"
#include "kubectl/run_attached.hpp"
#include "shell/command.hpp"

namespace sts {

class KubectlWorld : public kubectl::World, public kubectl::Editor {
 public:
  /// `directory` is where relative paths begin; `editor` what KUBE_EDITOR or EDITOR names.
  KubectlWorld(Cluster& cluster, shell::Files& files, std::string directory, std::string editor = {})
      : cluster_(cluster), files_(files), directory_(std::move(directory)), editor_(std::move(editor)) {}

  Response serve(const Request& request) override {
    Response response = cluster_.apiServer().serve(request);
    if (request.method != "GET") cluster_.settle();
    return response;
  }
  Time now() const override { return cluster_.now(); }
  const Store& store() const override { return cluster_.store(); }
  bool legacyApps() const override { return cluster_.options().apiServer.legacyApps; }
  std::optional<std::string> readFile(const std::string& path) override {
    return files_.read(shell::absolutePath(directory_, path));
  }
  void writeFile(const std::string& path, const std::string& text) override {
    (void)files_.write(shell::absolutePath(directory_, path), text);
  }
  std::optional<std::vector<std::string>> listDirectory(const std::string& path) override;
  std::optional<Executed> execute(const Json& pod, const std::string& container,
                                  const std::vector<std::string>& command,
                                  const std::string& input) override;
  std::string editor() const override { return editor_; }
  std::optional<int> edit(const std::string& path) override;

 private:
  Cluster& cluster_;
  shell::Files& files_;
  std::string directory_, editor_;
};

/// The command to register under "kubectl". `openShell`: called when a pod's shell is opened for what is typed next.
shell::Function kubectlCommand(Cluster& cluster, std::function<void(const kubectl::PodShell&)> openShell = {});

}  // namespace sts
