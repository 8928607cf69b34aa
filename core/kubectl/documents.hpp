// What kubectl itself finds wrong with a document, before the server sees it.
// k8s 1.36: cli-runtime pkg/resource/{visitor,mapper,metadata_decoder}.go, kubectl pkg/validation
#pragma once

#include "kubectl/kubectl.hpp"

namespace sts::kubectl {

struct DocumentFault {
  Status error;
  bool endsFile = false;  ///< the documents behind it are not read
};
/// Nothing if the document can be mapped. `validates`: the verb checks kind and apiVersion first.
/// `isStrict`: it also checks the fields of lists.
std::optional<DocumentFault> faultOf(const Json& document, const std::string& source, bool validates,
                                     bool isStrict = false);

}  // namespace sts::kubectl
