// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/workstation/session_mark.h"

#include "core/base/file_system.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace zvt::app {

namespace {

constexpr std::size_t kLogTail = 16 * 1024;
const std::string kLogHead = "log:\n";

std::filesystem::path fileOf(const std::filesystem::path& profile)
{
  return profile / "session.json";
}

Result<void> write(FileSystem& files, const std::filesystem::path& profile, const char* stage, int failedStarts)
{
  ZVT_TRY_VOID(files.createDirectories(profile));
  const QJsonObject mark{
      {QStringLiteral("stage"), QLatin1String(stage)}, {QStringLiteral("failed_starts"), failedStarts}};
  return files.writeAtomically(fileOf(profile), QJsonDocument(mark).toJson().toStdString());
}

}

std::string lastLogLines(const FileSystem& files, const std::filesystem::path& logs)
{
  const auto entries = files.list(logs);
  if (!entries)
    return {};
  for (auto entry = entries->rbegin(); entry != entries->rend(); ++entry) {
    if (entry->isDirectory || entry->size == 0 || entry->path.extension() != ".log")
      continue;
    const std::uint64_t from = entry->size > kLogTail ? entry->size - kLogTail : 0;
    const auto tail = files.readPart(entry->path, from, kLogTail);
    if (!tail)
      return {};
    const std::size_t line = from > 0 ? tail->find('\n') + 1 : 0; // whole lines
    return tail->substr(line);
  }
  return {};
}

LastSession readSession(const FileSystem& files, const std::filesystem::path& profile)
{
  LastSession last;
  const auto text = files.exists(fileOf(profile)) ? files.read(fileOf(profile)) : Result<std::string>(std::string());
  if (!text || text->empty())
    return last;
  last.crashed = true;
  const QJsonObject mark = QJsonDocument::fromJson(QByteArray::fromStdString(*text)).object();
  if (mark.value(u"stage").toString() == u"starting")
    last.failedStarts = std::clamp(mark.value(u"failed_starts").toInt(), 0, 1000) + 1;
  return last;
}

Result<void> markStarting(FileSystem& files, const std::filesystem::path& profile, const LastSession& last)
{
  return write(files, profile, "starting", last.failedStarts);
}

Result<void> markRunning(FileSystem& files, const std::filesystem::path& profile)
{
  return write(files, profile, "running", 0);
}

Result<void> markEnded(FileSystem& files, const std::filesystem::path& profile)
{
  return files.exists(fileOf(profile)) ? files.remove(fileOf(profile)) : Result<void>();
}

std::vector<std::filesystem::path> crashReports(
    FileSystem& files, const std::filesystem::path& folder, const std::filesystem::path& logs)
{
  std::vector<std::filesystem::path> reports;
  if (!files.exists(folder))
    return reports;
  const auto entries = files.list(folder);
  if (!entries)
    return reports;
  for (const FileInfo& entry : *entries) {
    const std::string name = entry.path.filename().string();
    if (entry.isDirectory || name.rfind("crash-", 0) != 0 || entry.path.extension() != ".txt")
      continue;
    const auto text = files.read(entry.path);
    if (text && text->find("\n" + kLogHead) == std::string::npos)
      (void)files.writeAtomically(entry.path, *text + "\n" + kLogHead + lastLogLines(files, logs));
    reports.push_back(entry.path);
  }
  return reports;
}

Result<void> setAside(FileSystem& files, const std::filesystem::path& report)
{
  const std::filesystem::path folder = report.parent_path() / "seen";
  ZVT_TRY_VOID(files.createDirectories(folder));
  return files.rename(report, folder / report.filename());
}

}
