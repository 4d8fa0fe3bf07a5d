// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/factor/expression_graph.h"
#include "core/factor/operator.h"

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zvt::factor {

/// A field by any of its names: English (CLOSE, C) in any case, or Chinese (收盘价, 收盘).
[[nodiscard]] std::optional<Field> resolveField(std::string_view name);
/// A column beside the six fields, by its own name in any case or another one: turnover_rate, 换手率. Its lower-case
/// name; columns.h has what it is.
[[nodiscard]] std::optional<std::string_view> resolveColumn(std::string_view name);
/// The names that completion offers, fields and then columns, upper case, with what they are.
struct FieldName {
  std::string name;
  std::string help; ///< message key
};
[[nodiscard]] const std::vector<FieldName>& fieldNames();

/// The operators of a catalogue by upper-case name and alias. One name may have several, told apart by their arguments:
/// SMA(x, window) is the mean, SMA(x, n, m) the weighted recursion.
class OperatorNames {
public:
  explicit OperatorNames(const OperatorCatalogue& catalogue);
  [[nodiscard]] std::span<const OperatorInfo* const> find(std::string_view upperName) const;
  [[nodiscard]] const std::map<std::string, std::vector<const OperatorInfo*>, std::less<>>& all() const
  {
    return m_byName;
  }

private:
  std::map<std::string, std::vector<const OperatorInfo*>, std::less<>> m_byName;
};

/// Of several names the one that a misspelt one most likely means; empty when none is near.
class NearestName {
public:
  /// @param wanted upper case
  explicit NearestName(std::string_view wanted);
  void offer(std::string_view upperName);
  [[nodiscard]] const std::string& result() const { return m_best; }

private:
  std::string m_wanted;
  std::string m_best;
  std::size_t m_distance;
};

}
