// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/shell/context.h"
#include "ui/shell/link_bus.h"

#include <QFrame>
#include <QPointer>

class QLabel;
class QStackedWidget;

namespace zvt::widgets {
class SearchField;
class SegmentedControl;
}

namespace zvt::ui {

class FinderHints;
class FinderList;
class FinderModel;
class FinderPreview;
struct FinderRow;

/// One search for all: securities, commands, panels, settings. Opens over its window; arrows choose, Enter takes, Tab
/// changes where it looks, Ctrl+1 … Ctrl+6 send a security to link A … F, Esc closes.
class Finder : public QFrame {
  Q_OBJECT

public:
  Finder(const Context& context, QWidget* window);
  /// @param text typed already; @p below the field that it opens under
  void open(const QString& text, QWidget* below);
  [[nodiscard]] FinderModel* model() const { return m_model; }
  /// Where Enter sends a security: the colour of the panel that had the focus, A when it has none.
  [[nodiscard]] LinkColor target() const { return m_target; }

Q_SIGNALS:
  /// A security was chosen for the panels of @p link; the link bus has it already.
  void symbolChosen(const QString& entityId, zvt::ui::LinkColor link);
  /// Ctrl+Enter: it is wanted in a panel of its own.
  void symbolWantedApart(const QString& entityId);
  void settingChosen(const QString& key);

protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void paintEvent(QPaintEvent* event) override;
  void changeEvent(QEvent* event) override;

private:
  void retranslate();
  void search(const QString& text);
  void showState();
  void setTarget(LinkColor link);
  void place(QWidget* below);
  void cycleScope(int step);
  bool keyPressed(const QKeyEvent& key);
  void take(int row, LinkColor link);
  void takeApart(int row);
  void close();

  Context m_context;
  FinderModel* m_model;
  widgets::SearchField* m_field;
  widgets::SegmentedControl* m_scopes;
  QStackedWidget* m_results; ///< the list, or why there is none
  FinderList* m_list;
  FinderPreview* m_preview;
  QLabel* m_nothing;
  QWidget* m_foot;
  FinderHints* m_hints;
  QLabel* m_prefixes;
  LinkColor m_target = LinkColor::A;
  QPointer<QWidget> m_before; ///< had the focus, and gets it back
};

}
