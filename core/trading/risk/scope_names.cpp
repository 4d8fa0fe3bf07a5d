// SPDX-License-Identifier: Apache-2.0
#include "core/trading/risk/scope_names.h"

#include "core/storage/sql_errors.h"

#include <fmt/format.h>

#include <algorithm>

namespace zvt::risk {

namespace {

void look(std::vector<Error>& warnings, const std::string& path, std::string_view kind, const std::string& name,
    const std::vector<std::string>& known)
{
  if (name.empty() || std::ranges::find(known, name) != known.end())
    return;
  Error warning{
      fmt::format("risk.unknown_{}", kind), {{"path", fmt::format("{}/scope/{}", path, kind)}, {"name", name}}, {}};
  if (const auto near = storage::nearestWords(name, known, 1); !near.empty()) {
    warning.code += "_near";
    warning.arguments.emplace_back("nearest", near.front());
  }
  warnings.push_back(std::move(warning));
}

void look(std::vector<Error>& warnings, const std::string& path, const LimitScope& scope, const ScopeNames& known)
{
  look(warnings, path, "account", scope.account, known.accounts);
  look(warnings, path, "strategy", scope.strategy, known.strategies);
  look(warnings, path, "tag", scope.tag, known.tags);
}

}

std::vector<Error> unknownScopes(const RiskLimits& limits, const ScopeNames& known)
{
  std::vector<Error> warnings;
  for (std::size_t i = 0; i < limits.limits.size(); ++i)
    look(warnings, fmt::format("/limits/{}", i), limits.limits[i].scope, known);
  for (std::size_t i = 0; i < limits.approvals.size(); ++i)
    look(warnings, fmt::format("/approvals/{}", i), limits.approvals[i].scope, known);
  return warnings;
}

}
