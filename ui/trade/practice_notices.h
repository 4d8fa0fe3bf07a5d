// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/practice_desk.h"
#include "ui/shell/context.h"

#include <QDialog>
#include <QSet>

class QWidget;

namespace zvt::ui {

/// What came of the orders of a replay: sums, and the fills as a table.
class PracticeSummaryDialog : public QDialog {
  Q_OBJECT

public:
  PracticeSummaryDialog(const Context& context, const trading::PracticeSummary& summary, QWidget* parent = nullptr);
};

/// Tells of the practice account of a replay over @p over: its sum at the end with a way to its trades, orders that a
/// step back undid; and says in panels that do not follow the replay that they do not.
class PracticeNotices : public QObject {
  Q_OBJECT

public:
  PracticeNotices(const Context& context, QWidget* over);

private:
  void tellOfEnd(const trading::PracticeSummary& summary);
  void markPanels();

  Context m_context;
  QWidget* m_over;
};

}
