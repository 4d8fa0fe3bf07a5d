// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/run_folder.h"

#include "core/analytics/report.h"
#include "core/backtest/run_reader.h"
#include "core/base/checksum.h"
#include "core/base/file_system.h"
#include "core/base/json.h"

#include <array>

#include <nlohmann/json.hpp>

namespace zvt::backtest {

namespace {

constexpr std::string_view kManifest = "manifest.json";
constexpr std::array<std::string_view, 9> kFiles = {"report.html", "metrics.json", "equity.csv", "trades.csv",
    "orders.csv", "decisions.csv", "fills.csv", "holdings.csv", "attribution.csv"};

bool isRunManifest(const std::filesystem::path& file, const FileSystem& files)
{
  const auto text = files.read(file);
  if (!text)
    return false;
  const auto json = parseJson(*text);
  return json && json->is_object() && json->value("format", Json()) == "zvt.run";
}

std::string textOf(const Json& manifest)
{
  return manifest.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// How the report looks.
void addReport(Json& manifest, const analytics::ReportModel& model, std::string_view language)
{
  manifest["report_language"] = language;
  if (model.input.redUp)
    manifest["report_colours"] = "red_up";
}

Result<void> writeAll(const analytics::ReportModel& model, Json manifest, const std::filesystem::path& folder,
    FileSystem& files, const Messages& messages, std::string_view language)
{
  manifest["complete"] = false;
  ZVT_TRY_VOID(files.writeAtomically(folder / kManifest, textOf(manifest)));
  ZVT_TRY_VOID(analytics::writeReport(model, folder, files, messages, language));
  addReport(manifest, model, language);
  for (const std::string_view name : kFiles) {
    ZVT_TRY(const std::string content, files.read(folder / name));
    manifest["results"][std::string(name)] = sha256Hex(content);
  }
  manifest["complete"] = true;
  return files.writeAtomically(folder / kManifest, textOf(manifest));
}

/// Takes back what a failed write left; the folder too when this run made it.
void removeRun(const std::filesystem::path& folder, bool withFolder, FileSystem& files)
{
  for (const std::string_view name : kFiles) {
    if (files.exists(folder / name))
      static_cast<void>(files.remove(folder / name));
  }
  if (files.exists(folder / kManifest))
    static_cast<void>(files.remove(folder / kManifest));
  if (withFolder)
    static_cast<void>(files.remove(folder));
}

}

Result<void> checkRunFolder(const std::filesystem::path& folder, const FileSystem& files)
{
  if (!files.exists(folder))
    return {};
  auto entries = files.list(folder);
  if (!entries)
    return fail(std::move(entries).error().with("file", folder.string()));
  if (entries->empty() || isRunManifest(folder / kManifest, files))
    return {};
  return fail(Error{"backtest.not_a_run_folder", {}, {{"file", folder.string()}}});
}

Result<std::string> wholeManifest(const analytics::ReportModel& model, std::string_view manifestJson,
    const Messages& messages, std::string_view language)
{
  ZVT_TRY(const std::string whole, withReportFacts(manifestJson, model.input));
  ZVT_TRY(Json manifest, parseJson(whole));
  addReport(manifest, model, language);
  for (const analytics::ReportFile& file : analytics::reportFiles(model, messages, language))
    manifest["results"][file.name] = sha256Hex(file.content);
  manifest["complete"] = true;
  return textOf(manifest);
}

Result<void> writeRunFolder(const analytics::ReportModel& model, std::string_view manifestJson,
    const std::filesystem::path& folder, FileSystem& files, const Messages& messages, std::string_view language)
{
  ZVT_TRY_VOID(checkRunFolder(folder, files));
  ZVT_TRY(const std::string whole, withReportFacts(manifestJson, model.input));
  ZVT_TRY(Json manifest, parseJson(whole));
  const bool isNew = !files.exists(folder);
  ZVT_TRY_VOID(files.createDirectories(folder));
  auto written = writeAll(model, std::move(manifest), folder, files, messages, language);
  if (!written)
    removeRun(folder, isNew, files);
  return written;
}

}
