// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace zvt::storage {

/// Callbacks that live as long as the handles that add() returned. Thread-safe; callbacks run outside the lock, so that
/// they may add and drop others.
template <typename... Arguments> class ObserverList {
public:
  using Observer = std::function<void(Arguments...)>;

  [[nodiscard]] std::shared_ptr<void> add(Observer observer)
  {
    auto shared = std::make_shared<Observer>(std::move(observer));
    const std::lock_guard lock(m_guard);
    std::erase_if(m_observers, [](const auto& weak) { return weak.expired(); });
    m_observers.push_back(shared);
    return shared;
  }

  void notify(Arguments... arguments) const
  {
    std::vector<std::weak_ptr<Observer>> observers;
    {
      const std::lock_guard lock(m_guard);
      observers = m_observers;
    }
    for (const auto& weak : observers) {
      if (const auto observer = weak.lock())
        (*observer)(arguments...);
    }
  }

private:
  mutable std::mutex m_guard;
  std::vector<std::weak_ptr<Observer>> m_observers;
};

}
