#include "kubectl/flags.hpp"

#include <algorithm>
#include <cstdlib>

namespace sts::kubectl {
namespace {

const FlagInfo* findLong(const std::vector<FlagInfo>& known, const std::string& name) {
  const auto found = std::find_if(known.begin(), known.end(),
                                  [&name](const FlagInfo& flag) { return flag.name == name; });
  return found == known.end() ? nullptr : &*found;
}

const FlagInfo* findShort(const std::vector<FlagInfo>& known, char letter) {
  const auto found = std::find_if(known.begin(), known.end(), [letter](const FlagInfo& flag) {
    return flag.shorthand == letter;
  });
  return found == known.end() ? nullptr : &*found;
}

std::string shownName(const FlagInfo& flag) {
  const std::string name = std::string("--") + flag.name;
  return flag.shorthand == 0 ? name : std::string("-") + flag.shorthand + ", " + name;
}

bool isInteger(const std::string& text) {
  if (text.empty()) return false;
  char* end = nullptr;
  (void)std::strtoll(text.c_str(), &end, 10);
  return *end == '\0' && (std::isdigit(static_cast<unsigned char>(text[0])) ||
                          ((text[0] == '-' || text[0] == '+') && text.size() > 1));
}

bool isBool(const std::string& text) {
  static const char* const words[] = {"1", "t", "T", "true", "TRUE", "True", "0", "f", "F", "false", "FALSE", "False"};
  return std::any_of(std::begin(words), std::end(words), [&text](const char* word) { return text == word; });
}

Result<Done> check(const FlagInfo& flag, const std::string& value) {
  const auto refuse = [&](const std::string& why) {
    return plainError("invalid argument \"" + value + "\" for \"" + shownName(flag) + "\" flag: " + why);
  };
  if (flag.type == FlagType::Bool && !isBool(value))
    return refuse("strconv.ParseBool: parsing \"" + value + "\": invalid syntax");
  if (flag.type == FlagType::Int && !isInteger(value))
    return refuse("strconv.ParseInt: parsing \"" + value + "\": invalid syntax");
  if (flag.type == FlagType::Duration) {
    if (const auto duration = parseGoDuration(value); !duration.ok()) return refuse(duration.error().message);
  }
  return Done{};
}

class Parser {
 public:
  Parser(const std::vector<std::string>& words, const std::vector<FlagInfo>& known) : words_(words), known_(known) {}

  Result<ParsedWords> parse() {
    for (at_ = 0; at_ < words_.size(); ++at_) {
      const std::string& word = words_[at_];
      if (word == "--") {
        parsed_.hasDashes = true;
        parsed_.afterDashes.assign(words_.begin() + static_cast<std::ptrdiff_t>(at_) + 1, words_.end());
        break;
      }
      if (word.size() < 2 || word[0] != '-') {
        parsed_.arguments.push_back(word);
      } else if (word[1] == '-') {
        CHECK_OK(parseLong(word));
      } else {
        CHECK_OK(parseShorts(word));
      }
    }
    return std::move(parsed_);
  }

 private:
  Result<Done> take(const FlagInfo& flag, const std::string& value) {
    CHECK_OK(check(flag, value));
    parsed_.flags.set(flag.name, value);
    return Done{};
  }

  Result<Done> parseLong(const std::string& word) {
    const std::size_t sign = word.find('=');
    const std::string name = word.substr(2, sign == std::string::npos ? sign : sign - 2);
    if (name.empty() || name[0] == '-') return plainError("bad flag syntax: " + word);
    const FlagInfo* flag = findLong(known_, name);
    if (flag == nullptr) return plainError("unknown flag: --" + name);
    if (sign != std::string::npos) return take(*flag, word.substr(sign + 1));
    if (flag->type == FlagType::Bool) return take(*flag, "true");
    if (flag->type == FlagType::OptionalString) return take(*flag, flag->whenBare);
    if (at_ + 1 == words_.size()) return plainError("flag needs an argument: --" + name);
    return take(*flag, words_[++at_]);
  }

  Result<Done> parseShorts(const std::string& word) {
    for (std::size_t at = 1; at < word.size(); ++at) {
      const FlagInfo* flag = findShort(known_, word[at]);
      if (flag == nullptr) return plainError(std::string("unknown shorthand flag: '") + word[at] + "' in " + word);
      const bool hasSign = at + 1 < word.size() && word[at + 1] == '=';
      if (hasSign) return take(*flag, word.substr(at + 2));
      if (flag->type == FlagType::Bool) {
        CHECK_OK(take(*flag, "true"));
        continue;
      }
      if (flag->type == FlagType::OptionalString) {
        CHECK_OK(take(*flag, flag->whenBare));
        continue;
      }
      if (at + 1 < word.size()) return take(*flag, word.substr(at + 1));
      if (at_ + 1 == words_.size())
        return plainError(std::string("flag needs an argument: '") + word[at] + "' in " + word);
      return take(*flag, words_[++at_]);
    }
    return Done{};
  }

