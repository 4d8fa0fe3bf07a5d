// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/live/live_feed.h"
#include "ui/live/live_table.h"
#include "ui/shell/panel.h"

class QPlainTextEdit;

namespace zvt::widgets {
class DataTable;
class SearchField;
class SegmentedControl;
class TextLabel;
}

namespace zvt::ui {

class PanelRegistry;

/// The strategies that live in the program: what each is doing, what it earns, what it wanted last; to be started,
/// stopped, clutched and removed, one, several or all. Enter or a double click shows the security of the last decision.
class LivePanel : public Panel {
  Q_OBJECT

public:
  explicit LivePanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;

  [[nodiscard]] LiveTable& model() { return m_model; }
  [[nodiscard]] std::vector<std::string> chosen() const; ///< names, as they stand in the table
  void choose(const std::vector<std::string>& names);
  void addFromFiles();
  void start();
  void stop();
  void toggleClutch(); ///< of those that are chosen: all clutched are released, else all are clutched
  void clutchAll(bool engage);
  void remove();
  void showSecurity();
  /// Back from the newest order of the chosen strategy to where it came from.
  void explainLastOrder();

protected:
  void retranslate() override;
  void themeChanged() override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

private:
  void build();
  QWidget* makeBar(QWidget* parent);
  void fill();
  void filter();
  void showState();
  void showDetails();
  void take(const backtest::LiveDetails& details);
  void explain(const trading::Order& order);
  [[nodiscard]] backtest::StrategyService::Done answer();

  Context m_context;
  LiveFeed m_feed;
  LiveTable m_model;
  widgets::DataTable* m_table = nullptr;
  widgets::SearchField* m_search = nullptr;
  widgets::SegmentedControl* m_states = nullptr;
  widgets::TextLabel* m_market = nullptr;
  QPlainTextEdit* m_details = nullptr;
  std::vector<std::string> m_kept; ///< chosen before the table was filled anew
  QAction *m_add, *m_start, *m_stop, *m_clutch, *m_clutchAll, *m_show, *m_why, *m_remove;
};

/// Id "live".
void registerLivePanel(PanelRegistry& registry);

}
