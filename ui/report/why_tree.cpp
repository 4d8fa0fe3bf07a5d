// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/why_tree.h"

#include "ui/shell/tr.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/base/theme.h"

#include <QHeaderView>
#include <QPainter>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <map>
#include <utility>

namespace zvt::ui {

namespace {

using backtest::WhyKind;
using backtest::WhyRow;

constexpr int kRowRole = Qt::UserRole;
constexpr int kAir = 3; ///< above and below a sentence
constexpr int kStepAir = 7; ///< of a step of the chain
constexpr int kMargin = 6;
constexpr int kStepWidth = 116;
constexpr int kFewBars = 3; ///< are shown at once

/// What follows from the row above: a step of its own, not a detail of it.
bool isStep(const WhyRow& row)
{
  return row.kind == WhyKind::Fill || row.kind == WhyKind::Order || row.kind == WhyKind::Decision
      || row.kind == WhyKind::Node;
}

QString stepText(const WhyRow& row)
{
  switch (row.kind) {
  case WhyKind::Fill:
    return row.sentence.code == "why.trade" ? Tr::tr("Trade", "step of a trace") : Tr::tr("Fill", "step of a trace");
  case WhyKind::Order:
    return Tr::tr("Order", "step of a trace");
  case WhyKind::Decision:
    return Tr::tr("Decision", "step of a trace");
  case WhyKind::Node:
    return Tr::tr("Node", "step of a trace");
  case WhyKind::Value:
    return Tr::tr("Value", "step of a trace");
  case WhyKind::Bars:
    return Tr::tr("Bars", "step of a trace");
  case WhyKind::Origin:
    return Tr::tr("Brought by", "step of a trace");
  case WhyKind::Cost:
    return Tr::tr("Costs", "step of a trace");
  case WhyKind::Wait:
    return Tr::tr("Waited", "step of a trace");
  case WhyKind::Unknown:
    return Tr::tr("Not known", "step of a trace");
  case WhyKind::Bar:
  case WhyKind::Fact:
    break;
  }
  return {};
}

const char* iconOf(WhyKind kind)
{
  switch (kind) {
  case WhyKind::Fill:
    return "check";
  case WhyKind::Order:
    return "ticket";
  case WhyKind::Decision:
    return "crosshair";
  case WhyKind::Node:
    return "graph";
  case WhyKind::Value:
    return "indicator";
  case WhyKind::Bars:
  case WhyKind::Bar:
    return "candles";
  case WhyKind::Origin:
    return "provider";
  case WhyKind::Unknown:
    return "warning";
  case WhyKind::Wait:
    return "clock";
  case WhyKind::Cost:
  case WhyKind::Fact:
    break;
  }
  return nullptr;
}

bool isTop(const QModelIndex& index)
{
  return !index.parent().isValid();
}

/// Sentences as high as their width makes them, a line between the steps of the chain.
class WhyDelegate : public QStyledItemDelegate {
public:
  explicit WhyDelegate(QTreeView* view)
      : QStyledItemDelegate(view)
      , m_view(view)
  {
  }
  [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
  {
    QStyleOptionViewItem full = option;
    initStyleOption(&full, index);
    const int air = 2 * airOf(index);
    if (index.column() != WhyTree::SentenceColumn)
      return {kStepWidth, full.fontMetrics.height() + air};
    const int width = std::max(80, m_view->columnWidth(WhyTree::SentenceColumn) - 2 * kMargin);
    const QRect needed =
        full.fontMetrics.boundingRect(QRect(0, 0, width, QWIDGETSIZE_MAX), Qt::TextWordWrap, full.text);
    return {width, needed.height() + air};
  }
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
  {
    QStyleOptionViewItem full = option;
    initStyleOption(&full, index);
    const QStyle* style = m_view->style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &full, painter, m_view); // behind the air as well
    QStyleOptionViewItem inner = option;
    inner.rect.adjust(0, airOf(index), 0, -airOf(index));
    QStyledItemDelegate::paint(painter, inner, index);
    if (!isTop(index) || index.row() == 0)
      return;
    painter->setPen(widgets::Theme::current().colors().line.hair);
    painter->drawLine(option.rect.topLeft(), option.rect.topRight());
  }

protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override
  {
    QStyledItemDelegate::initStyleOption(option, index);
    option->decorationAlignment = Qt::AlignTop | Qt::AlignHCenter; // beside the first line
    option->viewItemPosition = // Qt takes the moved column for another beginning
        index.column() == WhyTree::StepColumn ? QStyleOptionViewItem::Beginning : QStyleOptionViewItem::End;
  }

private:
  static int airOf(const QModelIndex& index) { return isTop(index) ? kStepAir : kAir; }

  QTreeView* m_view;
};

}

WhyTree::WhyTree(QWidget* parent)
    : QTreeWidget(parent)
{
  setColumnCount(2);
  setHeaderHidden(true);
  setFrameShape(QFrame::NoFrame);
  setIndentation(14);
  setWordWrap(true);
  setItemDelegate(new WhyDelegate(this));
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn); // one that comes and goes would wrap the sentences anew each time
  setContextMenuPolicy(Qt::CustomContextMenu);
  header()->moveSection(StepColumn, 0);
  setTreePosition(StepColumn);
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(SentenceColumn, QHeaderView::Stretch);
  header()->setSectionResizeMode(StepColumn, QHeaderView::ResizeToContents);
  connect(header(), &QHeaderView::sectionResized, this, [this](int section) {
    if (section == SentenceColumn)
      scheduleDelayedItemsLayout(); // another width, other heights
  });
}

