// Member tables: how a C++ struct and its JSON object correspond, written once a struct and walked at run time.
//
// A struct lists in `members()` the JSON fields that C++ names. All other published fields of that type live in its
// `rest` (a shared JSON object): decoded strictly by the schema before they get here, kept, printed and patched, but
// not looked at. One small function walks the tables; nothing is expanded per type but the access to one member.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "api/json.hpp"
#include "api/shared.hpp"
#include "base/time.hpp"

namespace sts {

/// A JSON object of the fields that C++ does not name. Never null inside: empty means none.
using Carried = Shared<Json>;
using StringMap = std::map<std::string, std::string>;

/// What is written when a member has its zero value.
enum class WhenZero : std::uint8_t { Omit, Keep, Null };

/// How values of one C++ type become JSON and come back. `value` points at a T.
struct Codec {
  bool (*isZero)(const void* value);
  Json (*encode)(const void* value);
  void (*decode)(const Json& json, void* value);
};

struct Member {
  const char* name;
  void* (*locate)(void* object);
  const Codec* codec;
  WhenZero whenZero = WhenZero::Omit;
  bool isRest = false;
};

/// The members of a struct, walked. `decodeMembers` expects JSON that the schema has accepted.
bool allZero(std::span<const Member> members, const void* object);
void encodeMembers(std::span<const Member> members, const void* object, Json& into);
void decodeMembers(std::span<const Member> members, const Json& json, void* object);

template <typename T>
struct CodecOf;  // specialised below; the primary template is for structs with members()

template <typename T>
concept HasMembers = requires { T::members(); };

template <HasMembers T>
struct CodecOf<T> {
  static bool isZero(const void* value) { return allZero(T::members(), value); }
  static Json encode(const void* value) {
    Json json = Json::object();
    encodeMembers(T::members(), value, json);
    return json;
  }
  static void decode(const Json& json, void* value) { decodeMembers(T::members(), json, value); }
  static constexpr Codec codec{isZero, encode, decode};
};

extern const Codec stringCodec, boolCodec, int32Codec, int64Codec, timeCodec, jsonCodec, stringMapCodec;

// clang-format off
template <> struct CodecOf<std::string>  { static constexpr const Codec& codec = stringCodec; };
template <> struct CodecOf<bool>         { static constexpr const Codec& codec = boolCodec; };
template <> struct CodecOf<std::int32_t> { static constexpr const Codec& codec = int32Codec; };
template <> struct CodecOf<std::int64_t> { static constexpr const Codec& codec = int64Codec; };
template <> struct CodecOf<Time>         { static constexpr const Codec& codec = timeCodec; };
template <> struct CodecOf<Json>         { static constexpr const Codec& codec = jsonCodec; };
template <> struct CodecOf<StringMap>    { static constexpr const Codec& codec = stringMapCodec; };
// clang-format on

template <typename T>
struct CodecOf<std::optional<T>> {
  using Value = std::optional<T>;
  static bool isZero(const void* value) { return !static_cast<const Value*>(value)->has_value(); }
  static Json encode(const void* value) {
    const Value& held = *static_cast<const Value*>(value);
    return held ? CodecOf<T>::codec.encode(&*held) : Json();
  }
  static void decode(const Json& json, void* value) {
    CodecOf<T>::codec.decode(json, &static_cast<Value*>(value)->emplace());
  }
  static constexpr Codec codec{isZero, encode, decode};
};

template <typename T>
struct CodecOf<std::vector<T>> {
  using Value = std::vector<T>;
  static bool isZero(const void* value) { return static_cast<const Value*>(value)->empty(); }
  static Json encode(const void* value) {
    Json json = Json::array();
    for (const T& item : *static_cast<const Value*>(value)) json.push(CodecOf<T>::codec.encode(&item));
    return json;
  }
  static void decode(const Json& json, void* value) {
    Value& list = *static_cast<Value*>(value);
    for (const Json& item : json.items()) CodecOf<T>::codec.decode(item, &list.emplace_back());
  }
  static constexpr Codec codec{isZero, encode, decode};
};

template <typename T>
struct CodecOf<Shared<T>> {
  using Value = Shared<T>;
  static bool isZero(const void* value) { return CodecOf<T>::codec.isZero(&**static_cast<const Value*>(value)); }
  static Json encode(const void* value) { return CodecOf<T>::codec.encode(&**static_cast<const Value*>(value)); }
  static void decode(const Json& json, void* value) {
    CodecOf<T>::codec.decode(json, &static_cast<Value*>(value)->edit());
  }
  static constexpr Codec codec{isZero, encode, decode};
};

template <typename C, typename T>
C classOf(T C::*);
template <typename C, typename T>
T typeOf(T C::*);

/// member<&Pod::spec>("spec"): one row of a table.
template <auto pointer>
constexpr Member member(const char* name, WhenZero whenZero = WhenZero::Omit) {
  using Class = decltype(classOf(pointer));
  using Value = decltype(typeOf(pointer));
  return {name, [](void* object) -> void* { return &(static_cast<Class*>(object)->*pointer); },
          &CodecOf<Value>::codec, whenZero};
}
/// carried<&PodSpec::rest>(): the row for all fields that have no row of their own.
template <auto pointer>
constexpr Member carried() {
  Member row = member<pointer>("");
  row.isRest = true;
  return row;
}

template <typename T>
Json encode(const T& value) {
  return CodecOf<T>::codec.encode(&value);
}
template <typename T>
T decodeAs(const Json& json) {
  T value{};
  CodecOf<T>::codec.decode(json, &value);
  return value;
}

}  // namespace sts
