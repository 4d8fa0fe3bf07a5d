// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_files.h"

#include "core/base/file_system.h"
#include "ui/bridge/decode_text.h"

#include "examples_resources.h"

namespace zvt::ui {

namespace {

/// As the editor keeps them: it knows one kind for a whole text.
std::string evenLineEnds(const std::string& text)
{
  const std::string_view end = text.find("\r\n") != std::string::npos ? "\r\n" : "\n";
  std::string even;
  even.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\r' && text[at] != '\n') {
      even += text[at];
      continue;
    }
    even += end;
    if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n')
      ++at;
  }
  return even;
}

}

strategy::StrategyDocument sampleStrategy()
{
  for (const EmbeddedResource& file : resources::examples())
    if (file.path == "ma_cross_sample.zvtstrategy")
      if (auto document = strategy::parseStrategy(file.content))
        return *std::move(document);
  qFatal("the embedded example strategy cannot be read");
}

std::string sampleScript()
{
  for (const EmbeddedResource& file : resources::examples())
    if (file.path == "ma_cross.lua")
      return std::string(file.content);
  qFatal("the embedded example script is missing");
}

bool isScriptFile(const QString& file)
{
  return file.endsWith(QLatin1String(".lua"), Qt::CaseInsensitive);
}

bool isStrategyFile(const QString& file)
{
  return isScriptFile(file) || file.endsWith(QLatin1String(".zvtstrategy"), Qt::CaseInsensitive);
}

Result<std::optional<std::string>> writeScriptFile(FileSystem& files, const std::filesystem::path& file,
    const std::string& text, const std::optional<std::string>& held)
{
  if (files.exists(file)) {
    ZVT_TRY(std::string there, readScriptFile(files, file));
    if (there != text && there != held)
      return std::optional(std::move(there));
  }
  ZVT_TRY_VOID(files.writeAtomically(file, text));
  return std::nullopt;
}

Result<std::string> readScriptFile(const FileSystem& files, const std::filesystem::path& file)
{
  ZVT_TRY(const std::string bytes, files.read(file));
  auto text = decodeText(QByteArray::fromStdString(bytes));
  if (!text)
    return std::unexpected(Error(text.error()).with("file", file.string()));
  constexpr std::string_view kMark = "\xEF\xBB\xBF"; // stays as it was
  const bool lacksMark = bytes.starts_with(kMark) && !text->starts_with(kMark);
  return (lacksMark ? std::string(kMark) : std::string()) + evenLineEnds(*text);
}

Result<strategy::StrategyDocument> readStrategyFile(const FileSystem& files, const std::filesystem::path& file)
{
  ZVT_TRY(const std::string text, files.read(file));
  auto document = strategy::parseStrategy(text);
  if (!document)
    return std::unexpected(Error(document.error()).with("file", file.string()));
  return document;
}

}
