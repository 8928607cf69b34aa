#include "base/base64.hpp"

namespace sts {
namespace {

constexpr std::string_view alphabet =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

bool isBreak(char c) { return c == '\n' || c == '\r'; }

class Decoder {
 public:
  explicit Decoder(std::string_view text) : text_(text) {}

  Base64Decoding run() {
    while (!result_.illegalAt && quantum()) {
    }
    if (result_.illegalAt) result_.bytes.clear();
    return std::move(result_);
  }

 private:
  bool fail(std::size_t at) {
    result_.illegalAt = at;
    return false;
  }

  void skipBreaks() {
    while (at_ < text_.size() && isBreak(text_[at_])) ++at_;
  }

  /// Four letters, three bytes; false at the end.
  bool quantum() {
    unsigned bits = 0;
    for (std::size_t letters = 0; letters < 4; ++letters) {
      skipBreaks();
      if (at_ == text_.size()) return letters == 0 ? false : fail(at_ - letters);
      const char c = text_[at_++];
      if (c == '=') return padding(bits, letters);
      const std::size_t digit = alphabet.find(c);
      if (digit == std::string_view::npos) return fail(at_ - 1);
      bits = bits << 6 | static_cast<unsigned>(digit);
    }
    emit(bits, 3);
    return true;
  }

  bool padding(unsigned bits, std::size_t letters) {
    if (letters < 2) return fail(at_ - 1);
    skipBreaks();
    if (letters == 2) {
      if (at_ == text_.size()) return fail(at_);
      if (text_[at_] != '=') return fail(at_ - 1);
      ++at_;
      skipBreaks();
    }
    if (at_ < text_.size()) return fail(at_);
    emit(letters == 2 ? bits << 12 : bits << 6, letters - 1);
    return false;
  }

  void emit(unsigned bits, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
      result_.bytes += static_cast<char>(bits >> (16 - 8 * i) & 0xFFu);
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
  Base64Decoding result_;
};

}  // namespace

Base64Decoding decodeBase64(std::string_view text) { return Decoder(text).run(); }

std::string encodeBase64(std::string_view bytes) {
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    unsigned bits = 0;
    const std::size_t count = bytes.size() - at < 3 ? bytes.size() - at : 3;
    for (std::size_t i = 0; i < 3; ++i) {
      bits = bits << 8 | (i < count ? static_cast<unsigned char>(bytes[at + i]) : 0u);
    }
    for (std::size_t i = 0; i < 4; ++i) {
      out += i <= count ? alphabet[bits >> (18 - 6 * i) & 0x3Fu] : '=';
    }
  }
  return out;
}

}  // namespace sts
