// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_options.h"

#include "core/base/text.h"
#include "core/base/time_zone.h"
#include "core/market/bar_columns.h"

#include <algorithm>

namespace zvt::data {
namespace {

std::unexpected<Error> badOption(std::string_view option, std::string_view text, std::string_view expected)
{
  return fail("import.bad_option",
      {{"option", std::string(option)}, {"text", std::string(text)}, {"expected", std::string(expected)}});
}

bool isKnownRole(std::string_view role, plugin::ImportContent content)
{
  static constexpr std::string_view kBarRoles[] = {
      "timestamp", "date", "time", "open", "high", "low", "close", "price", "volume", "turnover", "entity"};
  static constexpr std::string_view kActionRoles[] = {"ex_date", "cash", "bonus", "transfer", "rights", "rights_price",
      "consolidation", "total_shares", "float_shares", "entity"};
  const auto has = [&](const auto& roles) {
    return std::find(std::begin(roles), std::end(roles), role) != std::end(roles);
  };
  if (content == plugin::ImportContent::Bars)
    return has(kBarRoles) || market::findOptionalBarColumn(role) != nullptr;
  return has(kActionRoles);
}

}

Result<EntitySource> parseEntitySource(std::string_view text)
{
  if (text == "name")
    return EntitySource::FileName;
  if (text == "column")
    return EntitySource::Column;
  return badOption("entity-from", text, "name, column");
}

Result<VolumeUnit> parseVolumeUnit(std::string_view text)
{
  if (text == "share")
    return VolumeUnit::Share;
  if (text == "lot")
    return VolumeUnit::Lot;
  return badOption("volume-unit", text, "share, lot");
}

Result<BarLabel> parseBarLabel(std::string_view text)
{
  if (text == "start")
    return BarLabel::Start;
  if (text == "end")
    return BarLabel::End;
  return badOption("label", text, "start, end");
}

Result<std::vector<std::pair<std::string, std::string>>> parseMapping(
    std::string_view text, plugin::ImportContent content)
{
  std::vector<std::pair<std::string, std::string>> mapping;
  if (trim(text).empty() || text == "auto")
    return mapping;
  for (const std::string_view part : split(text, ',')) {
    const std::size_t equals = part.find('=');
    const std::string_view role = trim(part.substr(0, equals));
    const std::string_view column =
        equals == std::string_view::npos ? std::string_view() : trim(part.substr(equals + 1));
    if (column.empty() || !isKnownRole(role, content))
      return fail("import.bad_mapping", {{"text", std::string(part)}});
    mapping.emplace_back(role, column);
  }
  return mapping;
}

bool isProviderName(std::string_view name)
{
  const auto allowed = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '.';
  };
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), allowed);
}

std::string pathText(const std::filesystem::path& path)
{
  const auto text = path.u8string();
  return {text.begin(), text.end()};
}

Result<void> checkOptions(const ImportOptions& options)
{
  if (options.files.empty())
    return fail("import.no_files");
  if (options.entitySource == EntitySource::Given && trim(options.entity).empty())
    return fail("import.no_entity");
  if (!isProviderName(options.provider))
    return badOption("provider", options.provider, "a-z A-Z 0-9 _ - .");
  if (!options.timeZone.empty())
    ZVT_TRY_VOID(TimeZone::find(options.timeZone));
  ZVT_TRY_VOID(parseMapping(options.mapping, options.content));
  return {};
}

}
