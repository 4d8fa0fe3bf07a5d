// SPDX-License-Identifier: Apache-2.0
#include "core/factor/formula_block.h"

#include <algorithm>

namespace zvt::factor {

FormulaBlock::FormulaBlock(std::vector<market::BarSeriesPtr> series, const std::vector<std::string>& columns)
    : m_series(std::move(series))
    , m_panel(market::Panel::fromSeries(m_series))
    , m_view(viewOf(m_panel))
{
  for (const std::string& name : columns) {
    const auto extra = std::ranges::find(m_panel.extras, name, &market::ExtraColumn::name);
    if (extra != m_panel.extras.end()) // else the evaluator says that there is none
      m_view.columns[name] = extra->values.data();
  }
}

}
