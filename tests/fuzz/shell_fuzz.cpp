// Shell lines and regular expressions: whatever is typed ends, and says the same when it is said
// again.
#include "base/regex.hpp"
#include "fuzz.hpp"
#include "shell/parser.hpp"
#include "shell/process.hpp"

namespace {

sts::shell::LineResult run(std::string_view line) {
  static const sts::shell::Registry registry = sts::shell::standardCommands();
  sts::shell::PlainHost host(sts::Time{} + sts::seconds(1767225600));
  host.files().place("/work/web.yaml", "kind: Service\nmetadata: {name: web}\n");
  sts::shell::Setup setup;
  setup.directory = "/work";
  setup.limits = {5000, 1 << 18, 50};
  return sts::shell::runLine(host, registry, line, setup);
}

}  // namespace

FUZZ(shell, "for i in 0 1; do echo web-$i | sed 's/-/_/g'; done; echo $?",
     "cat <<EOF | grep -v x > f; code=$?; sed -E 's/\\t.*//; s#a+#b#g' f; exit $code\n$HOME\nEOF\n",
     "x=${y:-a.b}; echo ${x%.*} ${x//a/b} \"$(echo `echo 1`)\" $((1+2*3)) {a,b}{1..3} *.yaml",
     "if [ -f web.yaml ] && ! false; then case $x in a|b*) :;; *) echo \"$@\";; esac; fi 2>&1 "
     ">/dev/null",
     "f() { local a=$1; return 3; }; f x & wait; trap 'echo bye' EXIT; set -e; ( sleep 5; echo y ) "
     "| head -1",
     "printf '%s %05d\\n' a 1 | awk -F' ' '/a/{n[$1]+=$2} END{for(k in n) print k, n[k]}' | sort "
     "-k2 -n | uniq -c",
     "[[ web-0 =~ -([0-9]+)$ ]] && echo ${BASH_REMATCH[1]}; seq 3 | xargs -I{} echo {} | tr 1-3 "
     "a-c | cut -c1") {
  const sts::shell::LineResult first = run(input);
  const sts::shell::LineResult second = run(input);
  REQUIRE_FUZZ(first.exit == second.exit && first.out == second.out && first.err == second.err);
  (void)sts::shell::isIncomplete(input);
}

FUZZ(regex, "^(a|b)*c{2,3}[^[:digit:]-z]+$\nabccxx", "\\(a*\\)\\{1,2\\}\\1\\b\\w\naaaa b",
     ".*x?[]a-c]+|(d(e)?)\nade") {
  const std::size_t end = std::min(input.find('\n'), input.size());
  const std::string_view text = input.substr(std::min(end + 1, input.size()));
  for (const bool extended : {false, true}) {
    const sts::Regex regex(input.substr(0, end), {extended, false});
    const auto match = regex.search(text);
    REQUIRE_FUZZ(!match || regex.error().empty());
    if (!match) continue;
    for (const sts::Regex::Span& span : *match) {
      REQUIRE_FUZZ(!span.matched() || (span.begin <= span.end && span.end <= text.size()));
    }
  }
}
