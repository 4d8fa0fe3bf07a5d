// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/trading/risk/clutch.h"
#include "ui/risk/risk_exposure_page.h"
#include "ui/risk/risk_tables.h"
#include "ui/shell/panel.h"

#include "widgets/table/sort_proxy.h"
#include <QTimer>

class QStackedWidget;

namespace zvt::widgets {
class DataTable;
class Note;
class SegmentedControl;
}

namespace zvt::ui {

class LimitEditor;
class PanelRegistry;

/// How much of each limit of the paper account is used, once a second while it is seen, what all accounts hold by
/// industry, tag and currency, and the orders that wait for approval. Enter or a double click edits a limit, or agrees
/// to an order.
class RiskPanel : public Panel {
  Q_OBJECT

public:
  explicit RiskPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  void showPage(const QString& page); ///< "limits", "exposure" or "approvals"
  void refresh();
  void addLimit();
  void editLimit();
  void removeLimits(); ///< with a toast that takes it back
  /// Limits to begin with: 20 % a security, 95 % gross, 2 % loss of the day, and the exchanges' numbers of orders.
  void takeUsualLimits();
  void decide(bool agrees); ///< on the chosen request

Q_SIGNALS:
  void refreshed();

protected:
  void retranslate() override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

private:
  struct Look {
    std::vector<risk::LimitUsage> usages;
    std::vector<risk::ApprovalRequest> requests;
    std::vector<risk::ClutchState> stopped;
    Error problem;
    std::optional<RiskExposureLook> exposure; ///< where it is seen
  };
  void build();
  void take(Look look);
  void showState();
  void showNote();
  [[nodiscard]] bool isApprovals() const;
  [[nodiscard]] bool isLimits() const;
  [[nodiscard]] bool isExposure() const;
  [[nodiscard]] std::vector<std::size_t> chosenLimits() const;

  Context m_context;
  LimitEditor* m_editor = nullptr; ///< null: this run has no limits
  LimitUsages m_usages;
  ApprovalRequests m_requests;
  std::vector<risk::ClutchState> m_stopped;
  Error m_problem;
  widgets::ColumnTable m_limits, m_approvals;
  widgets::SortProxy m_sortedLimits, m_sortedApprovals;
  widgets::SegmentedControl* m_pages;
  widgets::Note* m_note;
  QStackedWidget* m_stack;
  RiskExposurePage* m_exposure;
  widgets::DataTable *m_limitTable, *m_approvalTable;
  QAction *m_add, *m_edit, *m_remove, *m_agree, *m_refuse;
  QTimer m_timer;
  bool m_isReading = false;
  bool m_isAskedAgain = false; ///< meanwhile
};

/// Id "risk".
void registerRiskPanel(PanelRegistry& registry);
/// Its commands with keys: a limit added, edited, removed.
void registerRiskActions(const Context& context);

}
