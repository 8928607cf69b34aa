#include "node/kubelet/images.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace sts::kubelet {
namespace {

struct Cost {
  const char* part;  // of the image's name
  Duration takes;
  const char* error;  // {} stands for the full name
};

constexpr Cost costs[] = {
    {"missing", milliseconds(500),
     "rpc error: code = NotFound desc = failed to pull and unpack image \"{}\": failed to resolve "
     "reference \"{}\": {}: not found"},
    {"denied", milliseconds(500),
     "rpc error: code = Unknown desc = failed to pull and unpack image \"{}\": failed to resolve "
     "reference \"{}\": pull access denied, repository "
     "does not exist or may require authorization: server message: insufficient_scope: "
     "authorization failed"},
    {"slow", seconds(8), ""},
    {"", seconds(1), ""},
};
constexpr Duration lookAgain = milliseconds(300);  // pull policy Always, and the node has it

std::string filled(const std::string& pattern, const std::string& name) {
  std::string out = pattern;
  for (std::size_t at = out.find("{}"); at != std::string::npos;
       at = out.find("{}", at + name.size()))
    out.replace(at, 2, name);
  return out;
}

}  // namespace

Pull Images::pull(const std::string& image, Time now) {
  const std::string name = fullImageName(image);
  const Cost& cost = *std::find_if(std::begin(costs), std::end(costs), [&](const Cost& each) {
    return image.find(each.part) != std::string::npos;
  });
  Pull pull;
  pull.took = has(image) ? lookAgain : cost.takes;
  pull.ends = freeAt_ = std::max(freeAt_, now) + pull.took;
  pull.waited = pull.ends - now;
  pull.error = filled(cost.error, name);
  return pull;
}

std::string Images::fullImageName(const std::string& image) {
  const std::size_t slash = image.find('/');
  std::string name = image;
  if (slash == std::string::npos) {
    name = "docker.io/library/" + image;
  } else if (const std::string first = image.substr(0, slash);
             first != "localhost" && first.find_first_of(".:") == std::string::npos) {
    name = "docker.io/" + image;
  }
  const bool isTagged = name.find(':', name.rfind('/')) != std::string::npos;
  return isTagged ? name : name + ":latest";
}

std::string Images::imageId(const std::string& image) {
  const std::string name = fullImageName(image);
  return name.substr(0, name.find_first_of(":@", name.rfind('/'))) + "@sha256:" + fnv1a_128(name) +
         fnv1a_128(name + "/");
}

}  // namespace sts::kubelet
