// Every namespace has a service account named default and the certificate that its pods trust.
// k8s 1.36: pkg/controller/serviceaccount/serviceaccounts_controller.go,
// pkg/controller/certificates/rootcacertpublisher/publisher.go
#pragma once

#include "client/actor.hpp"

namespace sts {

/// The ConfigMap that every namespace has.
Json rootCertificates(const std::string& namespace_);

class ServiceAccountsController : public Actor {
 public:
  explicit ServiceAccountsController(const ActorContext& context);

 protected:
  void observe(const Write& write) override;
  void sync(const std::string& key) override;

 private:
  void ensure(Kind kind, const std::string& namespace_, Json object);
};

}  // namespace sts
