// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/bar_columns.h"

#include "core/data/derived_columns.h"
#include "core/market/bar_columns.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace zvt::cli {

namespace {

constexpr std::array<std::pair<std::string_view, std::vector<double> market::BarSeries::*>, 6> kPlain{
    {{"open", &market::BarSeries::open}, {"high", &market::BarSeries::high}, {"low", &market::BarSeries::low},
        {"close", &market::BarSeries::close}, {"volume", &market::BarSeries::volume},
        {"turnover", &market::BarSeries::turnover}}};

const auto* plainColumn(std::string_view name)
{
  const auto found = std::find_if(kPlain.begin(), kPlain.end(), [&](const auto& one) { return one.first == name; });
  return found == kPlain.end() ? nullptr : &*found;
}

}

Result<BarColumns> BarColumns::of(std::vector<std::string> names)
{
  for (const std::string& name : names)
    if (plainColumn(name) == nullptr && !data::isDerivedColumn(name) && market::findOptionalBarColumn(name) == nullptr)
      return fail("storage.unknown_column", {{"column", name}, {"schema", "kdata"}});
  BarColumns columns;
  columns.m_names = std::move(names);
  if (columns.m_names.empty())
    for (const auto& [name, member] : kPlain)
      columns.m_names.emplace_back(name);
  return columns;
}

Result<void> BarColumns::open(app::Services& services, const data::BarRequest& request, market::BarSeriesPtr series)
{
  m_series = std::move(series);
  m_derived.assign(m_names.size(), {});
  m_values.assign(m_names.size(), nullptr);
  for (std::size_t i = 0; i < m_names.size(); ++i) {
    if (const auto* plain = plainColumn(m_names[i])) {
      m_values[i] = &((*m_series).*(plain->second));
    } else if (data::isDerivedColumn(m_names[i])) {
      ZVT_TRY(m_derived[i], data::derivedColumn(services.marketData(), services.profile(), request, m_names[i]));
      m_values[i] = &m_derived[i];
    } else {
      m_values[i] = m_series->extra(m_names[i]);
    }
  }
  return {};
}

Cell BarColumns::cell(std::size_t column, std::size_t bar) const
{
  const std::vector<double>* values = m_values[column];
  return values == nullptr || std::isnan((*values)[bar]) ? Cell{} : Cell{(*values)[bar]};
}

}
