// SPDX-License-Identifier: Apache-2.0
#include "core/data/import_entity.h"

#include "core/base/text.h"
#include "core/market/bar_level.h"
#include "core/market/currency.h"

#include <algorithm>

namespace zvt::data {
namespace {

std::string stemOf(const std::filesystem::path& file)
{
  const auto text = file.stem().u8string();
  return {text.begin(), text.end()};
}

bool isSeparator(char c)
{
  return c == '_' || c == '-' || c == '#' || c == ' ';
}

/// sz000001_1d → sz000001
std::string withoutLevel(std::string stem)
{
  const std::size_t at = stem.find_last_of("_- ");
  if (at != std::string::npos && at > 0 && market::parseBarLevel(stem.substr(at + 1)))
    stem.resize(at);
  return stem;
}

bool startsWithType(std::string_view stem)
{
  static constexpr std::string_view kTypes[] = {
      "stock_", "index_", "stockus_", "stockhk_", "coin_", "etf_", "fund_", "bond_", "future_", "block_"};
  return std::any_of(std::begin(kTypes), std::end(kTypes), [&](auto type) { return stem.starts_with(type); });
}

}

Result<market::EntityId> readEntity(std::string_view text)
{
  text = trim(text);
  if (startsWithType(text) || std::count(text.begin(), text.end(), '_') >= 2)
    return market::EntityId::parse(text);
  return market::parseCode(text);
}

Result<market::EntityId> entityFromFileName(const std::filesystem::path& file)
{
  const std::string stem = withoutLevel(stemOf(file));
  if (startsWithType(stem)) {
    if (auto id = market::EntityId::parse(stem))
      return id;
  }
  if (auto id = market::parseCode(stem))
    return id;
  // The first word, then the first two joined (SH#601003).
  const auto first = std::find_if(stem.begin(), stem.end(), isSeparator);
  const std::string word(stem.begin(), first);
  if (const bool hasDigit = std::any_of(word.begin(), word.end(), [](char c) { return c >= '0' && c <= '9'; });
      hasDigit) {
    if (auto id = market::parseCode(word))
      return id;
  }
  if (first != stem.end()) {
    const auto second = std::find_if(first + 1, stem.end(), isSeparator);
    if (auto id = market::parseCode(word + std::string(first + 1, second)))
      return id;
  }
  return fail("import.no_entity_in_name", {{"name", stemOf(file)}});
}

market::Entity newEntity(const market::EntityId& id, std::string name)
{
  market::Entity entity;
  entity.id = id;
  entity.name = name.empty() ? id.code : std::move(name);
  entity.pinyin = market::pinyinInitials(entity.name);
  entity.currency = market::currencyOf(id);
  return entity;
}

}
