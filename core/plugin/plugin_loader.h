// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/plugin/api/plugin.h"

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace zvt {
class FileSystem;
}

namespace zvt::plugin {

struct PluginInfo {
  std::string id;
  std::string name;
  std::string version;
  std::string license;
  std::filesystem::path file;
};

/// Where modules are looked for, in this order; the first module of an id wins.
struct SearchPath {
  std::vector<std::filesystem::path> explicitFolders; ///< tests, --plugin-path
  std::filesystem::path profileFolder; ///< the profile's plugins/; empty: none
  std::filesystem::path programFolder; ///< the running program's folder: ../lib/zvt/plugins beside it; empty: none
};

/// A module that could not be used.
struct PluginFailure {
  std::filesystem::path file;
  Error error;
};

/// The modules of a process. Not thread-safe while loading; reading from several threads afterwards is fine.
/// Modules stay in memory until the program ends, so nothing that they handed out can dangle.
class PluginLoader {
public:
  PluginLoader(const FileSystem& files, HostServices host);
  ~PluginLoader();
  PluginLoader(const PluginLoader&) = delete;
  PluginLoader& operator=(const PluginLoader&) = delete;

  /// Loads one module. Errors, all with context "file": plugin.not_found, plugin.not_loadable (not a library, or one
  /// that lacks something), plugin.no_entry, plugin.foreign, plugin.wrong_version, plugin.wrong_abi, plugin.create,
  /// plugin.duplicate.
  Result<PluginInfo> load(const std::filesystem::path& file);
  /// Loads every module of the search path; what fails is kept in failures() and the rest goes on.
  void loadAll(const SearchPath& path);

  [[nodiscard]] const std::vector<PluginInfo>& plugins() const { return m_infos; }
  [[nodiscard]] const std::vector<PluginFailure>& failures() const { return m_failures; }
  /// All importers of all plug-ins.
  [[nodiscard]] std::vector<const Importer*> importers() const;
  /// All strategies of all plug-ins.
  [[nodiscard]] std::vector<const StrategyMaker*> strategies() const;
  /// The module that a strategy of strategies() is of.
  [[nodiscard]] const PluginInfo& ownerOf(const StrategyMaker& maker) const;
  /// Errors: plugin.no_strategy (id, known).
  [[nodiscard]] Result<const StrategyMaker*> strategy(std::string_view id) const;
  /// The importer for a file, by its ending, else the "csv" one. Errors: plugin.no_importer.
  [[nodiscard]] Result<const Importer*> importerFor(const std::filesystem::path& file) const;

private:
  struct Module;
  const FileSystem& m_files;
  HostServices m_host;
  std::vector<std::unique_ptr<Module>> m_modules;
  std::vector<PluginInfo> m_infos;
  std::vector<PluginFailure> m_failures;
};

/// Ending of a loadable module here: .so, .dll, .dylib.
[[nodiscard]] std::string_view moduleSuffix();

}
