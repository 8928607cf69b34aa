// JSONPath: any text is a template or an error, and a template finds something or says why not.
#include "api/jsonpath.hpp"
#include "fuzz.hpp"

FUZZ(jsonpath, "{.items[*].metadata.name}", "{range .items[*]}{.a}{\"\\n\"}{end}",
     "{.items[?(@.a>1)].b}{..c}", "{.items[0:2:1]['a','b']}{.x.*}", "{'\\x41'}{-1.5}{true}") {
  static const sts::Json data =
      sts::parseJson(
          R"({"items":[{"a":1,"b":"x","c":[1,2.5,null]},{"a":2,"b":"y"}],"x":{"k":"v"}})")
          ->value;
  const auto parsed = sts::jsonpath::Template::parse(input);
  if (!parsed.ok()) return;
  const auto text = parsed->execute(data);
  const auto again = parsed->execute(data);
  REQUIRE_FUZZ(text.ok() == again.ok());
  if (text.ok()) REQUIRE_FUZZ(*text == *again);
  (void)parsed->executeAsJson(data, false);
}
