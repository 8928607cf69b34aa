// ApiServer: the one door to the store.
//
// It serves two kinds of clients: controllers with typed objects (create, update, updateStatus, remove, bind) and
// kubectl with requests (serve). Both run the same registry: decode, default, admit, validate, then one write. It
// holds no state but the store and what is allocated (uids, names, addresses), and answers in no time.
#pragma once

#include "api/features.hpp"
#include "apiserver/allocators.hpp"
#include "apiserver/faults.hpp"
#include "apiserver/pod_mold.hpp"
#include "apiserver/request.hpp"
#include "base/time.hpp"
#include "sim/random.hpp"
#include "store/store.hpp"

namespace sts {

struct ApiServerOptions {
  Features features;
  bool legacyApps = false;  ///< runtimeConfig: apps/v1beta1=true,apps/v1beta2=true
};

/// Who writes, and how: carried through the registry.
struct WriteOptions {
  std::string manager;  ///< for managedFields
  std::string subresource;
  bool dryRun = false;
  bool trusted = false;  ///< a system component's object of a kind that cannot be wrong: not validated again
  std::vector<std::string>* warnings = nullptr;
  Json appliedFields;  ///< server-side apply: managedFields as the merge computed them
};

class ApiServer {
 public:
  ApiServer(Store& store, const Clock& clock, std::uint64_t seed, ApiServerOptions options);

  const Store& store() const { return store_; }
  const ApiServerOptions& options() const { return options_; }
  Time now() const { return clock_.now; }
  /// The calls of its clients that are to fail.
  Faults& faults() { return faults_; }

  // The typed verbs. An update's resourceVersion must be the newest, or 0 to overwrite what is there.
  Result<ObjectPtr> get(Kind kind, const std::string& namespace_, const std::string& name) const;
  Result<ObjectPtr> create(std::shared_ptr<Object> object, const WriteOptions& options = {});
  Result<ObjectPtr> update(std::shared_ptr<Object> object, const WriteOptions& options = {});
  Result<ObjectPtr> updateStatus(std::shared_ptr<Object> object, const WriteOptions& options = {});
  /// The object as it is now: still there (terminating), or its last state if it is gone.
  Result<ObjectPtr> remove(Kind kind, const std::string& namespace_, const std::string& name,
                           const DeleteOptions& options = {});
  /// The namespace controller's write: a Namespace whose own finalizers are gone ends if nothing else holds it.
  Result<ObjectPtr> finalize(std::shared_ptr<Object> space);
  /// Puts a pod on a node: the scheduler's write.
  Result<ObjectPtr> bind(const std::string& namespace_, const std::string& name, const std::string& node);

  /// A request as it comes over the wire.
  Response serve(const Request& request);

 private:
  friend class Endpoints;  // the handlers of serve(), in endpoints*.cpp
  Result<ObjectPtr> createJson(const KindInfo& info, const std::string& apiVersion, Json body,
                               const WriteOptions& options);
  Result<ObjectPtr> createPod(const Pod& asked, const WriteOptions& options);
  Result<ObjectPtr> updateJson(const KindInfo& info, const std::string& apiVersion, Json body,
                               const WriteOptions& options);
  Result<ObjectPtr> store(const ObjectPtr& old, std::shared_ptr<Object> fresh, const WriteOptions& options);
  Result<Done> checkNamespace(const KindInfo& info, const std::string& namespace_, const std::string& name) const;
  Result<Done> admit(const KindInfo& info, Json& body, const Json& before, const WriteOptions& options);
  Result<Done> checkAdmission(const KindInfo& info, const Json& body, const Json& before, const WriteOptions& options);
  Result<Done> prepareAddresses(const KindInfo& info, Json& service, const Json& before, bool dryRun,
                                Allocators& trial) const;
  Result<Done> useDisruption(const Object& budget, const Pod& pod, bool dryRun);
  void fillMetaForCreate(const KindInfo& info, Json& body);
  Result<Done> checkPreconditions(const Object& object, const DeleteOptions& options) const;

  Store& store_;
  const Clock& clock_;
  ApiServerOptions options_;
  Random random_;
  Allocators allocators_;
  Faults faults_;
  PodMolds molds_;
};

}  // namespace sts
