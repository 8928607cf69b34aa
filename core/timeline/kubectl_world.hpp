// KubectlWorld: what kubectl sees of a cluster: requests that settle, the clock, the working directory.
#pragma once

#include <map>

#include "cluster/cluster.hpp"
#include "kubectl/kubectl.hpp"

namespace sts {

class KubectlWorld : public kubectl::World {
 public:
  KubectlWorld(Cluster& cluster, std::map<std::string, std::string>& files) : cluster_(cluster), files_(files) {}

  Response serve(const Request& request) override {
    Response response = cluster_.apiServer().serve(request);
    if (request.method != "GET") cluster_.settle();
    return response;
  }
  Time now() const override { return cluster_.now(); }
  const Store& store() const override { return cluster_.store(); }
  bool legacyApps() const override { return cluster_.options().apiServer.legacyApps; }
  std::optional<std::string> readFile(const std::string& path) override;
  void writeFile(const std::string& path, const std::string& text) override { files_[path] = text; }
  std::optional<std::vector<std::string>> listDirectory(const std::string& path) override;
  std::optional<Executed> execute(const Json& pod, const std::string& container, const std::vector<std::string>& command, const std::string& input) override;

 private:
  Cluster& cluster_;
  std::map<std::string, std::string>& files_;
};

}  // namespace sts
