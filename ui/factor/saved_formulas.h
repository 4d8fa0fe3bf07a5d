// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/shell/context.h"

#include <QObject>

#include <functional>

namespace zvt::ui {

/// The profile's saved formulas for windows: read and written by a worker, told of by a signal. GUI thread.
class SavedFormulas : public QObject {
  Q_OBJECT

public:
  /// @param context lacking files or workers: the library stays empty
  explicit SavedFormulas(const Context& context, QObject* parent = nullptr);

  [[nodiscard]] const factor::FormulaLibrary& library() const { return m_library; }
  /// Reads the file; then changed() or failed().
  void load();
  /// Adds or replaces one; what else changed in the file meanwhile stays.
  void save(factor::SavedFormula formula);
  void remove(const std::string& name);

Q_SIGNALS:
  void changed();
  void saved(const QString& name);
  void failed(const zvt::Error& error);

private:
  using Change = std::function<Result<void>(factor::FormulaLibrary& library)>;
  /// @param name to tell of when it worked; empty: nobody
  void run(Change change, const QString& name);

  Context m_context;
  factor::FormulaLibrary m_library;
};

}
