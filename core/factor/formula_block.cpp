// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_block.h"

#include "core/factor/lanes.h"

#include <algorithm>

namespace zvt::factor {

FormulaBlock::FormulaBlock(std::vector<market::BarSeriesPtr> series, const std::vector<std::string>& columns)
    : m_series(std::move(series))
    , m_panel(market::Panel::fromSeries(m_series))
    , m_missing(m_panel.close.size(), kUndefined)
    , m_view(viewOf(m_panel))
{
  for (const std::string& name : columns) {
    const auto extra = std::ranges::find(m_panel.extras, name, &market::ExtraColumn::name);
    m_view.columns[name] = extra == m_panel.extras.end() ? m_missing.data() : extra->values.data();
  }
}

}
