// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/alert/formula_board.h"
#include "ui/shell/context.h"

#include <QObject>
#include <QTimer>

#include <map>
#include <memory>
#include <set>

namespace zvt::ui {

/// The formulas of alerts, computed on a worker: one piece of work at a time, what comes meanwhile is put together.
/// GUI thread.
class FormulaReader : public QObject {
  Q_OBJECT

public:
  /// @param context with marketData and workers
  explicit FormulaReader(const Context& context, QObject* parent = nullptr);
  ~FormulaReader() override;

  void setAlerts(const std::vector<alert::Alert>& alerts);
  void takeQuotes(const data::QuoteChanges& changes);
  /// Everything is read again: the market's time went back.
  void beginAnew();
  [[nodiscard]] const std::map<std::string, Error>& faults() const { return m_faults; }
  [[nodiscard]] bool isBusy() const { return m_isBusy || m_hasAlerts || !m_stale.empty() || !m_quotes.empty(); }

Q_SIGNALS:
  void read(const std::vector<zvt::alert::FormulaReading>& readings);
  void faultsChanged();

private:
  struct Work;
  void start();
  [[nodiscard]] Timestamp marketNow() const;

  Context m_context;
  std::shared_ptr<alert::FormulaBoard> m_board; ///< used by one worker at a time
  std::set<std::string, std::less<>> m_subjects; ///< securities with a formula
  std::vector<alert::Alert> m_alerts; ///< with formulas
  bool m_hasAlerts = false; ///< they are to be handed over
  std::set<std::string> m_stale; ///< securities whose bars changed; "" is all
  std::map<std::string, data::QuotePtr, std::less<>> m_quotes; ///< the newest of each that waits
  bool m_isBusy = false;
  std::map<std::string, Error> m_faults;
  QTimer m_timer;
  std::shared_ptr<void> m_observation; ///< last: no call arrives once the others are going
};

}
