// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/factor/saved_formulas.h"

#include "core/base/text.h"
#include "ui/bridge/executor_pool.h"
#include "ui/bridge/run_async.h"

#include <QPointer>

#include <algorithm>
#include <mutex>
#include <vector>

namespace zvt::ui {

namespace {

/// Several windows may save at once, each from a worker of its own; the store takes one thread at a time.
struct StoreTurns {
  std::mutex mutex;
  std::uint64_t taken = 0; ///< tells which of two answers is the newer one
};
StoreTurns& storeTurns()
{
  static StoreTurns turns;
  return turns;
}

/// Those of all windows, on the GUI thread.
std::vector<SavedFormulas*>& everyone()
{
  static std::vector<SavedFormulas*> all;
  return all;
}

}

bool mayRefer(const std::string& text, const factor::FormulaLibrary& library)
{
  const std::string upper = toUpper(text);
  return std::ranges::any_of(library.all(),
      [&upper](const factor::SavedFormula& saved) { return upper.find(toUpper(saved.name)) != std::string::npos; });
}

SavedFormulas::SavedFormulas(const Context& context, QObject* parent)
    : QObject(parent)
    , m_context(context)
    , m_library(std::make_shared<const factor::FormulaLibrary>())
{
  for (const SavedFormulas* other : everyone())
    if (isBeside(*other) && other->m_turn >= m_turn) {
      m_library = other->m_library;
      m_turn = other->m_turn;
    }
  everyone().push_back(this);
}

SavedFormulas::~SavedFormulas()
{
  std::erase(everyone(), this);
}

bool SavedFormulas::isBeside(const SavedFormulas& other) const
{
  return other.m_context.profileFolder == m_context.profileFolder && other.m_context.files == m_context.files;
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
  struct Answer {
    FormulaLibraryPtr library;
    std::uint64_t turn;
  };
  using Outcome = Result<Answer>;
  auto work = [files = m_context.files, folder = m_context.profileFolder, change = std::move(change)]() -> Outcome {
    StoreTurns& turns = storeTurns();
    const std::scoped_lock lock(turns.mutex);
    factor::FormulaStore store(*files, folder);
    ZVT_TRY(factor::FormulaLibrary library, store.load());
    if (change) {
      ZVT_TRY_VOID(change(library));
      ZVT_TRY_VOID(store.save(library));
    }
    return Answer{std::make_shared<const factor::FormulaLibrary>(std::move(library)), ++turns.taken};
  };
  runAsync(m_context.workers->next(), this, std::move(work), [this, name](const Outcome& outcome) {
    if (!outcome) {
      Q_EMIT failed(outcome.error());
      return;
    }
    const std::vector<QPointer<SavedFormulas>> all(everyone().begin(), everyone().end());
    const QPointer<SavedFormulas> self = this; // a slot may close any of them
    for (const QPointer<SavedFormulas>& other : all)
      if (other && self && isBeside(*other) && outcome->turn > other->m_turn)
        other->take(outcome->library, outcome->turn, other == self);
    if (self && !name.isEmpty())
      Q_EMIT saved(name);
  });
}

void SavedFormulas::take(const FormulaLibraryPtr& library, std::uint64_t turn, bool isAsked)
{
  const bool isNew = *library != *m_library;
  m_library = library;
  m_turn = turn;
  if (isNew || isAsked)
    Q_EMIT changed();
}

}
