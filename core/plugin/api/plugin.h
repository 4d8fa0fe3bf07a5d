// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/code_strategy.h"
#include "core/plugin/api/host_services.h"
#include "core/plugin/api/importer.h"

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace zvt::plugin {

/// Raised whenever an interface of this folder changes; a plug-in of another version is refused.
inline constexpr std::uint32_t kApiVersion = 5;
/// First field of every manifest, so that a foreign library that happens to export our symbol is told apart.
inline constexpr std::uint64_t kManifestMagic = 0x5A56545F504C5547ULL; // "ZVT_PLUG"
inline constexpr const char* kEntrySymbol = "zvt_plugin_manifest";

/// The C++ binary interface that a module was built with: modules share standard-library types with the host.
#if defined(__GLIBCXX__)
inline constexpr const char* kAbi = _GLIBCXX_USE_CXX11_ABI ? "libstdc++-cxx11" : "libstdc++-old";
#elif defined(_LIBCPP_VERSION)
inline constexpr const char* kAbi = "libc++";
#elif defined(_MSC_VER)
inline constexpr const char* kAbi = "msvc-14";
#else
inline constexpr const char* kAbi = "unknown";
#endif

/// A loaded plug-in. Objects that it hands out belong to it and live as long as it does.
class Plugin {
public:
  virtual ~Plugin() = default;
  [[nodiscard]] virtual std::vector<const Importer*> importers() const { return {}; }
  [[nodiscard]] virtual std::vector<const StrategyMaker*> strategies() const { return {}; }
  /// Parameters for PluginOptions; drawn in the settings window.
  [[nodiscard]] virtual const ParamSchema& options() const = 0;
};

/// What the one C entry point returns. The first four fields never move, whatever the API version.
struct Manifest {
  std::uint64_t magic = kManifestMagic;
  std::uint32_t apiVersion = kApiVersion;
  const char* abi = kAbi;
  const char* id = ""; ///< importer_csv; the file's name without ending
  const char* name = ""; ///< message key
  const char* version = ""; ///< of the plug-in
  const char* license = "";
  std::unique_ptr<Plugin> (*create)(const HostServices& host) = nullptr;
};

}

#if defined(_WIN32)
#define ZVT_PLUGIN_EXPORT extern "C" __declspec(dllexport)
#else
#define ZVT_PLUGIN_EXPORT extern "C" __attribute__((visibility("default")))
#endif

/// Defines the entry point of a module: ZVT_PLUGIN_ENTRY(kManifest) with a constant Manifest.
#define ZVT_PLUGIN_ENTRY(manifest)                                                                                     \
  ZVT_PLUGIN_EXPORT const zvt::plugin::Manifest* zvt_plugin_manifest()                                                 \
  {                                                                                                                    \
    return &(manifest);                                                                                                \
  }
