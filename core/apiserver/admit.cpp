// The registry's side of admission: it shows the plugins the store, and turns their reasons into statuses.
#include "apiserver/admission/admission.hpp"
#include "apiserver/apiserver.hpp"

namespace sts {
namespace {

admission::ClusterView viewOf(const Store& store) {
  admission::ClusterView view;
  view.get = [&store](Kind kind, const std::string& namespace_, const std::string& name) {
    const ObjectPtr found = store.get(kind, namespace_, name);
    return found ? toJson(*found) : Json();
  };
  view.list = [&store](Kind kind, const std::string& namespace_) {
    std::vector<Json> out;
    for (const ObjectPtr& object : store.list(kind, namespace_)) out.push_back(toJson(*object));
    return out;
  };
  return view;
}

admission::Request requestOf(const KindInfo& info, const Json& body, const Json& before, const WriteOptions& options) {
  admission::Request request;
  request.group = info.group;
  request.resource = info.plural;
  request.kind = info.name;
  if (info.namespaced) request.namespace_ = body["metadata"]["namespace"].str();
  request.subresource = options.subresource;
  request.old = before;
  return request;
}

// A pod of a set that has no name yet is refused by the name it asks for.
std::string shownName(const Json& body) {
  const std::string& name = body["metadata"]["name"].str();
  const std::string& wanted = body["metadata"]["generateName"].str();
  return !name.empty() ? name : wanted.empty() ? "Unknown" : wanted;
}

Result<Done> outcome(const KindInfo& info, const Json& body, admission::Verdict verdict) {
  if (!verdict.causes.empty()) return invalid(info.groupKind(), shownName(body), std::move(verdict.causes));
  if (!verdict.forbidden.empty()) return forbidden(info.resource(), shownName(body), verdict.forbidden);
  return Done{};
}

}  // namespace

Result<Done> ApiServer::admit(const KindInfo& info, Json& body, const Json& before, const WriteOptions& options) {
  admission::Request request = requestOf(info, body, before, options);
  if (info.kind == Kind::Pod && before.isNull()) request.nameSuffix = random_.suffix();
  return outcome(info, body, admitMutating(request, body, viewOf(store_)));
}

Result<Done> ApiServer::checkAdmission(const KindInfo& info, const Json& body, const Json& before,
                                       const WriteOptions& options) {
  const admission::Request request = requestOf(info, body, before, options);
  const admission::ClusterView view = viewOf(store_);
  std::vector<std::string> heard;
  admission::Verdict verdict = admitValidating(request, body, view, heard);
  if (options.warnings != nullptr) options.warnings->insert(options.warnings->end(), heard.begin(), heard.end());
  CHECK_OK(outcome(info, body, std::move(verdict)));
  admission::QuotaVerdict quota = admission::checkQuota(request, body, view);
  if (!quota.forbidden.empty()) return forbidden(info.resource(), shownName(body), quota.forbidden);
  if (options.dryRun) return Done{};
  for (const Json& charged : quota.charged) store_.put(objectFromJson(Kind::ResourceQuota, charged), now());
  return Done{};
}

}  // namespace sts
