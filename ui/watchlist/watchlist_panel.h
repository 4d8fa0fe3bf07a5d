// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/run_async.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"
#include "ui/watchlist/watchlist_model.h"

#include <QSortFilterProxyModel>
#include <QTimer>

namespace zvt::widgets {
class DataTable;
class SearchField;
}

namespace zvt::ui {

class BreadthBar;
class PanelRegistry;

/// Everything stored, with its newest bar; the chosen row leads the panels of its link colour.
class WatchlistPanel : public Panel {
  Q_OBJECT

public:
  explicit WatchlistPanel(const Context& context, QWidget* parent = nullptr);

  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  [[nodiscard]] const WatchlistModel& model() const { return m_model; }

Q_SIGNALS:
  void loaded();

protected:
  void retranslate() override;

private:
  void load();
  void showQuotes(Result<std::vector<QuoteRow>> rows);
  void selectEntity(const QString& entityId);
  void showNothingStored();

  Context m_context;
  LatestOnly m_latest;
  WatchlistModel m_model;
  QSortFilterProxyModel m_proxy;
  widgets::SearchField* m_filter = nullptr;
  widgets::DataTable* m_table = nullptr;
  BreadthBar* m_breadth = nullptr;
  QTimer m_reload; ///< a batch of changes is read once
  bool m_isLoaded = false;
  bool m_following = false; ///< the selection is being moved by another panel
  std::shared_ptr<void> m_observation;
};

void registerWatchlistPanel(PanelRegistry& registry);

}
