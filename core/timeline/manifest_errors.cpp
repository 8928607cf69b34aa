#include "timeline/manifest_errors.hpp"

#include "api/yaml/manifest.hpp"

namespace sts::timeline {
namespace {

std::vector<std::string> linesOf(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    lines.push_back(text.substr(start, end - start));
    start = end + 1;
  }
  return lines;
}

// The text between the first `before` and the next `after`; "" if they are not there.
std::string between(const std::string& text, const std::string& before, const std::string& after) {
  const std::size_t start = text.find(before);
  if (start == std::string::npos) return "";
  const std::size_t from = start + before.size();
  const std::size_t end = text.find(after, from);
  return end == std::string::npos ? "" : text.substr(from, end - from);
}

bool looksLikePath(const std::string& word) {
  if (word.empty() || word.find(' ') != std::string::npos) return false;
  return word.rfind("spec", 0) == 0 || word.rfind("metadata", 0) == 0 ||
         word.rfind("status", 0) == 0 || word.rfind("data", 0) == 0;
}

Json errorAt(const std::string& message, yaml::Location place) {
  return Json::object({{"message", message},
                       {"line", static_cast<std::int64_t>(place.line)},
                       {"column", static_cast<std::int64_t>(place.column)}});
}

}  // namespace

std::string fieldIn(const std::string& sentence) {
  for (const char* before : {"unknown field \"", "duplicate field \""}) {
    if (std::string field = between(sentence, before, "\""); !field.empty()) return field;
  }
  if (const std::string field = between(sentence, "Go struct field ", " of type"); !field.empty()) {
    const std::size_t dot = field.find('.');
    return dot == std::string::npos ? "" : field.substr(dot + 1);
  }
  // `spec.replicas: Invalid value`: the word before a colon, wherever it stands.
  for (std::size_t colon = sentence.find(": "); colon != std::string::npos;
       colon = sentence.find(": ", colon + 1)) {
    const std::size_t space = sentence.substr(0, colon).rfind(' ');
    std::string word = sentence.substr(space == std::string::npos ? 0 : space + 1,
                                       colon - (space == std::string::npos ? 0 : space + 1));
    if (!word.empty() && word[0] == '[') word.erase(0, 1);  // the first of several causes
    if (looksLikePath(word)) return word;
  }
  return "";
}

ManifestParts partsOf(const std::string& text) {
  ManifestParts parts;
  const yaml::YamlStream stream = yaml::readManifest(text);
  const std::vector<std::string> lines = linesOf(text);
  for (std::size_t index = 0; index < stream.documents.size(); index++) {
    const std::size_t first = stream.documents[index].line;
    const std::size_t end =
        index + 1 < stream.documents.size() ? stream.documents[index + 1].line : lines.size() + 1;
    ManifestPart part{index, first, ""};
    for (std::size_t line = first; line < end && line <= lines.size(); line++) {
      if (lines[line - 1].rfind("---", 0) == 0 && line > first) break;
      part.text += lines[line - 1] + "\n";
    }
    const Json& value = stream.documents[index].value;
    if (value["kind"].str() == "Namespace")
      parts.namespaces.push_back(value["metadata"]["name"].str());
    parts.documents.push_back(std::move(part));
  }
  if (stream.error) parts.error = errorAt(stream.error->message, {stream.errorLine, 0});
  return parts;
}

std::vector<Json> placed(const std::string& standardError, const std::string& text,
                         std::size_t index, const ManifestParts& parts) {
  std::vector<Json> errors;
  for (const std::string& line : linesOf(standardError)) {
    if (line.empty() || line.rfind("Warning:", 0) == 0) continue;
    bool created = false;
    for (const std::string& name : parts.namespaces)
      created = created || line.find("namespaces \"" + name + "\" not found") != std::string::npos;
    if (created) continue;
    const std::string field = fieldIn(line);
    yaml::Location place{parts.documents[index].line, 0};
    if (!field.empty()) {
      if (const yaml::Location found = yaml::locate(text, index, field); found.line != 0)
        place = found;
    }
    errors.push_back(errorAt(line.rfind("* ", 0) == 0 ? line.substr(2) : line, place));
  }
  return errors;
}

}  // namespace sts::timeline
