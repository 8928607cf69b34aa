// What the API server adds to an object before it looks at it, and what it keeps from before.
//
// applyDefaults fills in the published defaults of every kind; prepareForCreate and
// prepareForUpdate do what each kind's registry does: a new object has no status, a change of the
// spec keeps the status and bumps the generation, a change of the status keeps the spec. Pure
// functions over Json, used by the API server for every write that comes as text. The order is
// applyDefaults, admission, prepare…, validation, and then canonicalize (canonical.hpp) for what is
// stored.
#pragma once

#include <string_view>

#include "api/features.hpp"
#include "api/json.hpp"

namespace sts {

/// Canonical form and defaults. `kind` may also be that of a historical version (apps/v1beta1,
/// v1beta2).
void applyDefaults(std::string_view apiVersion, std::string_view kind, Json& object,
                   const Features& features);

/// `time` is the virtual time in RFC 3339, for the few kinds that note one.
void prepareForCreate(std::string_view apiVersion, std::string_view kind, Json& object,
                      const Features& features, std::string_view time);
void prepareForUpdate(std::string_view apiVersion, std::string_view kind, Json& fresh,
                      const Json& old, const Features& features);
void prepareForStatusUpdate(std::string_view apiVersion, std::string_view kind, Json& fresh,
                            const Json& old, std::string_view time);

/// `subresource` is ephemeralcontainers or resize; before prepareForUpdate.
void prepareForPodPart(std::string_view subresource, Json& fresh, const Json& old);

/// Pod's quality of service, from its requests and limits.
std::string_view podQosClass(const Json& podSpec);

/// A HorizontalPodAutoscaler of autoscaling/v1 as the one of v2 that is stored, and back.
Json autoscalerFromV1(Json value);
Json autoscalerAsV1(Json value);

}  // namespace sts
