// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/data/import_collector.h"

#include <functional>
#include <map>
#include <set>

namespace zvt {
class FileSystem;
}
namespace zvt::plugin {
class Importer;
class PluginLoader;
}

namespace zvt::data {

/// A file that was read and checked.
struct FileContent {
  std::filesystem::path file;
  std::string sha256;
  std::uint64_t size = 0; ///< bytes
  std::string transformation; ///< JSON: the choices that turned the bytes into rows, so that it can be repeated
  plugin::FileLayout layout;
  std::uint64_t rows = 0;
  std::vector<CollectedEntity> entities;
  std::vector<ImportProblem> problems;
};

/// Reads files by the options of one import; writes nothing.
class FileImport {
public:
  FileImport(const ImportOptions& options, const plugin::PluginLoader& plugins, const FileSystem& files);

  /// Errors: file.*, plugin.no_importer, import.*, entity.*, calendar.*, task.cancelled; what is wrong with the file's
  /// content is in FileContent::problems.
  [[nodiscard]] Result<FileContent> read(const std::filesystem::path& file, const CancelToken& cancel,
      std::size_t maxProblems, std::size_t previewRows, std::function<bool(double)> progress) const;

private:
  [[nodiscard]] Result<CollectedEntity> open(
      const std::filesystem::path& file, const plugin::FileLayout& layout, std::string_view cell) const;
  /// As DataRun::transformation.
  [[nodiscard]] std::string transformationText(
      const plugin::FileLayout& layout, const plugin::Importer& importer, const std::string& market) const;
  [[nodiscard]] VolumeUnit unitFor(const plugin::FileLayout& layout) const;
  [[nodiscard]] BarLabel labelFor(const plugin::FileLayout& layout, std::string_view market) const;

  const ImportOptions& m_options;
  const plugin::PluginLoader& m_plugins;
  const FileSystem& m_files;
};

}
