// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/table/column_fit.h"

#include "widgets/table/data_table.h"

#include <QEvent>
#include <QGuiApplication>
#include <QHeaderView>
#include <QScopedValueRollback>

#include <algorithm>

namespace zvt::widgets {

ColumnFit::ColumnFit(DataTable* table)
    : QObject(table)
    , m_table(table)
{
  // The header's own edges: a splitter that is dragged gives the viewport another width instead.
  m_table->horizontalHeader()->viewport()->installEventFilter(this);
  m_table->viewport()->installEventFilter(this);
}

void ColumnFit::setWanted(std::vector<int> wanted)
{
  m_wanted = std::move(wanted);
  fit();
}

bool ColumnFit::eventFilter(QObject* watched, QEvent* event)
{
  const bool isHeader = watched == m_table->horizontalHeader()->viewport();
  if (isHeader && event->type() == QEvent::MouseMove && watched->isWidgetType()
      && QGuiApplication::mouseButtons().testFlag(Qt::LeftButton)
      && static_cast<QWidget*>(watched)->cursor().shape() == Qt::SplitHCursor)
    m_wanted.clear(); // an edge is dragged
  if (!isHeader && event->type() == QEvent::Resize)
    fit();
  return QObject::eventFilter(watched, event);
}

void ColumnFit::fit()
{
  const QAbstractItemModel* model = m_table->model();
  if (m_wanted.empty() || m_fitting || model == nullptr || m_table->viewport()->width() <= 0)
    return;
  const QScopedValueRollback<bool> once(m_fitting, true);
  struct Width {
    int column, least, wanted;
  };
  std::vector<Width> widths;
  int least = 0, most = 0;
  const QHeaderView* header = m_table->horizontalHeader();
  for (int column = 0; column < std::min(model->columnCount(), static_cast<int>(m_wanted.size())); ++column) {
    if (m_table->isColumnHidden(column))
      continue;
    const auto* view = static_cast<const QAbstractItemView*>(m_table); // its size hint is public there
    const int needed = std::max(view->sizeHintForColumn(column), header->sectionSizeHint(column));
    const QVariant alignment = model->headerData(column, Qt::Horizontal, Qt::TextAlignmentRole);
    const bool number = alignment.isValid() && (alignment.toInt() & Qt::AlignRight);
    const int wanted = m_wanted[static_cast<std::size_t>(column)];
    widths.push_back({column, number ? needed : std::min(needed, wanted), number ? std::max(needed, wanted) : wanted});
    least += widths.back().least;
    most += widths.back().wanted;
  }
  const double part = most <= least
      ? 1.0
      : std::clamp(static_cast<double>(m_table->viewport()->width() - least) / (most - least), 0.0, 1.0);
  m_table->setFlexible(false);
  for (const Width& width : widths)
    m_table->setColumnWidth(width.column, width.least + static_cast<int>(part * (width.wanted - width.least)));
  m_table->setFlexible(true);
}

}
