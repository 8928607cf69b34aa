// Tools that read, make, move and remove files. SIM: no owners, modes or times; `ls -l` says so.
#include <algorithm>

#include "shell/commands/commands.hpp"

namespace sts::shell {

namespace {

int refuse(Context& context, const std::string& what, FileError error) {
  return context.fail(what + ": " + std::string(sentence(error)));
}

int refuseOptions(Context& context, const ParsedOptions& options, int status = 1) {
  context.err(options.error);
  return status;
}

int missingOperand(Context& context, const std::string& what = "missing operand") {
  context.err(context.arguments[0] + ": " + what + "\nTry '" + context.arguments[0] +
              " --help' for more information.\n");
  return 1;
}

int removeTree(Files& files, const std::string& path, int depth) {
  if (depth > 200) return 1;
  for (const std::string& name : files.list(path))
    removeTree(files, absolutePath(path, name), depth + 1);
  return files.remove(path) == FileError::none ? 0 : 1;
}

FileError copyTree(Files& files, const std::string& from, const std::string& to, int depth) {
  if (depth > 200) return FileError::none;
  if (files.kind(from) == FileKind::file) return files.write(to, files.read(from).value_or(""));
  if (files.kind(to) == FileKind::absent) {
    const FileError error = files.makeDirectory(to);
    if (error != FileError::none) return error;
  }
  for (const std::string& name : files.list(from)) {
    const FileError error =
        copyTree(files, absolutePath(from, name), absolutePath(to, name), depth + 1);
    if (error != FileError::none) return error;
  }
  return FileError::none;
}

void listInto(Context& context, std::vector<std::string> names, const std::string& directory,
              const ParsedOptions& options) {
  if (options.has('r')) std::reverse(names.begin(), names.end());
  for (const std::string& name : names) {
    if (name.starts_with('.') && !options.has('a') && !options.has('A')) continue;
    const std::string path = absolutePath(directory, name);
    const bool isDirectory = context.files().kind(path) == FileKind::directory;
    std::string line;
    if (options.has('l')) {
      const std::string size = std::to_string(context.files().read(path).value_or("").size());
      line = std::string(isDirectory ? "drwxr-xr-x" : "-rw-r--r--") + " 1 root root ";
      line += std::string(size.size() < 6 ? 6 - size.size() : 0, ' ') + size + " ";
    }
    context.out(line + name + (isDirectory && (options.has('F') || options.has('p')) ? "/" : "") +
                "\n");
  }
}

}  // namespace

Outcome catCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "nAbsevETtu");
  if (!options.error.empty()) return refuseOptions(context, options);
  for (char letter : {'A', 's', 'e', 'v', 'E', 'T', 't'}) {
    if (options.has(letter))
      return context.fail(std::string("option -- '") + letter + "' is not supported here");
  }
  const std::optional<Inputs> inputs = readInputs(context, options.operands);
  if (!inputs) return Outcome::moreInput();
  int number = 0;
  for (const Input& input : inputs->all) {
    if (!options.has('n') && !options.has('b')) {
      context.out(input.text);
      continue;
    }
    for (std::string_view line : linesOf(input.text)) {
      const bool blank = options.has('b') && line.empty();
      const std::string text = blank ? "" : std::to_string(++number);
      context.out(blank ? "\n"
                        : std::string(6 - std::min<std::size_t>(6, text.size()), ' ') + text +
                              "\t" + std::string(line) + "\n");
    }
  }
  return inputs->failures > 0 ? 1 : 0;
}

