// Manifests as kubectl reads them: a text of YAML or JSON documents becomes Json values. Used by
// kubectl (-f, edit), the session's files and the page's editor. Nothing about Kubernetes objects
// is known here, and no exception leaves: any text gives documents, or an error in kubectl's words.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "api/json.hpp"

namespace sts::yaml {

struct YamlDocument {
  Json value;            ///< never null: kubectl skips documents without content
  std::size_t line = 1;  ///< where the document's text begins, counted from 1
};

/// What a text holds: kubectl handles the documents before an error, then reports it.
struct YamlStream {
  std::vector<YamlDocument> documents;
  std::optional<Status> error;  ///< the rest of `error parsing web.yaml: …`
  std::size_t errorLine = 0;    ///< in the whole text, counted from 1; 0 if unknown
};

/// SIM: kubectl reads any amount; here a text is at most what the API server takes in one request.
constexpr std::size_t maxManifestBytes = 3 * 1024 * 1024;
constexpr std::size_t maxDocuments = 2000;

YamlStream readManifest(std::string_view text);
/// For callers that want all or nothing.
Result<std::vector<YamlDocument>> readDocuments(std::string_view text);

/// A place in a text, both counted from 1; the column in characters.
struct Location {
  std::size_t line = 0;
  std::size_t column = 0;
  bool operator==(const Location&) const = default;
};

/// Where the field of a path such as `spec.template.spec.containers[0].image` or
/// `metadata.labels[app.kubernetes.io/name]` is written in the nth document of readManifest. If it
/// is not there, where the nearest thing around it is; line 0 if there is no such document.
Location locate(std::string_view text, std::size_t document, std::string_view path);

}  // namespace sts::yaml
