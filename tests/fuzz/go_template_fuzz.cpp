// Go templates: any text is a template or an error, and running it ends.
#include "fuzz.hpp"
#include "kubectl/template/template.hpp"

FUZZ(go_template, "{{range $i, $p := .items}}{{$i}}={{$p.b}}{{else}}-{{end}}",
     "{{if eq .x.k \"v\"}}a{{else if .y}}b{{end}}{{with .x}}{{.k}}{{end}}",
     "{{define \"T\"}}{{template \"T\" .}}{{end}}{{block \"B\" .}}{{len .items}}{{end}}",
     "{{- printf \"%5.2f|%-8q|%x\" 1.5 \"a\" 255 | html -}} {{/* c */}}",
     "{{$x := 1}}{{$x = 2}}{{index (slice .items 1) 0 \"b\"}}{{break}}") {
  static const sts::Json data =
      sts::parseJson(R"({"items":[{"a":1,"b":"x"},{"a":2,"b":"y"}],"x":{"k":"v"}})")->value;
  const auto parsed = sts::gotemplate::Template::parse(input);
  if (!parsed.ok()) return;
  const auto execution = parsed->execute(data);
  REQUIRE_FUZZ(execution.text == parsed->execute(data).text);
}
