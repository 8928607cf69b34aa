// kubectl explain: what a field is for. The words are in explain/.
// k8s 1.36: kubectl pkg/cmd/explain/explain.go
#include "kubectl/explain/explain.hpp"

#include "kubectl/verbs.hpp"

namespace sts::kubectl {

Reply explain(Invocation& call) {
  if (call.arguments.empty()) {
    return call.fail(
        "You must specify the type of resource to explain. Use \"kubectl api-resources\" for a "
        "complete list of supported resources.");
  }
  if (call.arguments.size() > 1) return call.fail("We accept only this format: explain RESOURCE");
  Result<sts::explain::Request> request = sts::explain::parseRequest(call.arguments.front());
  if (!request.ok()) {
    // A type that the server does not have is told of without "error:".
    if (request.error().message.rfind("the server doesn't have", 0) != 0) return call.fail(request.error());
    call.err += request.error().message + "\n";
    return Reply::done(1);
  }
  if (const std::string version = call.flags.text("api-version"); !version.empty()) {
    const Result<const scheme::ResourceInfo*> resource = sts::explain::inVersion(*request->resource, version);
    if (!resource.ok()) return call.fail(resource.error());
    request->resource = *resource;
  }
  const std::string form = call.flags.text("output", "plaintext");
  if (form != "plaintext" && form != "plaintext-openapiv2") {
    return call.fail("unrecognized format: " + form);
  }
  const sts::explain::Explanation explanation = sts::explain::explain(*request, call.flags.is("recursive"));
  call.out += explanation.out;
  return explanation.error ? call.fail(*explanation.error) : Reply::done();
}

}  // namespace sts::kubectl
