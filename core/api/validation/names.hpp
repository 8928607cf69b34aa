// What names and other short texts may look like. Each function answers with the sentences of the
// rules that a text breaks, none if it is fine; the sentences are the API server's.
#pragma once

#include <string_view>

#include "api/validation/causes.hpp"

namespace sts::validation {

/// A rule for the name of an object.
using NameRule = Sentences (*)(std::string_view);

Sentences isDns1123Label(std::string_view text);
Sentences isDns1123Subdomain(std::string_view text);
Sentences isDns1123SubdomainWithUnderscore(std::string_view text);
Sentences isDns1035Label(std::string_view text);
Sentences isWildcardDns1123Subdomain(std::string_view text);
Sentences isQualifiedName(std::string_view text);  ///< label and annotation keys
Sentences isLabelValue(std::string_view text);
Sentences isConfigMapKey(std::string_view text);
Sentences isEnvVarName(std::string_view text);  ///< the relaxed rule of 1.34
Sentences isPortName(std::string_view text);
Sentences isPortNumber(std::int64_t port);
Sentences isPercent(std::string_view text);
Sentences isHttpHeaderName(std::string_view text);
Sentences isPathSegment(std::string_view text);  ///< names of RBAC objects
Sentences isDecimalInteger(std::string_view text);

/// `msg (e.g. 'a',  or 'b', regex used for validation is 're')`
std::string regexSentence(std::string_view message, std::string_view pattern, Words examples);
/// A prefix for generated names may end in a dash.
std::string maskTrailingDash(std::string_view prefix);
std::string lowerCase(std::string_view text);

// The same as causes of a field.
void dns1123Label(Causes& out, const Path& path, const Json& value);
void dns1123Subdomain(Causes& out, const Path& path, const Json& value);
void qualifiedName(Causes& out, const Path& path, const Json& value);
/// `acme.io/foo`
void domainPrefixedPath(Causes& out, const std::string& value, const Path& path);
/// An IP address of a field that is older than strict parsing: `must be a valid IP address, …`.
void ipAddress(Causes& out, const Path& path, const Json& value);

}  // namespace sts::validation
