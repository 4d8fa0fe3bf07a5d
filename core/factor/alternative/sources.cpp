// SPDX-License-Identifier: Apache-2.0
#include "core/factor/alternative/sources.h"

namespace zvt::factor {

void addAlternativeSources(
    ColumnSources& sources, data::MarketData& data, storage::Profile& profile, const FileSystem& files)
{
  sources.add(makeNewsSource(data, profile, files));
  sources.add(makeHoldingSource(data, profile));
  sources.add(makeMoneyFlowSource(data, profile));
  sources.add(makeSeatSource(data, profile));
  sources.add(makeOrderFlowSource(data, profile));
  sources.add(makeEmotionSource(data, profile));
}

}