Outcome lsCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "1aAlrFpdhtSR", {{"all", 'a'}, {"almost-all", 'A'}});
  if (!options.error.empty()) return refuseOptions(context, options, 2);
  for (char letter : {'t', 'S', 'R'}) {
    if (options.has(letter))
      return context.fail(std::string("option -- '") + letter + "' is not supported here", 2);
  }
  std::vector<std::string> operands = options.operands;
  if (operands.empty()) operands.push_back(".");
  std::vector<std::string> plain;
  std::vector<std::string> directories;
  int status = 0;
  for (const std::string& name : operands) {
    const FileKind kind = context.files().kind(context.path(name));
    if (kind == FileKind::absent) {
      status = context.fail("cannot access " + quotedName(name) + ": No such file or directory", 2);
    } else {
      (kind == FileKind::directory && !options.has('d') ? directories : plain).push_back(name);
    }
  }
  std::sort(plain.begin(), plain.end());
  listInto(context, plain, context.shell.directory, options);
  bool first = plain.empty();
  for (const std::string& name : directories) {
    if (!first) context.out("\n");
    first = false;
    if (operands.size() > 1) context.out(name + ":\n");
    std::vector<std::string> names = context.files().list(context.path(name));
    if (options.has('l')) context.out("total " + std::to_string(4 * names.size()) + "\n");
    if (options.has('a')) names.insert(names.begin(), {".", ".."});
    listInto(context, std::move(names), context.path(name), options);
  }
  return status;
}

Outcome rmCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "rRfiv", {{"recursive", 'r'}, {"force", 'f'}});
  if (!options.error.empty()) return refuseOptions(context, options);
  const bool force = options.has('f');
  if (options.operands.empty()) return force ? 0 : missingOperand(context);
  int status = 0;
  for (const std::string& name : options.operands) {
    const std::string path = context.path(name);
    const FileKind kind = context.files().kind(path);
    if (kind == FileKind::absent) {
      if (!force) status = refuse(context, "cannot remove " + quotedName(name), FileError::absent);
    } else if (kind == FileKind::directory && !options.has('r') && !options.has('R')) {
      status = refuse(context, "cannot remove " + quotedName(name), FileError::isDirectory);
    } else if (kind == FileKind::directory) {
      status = std::max(status, removeTree(context.files(), path, 0));
    } else if (const FileError error = context.files().remove(path); error != FileError::none) {
      status = refuse(context, "cannot remove " + quotedName(name), error);
    }
  }
  return status;
}

Outcome mkdirCommand(Context& context) {
  const ParsedOptions options =
      parseOptions(context.arguments, "pm:v", {{"parents", 'p'}, {"mode", 'm'}});
  if (!options.error.empty()) return refuseOptions(context, options);
  if (options.operands.empty()) return missingOperand(context);
  int status = 0;
  for (const std::string& name : options.operands) {
    const std::string path = context.path(name);
    FileError error = FileError::none;
    if (options.has('p')) {
      for (std::size_t slash = path.find('/', 1); error == FileError::none;
           slash = path.find('/', slash + 1)) {
        const std::string part = path.substr(0, slash);
        if (context.files().kind(part) != FileKind::directory)
          error = context.files().makeDirectory(part);
        if (slash == std::string::npos) break;
      }
    } else {
      error = context.files().makeDirectory(path);
    }
    if (error != FileError::none)
      status = refuse(context, "cannot create directory " + ("'" + name + "'"), error);
  }
  return status;
}

Outcome rmdirCommand(Context& context) {
  int status = 0;
  for (std::size_t i = 1; i < context.arguments.size(); ++i) {
    const std::string& name = context.arguments[i];
    const std::string path = context.path(name);
    FileError error = FileError::notDirectory;
    if (context.files().kind(path) != FileKind::file) error = context.files().remove(path);
    if (error != FileError::none)
      status = refuse(context, "failed to remove " + quotedName(name), error);
  }
  return status;
}

Outcome touchCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "acmd:t:r:");
  if (!options.error.empty()) return refuseOptions(context, options);
  if (options.operands.empty()) return missingOperand(context, "missing file operand");
  int status = 0;
  for (const std::string& name : options.operands) {
    const std::string path = context.path(name);
    if (context.files().kind(path) != FileKind::absent || options.has('c')) continue;
    const FileError error = context.files().write(path, "");
    if (error != FileError::none)
      status = refuse(context, "cannot touch " + quotedName(name), error);
  }
  return status;
}

