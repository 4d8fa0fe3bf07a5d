// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/log/log_files.h"

#include "core/base/file_system.h"

#include <algorithm>
#include <charconv>

namespace zvt::ui {

namespace {

/// "zvt.log" is the newest, then "zvt.1.log", "zvt.2.log" …; negative: another file.
int ageOf(const std::filesystem::path& file)
{
  const std::string name = file.filename().string();
  if (name == "zvt.log")
    return 0;
  if (!name.starts_with("zvt.") || !name.ends_with(".log"))
    return -1;
  const std::string_view number(name.data() + 4, name.size() - 8);
  int age = -1;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), age);
  return error == std::errc() && end == number.data() + number.size() && age > 0 ? age : -1;
}

/// Newest first.
Result<std::vector<std::filesystem::path>> logFilesOf(const FileSystem& files, const std::filesystem::path& folder)
{
  std::vector<std::pair<int, std::filesystem::path>> found;
  if (files.exists(folder)) {
    ZVT_TRY(const std::vector<FileInfo> entries, files.list(folder));
    for (const FileInfo& entry : entries)
      if (const int age = ageOf(entry.path); age >= 0 && !entry.isDirectory)
        found.emplace_back(age, entry.path);
  }
  std::ranges::sort(found);
  std::vector<std::filesystem::path> sorted;
  for (auto& [age, path] : found)
    sorted.push_back(std::move(path));
  return sorted;
}

}

std::optional<LogLine> parseLogLine(std::string_view line)
{
  // 2026-11-22T21:11:03.123456Z info [program] text
  const std::size_t afterTime = line.find(' ');
  const std::size_t afterLevel = afterTime == line.npos ? line.npos : line.find(" [", afterTime + 1);
  const std::size_t afterChannel = afterLevel == line.npos ? line.npos : line.find("] ", afterLevel + 2);
  if (afterChannel == line.npos)
    return {};
  const auto time = parseTime(line.substr(0, afterTime));
  const auto level = parseLogLevel(line.substr(afterTime + 1, afterLevel - afterTime - 1));
  if (!time || !time->hasTime || !level)
    return {};
  return LogLine{0, Timestamp{time->local.micros - time->offset.micros}, *level,
      std::string(line.substr(afterLevel + 2, afterChannel - afterLevel - 2)),
      std::string(line.substr(afterChannel + 2))};
}

Result<EarlierLines> readLogFiles(const FileSystem& files, const std::filesystem::path& folder, Timestamp before,
    std::size_t most, const CancelToken& cancel)
{
  ZVT_TRY(const auto paths, logFilesOf(files, folder));
  EarlierLines found;
  std::vector<LogLinePtr>& lines = found.lines; // newest first
  for (const std::filesystem::path& path : paths) {
    const auto text = files.read(path); // may have been rotated away
    if (!text) {
      ++found.unreadable;
      continue;
    }
    std::string_view rest = *text;
    while (!rest.empty() && lines.size() < most) {
      if (lines.size() % 4096 == 0)
        ZVT_TRY_VOID(cancel.check());
      if (rest.back() == '\n')
        rest.remove_suffix(1);
      const std::size_t start = rest.rfind('\n') + 1; // npos + 1 is the file's beginning
      if (auto line = parseLogLine(rest.substr(start)); line && line->at < before)
        lines.push_back(std::make_shared<const LogLine>(*std::move(line)));
      rest = rest.substr(0, start);
    }
    if (lines.size() >= most)
      break;
  }
  std::ranges::reverse(lines);
  return found;
}

}
