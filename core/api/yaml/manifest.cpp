// k8s 1.36: apimachinery pkg/util/yaml/decoder.go YAMLOrJSONDecoder; cli-runtime
// pkg/resource/visitor.go StreamVisitor
//
// A text that begins with `{` is tried as a stream of JSON values. When that fails at its first or
// second value it may still be YAML (flow style begins alike), and if it is not, the JSON error is
// the one that people see. After two JSON values it must be JSON to its end.
#include "api/yaml/manifest.hpp"

#include <algorithm>

#include "api/json_scan.hpp"
#include "api/yaml/convert.hpp"
#include "api/yaml/readers.hpp"
#include "api/yaml/splitter.hpp"
#include "base/utf8.hpp"

namespace sts::yaml {
namespace {

/// GuessJSONStream: is a brace the first thing in the first 4096 bytes?
bool mightBeJson(std::string_view text) {
  text = text.substr(0, 4096);
  std::size_t at = 0;
  for (Rune rune = decodeRune(text, at); rune.size != 0 && isSpace(rune.value);) {
    at += rune.size;
    rune = decodeRune(text, at);
  }
  return at < text.size() && text[at] == '{';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  YamlStream run() {
    if (text_.size() > maxManifestBytes) {
      fail("the text has " + std::to_string(text_.size()) + " bytes: too long (limit " +
           std::to_string(maxManifestBytes) + ")");
      return std::move(stream_);
    }
    if (!mightBeJson(text_) || readJson()) readYaml();
    return std::move(stream_);
  }

 private:
  std::size_t lineAt(std::size_t offset) const {
    const std::string_view before = text_.substr(0, offset);
    return 1 + static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
  }

  void fail(std::string sentence, std::size_t line = 0) {
    stream_.error = plainError(std::move(sentence));
    stream_.errorLine = line;
  }

  /// False when the stream must end here.
  bool add(Json value, std::size_t line) {
    if (value.isNull()) return true;
    if (stream_.documents.size() == maxDocuments) {
      fail("more than " + std::to_string(maxDocuments) + " documents in one text", line);
      return false;
    }
    stream_.documents.push_back({std::move(value), line});
    return true;
  }

  /// True if the rest is to be read as YAML; then `jsonError_` is what its first error is called.
  bool readJson() {
    for (std::size_t count = 0;; ++count) {
      const std::string_view rest = text_.substr(at_);
      const JsonScan scan = scanJsonValue(rest);
      const bool onlyBlanks = rest.find_first_not_of(" \t\r\n") == std::string_view::npos;
      if (onlyBlanks) return false;
      if (!scan.error.empty()) return leaveJson(scan, count);
      const std::size_t begin = at_ + rest.find_first_not_of(" \t\r\n");
      Result<JsonParse> parsed = parseJson(rest.substr(0, scan.end));
      if (!parsed.ok()) return fail(parsed.error().message, lineAt(begin)), false;
      if (!add(std::move(parsed->value), lineAt(begin))) return false;
      at_ += scan.end;
    }
  }

  bool leaveJson(const JsonScan& scan, std::size_t count) {
    const std::size_t offset = at_ + scan.end;
    jsonErrorLine_ = lineAt(offset == 0 ? 0 : offset - 1);
    if (scan.incomplete) {
      jsonError_ = "unexpected EOF";
    } else {
      jsonError_ =
          count > 1 ? scan.error : "json: offset " + std::to_string(offset) + ": " + scan.error;
    }
    if (count <= 1 && skipBlanks()) return true;
    fail(jsonError_, jsonErrorLine_);
    return false;
  }

  /// Blanks up to and including the first line break; false if fewer than four bytes remain.
  bool skipBlanks() {
    for (;;) {
      if (text_.size() - at_ < 4) return false;
      const Rune rune = decodeRune(text_.substr(0, at_ + 4), at_);
      if (!rune.valid || rune.value == 0xFFFD) return false;
      if (!isSpace(rune.value)) return true;
      at_ += rune.size;
      if (rune.value == '\n') return true;
    }
  }

  void readYaml() {
    Splitter splitter(text_.substr(at_), lineAt(at_));
    for (;;) {
      const Piece piece = splitter.next();
      if (!piece.error.empty()) return failYaml(piece.error, piece.line);
      if (piece.text.empty()) return;
      Parse parse = parseDocument(piece.text);
      if (!parse.error.empty()) {
        const std::size_t line = parse.line == 0 ? 0 : piece.line + parse.line - 1;
        return failYaml("error converting YAML to JSON: yaml: " + parse.error, line);
      }
      nodes_ += parse.tree.nodes.size();
      if (nodes_ > maxNodes) {
        return fail("more than " + std::to_string(maxNodes) + " values in one text", piece.line);
      }
      Result<Json> value = toJsonValue(parse.tree);
      if (!value.ok()) {
        return failYaml("error converting YAML to JSON: " + value.error().message, piece.line);
      }
      if (!add(std::move(*value), piece.line)) return;
      jsonError_.clear();
    }
  }

  void failYaml(const std::string& sentence, std::size_t line) {
    // Our own limit is no reason to blame the JSON.
    const bool tooDeep = sentence.find("exceeded max depth") != std::string::npos;
    if (jsonError_.empty() || tooDeep) {
      fail(sentence, line);
    } else {
      fail(jsonError_, jsonErrorLine_);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t nodes_ = 0;
  std::string jsonError_;
  std::size_t jsonErrorLine_ = 0;
  YamlStream stream_;
};

}  // namespace

YamlStream readManifest(std::string_view text) { return Reader(text).run(); }

Result<std::vector<YamlDocument>> readDocuments(std::string_view text) {
  YamlStream stream = readManifest(text);
  if (stream.error) return *stream.error;
  return std::move(stream.documents);
}

}  // namespace sts::yaml
