// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QCoreApplication>
#include <QMetaObject>
#include <QPointer>

#include <memory>
#include <utility>

namespace zvt::ui {

/// An answer that may come on any thread, once or more often, given to @p take on the GUI thread, unless @p context is
/// gone by then. Call from the GUI thread.
template <typename Take> [[nodiscard]] auto onGuiThread(QObject* context, Take take)
{
  return [guard = QPointer<QObject>(context), take = std::make_shared<Take>(std::move(take))](auto answer) {
    // The guard is only looked at on the GUI thread, where contexts die.
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [guard, take, answer = std::move(answer)] {
          if (guard)
            (*take)(answer);
        },
        Qt::QueuedConnection);
  };
}

}
