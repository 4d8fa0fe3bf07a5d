// SPDX-License-Identifier: Apache-2.0
#include "core/factor/name_table.h"

#include "core/base/text.h"
#include "core/factor/columns.h"

#include <algorithm>
#include <array>

namespace zvt::factor {

namespace {

struct ChineseField {
  std::string_view name;
  std::string_view english;
};
constexpr std::array<ChineseField, 12> kChinese{{{"开盘价", "OPEN"}, {"开盘", "OPEN"}, {"最高价", "HIGH"},
    {"最高", "HIGH"}, {"最低价", "LOW"}, {"最低", "LOW"}, {"收盘价", "CLOSE"}, {"收盘", "CLOSE"}, {"现价", "CLOSE"},
    {"成交量", "VOLUME"}, {"成交额", "AMOUNT"}, {"成交金额", "AMOUNT"}}};

std::vector<FieldName> allFieldNames()
{
  std::vector<FieldName> names{{"CLOSE", "factor.field.close"}, {"OPEN", "factor.field.open"},
      {"HIGH", "factor.field.high"}, {"LOW", "factor.field.low"}, {"VOL", "factor.field.volume"},
      {"AMOUNT", "factor.field.turnover"}, {"收盘价", "factor.field.close"}, {"开盘价", "factor.field.open"},
      {"最高价", "factor.field.high"}, {"最低价", "factor.field.low"}, {"成交量", "factor.field.volume"}};
  for (const ColumnInfo& column : ColumnCatalogue::builtIn().columns()) {
    names.push_back({toUpper(column.name), column.help()});
    for (const std::string& alias : column.aliases)
      names.push_back({toUpper(alias), column.help()});
  }
  return names;
}

/// Edits (insert, drop, replace, swap of neighbours) that turn a into b.
std::size_t distanceOf(std::string_view a, std::string_view b)
{
  std::vector<std::size_t> before(b.size() + 1), last(b.size() + 1), row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j)
    last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

}

std::optional<Field> resolveField(std::string_view name)
{
  const auto chinese = std::ranges::find(kChinese, name, &ChineseField::name);
  return parseField(chinese == kChinese.end() ? name : chinese->english);
}

std::optional<std::string_view> resolveColumn(std::string_view name)
{
  const ColumnInfo* column = ColumnCatalogue::builtIn().find(name);
  return column ? std::optional<std::string_view>(column->name) : std::nullopt;
}

const std::vector<FieldName>& fieldNames()
{
  static const std::vector<FieldName> names = allFieldNames();
  return names;
}

OperatorNames::OperatorNames(const OperatorCatalogue& catalogue)
{
  for (const OperatorInfo& info : catalogue.operators()) {
    m_byName[info.name].push_back(&info);
    for (const std::string& alias : info.aliases)
      if (auto& named = m_byName[toUpper(alias)]; named.empty() || named.back() != &info)
        named.push_back(&info);
  }
  // An operator of that very name comes before those that have it as a second one.
  for (auto& [name, infos] : m_byName) {
    const auto own = std::ranges::find(infos, name, &OperatorInfo::name);
    if (own != infos.end())
      std::rotate(infos.begin(), own, own + 1);
  }
}

std::span<const OperatorInfo* const> OperatorNames::find(std::string_view upperName) const
{
  const auto found = m_byName.find(upperName);
  return found == m_byName.end() ? std::span<const OperatorInfo* const>() : found->second;
}

NearestName::NearestName(std::string_view wanted)
    : m_wanted(wanted)
    , m_distance(wanted.size() < 3 ? 1
              : wanted.size() < 5  ? 2
                                   : 3)
{
}

void NearestName::offer(std::string_view upperName)
{
  const std::size_t longer = std::max(upperName.size(), m_wanted.size());
  const std::size_t shorter = std::min(upperName.size(), m_wanted.size());
  if (longer - shorter >= m_distance || upperName == m_wanted)
    return;
  if (const std::size_t distance = distanceOf(m_wanted, upperName); distance < m_distance) {
    m_distance = distance;
    m_best = upperName;
  }
}
}