namespace {

// cp and mv agree on everything but what becomes of the source.
int transfer(Context& context, const ParsedOptions& options, bool move) {
  std::vector<std::string> operands = options.operands;
  if (operands.empty()) return missingOperand(context, "missing file operand");
  if (operands.size() == 1) {
    return missingOperand(context,
                          "missing destination file operand after " + quotedName(operands[0]));
  }
  const std::string target = operands.back();
  operands.pop_back();
  Files& files = context.files();
  const std::string targetPath = context.path(target);
  const bool into = files.kind(targetPath) == FileKind::directory;
  if (operands.size() > 1 && !into)
    return context.fail("target " + quotedName(target) + ": No such file or directory");
  int status = 0;
  for (const std::string& name : operands) {
    const std::string from = context.path(name);
    const std::string to = into ? absolutePath(targetPath, baseName(name)) : targetPath;
    const std::string shown =
        into ? target + (target.ends_with('/') ? "" : "/") + baseName(name) : target;
    const FileKind kind = files.kind(from);
    if (kind == FileKind::absent) {
      status = refuse(context, "cannot stat " + quotedName(name), FileError::absent);
    } else if (kind == FileKind::directory && !move && !options.has('r')) {
      status = context.fail("-r not specified; omitting directory " + quotedName(name));
    } else if (from == to) {
      status = context.fail(quotedName(name) + " and " + quotedName(shown) + " are the same file");
    } else if (kind == FileKind::directory && (to + "/").starts_with(from + "/")) {
      status = context.fail(
          "cannot " + std::string(move ? "move " : "copy a directory, ") + quotedName(name) +
          (move ? " to a subdirectory of itself, " : ", into itself, ") + quotedName(shown));
    } else if (const FileError error = copyTree(files, from, to, 0); error != FileError::none) {
      const std::string what =
          move ? "cannot move " + quotedName(name) + " to " : "cannot create regular file ";
      status = refuse(context, what + quotedName(shown), error);
    } else if (move) {
      removeTree(files, from, 0);
    }
  }
  return status;
}

}  // namespace

Outcome cpCommand(Context& context) {
  ParsedOptions options = parseOptions(context.arguments, "rRafpvni", {{"recursive", 'r'}});
  if (!options.error.empty()) return refuseOptions(context, options);
  if (options.has('R') || options.has('a')) options.values['r'] = "";
  return transfer(context, options, false);
}

Outcome mvCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "fivn");
  if (!options.error.empty()) return refuseOptions(context, options);
  return transfer(context, options, true);
}

Outcome basenameCommand(Context& context) {
  if (context.arguments.size() < 2) return missingOperand(context);
  std::string name = baseName(context.arguments[1]);
  if (context.arguments.size() > 2) {
    const std::string& suffix = context.arguments[2];
    if (name.size() > suffix.size() && name.ends_with(suffix))
      name.resize(name.size() - suffix.size());
  }
  context.out(name + "\n");
  return 0;
}

Outcome dirnameCommand(Context& context) {
  if (context.arguments.size() < 2) return missingOperand(context);
  for (std::size_t i = 1; i < context.arguments.size(); ++i)
    context.out(directoryName(context.arguments[i]) + "\n");
  return 0;
}

Outcome teeCommand(Context& context) {
  const ParsedOptions options = parseOptions(context.arguments, "ai", {{"append", 'a'}});
  if (!options.error.empty()) return refuseOptions(context, options);
  const std::optional<std::string> text = context.input();
  if (!text) return Outcome::moreInput();
  context.out(*text);
  int status = 0;
  for (const std::string& name : options.operands) {
    const std::string path = context.path(name);
    if (name == "/dev/null") continue;
    const FileError error =
        options.has('a') ? context.files().append(path, *text) : context.files().write(path, *text);
    if (error != FileError::none) status = refuse(context, name, error);
  }
  return status;
}

}  // namespace sts::shell
