// SPDX-License-Identifier: Apache-2.0
#include "core/backtest/rights_record.h"

#include <algorithm>

#include <fmt/format.h>

namespace zvt::backtest {

std::vector<std::string> rightsLines(std::span<const RightsRecord> rights)
{
  std::vector<std::string> lines;
  for (const auto& [day, entityId, offer] : rights)
    lines.push_back(fmt::format("{} {}: rights {} x {} = {}, {}", day.iso(), entityId, offer.units.toString(),
        offer.price.toString(), offer.payment.toFixed(2),
        offer.taken ? std::string("taken") : fmt::format("not taken: cash {}", offer.available.toFixed(2))));
  return lines;
}

std::vector<Error> rightsWarnings(std::span<const RightsRecord> rights)
{
  const auto isUnpaid = [](const RightsRecord& record) { return !record.offer.taken; };
  const auto first = std::ranges::find_if(rights, isUnpaid);
  if (first == rights.end())
    return {};
  return {{"backtest.rights_unpaid",
      {{"count", std::to_string(std::ranges::count_if(rights, isUnpaid))}, {"entity", first->entityId},
          {"day", first->day.iso()}, {"payment", first->offer.payment.toFixed(2)},
          {"available", first->offer.available.toFixed(2)}},
      {}}};
}

}
