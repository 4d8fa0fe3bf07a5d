// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/strategy_file.h"

namespace zvt::cli {

Result<strategy::StrategyDocument> readStrategy(const FileSystem& files, const std::string& file)
{
  if (file.ends_with(".lua") || file.starts_with("plugin:"))
    return fail("strategy.not_a_document", {{"file", file}});
  ZVT_TRY(const std::string text, files.read(file));
  Result<strategy::StrategyDocument> document = strategy::parseStrategy(text);
  if (!document)
    return fail(std::move(document).error().with("file", file));
  return document;
}

}