  const std::vector<std::string>& words_;
  const std::vector<FlagInfo>& known_;
  ParsedWords parsed_;
  std::size_t at_ = 0;
};

}  // namespace

bool Flags::is(const std::string& name, bool otherwise) const {
  const std::string value = text(name);
  if (value.empty()) return otherwise;
  return value[0] == 't' || value[0] == 'T' || value[0] == '1';
}

std::string Flags::text(const std::string& name, const std::string& otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? otherwise : found->second.back();
}

std::int64_t Flags::number(const std::string& name, std::int64_t otherwise) const {
  return has(name) ? std::strtoll(text(name).c_str(), nullptr, 10) : otherwise;
}

Duration Flags::duration(const std::string& name, Duration otherwise) const {
  if (!has(name)) return otherwise;
  const auto parsed = parseGoDuration(text(name));
  return parsed.ok() ? *parsed : otherwise;
}

std::vector<std::string> Flags::list(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>{} : found->second;
}

Result<ParsedWords> parseWords(const std::vector<std::string>& words,
                               const std::vector<FlagInfo>& known) {
  return Parser(words, known).parse();
}

const std::vector<FlagInfo>& globalFlags() {
  static const std::vector<FlagInfo> flags = {{"namespace", 'n'},
                                              {"context"},
                                              {"cluster"},
                                              {"user"},
                                              {"kubeconfig"},
                                              {"server", 's'},
                                              {"token"},
                                              {"request-timeout"},
                                              {"v", 'v', FlagType::Int},
                                              {"warnings-as-errors", 0, FlagType::Bool},
                                              {"as"},
                                              {"as-group", 0, FlagType::List},
                                              {"as-uid"},
                                              {"cache-dir"},
                                              {"certificate-authority"},
                                              {"client-certificate"},
                                              {"client-key"},
                                              {"insecure-skip-tls-verify", 0, FlagType::Bool},
                                              {"match-server-version", 0, FlagType::Bool},
                                              {"profile"},
                                              {"profile-output"},
                                              {"tls-server-name"},
                                              {"disable-compression", 0, FlagType::Bool},
                                              {"help", 'h', FlagType::Bool}};
  return flags;
}

Result<Duration> parseGoDuration(const std::string& text) {
  const auto invalid = [&text] { return plainError("time: invalid duration \"" + text + "\""); };
  if (text == "0") return Duration{};
  std::size_t at = 0;
  const bool isNegative = !text.empty() && text[0] == '-';
  if (isNegative || (!text.empty() && text[0] == '+')) ++at;
  if (at == text.size()) return invalid();
  std::int64_t total = 0;
  while (at < text.size()) {
    std::int64_t whole = 0, fraction = 0, scale = 1;
    const std::size_t from = at;
    for (; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at)
      whole = whole * 10 + (text[at] - '0');
    if (at < text.size() && text[at] == '.') {
      for (++at; at < text.size() && std::isdigit(static_cast<unsigned char>(text[at])); ++at) {
        if (scale < 1'000'000'000) {
          fraction = fraction * 10 + (text[at] - '0');
          scale *= 10;
        }
      }
    }
    if (at == from || whole > 1'000'000'000) return invalid();
    const std::size_t unitFrom = at;
    while (at < text.size() && text[at] != '.' && !std::isdigit(static_cast<unsigned char>(text[at]))) ++at;
    const std::string unit = text.substr(unitFrom, at - unitFrom);
    if (unit.empty()) return plainError("time: missing unit in duration \"" + text + "\"");
    const std::int64_t ns = unit == "h"    ? 3'600'000'000'000
                            : unit == "m"  ? 60'000'000'000
                            : unit == "s"  ? 1'000'000'000
                            : unit == "ms" ? 1'000'000
                            : unit == "us" ? 1000
                            : unit == "ns" ? 1
                                           : 0;
    if (ns == 0) return plainError("time: unknown unit \"" + unit + "\" in duration \"" + text + "\"");
    total += whole * ns + fraction * ns / scale;
  }
  return Duration{isNegative ? -total : total};
}

}  // namespace sts::kubectl
