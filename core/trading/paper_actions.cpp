// SPDX-License-Identifier: Apache-2.0
// Corporate actions that a paper session learns of late: imported or recorded when their ex-date was played.
#include "core/trading/paper_session_state.h"

namespace zvt::trading {

void PaperSession::State::checkActions(Next then)
{
  std::vector<std::string> entities;
  for (const auto& [entityId, position] : service->state().account().positions())
    entities.push_back(entityId);
  if (!actionsStale || entities.empty())
    return then(*this, {});
  actionsStale = false;
  auto known = market.actionsOf(entities);
  if (!known)
    return then(*this, std::unexpected(known.error()));
  service->checkActions(*std::move(known),
      [weak = weak_from_this(), then = std::move(then)](const Result<std::vector<CorporateActionApplied>>& booked) {
        const auto self = weak.lock();
        if (!self)
          return;
        Result<void> checked = booked ? Result<void>() : std::unexpected(booked.error());
        // Stops that were made before the ex-date stand at prices of before it.
        for (std::size_t i = 0; checked && i < booked->size(); ++i)
          checked = self->broker->onExDate((*booked)[i].late->day, {(*booked)[i]});
        then(*self, checked);
      });
}

}
