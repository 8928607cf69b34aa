#include "api/pod.hpp"

#include <utility>

namespace sts {
namespace {

constexpr std::string_view tokenVolume = "kube-api-access-";
constexpr std::size_t suffixLength = 5;

// In volumes and in the mounts of every container.
void renameVolume(Json& spec, std::string_view from, std::string_view to) {
  const auto rename = [&](Json& owner, const char* list) {
    if (std::as_const(owner)[list].empty()) return;
    for (Json& item : owner[list].mutableItems()) {
      if (std::as_const(item)["name"].str() == from) item.set("name", to);
    }
  };
  rename(spec, "volumes");
  for (const char* list : {"containers", "initContainers", "ephemeralContainers"}) {
    if (std::as_const(spec)[list].empty()) continue;
    for (Json& container : spec[list].mutableItems()) rename(container, "volumeMounts");
  }
}

}  // namespace

bool CodecOf<PodSpec>::isZero(const void* value) { return allZero(PodSpec::members(), value); }

Json CodecOf<PodSpec>::encode(const void* value) {
  Json json = Json::object();
  encodeMembers(PodSpec::members(), value, json);
  const std::string& suffix = static_cast<const PodSpec*>(value)->tokenSuffix;
  if (!suffix.empty()) renameVolume(json, tokenVolume, std::string(tokenVolume) + suffix);
  return json;
}

void CodecOf<PodSpec>::decode(const Json& json, void* value) {
  for (const Json& volume : json["volumes"].items()) {
    const std::string& name = volume["name"].str();
    if (!name.starts_with(tokenVolume) || name.size() != tokenVolume.size() + suffixLength) continue;
    Json general = json;
    renameVolume(general, name, tokenVolume);
    decodeMembers(PodSpec::members(), general, value);
    static_cast<PodSpec*>(value)->tokenSuffix = name.substr(tokenVolume.size());
    return;
  }
  decodeMembers(PodSpec::members(), json, value);
}

std::span<const Member> ContainerPort::members() {
  using T = ContainerPort;
  static constexpr Member rows[] = {
      member<&T::name>("name"),
      member<&T::protocol>("protocol"),
      member<&T::containerPort>("containerPort", WhenZero::Keep),
      member<&T::hostPort>("hostPort"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> Container::members() {
  using T = Container;
  static constexpr Member rows[] = {
      member<&T::name>("name", WhenZero::Keep),
      member<&T::image>("image"),
      member<&T::imagePullPolicy>("imagePullPolicy"),
      member<&T::restartPolicy>("restartPolicy"),
      member<&T::ports>("ports"),
      member<&T::resources>("resources"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PersistentVolumeClaimVolumeSource::members() {
  using T = PersistentVolumeClaimVolumeSource;
  static constexpr Member rows[] = {
      member<&T::claimName>("claimName", WhenZero::Keep),
      member<&T::readOnly>("readOnly"),
  };
  return rows;
}

std::span<const Member> Volume::members() {
  using T = Volume;
  static constexpr Member rows[] = {
      member<&T::name>("name", WhenZero::Keep),
      member<&T::persistentVolumeClaim>("persistentVolumeClaim"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PodSpec::members() {
  using T = PodSpec;
  static constexpr Member rows[] = {
      member<&T::volumes>("volumes"),
      member<&T::initContainers>("initContainers"),
      member<&T::containers>("containers", WhenZero::Null),
      member<&T::nodeName>("nodeName"),
      member<&T::hostname>("hostname"),
      member<&T::subdomain>("subdomain"),
      member<&T::restartPolicy>("restartPolicy"),
      member<&T::schedulerName>("schedulerName"),
      member<&T::serviceAccountName>("serviceAccountName"),
      member<&T::terminationGracePeriodSeconds>("terminationGracePeriodSeconds"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PodTemplateSpec::members() {
  using T = PodTemplateSpec;
  static constexpr Member rows[] = {
      member<&T::metadata>("metadata", WhenZero::Keep),
      member<&T::spec>("spec", WhenZero::Keep),
  };
  return rows;
}

std::span<const Member> PodCondition::members() {
  using T = PodCondition;
  static constexpr Member rows[] = {
      member<&T::type>("type", WhenZero::Keep),
      member<&T::observedGeneration>("observedGeneration"),
      member<&T::status>("status", WhenZero::Keep),
      member<&T::lastProbeTime>("lastProbeTime", WhenZero::Null),
      member<&T::lastTransitionTime>("lastTransitionTime", WhenZero::Null),
      member<&T::reason>("reason"),
      member<&T::message>("message"),
  };
  return rows;
}

std::span<const Member> ContainerStatus::members() {
  using T = ContainerStatus;
  static constexpr Member rows[] = {
      member<&T::name>("name", WhenZero::Keep),
      member<&T::image>("image", WhenZero::Keep),
      member<&T::imageID>("imageID", WhenZero::Keep),
      member<&T::containerID>("containerID"),
      member<&T::state>("state"),
      member<&T::lastState>("lastState"),
      member<&T::ready>("ready", WhenZero::Keep),
      member<&T::restartCount>("restartCount", WhenZero::Keep),
      member<&T::started>("started"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> PodStatus::members() {
  using T = PodStatus;
  static constexpr Member rows[] = {
      member<&T::phase>("phase"),
      member<&T::reason>("reason"),
      member<&T::message>("message"),
      member<&T::hostIP>("hostIP"),
      member<&T::podIP>("podIP"),
      member<&T::nominatedNodeName>("nominatedNodeName"),
      member<&T::qosClass>("qosClass"),
      member<&T::observedGeneration>("observedGeneration"),
      member<&T::startTime>("startTime"),
      member<&T::conditions>("conditions"),
      member<&T::initContainerStatuses>("initContainerStatuses"),
      member<&T::containerStatuses>("containerStatuses"),
      carried<&T::rest>(),
  };
  return rows;
}

std::span<const Member> Pod::members() {
  using T = Pod;
  static constexpr Member rows[] = {
      member<&T::spec>("spec", WhenZero::Keep),
      member<&T::status>("status", WhenZero::Keep),
  };
  return rows;
}

const PodCondition* findCondition(const PodStatus& status, std::string_view type) {
  for (const PodCondition& condition : status.conditions) {
    if (condition.type == type) return &condition;
  }
  return nullptr;
}

bool isPodReady(const Pod& pod) {
  const PodCondition* ready = findCondition(*pod.status, "Ready");
  return ready != nullptr && ready->status == "True";
}

bool isPodAvailable(const Pod& pod, std::int32_t minReadySeconds, Time now) {
  const PodCondition* ready = findCondition(*pod.status, "Ready");
  if (ready == nullptr || ready->status != "True") return false;
  if (minReadySeconds == 0) return true;
  return !ready->lastTransitionTime.isZero() && ready->lastTransitionTime + seconds(minReadySeconds) <= now;
}

bool isPodTerminal(const Pod& pod) { return pod.status->phase == "Succeeded" || pod.status->phase == "Failed"; }

}  // namespace sts
