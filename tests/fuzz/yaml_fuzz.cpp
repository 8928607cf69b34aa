// Manifests: any text gives documents or an error; what was read survives being printed as YAML and read again.
#include "api/yaml/manifest.hpp"
#include "api/yaml/print.hpp"
#include "fuzz.hpp"

FUZZ(yaml, "apiVersion: v1\nkind: Pod\nmetadata: {name: a, labels: {b: c}}\nspec:\n  containers:\n  - name: x\n",
     "a: &x {b: 1}\nc:\n  <<: *x\n  d: [yes, 0o7, 1e3, .inf, ~]\n---\n- |2-\n   x\n- >+\n  y\n\n- \"\\u00e9\\\n z\"\n",
     "{\"a\": [1, 2.5, null]}\n{\"b\": {}}\n", "? a\n: !!int \"1\"\n? [b]\n: 'it''s'\n") {
  const sts::yaml::YamlStream stream = sts::yaml::readManifest(input);
  for (std::size_t i = 0; i < stream.documents.size() && i < 3; ++i) {
    sts::yaml::locate(input, i, "spec.containers[0].name");
    const std::string text = sts::toYaml(stream.documents[i].value);
    const auto again = sts::yaml::readManifest("# printed\n" + text);
    // Control characters are printed escaped, so that even they come back.
    if (again.documents.size() == 1) REQUIRE_FUZZ(sts::toYaml(again.documents[0].value) == text);
  }
}
