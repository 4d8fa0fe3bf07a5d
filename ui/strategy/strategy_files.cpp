// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_files.h"

#include "core/base/file_system.h"
#include "ui/bridge/decode_text.h"

#include "examples_resources.h"

namespace zvt::ui {

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
  return file.endsWith(QLatin1String(".lua"));
}

bool isStrategyFile(const QString& file)
{
  return isScriptFile(file) || file.endsWith(QLatin1String(".zvtstrategy"));
}

Result<std::string> readScriptFile(const FileSystem& files, const std::filesystem::path& file)
{
  ZVT_TRY(const std::string bytes, files.read(file));
  auto text = decodeText(QByteArray::fromStdString(bytes));
  if (!text)
    return std::unexpected(Error(text.error()).with("file", file.string()));
  constexpr std::string_view kMark = "\xEF\xBB\xBF"; // stays as it was
  if (bytes.starts_with(kMark) && !text->starts_with(kMark))
    return std::string(kMark) + *text;
  return text;
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
