// Help: what `kubectl help`, `kubectl CMD --help`, `kubectl options` and commands that are only groups print.
//
// The sentences and usage lines stand in help.txt, the options in the tables of commands; examples are left out.
#pragma once

#include <string>
#include <vector>

#include "kubectl/kubectl.hpp"

namespace sts::kubectl::help {

/// The help of a command by its words, aliases allowed; of kubectl itself without words. "" if there is no such one.
std::string of(const std::vector<std::string>& words);
/// The same with another beginning: `Unknown help topic [`nothing`]`.
std::string ofUnknownTopic(const std::string& topic);
std::string options();
/// The commands below these words, in the order of the help ("" words: all first words).
std::vector<std::string> below(const std::vector<std::string>& words);

}  // namespace sts::kubectl::help
