// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/saved_formulas.h"

#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"

#include <mutex>

namespace zvt::ui {

namespace {

/// Several windows may save at once, each from a worker of its own; the store takes one thread at a time.
std::mutex& storeMutex()
{
  static std::mutex mutex;
  return mutex;
}

}

SavedFormulas::SavedFormulas(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
{
}

void SavedFormulas::load()
{
  run({}, {});
}

void SavedFormulas::save(factor::SavedFormula formula)
{
  const QString name = QString::fromStdString(formula.name);
  run([formula = std::move(formula)](factor::FormulaLibrary& library) { return library.put(formula); }, name);
}

void SavedFormulas::remove(const std::string& name)
{
  run(
      [name](factor::FormulaLibrary& library) -> Result<void> {
        library.remove(name);
        return {};
      },
      {});
}

void SavedFormulas::run(Change change, const QString& name)
{
  if (m_context.files == nullptr || m_context.workers == nullptr)
    return;
  using Outcome = Result<factor::FormulaLibrary>;
  auto work = [files = m_context.files, folder = m_context.profileFolder, change = std::move(change)]() -> Outcome {
    const std::scoped_lock lock(storeMutex());
    factor::FormulaStore store(*files, folder);
    ZVT_TRY(factor::FormulaLibrary library, store.load());
    if (change) {
      ZVT_TRY_VOID(change(library));
      ZVT_TRY_VOID(store.save(library));
    }
    return library;
  };
  runAsync(m_context.workers->next(), this, std::move(work), [this, name](Outcome outcome) {
    if (!outcome) {
      Q_EMIT failed(outcome.error());
      return;
    }
    m_library = std::move(*outcome);
    Q_EMIT changed();
    if (!name.isEmpty())
      Q_EMIT saved(name);
  });
}

}
