// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "widgets/chart/drawing/anchor_scale.h"
#include "widgets/chart/drawing/drawing.h"

#include <QDialog>

#include <memory>
#include <vector>

class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace zvt::ui {

class DrawingFeature;

/// All drawings of the security, the uppermost first: choose, show and hide, lock, change, delete; by keyboard, too.
/// GUI thread.
class DrawingListDialog : public QDialog {
  Q_OBJECT

public:
  DrawingListDialog(DrawingFeature& feature, QWidget* parent);

protected:
  void changeEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

private:
  void retranslate();
  void refresh();
  void rebuild(const std::vector<const widgets::Drawing*>& rows);
  void fill(QTreeWidgetItem& item, const widgets::Drawing& drawing) const;
  void takeChoice();
  void takeCheck(QTreeWidgetItem* item, int column);

  DrawingFeature& m_feature;
  QTreeWidget* m_tree;
  QLabel* m_empty;
  QPushButton* m_style;
  QPushButton* m_remove;
  QPushButton* m_close;
  widgets::DrawingListPtr m_listed; ///< what the rows show, and where; null: to be filled anew
  std::shared_ptr<const widgets::AnchorScale> m_scale;
  bool m_filling = false;
};

}
