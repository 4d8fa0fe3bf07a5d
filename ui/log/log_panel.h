// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/log/log_filter.h"
#include "ui/log/log_model.h"
#include "ui/shell/context.h"
#include "ui/shell/panel.h"

#include <QTimer>

#include <set>

class QComboBox;
class QToolButton;

namespace zvt::widgets {
class DataTable;
class Note;
class SearchField;
class SegmentedControl;
}

namespace zvt::ui {

class PanelRegistry;
class Presenter;

/// The program's log: what earlier runs left in the profile's files, and what this one writes as it grows; by level,
/// part of the program and words. Files are read and whole searches run off the GUI thread; new lines are looked at
/// five times a second while the panel can be seen.
class LogPanel : public Panel {
  Q_OBJECT

public:
  explicit LogPanel(const Context& context, QWidget* parent = nullptr);
  [[nodiscard]] QString title() const override;
  [[nodiscard]] QString subtitle() const override;
  [[nodiscard]] QWidget* titleWidget() override;
  [[nodiscard]] QList<QAction*> titleActions() override;
  [[nodiscard]] QJsonObject saveState() const override;
  void restoreState(const QJsonObject& state) override;
  void setFilter(const LogFilter& filter);
  [[nodiscard]] const LogModel& model() const { return m_model; }

protected:
  void retranslate() override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;

private:
  QWidget* makeBar(QWidget* parent);
  void filterChanged();
  struct Found;
  struct Earlier;
  void search();
  void take(Found found);
  void showChannels();
  void takeNew();
  void scrollIfFollowing();
  void showState();

  Context m_context;
  LogFilter m_filter;
  LogModel m_model;
  std::uint64_t m_seen = 0;
  std::shared_ptr<const Earlier> m_earlier; ///< of the files; null: not read yet
  std::set<std::string> m_channels; ///< of all lines, whatever is sought
  Presenter* m_presenter;
  QTimer m_watch;
  widgets::SegmentedControl* m_level;
  QAction *m_follow, *m_earlierRuns, *m_folder;
  QComboBox* m_channel = nullptr;
  widgets::SearchField* m_search = nullptr;
  QToolButton* m_regular = nullptr;
  widgets::Note* m_problem = nullptr;
  widgets::DataTable* m_table = nullptr;
};

/// Id "log": errors lead to it.
void registerLogPanel(PanelRegistry& registry);

}
