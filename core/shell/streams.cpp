#include "shell/streams.hpp"

namespace sts::shell {

Streams::Streams() {
  all_[input].closed = true;
  all_[output].closed = false;
  all_[errors].closed = false;
  Stream null;
  null.kind = StreamKind::null;
  null.closed = true;
  all_[nothing] = std::move(null);
}

int Streams::open(Stream stream) {
  all_[next_] = std::move(stream);
  return next_++;
}

void Streams::close(int id) {
  if (id > nothing) all_.erase(id);
}

Stream* Streams::find(int id) {
  const auto found = all_.find(id);
  return found == all_.end() ? nullptr : &found->second;
}

bool Streams::write(int id, std::string_view text, Files& files) {
  Stream* stream = find(id);
  if (!stream || stream->kind == StreamKind::null) return true;
  if (stream->kind == StreamKind::file) {
    files.append(stream->path, text);
    return true;
  }
  if (stream->abandoned) return false;
  stream->text.append(text);
  return true;
}

std::string Streams::take(int id) {
  Stream* stream = find(id);
  if (!stream) return "";
  std::string text = stream->text.substr(stream->read);
  stream->text.clear();
  stream->read = 0;
  return text;
}

}  // namespace sts::shell
