// SPDX-License-Identifier: Apache-2.0
#include "core/factor/factors/factor_follower.h"

#include "core/base/executor.h"
#include "core/base/json.h"
#include "core/base/task.h"
#include "core/data/market_data.h"
#include "core/factor/factors/factor_service.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <mutex>
#include <set>

namespace zvt::factor {

namespace {

/// What a stored series was asked for with, of one entity.
std::optional<FactorRequest> requestOf(const storage::FactorSeries& series)
{
  FactorRequest request;
  request.factor = series.factor;
  request.level = series.level;
  request.adjust = series.adjust;
  if (!series.provider.empty())
    request.provider = series.provider;
  const auto parameters = parseJson(series.parameters);
  if (!parameters || !parameters->is_object())
    return std::nullopt;
  for (const auto& [key, value] : parameters->items()) {
    if (!value.is_string())
      return std::nullopt;
    request.parameters[key] = value.get<std::string>();
  }
  return request;
}

bool isSameButEntities(const FactorRequest& a, const FactorRequest& b)
{
  return a.factor == b.factor && a.parameters == b.parameters && a.level == b.level && a.adjust == b.adjust
      && a.provider == b.provider;
}

}

struct FactorFollower::State {
  State(FactorService& factors, Executor& later)
      : service(factors)
      , executor(later)
  {
  }

  void changed(const std::shared_ptr<State>& self, const std::string& entity)
  {
    const std::lock_guard lock(guard);
    waiting.insert(entity);
    if (std::exchange(isPosted, true))
      return;
    executor.post([self] { self->work(); });
  }

  void work()
  {
    const std::lock_guard running(computing);
    std::set<std::string> entities;
    {
      const std::lock_guard lock(guard);
      entities.swap(waiting);
      isPosted = false;
    }
    if (token.isCancelled())
      return;
    SilentTaskControl control(token);
    for (const FactorRequest& request : requests(entities))
      (void)service.compute(request, control);
  }

  /// The stored series of these entities, together what may be computed together.
  [[nodiscard]] std::vector<FactorRequest> requests(const std::set<std::string>& entities) const
  {
    std::vector<FactorRequest> all;
    const auto stored = service.list({});
    for (const storage::FactorSeries& series : stored ? *stored : std::vector<storage::FactorSeries>()) {
      if (!entities.contains("") && !entities.contains(series.entityId)) // "": anything may have changed
        continue;
      auto request = requestOf(series);
      if (!request)
        continue;
      auto same = std::ranges::find_if(all, [&](const FactorRequest& one) { return isSameButEntities(one, *request); });
      if (same == all.end())
        same = all.insert(all.end(), *std::move(request));
      same->entities.push_back(series.entityId);
    }
    return all;
  }

  FactorService& service;
  Executor& executor;
  CancelToken token;
  std::mutex computing; ///< held while computing
  std::mutex guard; ///< of what follows
  std::set<std::string> waiting;
  bool isPosted = false;
};

FactorFollower::FactorFollower(FactorService& service, data::MarketData& data, Executor& executor)
    : m_state(std::make_shared<State>(service, executor))
    , m_observation(
          data.observe([state = m_state](const data::MarketChange& change) { state->changed(state, change.entityId); }))
{
}

FactorFollower::~FactorFollower()
{
  m_observation.reset();
  m_state->token.cancel();
  const std::lock_guard finished(m_state->computing);
}

}
