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
    return typed<T>(get(KindOf<T>::value, namespace_, name));
  }
  Result<ObjectPtr> get(Kind kind, const std::string& namespace_, const std::string& name) {
    return call(Verb::Get, kind, name, [&] { return apiServer_.get(kind, namespace_, name); });
  }

  template <typename T>
  Result<std::shared_ptr<const T>> create(std::shared_ptr<T> object) {
    object->kind = KindOf<T>::value;
    return typed<T>(createObject(std::move(object)));
  }
  template <typename T>
  Result<std::shared_ptr<const T>> update(std::shared_ptr<T> object) {
    return typed<T>(updateObject(std::move(object)));
  }
  /// Only the status of `object` is written.
  template <typename T>
  Result<std::shared_ptr<const T>> updateStatus(std::shared_ptr<T> object) {
    return typed<T>(updateObjectStatus(std::move(object)));
  }
  // The same for objects whose kind is known only at run time.
  Result<ObjectPtr> createObject(std::shared_ptr<Object> object) {
    const Object& asked = *object;
    return call(Verb::Create, asked.kind, asked.metadata->name,
                [&] { return apiServer_.create(std::move(object), as_()); });
  }
  Result<ObjectPtr> updateObject(std::shared_ptr<Object> object) {
    const Object& asked = *object;
    return call(Verb::Update, asked.kind, asked.metadata->name,
                [&] { return apiServer_.update(std::move(object), as_()); });
  }
  Result<ObjectPtr> updateObjectStatus(std::shared_ptr<Object> object) {
    const Object& asked = *object;
    return call(Verb::UpdateStatus, asked.kind, asked.metadata->name,
                [&] { return apiServer_.updateStatus(std::move(object), as_()); });
  }

  Result<ObjectPtr> remove(Kind kind, const std::string& namespace_, const std::string& name,
                           const DeleteOptions& options = {}) {
    return call(Verb::Delete, kind, name, [&] { return apiServer_.remove(kind, namespace_, name, options); });
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
  /// The call, unless it is one of those that are to fail.
  template <typename Call>
  Result<ObjectPtr> call(Verb verb, Kind kind, const std::string& name, Call made) {
    if (apiServer_.faults().empty()) return made();
    const std::optional<ApiFault> fault = apiServer_.faults().take(component_, verb, kind, name);
    if (!fault) return made();
    if (fault->isDone) (void)made();
    return fault->status;
  }
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
