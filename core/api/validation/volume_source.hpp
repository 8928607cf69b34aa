// One kind of volume source: its field, the names under which messages speak of it, and its rules.
#pragma once

#include "api/validation/pod_parts.hpp"

namespace sts::validation {

/// The place a source is used in.
struct SourcePlace {
  const PodScope* scope = nullptr;  ///< null in a PersistentVolume
  std::string owner;                ///< the volume's or the PersistentVolume's name
  const Json* podMeta = nullptr;
  bool persistent = false;
  Path volume;  ///< of the volume itself
};

using SourceRule = void (*)(Causes& out, const Json& source, const SourcePlace& place,
                            const Path& path);

struct SourceKind {
  std::string_view field;
  std::string_view forbiddenAs;  ///< path of "may not specify more than 1 volume type"
  std::string_view shownAs;      ///< path of what is wrong inside
  std::vector<std::string_view> required;
  SourceRule rule;
};

// Rules of sources that need more than a few required fields (volume_remote.cpp, volume_local.cpp).
namespace source {
void hostPath(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void gitRepo(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void partition(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void secret(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void nfs(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void iscsi(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void glusterfs(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void flocker(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void cinder(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void quobyte(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void downwardApi(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void fc(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void flexVolume(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void configMap(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void azureDisk(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void azureFile(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void storageOs(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void projected(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void csi(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void ephemeral(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void image(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
void local(Causes& out, const Json& source, const SourcePlace& place, const Path& path);
}  // namespace source

/// The sources present in `holder`, at most one of which is right.
int volumeSources(Causes& out, const Json& holder, const std::vector<SourceKind>& kinds,
                  const SourcePlace& place, const Path& path);

/// A CSI driver's name.
void csiDriverName(Causes& out, const Json& name, const Path& path);

}  // namespace sts::validation
