// libyaml, whose sentences are goyaml's. The first document is parsed, what follows it is not
// looked at.
#include <yaml.h>

#include <algorithm>
#include <cstring>

#include "api/yaml/dialect.hpp"
#include "api/yaml/readers.hpp"

namespace sts::yaml {
namespace {

/// Input in pieces of goyaml's buffer size: libyaml reads ahead a piece at a time, and so it
/// decides whether a bad byte or a wrong token before it is met first.
struct Source {
  std::string_view rest;
  static constexpr std::size_t pieceSize = 512;

  static int read(void* data, unsigned char* buffer, std::size_t size, std::size_t* got) {
    Source& source = *static_cast<Source*>(data);
    *got = std::min({size, pieceSize, source.rest.size()});
    if (*got != 0) std::memcpy(buffer, source.rest.data(), *got);
    source.rest.remove_prefix(*got);
    return 1;
  }
};

class Parser {
 public:
  explicit Parser(std::string_view text) : source_{text} {
    ready_ = yaml_parser_initialize(&parser_) != 0;
    if (ready_) yaml_parser_set_input(&parser_, Source::read, &source_);
  }
  ~Parser() {
    yaml_event_delete(&event_);
    if (ready_) yaml_parser_delete(&parser_);
  }
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;

  /// The next event; nullptr after an error.
  const yaml_event_t* next() {
    yaml_event_delete(&event_);
    if (!ready_ || yaml_parser_parse(&parser_, &event_) == 0) return nullptr;
    return &event_;
  }

  /// go.yaml.in/yaml/v2: decode.go parser.fail: a scanner's line is one behind.
  std::size_t errorLine() const {
    const std::size_t problem = parser_.problem_mark.line;
    if (problem != 0) return parser_.error == YAML_SCANNER_ERROR ? problem + 1 : problem;
    return parser_.context_mark.line;
  }
  std::string problem() const {
    return parser_.problem ? parser_.problem : "unknown problem parsing YAML content";
  }
  std::size_t problemIndex() const { return parser_.problem_mark.index; }

 private:
  yaml_parser_t parser_{};
  yaml_event_t event_{};
  Source source_;
  bool ready_ = false;
};

std::string_view view(const yaml_char_t* text) {
  return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

Place placeOf(const yaml_event_t& event) {
  return {event.start_mark.line, event.start_mark.column};
}

FlowWatch::Mark markOf(const yaml_event_t& event) {
  return {event.start_mark.index, event.start_mark.line};
}

Parse refusal(const std::string& problem, std::size_t line) {
  const std::string where = line == 0 ? "" : "line " + std::to_string(line) + ": ";
  return {{}, where + problem, line};
}

/// One document on its way from libyaml's events to a tree.
class Document {
 public:
  Document(const Disguise& disguise, TreeBuilder::Keep keep)
      : disguise_(disguise), builder_(keep) {}

  enum class Told : std::uint8_t { More, End, Refused };

  Told tell(const yaml_event_t& event) {
    switch (event.type) {
      case YAML_SCALAR_EVENT:
        scalar(event);
        break;
      case YAML_ALIAS_EVENT:
        watch_.otherNode(markOf(event));
        builder_.alias(placeOf(event), view(event.data.alias.anchor));
        break;
      case YAML_SEQUENCE_START_EVENT:
        sequence(event);
        break;
      case YAML_MAPPING_START_EVENT:
        mapping(event);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        watch_.end();
        builder_.end();
        break;
      case YAML_STREAM_END_EVENT:
      case YAML_DOCUMENT_END_EVENT:
        return Told::End;
      case YAML_NO_EVENT:
      case YAML_STREAM_START_EVENT:
      case YAML_DOCUMENT_START_EVENT:
        break;
    }
    if (!builder_.error().empty()) refused_ = {{}, builder_.error(), event.start_mark.line + 1};
    return refused_.error.empty() ? Told::More : Told::Refused;
  }

  Parse take() { return refused_.error.empty() ? Parse{builder_.take(), "", 0} : refused_; }

 private:
  void scalar(const yaml_event_t& event) {
    const auto& scalar = event.data.scalar;
    std::string_view value(reinterpret_cast<const char*>(scalar.value), scalar.length);
    std::string revealed;
    if (disguise_.hidesSomething()) value = revealed = disguise_.reveal(value);
    if (scalar.style == YAML_PLAIN_SCALAR_STYLE) {
      const FlowWatch::Mark start = markOf(event);
      const auto problem = watch_.plainScalar(start, value);
      if (problem) {
        const std::size_t line = start.line + disguise_.linesUntil('?', start.index);
        refused_ = refusal(problem->text, line != 0 ? line : problem->contextLine);
      }
    } else {
      watch_.otherNode(markOf(event));
    }
    builder_.scalar(placeOf(event), view(scalar.anchor), view(scalar.tag), value,
                    scalar.plain_implicit != 0);
  }

  void sequence(const yaml_event_t& event) {
    const auto& start = event.data.sequence_start;
    watch_.begin(markOf(event), start.style == YAML_FLOW_SEQUENCE_STYLE, true);
    builder_.begin(placeOf(event), Node::Kind::Sequence, view(start.anchor), view(start.tag));
  }

  void mapping(const yaml_event_t& event) {
    const auto& start = event.data.mapping_start;
    watch_.begin(markOf(event), start.style == YAML_FLOW_MAPPING_STYLE, false);
    builder_.begin(placeOf(event), Node::Kind::Mapping, view(start.anchor), view(start.tag));
  }

  const Disguise& disguise_;
  TreeBuilder builder_;
  FlowWatch watch_;
  Parse refused_;
};

/// One attempt; `hideColon` is where libyaml stumbled over a colon that goyaml would pass.
struct Attempt {
  Parse parse;
  std::optional<std::size_t> hideColon;
};

Attempt attempt(const Disguise& disguise, TreeBuilder::Keep keep) {
  Parser parser(disguise.text());
  Document document(disguise, keep);
  for (;;) {
    const yaml_event_t* event = parser.next();
    if (event == nullptr) {
      Attempt failed{refusal(parser.problem(), parser.errorLine()), std::nullopt};
      if (parser.problem() == "found unexpected ':'") failed.hideColon = parser.problemIndex();
      return failed;
    }
    if (document.tell(*event) != Document::Told::More) return {document.take(), std::nullopt};
  }
}

}  // namespace

Parse parseWithLibyaml(std::string_view text, TreeBuilder::Keep keep) {
  if (const auto line = foreignVersionLine(text)) {
    return refusal("found incompatible YAML document", *line);
  }
  Disguise disguise(text);
  for (;;) {
    Attempt made = attempt(disguise, keep);
    if (!made.hideColon || !disguise.hideColonAt(*made.hideColon)) return std::move(made.parse);
  }
}

Parse parseDocument(std::string_view text) {
  // OPTIMIZATION: libyaml alone reads long texts; it is several times faster, and the trees are
  // equal.
  constexpr std::size_t longText = 128 * 1024;
  if (text.size() >= longText) return parseWithLibyaml(text, TreeBuilder::Keep::Everything);
  Parse gate = parseWithLibyaml(text, TreeBuilder::Keep::Shape);
  if (!gate.error.empty()) return gate;
  std::optional<Tree> reading = parseWithYamlCpp(text);
  if (reading && reading->digest == gate.tree.digest) return {std::move(*reading), "", 0};
  // yaml-cpp refuses or misreads a few forms, such as `{name:, a: b}`: kubectl's word is libyaml's.
  return parseWithLibyaml(text, TreeBuilder::Keep::Everything);
}

}  // namespace sts::yaml
