// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chart/drawing_list_dialog.h"

#include "ui/chart/drawing_feature.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/chart/drawing/drawing_icon.h"
#include "widgets/chart/drawing/drawing_words.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <utility>

namespace zvt::ui {

using widgets::Drawing;
using widgets::DrawingEdit;

namespace {

enum Column { Name, Shown, Locked, Where };
constexpr int kId = Qt::UserRole;

}

DrawingListDialog::DrawingListDialog(DrawingFeature& feature, QWidget* parent)
    : QDialog(parent)
    , m_feature(feature)
    , m_tree(new QTreeWidget(this))
    , m_empty(new widgets::TextLabel({}, this))
    , m_style(new QPushButton(this))
    , m_remove(new QPushButton(this))
    , m_close(new QPushButton(this))
{
  setObjectName(QStringLiteral("drawingListDialog"));
  setWindowIcon(widgets::icon(QStringLiteral("pencil")));
  resize(620, 420);
  m_tree->setObjectName(QStringLiteral("drawingTree"));
  m_tree->setRootIsDecorated(false);
  m_tree->setUniformRowHeights(true);
  m_tree->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_tree->setColumnCount(4);
  m_style->setObjectName(QStringLiteral("listStyleButton"));
  m_remove->setObjectName(QStringLiteral("listRemoveButton"));
  m_close->setObjectName(QStringLiteral("listCloseButton"));
  for (QPushButton* button : {m_style, m_remove, m_close})
    button->setAutoDefault(false);
  auto* foot = new QHBoxLayout;
  foot->setSpacing(8);
  foot->addWidget(m_style);
  foot->addWidget(m_remove);
  foot->addStretch(1);
  foot->addWidget(m_close);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(16, 12, 16, 12);
  column->setSpacing(12);
  column->addWidget(m_empty);
  column->addWidget(m_tree, 1);
  column->addLayout(foot);
  connect(&m_feature, &DrawingFeature::changed, this, &DrawingListDialog::refresh);
  connect(m_tree, &QTreeWidget::itemSelectionChanged, this, &DrawingListDialog::takeChoice);
  connect(m_tree, &QTreeWidget::itemChanged, this, &DrawingListDialog::takeCheck);
  connect(m_tree, &QTreeWidget::itemActivated, this, [this] { m_feature.openStyle(); });
  connect(m_style, &QPushButton::clicked, this, [this] { m_feature.openStyle(); });
  connect(m_remove, &QPushButton::clicked, this, [this] { m_feature.tools().removeChosen(); });
  connect(m_close, &QPushButton::clicked, this, &QDialog::close);
  retranslate();
}

void DrawingListDialog::retranslate()
{
  setWindowTitle(Tr::tr("Drawings"));
  m_tree->setHeaderLabels({Tr::tr("Drawing"), Tr::tr("Shown"), Tr::tr("Locked"), Tr::tr("Where")});
  m_tree->setAccessibleName(Tr::tr("Drawings"));
  m_empty->setText(Tr::tr("Nothing is drawn on this chart yet. The tools are at its left."));
  m_style->setText(Tr::tr("Style and text…"));
  m_remove->setText(Tr::tr("Delete"));
  m_close->setText(Tr::tr("Close"));
  m_listed = nullptr;
  refresh();
  for (const int column : {Shown, Locked})
    m_tree->resizeColumnToContents(column);
  m_tree->setColumnWidth(Name, 220);
}

void DrawingListDialog::refresh()
{
  m_filling = true;
  const widgets::DrawingListPtr& drawings = m_feature.layer().drawings();
  // A mere choice leaves the rows alone: it may be made by pressing one of them, which is not to go before the release.
  if (m_listed != drawings || m_scale != m_feature.layer().scale()) {
    m_listed = drawings;
    m_scale = m_feature.layer().scale();
    std::vector<const Drawing*> rows;
    for (auto at = drawings->rbegin(); at != drawings->rend(); ++at)
      if (at->kind != widgets::DrawingKind::Unknown)
        rows.push_back(&*at);
    rebuild(rows);
    for (std::size_t i = 0; i < rows.size(); ++i)
      fill(*m_tree->topLevelItem(static_cast<int>(i)), *rows[i]);
  }
  const QSet<QString>& chosen = m_feature.tools().chosen();
  for (int row = 0; row < m_tree->topLevelItemCount(); ++row) {
    QTreeWidgetItem* item = m_tree->topLevelItem(row);
    if (const bool is = chosen.contains(item->data(Name, kId).toString()); item->isSelected() != is)
      item->setSelected(is);
  }
  m_empty->setVisible(m_tree->topLevelItemCount() == 0);
  m_style->setEnabled(!chosen.isEmpty());
  m_remove->setEnabled(!chosen.isEmpty());
  m_filling = false;
}

/// One empty row for each drawing; those that are there already stay when they are the same in the same order.
void DrawingListDialog::rebuild(const std::vector<const Drawing*>& rows)
{
  bool same = static_cast<std::size_t>(m_tree->topLevelItemCount()) == rows.size();
  for (std::size_t i = 0; same && i < rows.size(); ++i)
    same = m_tree->topLevelItem(static_cast<int>(i))->data(Name, kId).toString() == rows[i]->id;
  if (same)
    return;
  const QString current = m_tree->currentItem() ? m_tree->currentItem()->data(Name, kId).toString() : QString();
  m_tree->clear();
  for (const Drawing* drawing : rows) {
    auto* item = new QTreeWidgetItem(m_tree);
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setData(Name, kId, drawing->id);
    if (drawing->id == current)
      m_tree->setCurrentItem(item, Name, QItemSelectionModel::NoUpdate);
  }
}

void DrawingListDialog::fill(QTreeWidgetItem& item, const Drawing& drawing) const
{
  item.setIcon(Name, widgets::iconOf(drawing.kind));
  item.setText(Name, widgets::titleOf(drawing));
  item.setCheckState(Shown, drawing.hidden ? Qt::Unchecked : Qt::Checked);
  item.setCheckState(Locked, drawing.locked ? Qt::Checked : Qt::Unchecked);
  const QString words = m_scale ? widgets::wordsOf(drawing, *m_scale) : QString();
  item.setText(Where, words.section(QStringLiteral(", "), drawing.style.text.isEmpty() ? 1 : 2));
  item.setData(Name, Qt::AccessibleTextRole, words);
}

void DrawingListDialog::takeChoice()
{
  if (m_filling)
    return;
  QSet<QString> ids;
  for (const QTreeWidgetItem* item : m_tree->selectedItems())
    ids.insert(item->data(Name, kId).toString());
  m_feature.tools().choose(ids);
}

void DrawingListDialog::takeCheck(QTreeWidgetItem* item, int column)
{
  if (m_filling || (column != Shown && column != Locked))
    return;
  const Drawing* drawing = widgets::find(*m_feature.layer().drawings(), item->data(Name, kId).toString());
  if (!drawing)
    return;
  Drawing after = *drawing;
  const bool on = item->checkState(column) == Qt::Checked;
  (column == Shown ? after.hidden : after.locked) = column == Shown ? !on : on;
  if (after == *drawing)
    return;
  const DrawingEdit edit{column == Shown ? DrawingEdit::What::Hide : DrawingEdit::What::Lock, {*drawing}, {after}};
  // The item must not go while it tells of its change.
  QMetaObject::invokeMethod(this, [this, edit] { m_feature.push(edit); }, Qt::QueuedConnection);
}

void DrawingListDialog::keyPressEvent(QKeyEvent* event)
{
  if (event->key() == Qt::Key_Delete)
    m_feature.tools().removeChosen();
  else
    QDialog::keyPressEvent(event);
}

void DrawingListDialog::changeEvent(QEvent* event)
{
  if (event->type() == QEvent::LanguageChange)
    retranslate();
  QDialog::changeEvent(event);
}

}
