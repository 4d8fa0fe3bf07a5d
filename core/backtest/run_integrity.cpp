// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_integrity.h"

#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/base/json.h"

#include <nlohmann/json.hpp>

namespace zvt::backtest {

Error FileFault::error() const
{
  return {isMissing ? "backtest.missing_file" : "backtest.altered_file", {{"name", file}}, {}};
}

Result<std::vector<FileFault>> checkRunFiles(
    const std::filesystem::path& folder, std::string_view manifestJson, const FileSystem& files)
{
  const auto manifest = parseJson(manifestJson);
  if (!manifest || !manifest->is_object() || manifest->value("format", Json()) != "zvt.run")
    return fail(Error{"backtest.no_run", {}, {{"file", folder.string()}}});
  std::vector<FileFault> faults;
  const auto results = manifest->find("results");
  if (results == manifest->end() || !results->is_object())
    return faults;
  for (const auto& [name, hash] : results->items()) {
    if (name != std::filesystem::path(name).filename().string())
      continue; // nothing outside of the folder is looked at
    if (!files.exists(folder / name)) {
      faults.push_back({name, true});
      continue;
    }
    ZVT_TRY(const std::string content, files.read(folder / name));
    if (!hash.is_string() || hash.get<std::string>() != sha256Hex(content))
      faults.push_back({name, false});
  }
  return faults;
}

Result<std::vector<FileFault>> checkRunFiles(const std::filesystem::path& folder, const FileSystem& files)
{
  const auto manifest = files.read(folder / "manifest.json");
  if (!manifest)
    return fail(Error{"backtest.no_run", {}, {{"file", folder.string()}}});
  return checkRunFiles(folder, *manifest, files);
}

}
