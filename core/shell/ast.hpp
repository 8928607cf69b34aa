// The parse tree of shell text: what parser.hpp builds and machine.hpp walks.
//
// A tree is immutable once parsed and shared by pointer, so that many containers may run one script
// at once and a half-run script can be copied. Nothing in it depends on variables, files or time:
// quotes, tildes and braces are resolved while parsing, everything else (parameters, substitutions,
// splitting, globbing) is left to expand.hpp.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace sts::shell {

struct Node;
using NodePtr = std::shared_ptr<const Node>;

struct Word;

enum class PartKind { text, parameter, substitution, arithmetic };

/// One piece of a word. What is quoted is neither split nor globbed.
struct Part {
  PartKind kind = PartKind::text;
  bool quoted = false;
  std::string text;  ///< the text itself; a parameter's name
  std::string op;    ///< a parameter's operator: ":-", "##", "//", ":", "length", …; empty: none
  std::vector<Word> arguments;  ///< the operator's operands; an arithmetic expansion's expression
  NodePtr script;               ///< a substitution's commands
};

struct Word {
  std::vector<Part> parts;
};

struct Assignment {
  std::string name;
  bool append = false;  ///< name+=value
  Word value;
};

enum class RedirectKind { read, write, append, duplicate, text };

struct Redirect {
  RedirectKind kind = RedirectKind::read;
  int fd = 0;
  bool errorsToo = false;  ///< &> and &>>: standard error follows
  bool newline = false;    ///< a here-string ends with a newline
  std::string source;      ///< the target as it was written
  std::string warning;     ///< told when it is opened: a here-document without its end
  Word target;             ///< a file, a descriptor, or a here-document's text
};

enum class NodeKind {
  simple,         ///< words with assignments
  pipeline,       ///< two or more children run side by side
  list,           ///< children joined by `joints`
  background,     ///< one child, started and left running
  group,          ///< { … }: one child
  subshell,       ///< ( … ): one child
  conditional,    ///< children: test, body, test, body, …, [else body]
  forEach,        ///< name, words (or the positional parameters), body
  loop,           ///< while and until: test, body
  choice,         ///< case: words[0], arms
  function,       ///< name, body
  test,           ///< [[ … ]]: words, operators unquoted
  arithmetic,     ///< (( … )): words[0]
  broken,         ///< name: the syntax error that is told when this is reached
  arithmeticFor,  ///< for ((a; b; c)): words a, b, c and the body
};

/// How a list's child hangs on the one before it.
enum class Joint { always, onSuccess, onFailure };

struct Arm {
  std::vector<Word> patterns;
  NodePtr body;  ///< null: nothing to do
  bool fallThrough = false;
};

struct Node {
  NodeKind kind = NodeKind::simple;
  int line = 1;
  bool negated = false;     ///< ! in front
  bool until = false;       ///< loop: until
  bool positional = false;  ///< forEach without `in`
  std::string name;
  std::vector<Assignment> assignments;
  std::vector<Word> words;
  std::vector<Redirect> redirects;
  std::vector<NodePtr> children;
  std::vector<Joint> joints;
  std::vector<Arm> arms;
};

}  // namespace sts::shell
