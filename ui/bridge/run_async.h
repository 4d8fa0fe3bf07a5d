// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/executor.h"

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>

#include <memory>
#include <type_traits>
#include <utility>

namespace zvt::ui {

/// Runs @p work on @p executor's thread and then @p done(result) on the GUI thread, unless @p context is gone by then.
/// Call from the GUI thread. @p work must not touch widgets; what it captures must outlive it (services do) or be a
/// value.
///
///   runAsync(context.workers->next(), this, [=] { return marketData->bars(request); },
///       [this](Result<BarSeriesPtr> bars) { show(bars); });
template <typename Work, typename Done> void runAsync(Executor& executor, QObject* context, Work work, Done done)
{
  using Value = std::invoke_result_t<Work&>;
  executor.post([guard = QPointer<QObject>(context), work = std::move(work), done = std::move(done)]() mutable {
    auto value = std::make_shared<Value>(work());
    // The guard is only looked at on the GUI thread, where contexts die.
    auto deliver = [guard, value, done = std::make_shared<Done>(std::move(done))] {
      if (guard)
        (*done)(std::move(*value));
    };
    QMetaObject::invokeMethod(QCoreApplication::instance(), std::move(deliver), Qt::QueuedConnection);
  });
}

/// Keeps only the answer to the latest request: a generation counter for panels whose symbol changes faster than the
/// store answers. const auto ticket = m_latest.next(); … if (!m_latest.isCurrent(ticket)) return;
class LatestOnly {
public:
  [[nodiscard]] unsigned next() { return ++m_generation; }
  [[nodiscard]] bool isCurrent(unsigned ticket) const { return ticket == m_generation; }

private:
  unsigned m_generation = 0;
};

}
