#include "api/json.hpp"

#include <algorithm>
#include <cassert>

namespace sts {
namespace {

const Json nullJson{};
const std::string noString;
const Json::Array noItems;
const Json::Object noMembers;

bool before(const Json::Member& member, std::string_view key) { return member.first < key; }

}  // namespace

Json Json::array(std::initializer_list<Json> items) { return Json(Array(items)); }

Json Json::object(std::initializer_list<Member> members) {
  Json result{Object{}};
  for (const Member& member : members) result.set(member.first, member.second);
  return result;
}

bool Json::boolean(bool otherwise) const {
  const bool* value = std::get_if<bool>(&value_);
  return value ? *value : otherwise;
}

std::int64_t Json::integer(std::int64_t otherwise) const {
  const std::int64_t* value = std::get_if<std::int64_t>(&value_);
  return value ? *value : otherwise;
}

double Json::number(double otherwise) const {
  if (const std::int64_t* value = std::get_if<std::int64_t>(&value_))
    return static_cast<double>(*value);
  const double* value = std::get_if<double>(&value_);
  return value ? *value : otherwise;
}

const std::string& Json::str() const {
  const std::string* value = std::get_if<std::string>(&value_);
  return value ? *value : noString;
}

const Json::Array& Json::items() const {
  const Array* value = std::get_if<Array>(&value_);
  return value ? *value : noItems;
}

const Json::Object& Json::members() const {
  const Object* value = std::get_if<Object>(&value_);
  return value ? *value : noMembers;
}

std::size_t Json::size() const { return isArray() ? items().size() : members().size(); }

const Json* Json::find(std::string_view key) const {
  const Object& all = members();
  const auto place = std::lower_bound(all.begin(), all.end(), key, before);
  return place != all.end() && place->first == key ? &place->second : nullptr;
}

const Json& Json::operator[](std::string_view key) const {
  const Json* value = find(key);
  return value ? *value : nullJson;
}

const Json& Json::operator[](std::size_t index) const {
  const Array& all = items();
  return index < all.size() ? all[index] : nullJson;
}

const Json& Json::at(std::initializer_list<std::string_view> path) const {
  const Json* place = this;
  for (std::string_view key : path) place = &(*place)[key];
  return *place;
}

Json& Json::operator[](std::string_view key) {
  Object& all = mutableMembers();
  auto place = std::lower_bound(all.begin(), all.end(), key, before);
  if (place == all.end() || place->first != key)
    place = all.emplace(place, std::string(key), Json());
  return place->second;
}

Json& Json::set(std::string_view key, Json value) {
  Json& place = (*this)[key];
  place = std::move(value);
  return place;
}

bool Json::erase(std::string_view key) {
  if (!isObject()) return false;
  Object& all = mutableMembers();
  const auto place = std::lower_bound(all.begin(), all.end(), key, before);
  if (place == all.end() || place->first != key) return false;
  all.erase(place);
  return true;
}

Json& Json::push(Json value) { return mutableItems().emplace_back(std::move(value)); }

Json::Array& Json::mutableItems() {
  assert(isNull() || isArray());
  if (!isArray()) value_.emplace<Array>();
  return *std::get_if<Array>(&value_);
}

Json::Object& Json::mutableMembers() {
  assert(isNull() || isObject());
  if (!isObject()) value_.emplace<Object>();
  return *std::get_if<Object>(&value_);
}

}  // namespace sts
