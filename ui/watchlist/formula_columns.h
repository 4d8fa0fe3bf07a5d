// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/data/quote_hub.h"
#include "core/data/watchlist.h"
#include "ui/shell/context.h"
#include "ui/watchlist/formula_universe.h"

#include <QObject>
#include <QTimer>

#include <set>

namespace zvt::ui {

class ReadControl;
class SavedFormulas;
class WatchlistModel;

/// Fills the formula columns of a watchlist: history once in the background, then moving quotes a few times a second.
/// Does nothing while the model has no formulas. GUI thread.
class FormulaColumns : public QObject {
  Q_OBJECT

public:
  static constexpr int kQuoteMs = 200; ///< between two rounds of quotes

  FormulaColumns(const Context& context, WatchlistModel& model, QObject* parent);
  ~FormulaColumns() override;

  /// Rows, formulas or stored bars are not what they were. @p until see FormulaUniverse::Request
  void refresh(std::optional<TradingDay> until);
  /// Quotes of these have been taken into the model.
  void takeQuotes(const data::QuoteChanges& changes);
  /// Nothing is being computed or waiting to be; for tests.
  [[nodiscard]] bool isIdle() const { return !m_isBusy && !m_isWanted && m_moved.empty(); }

Q_SIGNALS:
  /// Cells have changed.
  void computed();

private:
  void start();
  void build();
  void move();
  void readFormulas();
  void takeUniverse(const Result<std::shared_ptr<FormulaUniverse>>& built);
  void show(std::span<const std::uint32_t> entities);
  [[nodiscard]] std::optional<LiveDay> liveDayOf(int slot, std::uint32_t entity) const;

  Context m_context;
  WatchlistModel& m_model;
  SavedFormulas* m_saved; ///< that columns may refer to
  QTimer m_timer; ///< runs once
  std::optional<TradingDay> m_until;
  std::vector<data::WatchColumn> m_builtFor; ///< the model's columns as they were read
  std::vector<factor::Formula> m_formulas; ///< those that can be computed
  std::vector<std::size_t> m_columns; ///< of each of them: which of the model's
  std::vector<std::string> m_entities; ///< of the universe
  std::shared_ptr<FormulaUniverse> m_universe; ///< null: not built
  std::shared_ptr<ReadControl> m_control; ///< of the build that is under way
  std::set<int> m_moved; ///< slots
  bool m_isBusy = false, m_isWanted = false; ///< a worker has it; a new universe is wanted
};

}
