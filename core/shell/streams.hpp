// Streams: what a process's file descriptors point at: the terminal's buffers, pipes, opened files,
// nothing.
//
// A stream is named by a number that is never used again, so a descriptor that outlives its pipe
// writes into the void instead of into somebody else's.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "shell/files.hpp"

namespace sts::shell {

enum class StreamKind { buffer, pipe, file, null };

struct Stream {
  StreamKind kind = StreamKind::buffer;
  std::string text;  ///< what was written and not yet taken; a file opened for reading: its text
  std::size_t read = 0;  ///< how much of it was read
  bool closed = false;   ///< nothing more will be written
  bool gathered =
      false;  ///< its reader wants all of it, so that it must take more than a pipe holds
  bool abandoned = false;  ///< nobody reads any more
  std::string path;        ///< a file opened for writing
  std::size_t unread() const { return text.size() - read; }
};

using Descriptors = std::map<int, int>;  ///< file descriptor → stream

class Streams {
 public:
  static constexpr int input = 0;
  static constexpr int output = 1;
  static constexpr int errors = 2;
  static constexpr int nothing = 3;
  static constexpr std::size_t pipeSize = 4096;

  Streams();
  int open(Stream stream);
  void close(int id);
  Stream* find(int id);
  /// False: the reader of this pipe is gone.
  bool write(int id, std::string_view text, Files& files);
  std::string take(int id);

 private:
  std::map<int, Stream> all_;
  int next_ = 4;
};

}  // namespace sts::shell
