// kubectl edit: an object as text, changed by an editor, sent back as a patch.
//
// SIM: no editor can be opened on a page or in a script; only one that KUBE_EDITOR or EDITOR names and that runs by
// itself, such as `sed -i`, can change anything. The page has an editor of its own.
// k8s 1.36: kubectl pkg/cmd/util/editor/editoptions.go
#include "kubectl/edit.hpp"

#include "api/merge/strategic.hpp"
#include "api/yaml/manifest.hpp"
#include "api/yaml/print.hpp"
#include "kubectl/changes.hpp"
#include "kubectl/print.hpp"
#include "kubectl/printers/objects.hpp"
#include "kubectl/verbs.hpp"

namespace sts::kubectl {
namespace {

constexpr const char* heading =
    "# Please edit the object below. Lines beginning with a '#' will be ignored,\n"
    "# and an empty file will abort the edit. If an error occurs while saving this file will be\n"
    "# reopened with the relevant failures.\n#\n";
constexpr int mostRounds = 20;

std::string withoutComments(const std::string& text) {
  std::string kept;
  std::size_t from = 0;
  while (from < text.size()) {
    const std::size_t end = std::min(text.find('\n', from), text.size());
    if (text[from] != '#') kept += text.substr(from, end - from) + "\n";
    from = end + 1;
  }
  return kept;
}

/// What one round of editing came to.
struct Round {
  bool isInvalid = false;             ///< the file is opened again
  std::optional<std::string> refused;  ///< the edit ends with this error
};

std::string fullName(const Target& target) {
  return target.resource->groupResource().text() + " " + goQuote(target.name);
}

std::string changedIdentity(const Target& target, const Json& edited) {
  const Json& old = target.object;
  const bool isSame = edited["apiVersion"].str() == old["apiVersion"].str() &&
                      edited["kind"].str() == old["kind"].str() &&
                      edited["metadata"]["name"].str() == target.name;
  if (!isSame) return "At least one of apiVersion, kind and name was changed";
  const std::string& space = edited["metadata"]["namespace"].str();
  if (space == target.namespace_) return "";
  return "the namespace from the provided object " + goQuote(space) + " does not match the namespace " +
         goQuote(target.namespace_) + ". You must pass '--namespace=" + space + "' to perform this operation.";
}

Round save(Invocation& call, const Target& target, const Json& edited) {
  if (const std::string changed = changedIdentity(target, edited); !changed.empty()) return {false, changed};
  const SchemaType* type = schemaType(target.resource->apiVersion, target.resource->kind);
  if (type == nullptr) return {false, "this kind cannot be edited here"};
  const Json before = printers::withoutManagedFields(target.object);
  const Result<Json> patch = createTwoWayStrategicPatch(before, edited, *type);
  if (!patch.ok()) return {true, std::nullopt};
  if (call.flags.is("output-patch")) call.out += "Patch: " + toJson(*patch) + "\n";
  Request request;
  request.method = "PATCH";
  request.path = pathOf(*target.resource, target.namespace_, target.name, call.flags.text("subresource"));
  request.body = *patch;
  request.contentType = strategicPatchType;
  request.query = {{"fieldManager", call.flags.text("field-manager", "kubectl-edit")}, {"fieldValidation", "Strict"}};
  const Result<Json> patched = send(call, std::move(request));
  if (patched.ok()) {
    call.out += printers::resourceName(*patched) + " edited\n";
    return {};
  }
  if (patched.error().reason == "Invalid" || patched.error().reason == "BadRequest") return {true, std::nullopt};
  return {false, fullName(target) + " could not be patched: " + patched.error().message};
}

/// The documents of the edited text, by their place.
std::optional<std::vector<Json>> objectsIn(const std::string& text) {
  const yaml::YamlStream stream = yaml::readManifest(text);
  if (stream.error || stream.documents.empty()) return std::nullopt;
  const Json& value = stream.documents.front().value;
  if (value["items"].isArray()) return value["items"].items();
  return std::vector<Json>{value};
}

Round saveAll(Invocation& call, const Found& found, const std::string& text, const std::string& before) {
  const auto edited = objectsIn(text);
  const auto original = objectsIn(before);
  if (!edited || !original || edited->size() != found.targets.size()) return {true, std::nullopt};
  for (std::size_t at = 0; at < edited->size(); ++at) {
    if ((*edited)[at] == (*original)[at]) continue;
    Round round = save(call, found.targets[at], (*edited)[at]);
    if (round.isInvalid || round.refused) return round;
  }
  return {};
}

Reply keepCopy(Invocation& call, const std::string& path, const std::string& error) {
  call.err += "A copy of your changes has been stored to " + goQuote(path) + "\n";
  return call.fail(error);
}

std::string textOf(const Invocation& call, const Found& found) {
  Json shown;
  if (found.targets.size() == 1) {
    shown = printers::withoutManagedFields(found.targets.front().object);
  } else {
    std::vector<Json> items;
    for (const Target& target : found.targets) items.push_back(printers::withoutManagedFields(target.object));
    shown = printers::listOf(std::move(items));
  }
  return call.flags.text("output") == "json" ? printers::jsonText(shown) : toYaml(shown);
}

Reply editWith(Invocation& call, Editor& editor, const Found& found) {
  const std::string path = "/tmp/kubectl-edit-" + std::to_string(call.world.now().ns / 1'000'000 % 4'000'000'000) + ".yaml";
  const std::string before = textOf(call, found);
  std::string opened = heading + before, last = before;
  for (int round = 0; round < mostRounds; ++round) {
    call.world.writeFile(path, opened);
    const std::optional<int> code = editor.edit(path);
    if (!code) return call.fail("unable to launch the editor " + goQuote(editor.editor()));
    if (*code != 0) return call.fail("there was a problem with the editor " + goQuote(editor.editor()));
    const std::string text = withoutComments(call.world.readFile(path).value_or(""));
    if (text == withoutComments(before)) {
      call.err += "Edit cancelled, no changes made.\n";
      return Reply::done();
    }
    if (round > 0 && text == last) return keepCopy(call, path, "Edit cancelled, no valid changes were saved.");
    if (text.find_first_not_of(" \t\n") == std::string::npos) {
      call.err += "Edit cancelled, saved file was empty.\n";
      return Reply::done();
    }
    const Round saved = saveAll(call, found, text, before);
    if (saved.refused) return keepCopy(call, path, *saved.refused);
    if (!saved.isInvalid) return Reply::done();
    call.err += "error: " + fullName(found.targets.front()) + " is invalid\n";
    last = text;
    opened = heading + text;
  }
  return keepCopy(call, path, "Edit cancelled, no valid changes were saved.");
}

}  // namespace

Reply edit(Invocation& call) {
  if (call.arguments.empty() && !call.flags.has("filename")) return call.fail(nothingNamed());
  const Found found = findTargets(call, call.arguments);
  if (!found.errors.empty()) return call.failAll(found.errors);
  if (found.targets.empty()) return call.fail("edit cancelled, no objects found");
  auto* editor = dynamic_cast<Editor*>(&call.world);
  if (editor != nullptr && !editor->editor().empty()) return editWith(call, *editor, found);
  return call.fail("there was a problem with the editor \"vi\"");
}

}  // namespace sts::kubectl
