// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/strategy/strategy_files.h"

#include "core/base/file_system.h"

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

Result<strategy::StrategyDocument> readStrategyFile(const FileSystem& files, const std::filesystem::path& file)
{
  ZVT_TRY(const std::string text, files.read(file));
  auto document = strategy::parseStrategy(text);
  if (!document)
    return std::unexpected(Error(document.error()).with("file", file.string()));
  return document;
}

}
