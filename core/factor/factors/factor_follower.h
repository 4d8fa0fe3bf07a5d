// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

namespace zvt {
class Executor;
}
namespace zvt::data {
class MarketData;
}

namespace zvt::factor {

class FactorService;

/// Keeps stored results current: after a change of bars or corporate actions the stored series of that entity are
/// brought up to date by the executor, changes that come meanwhile together. Only what is stored already is followed;
/// what fails stays as it is until the next change. The destructor waits for what is being computed.
class FactorFollower {
public:
  /// All outlive it.
  FactorFollower(FactorService& service, data::MarketData& data, Executor& executor);
  ~FactorFollower();
  FactorFollower(const FactorFollower&) = delete;
  FactorFollower& operator=(const FactorFollower&) = delete;

private:
  struct State;
  std::shared_ptr<State> m_state;
  std::shared_ptr<void> m_observation;
};

}
