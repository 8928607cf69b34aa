// Go templates as `kubectl -o go-template` runs them; the expectations were compared with Go's own
// package.
#include "kubectl/template/template.hpp"

#include <catch2/catch.hpp>

namespace {

std::string run(std::string_view text, bool allowMissingKeys = true) {
  static const sts::Json data = sts::parseJson(R"({"kind":"List","n":3,"f":2.5,"nul":null,"items":[
    {"name":"x","labels":{"k.io/a":"b"},"big":20000000},{"name":"yy","labels":{}}],
    "spec":{"replicas":3}})")
                                    ->value;
  const auto parsed = sts::gotemplate::Template::parse(text);
  if (!parsed.ok()) return parsed.error().message;
  const auto execution = parsed->execute(data, allowMissingKeys);
  return execution.error ? execution.text + "|" + execution.error->message : execution.text;
}

}  // namespace

TEST_CASE("a template writes fields, and says where there is none") {
  CHECK(run("{{.kind}} {{.n}} {{.f}} {{.spec}}") == "List 3 2.5 map[replicas:3]");
  CHECK(run("{{.nope}} {{.nope.deeper}} {{.nul}}") == "<no value> <no value> <no value>");
  CHECK(run("{{range .items}}{{.big}} {{end}}") == "20000000 <no value> ");
  CHECK(run("{{.nope}}", false) ==
        "|template: output:1:2: executing \"output\" at <.nope>: "
        "map has no entry for key \"nope\"");
}

TEST_CASE("a template ranges, branches and binds variables") {
  CHECK(run(R"({{range .items}}{{.name}}{{"\n"}}{{end}})") == "x\nyy\n");
  CHECK(run("{{range $i, $p := .items}}{{$i}}={{$p.name}};{{end}}") == "0=x;1=yy;");
  CHECK(run("{{range $k, $v := .spec}}{{$k}}={{$v}}{{end}}") == "replicas=3");
  CHECK(run("{{range .nope}}a{{else}}none{{end}}") == "none");
  CHECK(run("{{range .items}}{{if eq .name \"x\"}}{{continue}}{{end}}{{.name}}{{end}}") == "yy");
  CHECK(run("{{if .nope}}a{{else if .n}}b{{else}}c{{end}}") == "b");
  CHECK(run("{{with .spec}}{{.replicas}}{{end}}{{with .nope}}x{{else}}y{{end}}") == "3y");
  CHECK(run("{{$x := 1}}{{$x = 2}}{{$x}}{{$.kind}}") == "2List");
}

TEST_CASE("a template calls functions, in pipelines too") {
  CHECK(run("{{len .items}} {{(index .items 1).name | printf \"%s!\"}}") == "2 yy!");
  CHECK(run("{{index (index .items 0).labels \"k.io/a\"}}") == "b");
  CHECK(run("{{printf \"%v-%s %d %q\" .n .kind 3 \"a\"}}") == "3-List 3 \"a\"");
  CHECK(run("{{printf \"%d %T\" .n .n}}") == "3 int64");
  CHECK(run("{{eq .kind \"List\"}} {{and .n 0}} {{or .nope \"z\"}} {{not .n}}") ==
        "true 0 z false");
  CHECK(run("{{base64decode \"aGk=\"}} {{html \"<\"}} {{print 1 2 \"a\"}}") == "hi &lt; 1 2a");
}

TEST_CASE("markers trim, comments vanish, templates are defined and used") {
  CHECK(run("a {{- .kind -}} b") == "aListb");
  CHECK(run("x{{/* nothing */}}y") == "xy");
  CHECK(run("{{define \"T\"}}[{{.}}]{{end}}{{template \"T\" .kind}}") == "[List]");
  CHECK(run("{{block \"B\" .n}}<{{.}}>{{end}}") == "<3>");
}

TEST_CASE("a template's errors are Go's") {
  CHECK(run("{{nofunc .x}}") == "template: output:1: function \"nofunc\" not defined");
  CHECK(run("{{range .items}}") == "template: output:1: unexpected EOF");
  CHECK(run("{{.items") == "template: output:1: unclosed action");
  CHECK(run("{{end}}") == "template: output:1: unexpected {{end}}");
  CHECK(run("{{if}}") == "template: output:1: missing value for if");
  CHECK(run("{{$y}}") == "template: output:1: undefined variable \"$y\"");
  CHECK(run("a\n{{.kind.x}}") ==
        "a\n|template: output:2:7: executing \"output\" at <.kind.x>: "
        "can't evaluate field x in type interface {}");
  CHECK(run("{{eq .n 3}} {{gt .n 2}}") == "true true");
  CHECK(run("{{eq .n 3.0}}") ==
        "|template: output:1:2: executing \"output\" at <eq .n 3.0>: error "
        "calling eq: incompatible types for comparison: int64 and float64");
  CHECK(run("{{index .items 9}}") ==
        "|template: output:1:2: executing \"output\" at <index .items "
        "9>: error calling index: index out of range: 9");
}

TEST_CASE("a template that would never end is stopped") {
  CHECK(run("{{range 1000000}}{{range 1000000}}{{end}}{{end}}").find("runs too long") !=
        std::string::npos);
  CHECK(run("{{define \"T\"}}{{template \"T\"}}{{end}}{{template \"T\"}}")
            .find("maximum template depth") != std::string::npos);
}
