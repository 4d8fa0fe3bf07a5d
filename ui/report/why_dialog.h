// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/backtest/live/account_trace.h"
#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"

#include <QDialog>

#include <functional>

namespace zvt::ui {

class WhyPane;

/// Why an order or a fill of an account that trades on paper is as it is, in a window of its own that stays open beside
/// the work. GUI thread.
class WhyDialog : public QDialog {
  Q_OBJECT

public:
  /// What is asked: an order, or one that is held, by its id.
  struct Question {
    /// The account's records; called on a worker.
    std::function<Result<backtest::AccountRecords>()> records;
    std::string id;
    std::string fill; ///< trade id of one of its fills; empty: the whole order
    bool isKept = true; ///< decisions are in the profile's ledger; those of a replay are nowhere
    LinkColor link = LinkColor::A; ///< whose charts follow
  };
  WhyDialog(const Context& context, QWidget* parent);

  void explain(Question question);
  [[nodiscard]] WhyPane* pane() const { return m_pane; }
  /// The window over @p over shows its answer in one dialog, which is made at first.
  static WhyDialog* ask(const Context& context, QWidget* over, Question question);

protected:
  void changeEvent(QEvent* event) override;

private:
  void openPanel(const QString& id);
  void retranslate();

  Context m_context;
  WhyPane* m_pane;
  LinkColor m_link = LinkColor::A;
};

}
