// Endpoints: the handlers behind the paths, one a verb, and the subresources.
// k8s 1.36: apiserver pkg/endpoints/handlers/{get,create,update,patch,delete}.go
#pragma once

#include "api/merge/structured/structured.hpp"
#include "apiserver/apiserver.hpp"

namespace sts {

class Endpoints {
 public:
  Endpoints(ApiServer& server, const Request& request)
      : server_(server), request_(request), info_(parsePath(request.path)) {}

  Response handle();

 private:
  Response get();
  Response list();
  Response create();
  Response update();
  Response patch();
  Response apply();
  Response remove();
  Response removeCollection();
  Response scale();
  Response bind();
  Response evict();
  void markDisrupted(const Pod& pod);

  bool isSwitchedOff() const;
  Result<Done> checkRoute() const;
  Result<Done> checkOptions() const;
  Result<Done> checkListOptions() const;
  Result<Json> scaleBody(const Json& scale) const;
  Result<Json> decoded(const Json& body, std::vector<std::string>& warnings) const;
  Result<Json> decodeBody(const Json& body, std::vector<std::string>& warnings) const;
  Result<Done> checkName(const Json& object) const;
  Result<Json> patched(const Json& old, const SchemaType* type, std::vector<std::string>& warnings) const;
  Result<Json> strategicallyPatched(const Json& old, std::vector<std::string>& warnings) const;
  Result<Done> checkStrict(const std::vector<std::string>& errors, const std::string& shownPatch,
                           std::vector<std::string>& warnings) const;
  Json fieldsAfter(const Json& live, Json body) const;
  Json fieldsAfterScale(const Json& object, Json scale, Json wanted) const;
  const SchemaType* schema() const;  ///< nullptr for a kind whose fields are not published here
  FieldWrite fieldWrite() const;
  Result<ObjectPtr> write(Json body, bool isNew, std::vector<std::string>& warnings);
  Result<DeleteOptions> deleteOptions() const;
  bool matchesSelectors(const Json& object) const;
  std::string query(const char* key) const;
  bool isDryRun() const { return query("dryRun") == "All"; }
  WriteOptions writeOptions(std::vector<std::string>& warnings) const;

  Response fail(Status status, std::vector<std::string> warnings = {}) const;
  Response answer(int code, const Object& object, std::vector<std::string> warnings = {}) const;
  /// The object in the version that was asked for.
  std::string storedVersion() const;
  Json inStoredVersion(Json body) const;
  Json inRequestedVersion(const Object& object) const;

  ApiServer& server_;
  const Request& request_;
  RequestInfo info_;
};

/// Does the server know this kind at all?
bool isRegistered(const std::string& kind, const std::string& apiVersion);
/// `no kind "Foo" is registered for version "v1" in scheme …`
std::string notRegistered(const std::string& kind, const std::string& apiVersion);

}  // namespace sts
