// A DNS question and its answer, as far as a cluster's own server speaks.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace sts::dns {

enum class Rcode : std::uint8_t { NoError, NameError, ServerFailure };

/// "NOERROR", "NXDOMAIN", "SERVFAIL".
const char* textOf(Rcode rcode);

struct Question {
  std::string name;  ///< fully qualified, with its last dot; the case is kept in the answer
  std::string type;  ///< "A", "AAAA", "SRV", "PTR", "TXT", "CNAME", …
  bool operator==(const Question&) const = default;
};

struct Record {
  std::string name, type;
  std::string data;  ///< as it is printed: "10.244.0.1", "0 50 80 web-0.nginx.default.svc.cluster.local."
  int ttl = 30;
  bool operator==(const Record&) const = default;
  /// "nginx.default.svc.cluster.local. A 10.244.0.1"
  std::string text() const { return name + " " + type + " " + data; }
};

/// No error and no record: the name exists, but has nothing of this type.
struct Answer {
  Rcode rcode = Rcode::NoError;
  std::vector<Record> records;
  bool operator==(const Answer&) const = default;
};

}  // namespace sts::dns
