// Claims, volumes and storage classes.
#pragma once

#include "api/validation/causes.hpp"

namespace sts::validation {

void claimSpec(Causes& out, const Json& spec, const Path& path);
void claimCreate(Causes& out, const Json& claim);
void claimUpdate(Causes& out, const Json& fresh, const Json& old);
void claimStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void volumeCreate(Causes& out, const Json& volume);
void volumeUpdate(Causes& out, const Json& fresh, const Json& old);
void volumeStatusUpdate(Causes& out, const Json& fresh, const Json& old);
void storageClassCreate(Causes& out, const Json& storageClass);
void storageClassUpdate(Causes& out, const Json& fresh, const Json& old);

}  // namespace sts::validation
