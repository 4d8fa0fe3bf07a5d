// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/factor/formula_library.h"
#include "ui/shell/context.h"

#include <QObject>

#include <cstdint>
#include <functional>
#include <memory>

namespace zvt::ui {

/// A state of the library that other threads may read; never null.
using FormulaLibraryPtr = std::shared_ptr<const factor::FormulaLibrary>;

/// Whether a text may refer to a saved formula, or to one that did so before: it has the name of one in it.
[[nodiscard]] bool mayRefer(const std::string& text, const factor::FormulaLibrary& library);

/// The profile's saved formulas for windows: read and written by a worker, told of by a signal. What one window reads
/// or writes, those of all others over the same profile know at once. GUI thread.
class SavedFormulas : public QObject {
  Q_OBJECT

public:
  /// @param context lacking files or workers: the library stays empty
  explicit SavedFormulas(const Context& context, QObject* parent = nullptr);
  ~SavedFormulas() override;

  [[nodiscard]] const factor::FormulaLibrary& library() const { return *m_library; }
  [[nodiscard]] const FormulaLibraryPtr& snapshot() const { return m_library; }
  /// Reads the file; then changed(), unless another window has told of something newer meanwhile, or failed().
  void load();
  /// Adds or replaces one; what else changed in the file meanwhile stays.
  void save(factor::SavedFormula formula);
  void remove(const std::string& name);

Q_SIGNALS:
  /// It was read, or another window changed it.
  void changed();
  void saved(const QString& name);
  void failed(const zvt::Error& error);

private:
  using Change = std::function<Result<void>(factor::FormulaLibrary& library)>;
  /// @param name to tell of when it worked; empty: nobody
  void run(Change change, const QString& name);
  void take(const FormulaLibraryPtr& library, std::uint64_t turn, bool isAsked);
  [[nodiscard]] bool isBeside(const SavedFormulas& other) const; ///< over the same profile

  Context m_context;
  FormulaLibraryPtr m_library;
  std::uint64_t m_turn = 0; ///< of the store, when it was read
};

}
