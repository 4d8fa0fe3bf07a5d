// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/help_pages.h"

#include <QWidget>

class QAction;
class QListWidget;
class QTextBrowser;

namespace zvt::widgets {
class SearchField;
}

namespace zvt::ui {

class ActionRegistry;

/// The help: contents and search at the left, the page at the right, back and forward. Beside the work, not in its way.
class HelpWindow : public QWidget {
  Q_OBJECT

public:
  /// @param actions links of the form "action:edit.find" run them; may be null
  explicit HelpWindow(ActionRegistry* actions, QWidget* parent = nullptr);
  /// Shows that page; an unknown topic, or an empty one, shows the first.
  void showTopic(const QString& topic);
  [[nodiscard]] QString topic() const { return m_topic; }
  [[nodiscard]] QStringList listed() const; ///< topics that the contents show now

protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  void loadPages();
  void fillList();
  void step(int by);
  void showPage(const QString& topic);
  void retranslate();

  ActionRegistry* m_actions;
  std::vector<HelpPage> m_pages;
  QString m_topic;
  QStringList m_history; ///< topics; m_place is the one that is shown
  qsizetype m_place = -1;
  widgets::SearchField* m_search;
  QListWidget* m_list;
  QTextBrowser* m_browser;
  QAction *m_back, *m_forward;
};

}