const WhyRow* WhyTree::rowOf(const QTreeWidgetItem* item)
{
  return item == nullptr ? nullptr : static_cast<const WhyRow*>(item->data(0, kRowRole).value<const void*>());
}

void WhyTree::setTrace(std::shared_ptr<const WhyRow> root)
{
  if (std::exchange(m_root, root) != root || topLevelItemCount() == 0) {
    fill();
    return;
  }
  std::map<const WhyRow*, bool> wasOpen;
  for (const QTreeWidgetItem* item : items())
    wasOpen[rowOf(item)] = item->isExpanded();
  const WhyRow* chosen = rowOf(currentItem());
  const int place = verticalScrollBar()->value();
  fill();
  for (QTreeWidgetItem* item : items()) {
    item->setExpanded(wasOpen[rowOf(item)]);
    if (rowOf(item) == chosen)
      setCurrentItem(item);
  }
  doItemsLayout(); // the bar has its range again
  verticalScrollBar()->setValue(place);
}

void WhyTree::fill()
{
  clear();
  if (!m_root)
    return;
  addStep(nullptr, *m_root);
  openSteps();
  setCurrentItem(topLevelItem(0));
}

std::vector<QTreeWidgetItem*> WhyTree::items() const
{
  std::vector<QTreeWidgetItem*> all;
  for (int i = 0; i < topLevelItemCount(); ++i)
    all.push_back(topLevelItem(i));
  for (std::size_t i = 0; i < all.size(); ++i)
    for (int child = 0; child < all[i]->childCount(); ++child)
      all.push_back(all[i]->child(child));
  return all;
}

/// The step with its details, then the steps that it follows from.
void WhyTree::addStep(QTreeWidgetItem* parent, const WhyRow& row)
{
  QTreeWidgetItem* item = addItem(parent, row, true);
  for (const WhyRow& child : row.children)
    if (!isStep(child))
      addDetail(item, child);
  for (const WhyRow& child : row.children)
    if (isStep(child))
      addStep(parent, child);
}

void WhyTree::addDetail(QTreeWidgetItem* parent, const WhyRow& row)
{
  QTreeWidgetItem* item = addItem(parent, row, false);
  for (const WhyRow& child : row.children)
    addDetail(item, child);
}

QTreeWidgetItem* WhyTree::addItem(QTreeWidgetItem* parent, const WhyRow& row, bool isChain)
{
  const auto& theme = widgets::Theme::current();
  const auto& colors = theme.colors();
  auto* item = parent != nullptr ? new QTreeWidgetItem(parent) : new QTreeWidgetItem(this);
  const QString text = QString::fromStdString(backtest::whySentence(row, widgets::Language::current().messages()));
  item->setText(SentenceColumn, text);
  item->setToolTip(SentenceColumn, text);
  const WhyRow* above = rowOf(parent);
  if (above == nullptr || above->kind != row.kind) // the items of a list need not say it again
    item->setText(StepColumn, stepText(row));
  item->setTextAlignment(StepColumn, Qt::AlignLeft | Qt::AlignTop);
  item->setTextAlignment(SentenceColumn, Qt::AlignLeft | Qt::AlignTop);
  item->setData(0, kRowRole, QVariant::fromValue(static_cast<const void*>(&row)));
  const bool isUnknown = row.kind == WhyKind::Unknown;
  QFont strong = theme.font(widgets::FontRole::Body);
  strong.setWeight(QFont::DemiBold);
  item->setFont(SentenceColumn, isChain ? strong : theme.font(widgets::FontRole::Body));
  item->setFont(StepColumn, theme.font(widgets::FontRole::Caption));
  const bool isPlain = row.kind == WhyKind::Fact || row.kind == WhyKind::Cost || row.kind == WhyKind::Bar;
  item->setForeground(SentenceColumn,
      isUnknown     ? colors.state.warning.text
          : isPlain ? colors.text.secondary
                    : colors.text.primary);
  item->setForeground(StepColumn,
      isUnknown     ? colors.state.warning.text
          : isChain ? colors.accent.text
                    : colors.text.muted);
  if (const char* name = iconOf(row.kind); name != nullptr && !(above != nullptr && above->kind == row.kind))
    item->setIcon(StepColumn,
        isUnknown     ? widgets::icon(QLatin1String(name), colors.state.warning.text)
            : isChain ? widgets::icon(QLatin1String(name), colors.accent.text)
                      : widgets::icon(QLatin1String(name)));
  return item;
}

/// Everything is open but the lists of bars, of which there may be many.
void WhyTree::openSteps()
{
  for (QTreeWidgetItem* item : items()) {
    const auto bars = std::ranges::count(rowOf(item)->children, WhyKind::Bar, &WhyRow::kind);
    item->setExpanded(bars <= kFewBars);
  }
}

}
