#include "cluster/bootstrap.hpp"

#include "controllers/serviceaccount/service_accounts.hpp"

#include <cstdlib>

namespace sts {
namespace {

void create(ApiServer& apiServer, const std::string& collection, Json body) {
  Request request;
  request.method = "POST";
  request.path = collection;
  request.body = std::move(body);
  request.userAgent = "kube-apiserver";
  const Response response = apiServer.serve(request);
  assert(response.ok());
  (void)response;
}

Json object(const char* apiVersion, const char* kind, const std::string& name) {
  return Json::object({{"apiVersion", apiVersion}, {"kind", kind}, {"metadata", Json::object({{"name", name}})}});
}

Json nodeCondition(const char* type, const char* status, const char* reason, const char* message, Time now) {
  return Json::object({{"type", type}, {"status", status}, {"reason", reason}, {"message", message},
                       {"lastHeartbeatTime", rfc3339(now)}, {"lastTransitionTime", rfc3339(now)}});
}

void createNamespaces(ApiServer& apiServer) {
  for (const char* name : {"default", "kube-node-lease", "kube-public", "kube-system"}) {
    create(apiServer, "/api/v1/namespaces", object("v1", "Namespace", name));
    Json account = object("v1", "ServiceAccount", "default");
    create(apiServer, std::string("/api/v1/namespaces/") + name + "/serviceaccounts", std::move(account));
    create(apiServer, std::string("/api/v1/namespaces/") + name + "/configmaps", rootCertificates(name));
  }
}

void createApiService(ApiServer& apiServer) {
  Json service = object("v1", "Service", "kubernetes");
  service["metadata"].set("labels", Json::object({{"component", "apiserver"}, {"provider", "kubernetes"}}));
  Json port = Json::object({{"name", "https"}, {"port", 443}, {"protocol", "TCP"}, {"targetPort", 6443}});
  service.set("spec", Json::object({{"clusterIP", "10.96.0.1"}, {"ports", Json::array({port})}}));
  create(apiServer, "/api/v1/namespaces/default/services", std::move(service));
}

void createStorageClass(ApiServer& apiServer) {
  Json storageClass = object("storage.k8s.io/v1", "StorageClass", "hostpath");
  storageClass["metadata"].set("annotations", Json::object({{"storageclass.kubernetes.io/is-default-class", "true"}}));
  storageClass.set("provisioner", "kubernetes.io/host-path");
  create(apiServer, "/apis/storage.k8s.io/v1/storageclasses", std::move(storageClass));
}

void createPriorityClasses(ApiServer& apiServer) {
  const struct {
    const char* name;
    std::int64_t value;
    const char* description;
  } classes[] = {{"system-cluster-critical", 2000000000,
                  "Used for system critical pods that must run in the cluster, but can be moved to "
                  "another node if necessary."},
                 {"system-node-critical", 2000001000,
                  "Used for system critical pods that must not be moved from their current node."}};
  for (const auto& each : classes) {
    Json body = object("scheduling.k8s.io/v1", "PriorityClass", each.name);
    body.set("value", each.value);
    body.set("description", each.description);
    create(apiServer, "/apis/scheduling.k8s.io/v1/priorityclasses", std::move(body));
  }
}

}  // namespace

Json nodeObject(const std::string& name, int number, Time now) {
  Json node = object("v1", "Node", name);
  node["metadata"].set("labels", Json::object({{"kubernetes.io/hostname", name},
                                               {"kubernetes.io/os", "linux"},
                                               {"kubernetes.io/arch", "amd64"},
                                               {"beta.kubernetes.io/os", "linux"},
                                               {"beta.kubernetes.io/arch", "amd64"}}));
  node["metadata"].set("annotations", Json::object({{"node.alpha.kubernetes.io/ttl", "0"}}));
  const Json resources = Json::object(
      {{"cpu", "8"}, {"memory", "32Gi"}, {"pods", "110"}, {"ephemeral-storage", "100Gi"}});
  Json status = Json::object({{"capacity", resources}, {"allocatable", resources}});
  status.set("addresses",
             Json::array({Json::object({{"type", "InternalIP"},
                                        {"address", "192.168.0." + std::to_string(number)}}),
                          Json::object({{"type", "Hostname"}, {"address", name}})}));
  status.set("conditions",
             Json::array({nodeCondition("MemoryPressure", "False", "KubeletHasSufficientMemory",
                                        "kubelet has sufficient memory available", now),
                          nodeCondition("DiskPressure", "False", "KubeletHasNoDiskPressure",
                                        "kubelet has no disk pressure", now),
                          nodeCondition("PIDPressure", "False", "KubeletHasSufficientPID",
                                        "kubelet has sufficient PID available", now),
                          nodeCondition("Ready", "True", "KubeletReady",
                                        "kubelet is posting ready status", now)}));
  status.set("nodeInfo", Json::object({{"machineID", ""},
                                       {"systemUUID", ""},
                                       {"bootID", ""},
                                       {"kernelVersion", "6.1.0"},
                                       {"osImage", "Debian"},
                                       {"containerRuntimeVersion", "containerd://2.0.0"},
                                       {"kubeletVersion", "v1.36.3"},
                                       {"kubeProxyVersion", ""},
                                       {"operatingSystem", "linux"},
                                       {"architecture", "amd64"}}));
  status.set("daemonEndpoints", Json::object({{"kubeletEndpoint", Json::object({{"Port", 0}})}}));
  node.set("status", std::move(status));
  return node;
}

void bootstrapObjects(ApiServer& apiServer, int nodes) {
  createNamespaces(apiServer);
  createApiService(apiServer);
  createStorageClass(apiServer);
  createPriorityClasses(apiServer);
  for (int number = 1; number <= nodes; ++number) {
    const std::string name = "node-" + std::to_string(number);
    postNodeStatus(apiServer, name);
    renewLease(apiServer, name);
  }
}

void postNodeStatus(ApiServer& apiServer, const std::string& name) {
  const std::string path = "/api/v1/nodes/" + name;
  Request status;
  status.method = "GET";
  status.path = path;
  Response current = apiServer.serve(status);
  const std::size_t digits = name.find_last_not_of("0123456789") + 1;
  const Json node = nodeObject(name, std::atoi(name.c_str() + digits), apiServer.now());
  if (current.ok()) {
    status.body = std::move(current.body);
    status.body["status"].set("conditions", node["status"]["conditions"]);
  } else {
    create(apiServer, "/api/v1/nodes", node);
    status.body = node;
  }
  status.method = "PUT";
  status.path = path + "/status";
  status.userAgent = "kubelet";
  apiServer.serve(status);
}

void renewLease(ApiServer& apiServer, const std::string& name) {
  const std::string collection = "/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases";
  const Json spec = Json::object({{"holderIdentity", name},
                                  {"leaseDurationSeconds", 40},
                                  {"renewTime", rfc3339Micro(apiServer.now())}});
  Request request;
  request.method = "GET";
  request.path = collection + "/" + name;
  Response current = apiServer.serve(request);
  if (!current.ok()) {
    Json lease = object("coordination.k8s.io/v1", "Lease", name);
    lease["metadata"].set("namespace", "kube-node-lease");
    lease.set("spec", spec);
    return create(apiServer, collection, std::move(lease));
  }
  request.method = "PUT";
  request.userAgent = "kubelet";
  request.body = std::move(current.body);
  request.body.set("spec", spec);
  apiServer.serve(request);
}

}  // namespace sts
