// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/operator.h"

#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// When the value of a column at a bar is known.
enum class ColumnKnown {
  BarClose, ///< with the bar itself
  NextBar, ///< published after the close: a day's value is seen at the next bar (lists of the exchanges, money flow)
  Publication, ///< from the first bar that ends after its publication on (reports, news), until a newer one
};
/// "close", "next_bar", "publication"; the message key is "factor.page.known_" + this.
[[nodiscard]] std::string_view toString(ColumnKnown known);

/// A named column beside the bars: ROE_TTM in a formula. Whoever runs the formula asks a ColumnSource for its values.
struct ColumnInfo {
  std::string name; ///< lower case, letters, digits and "_"; formulas write it in any case
  std::vector<std::string> aliases; ///< Chinese names and usual ones: 换手率
  OutputUnit unit = OutputUnit::Score;
  OperatorCategory category = OperatorCategory::Fundamental;
  std::string table; ///< schema that it comes from or is made of: "kdata", "finance_factor"
  ColumnKnown known = ColumnKnown::Publication;

  /// Message key: what it is, in one to three sentences with the formula.
  [[nodiscard]] std::string help() const { return "factor.column." + name; }
};

/// All columns that formulas may name. Immutable, safe to share between threads.
class ColumnCatalogue {
public:
  static const ColumnCatalogue& builtIn();
  explicit ColumnCatalogue(std::vector<ColumnInfo> columns);

  [[nodiscard]] const std::vector<ColumnInfo>& columns() const { return m_columns; }
  /// By name or alias in any case; null when there is none.
  [[nodiscard]] const ColumnInfo* find(std::string_view name) const;

private:
  std::vector<ColumnInfo> m_columns;
};

/// Of bars: stored with them (turnover_rate) or following from them (is_limit_up).
inline constexpr std::string_view kBarTable = "kdata";

}
