// Client: the typed verbs an actor uses, all of which go to the API server.
//
// A failed call answers with the server's Status; conflicts are the caller's to retry, as upstream.
#pragma once

#include "apiserver/apiserver.hpp"

namespace sts {

class Client {
 public:
  Client(ApiServer& apiServer, std::string component) : apiServer_(apiServer), component_(std::move(component)) {}

  const ApiServerOptions& options() const { return apiServer_.options(); }

  /// A live read, past the cache.
  template <typename T>
  Result<std::shared_ptr<const T>> get(const std::string& namespace_, const std::string& name) {
    return typed<T>(apiServer_.get(KindOf<T>::value, namespace_, name));
  }
  Result<ObjectPtr> get(Kind kind, const std::string& namespace_, const std::string& name) {
    return apiServer_.get(kind, namespace_, name);
  }

  template <typename T>
  Result<std::shared_ptr<const T>> create(std::shared_ptr<T> object) {
    object->kind = KindOf<T>::value;
    return typed<T>(apiServer_.create(std::move(object), as_()));
  }
  template <typename T>
  Result<std::shared_ptr<const T>> update(std::shared_ptr<T> object) {
    return typed<T>(apiServer_.update(std::move(object), as_()));
  }
  /// Only the status of `object` is written.
  template <typename T>
  Result<std::shared_ptr<const T>> updateStatus(std::shared_ptr<T> object) {
    return typed<T>(apiServer_.updateStatus(std::move(object), as_()));
  }
  // The same for objects whose kind is known only at run time.
  Result<ObjectPtr> createObject(std::shared_ptr<Object> object) { return apiServer_.create(std::move(object), as_()); }
  Result<ObjectPtr> updateObject(std::shared_ptr<Object> object) { return apiServer_.update(std::move(object), as_()); }
  Result<ObjectPtr> updateObjectStatus(std::shared_ptr<Object> object) {
    return apiServer_.updateStatus(std::move(object), as_());
  }

  Result<ObjectPtr> remove(Kind kind, const std::string& namespace_, const std::string& name,
                           const DeleteOptions& options = {}) {
    return apiServer_.remove(kind, namespace_, name, options);
  }
  /// A Namespace without its own finalizers: its end, if nothing else holds it.
  Result<ObjectPtr> finalize(std::shared_ptr<Object> space) { return apiServer_.finalize(std::move(space)); }
  Result<ObjectPtr> bind(const std::string& namespace_, const std::string& name, const std::string& node) {
    return apiServer_.bind(namespace_, name, node);
  }
  /// The raw door, for actors that must speak JSON.
  Response serve(Request request) {
    request.userAgent = component_;
    return apiServer_.serve(request);
  }

 private:
  WriteOptions as_() const {
    WriteOptions options;
    options.manager = component_;
    return options;
  }
  template <typename T>
  static Result<std::shared_ptr<const T>> typed(Result<ObjectPtr> result) {
    if (!result.ok()) return result.error();
    return as<T>(*result);
  }

  ApiServer& apiServer_;
  std::string component_;
};

}  // namespace sts
