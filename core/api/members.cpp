#include "api/members.hpp"

#include <algorithm>

namespace sts {
namespace {

template <typename T>
const T& as(const void* value) {
  return *static_cast<const T*>(value);
}
template <typename T>
T& as(void* value) {
  return *static_cast<T*>(value);
}
template <typename T>
bool isDefault(const void* value) {
  return as<T>(value) == T{};
}

void* placeOf(const Member& member, const void* object) { return member.locate(const_cast<void*>(object)); }

}  // namespace

const Codec stringCodec{isDefault<std::string>, [](const void* value) { return Json(as<std::string>(value)); },
                        [](const Json& json, void* value) { as<std::string>(value) = json.str(); }};
const Codec boolCodec{isDefault<bool>, [](const void* value) { return Json(as<bool>(value)); },
                      [](const Json& json, void* value) { as<bool>(value) = json.boolean(); }};
const Codec int32Codec{
    isDefault<std::int32_t>,
    [](const void* value) { return Json(std::int64_t{as<std::int32_t>(value)}); },
    [](const Json& json, void* value) {
      as<std::int32_t>(value) = static_cast<std::int32_t>(json.integer());
    }};
const Codec int64Codec{isDefault<std::int64_t>, [](const void* value) { return Json(as<std::int64_t>(value)); },
                       [](const Json& json, void* value) { as<std::int64_t>(value) = json.integer(); }};
const Codec timeCodec{
    isDefault<Time>,
    [](const void* value) {
      return as<Time>(value).isZero() ? Json() : Json(rfc3339(as<Time>(value)));
    },
    [](const Json& json, void* value) { as<Time>(value) = parseRfc3339(json.str()); }};
const Codec jsonCodec{[](const void* value) { return as<Json>(value).isNull(); },
                      [](const void* value) { return as<Json>(value); },
                      [](const Json& json, void* value) { as<Json>(value) = json; }};
const Codec stringMapCodec{isDefault<StringMap>,
                           [](const void* value) {
                             Json json = Json::object();
                             for (const auto& [key, text] : as<StringMap>(value)) json.set(key, text);
                             return json;
                           },
                           [](const Json& json, void* value) {
                             for (const auto& [key, text] : json.members()) as<StringMap>(value)[key] = text.str();
                           }};

bool allZero(std::span<const Member> members, const void* object) {
  return std::all_of(members.begin(), members.end(), [object](const Member& member) {
    return member.whenZero == WhenZero::Omit && member.codec->isZero(placeOf(member, object));
  });
}

void encodeMembers(std::span<const Member> members, const void* object, Json& into) {
  for (const Member& member : members) {
    const void* place = placeOf(member, object);
    const bool zero = member.codec->isZero(place);
    if (member.isRest) {
      for (const auto& [key, value] : as<Carried>(place)->members()) into.set(key, value);
    } else if (!zero || member.whenZero == WhenZero::Keep) {
      into.set(member.name, member.codec->encode(place));
    } else if (member.whenZero == WhenZero::Null) {
      into.set(member.name, Json());
    }
  }
}

void decodeMembers(std::span<const Member> members, const Json& json, void* object) {
  Json rest = Json::object();
  const Member* restMember = nullptr;
  for (const Member& member : members) {
    if (member.isRest) restMember = &member;
  }
  for (const auto& [key, value] : json.members()) {
    const auto named =
        std::find_if(members.begin(), members.end(),
                     [&key = key](const Member& member) { return member.name == key; });
    if (named != members.end() && !named->isRest) {
      if (!value.isNull()) named->codec->decode(value, named->locate(object));
    } else {
      rest.set(key, value);
    }
  }
  if (restMember != nullptr && !rest.empty()) as<Carried>(restMember->locate(object)) = Carried(std::move(rest));
}

}  // namespace sts
