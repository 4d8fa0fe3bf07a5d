// SPDX-License-Identifier: Apache-2.0
#include "core/storage/loss_sources.h"

#include "core/storage/run_store.h"

namespace zvt::storage {

namespace {

constexpr std::int64_t kSources = 3; ///< runs named for one loss

}

void nameSources(Database& market, std::vector<VerifyFinding>& findings)
{
  const RunStore runs(market);
  for (VerifyFinding& finding : findings) {
    if (!finding.isLoss || (finding.area != VerifyArea::Bars && finding.area != VerifyArea::Records))
      continue;
    const auto known = [&](const char* key) {
      const auto text = finding.error.field(key);
      return text.empty() ? std::nullopt : std::optional<std::string>(text);
    };
    RunQuery query;
    query.schema = known("schema");
    query.level = known("level");
    query.provider = known("provider");
    query.entityId = known("entity");
    query.limit = kSources;
    finding.sources = runs.list(query).value_or(std::vector<DataRun>());
  }
}

}
