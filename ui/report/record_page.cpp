// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/report/record_page.h"

#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/table/column_fit.h"
#include "widgets/table/data_table.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace zvt::ui {

namespace {
constexpr int kFilterWidth = 240;
}

RecordPage::RecordPage(const QString& name, widgets::ColumnTable& table, QWidget* parent)
    : QWidget(parent)
    , m_model(table)
    , m_filter(new widgets::SearchField(this))
    , m_table(new widgets::DataTable(this))
    , m_fit(new widgets::ColumnFit(m_table))
{
  m_filter->setObjectName(name + QStringLiteral("FilterField"));
  m_filter->setFixedWidth(kFilterWidth);
  m_table->setObjectName(name + QStringLiteral("Table"));
  m_proxy.setSourceModel(&m_model);
  m_proxy.setSortRole(widgets::SortRole);
  m_proxy.setFilterKeyColumn(-1);
  m_proxy.setFilterCaseSensitivity(Qt::CaseInsensitive);
  m_table->setModel(&m_proxy);
  enableSymbolDrag(m_table);
  m_table->setSortingEnabled(true);
  m_table->sortByColumn(-1, Qt::AscendingOrder);
  connect(m_filter, &QLineEdit::textChanged, &m_proxy, &QSortFilterProxyModel::setFilterFixedString);
  connect(m_table, &widgets::DataTable::rowActivated, this,
      [this](const QModelIndex& index) { Q_EMIT rowActivated(m_proxy.mapToSource(index).row()); });
  auto* layout = new QVBoxLayout(this);
  layout->setContentsMargins(0, 0, 0, 0);
  layout->setSpacing(0);
  m_head = new QHBoxLayout;
  m_head->setContentsMargins(8, 4, 8, 4);
  m_head->addWidget(m_filter);
  m_head->addStretch(1);
  layout->addLayout(m_head);
  layout->addWidget(m_table, 1);
}

void RecordPage::offerWhy()
{
  m_why = new QPushButton(this);
  m_why->setObjectName(QStringLiteral("whyButton"));
  m_why->setProperty("controlSize", QStringLiteral("compact"));
  m_why->setIcon(widgets::icon(QStringLiteral("trace")));
  m_why->setEnabled(false);
  m_head->addWidget(m_why);
  connect(m_why, &QPushButton::clicked, this, &RecordPage::askWhy);
  connect(m_table, &widgets::DataTable::currentRowChanged, this,
      [this] { m_why->setEnabled(m_table->currentIndex().isValid()); });
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& position) {
    if (!m_table->currentIndex().isValid())
      return;
    QMenu menu(this);
    menu.addAction(m_why->icon(), Tr::tr("Why?"), this, &RecordPage::askWhy);
    menu.exec(m_table->viewport()->mapToGlobal(position));
  });
}

void RecordPage::askWhy()
{
  const QModelIndex current = m_table->currentIndex();
  if (current.isValid())
    Q_EMIT whyRequested(m_proxy.mapToSource(current).row());
}

void RecordPage::showRow(int row)
{
  m_filter->clear();
  const QModelIndex index = m_proxy.mapFromSource(m_model.index(row, 0));
  m_table->setCurrentIndex(index);
  m_table->scrollTo(index, QAbstractItemView::PositionAtCenter);
}

void RecordPage::sortBy(int column, Qt::SortOrder order)
{
  m_table->sortByColumn(column, order);
}

void RecordPage::fitColumns()
{
  std::vector<int> wanted;
  for (const widgets::TableColumn& column : m_model.columns())
    wanted.push_back(column.width + 12);
  m_fit->setWanted(std::move(wanted));
}

void RecordPage::retranslate(const QString& title)
{
  m_filter->setPlaceholderText(Tr::tr("Filter"));
  m_filter->setAccessibleName(Tr::tr("Filter: %1").arg(title));
  m_table->setAccessibleName(title);
  if (m_why == nullptr)
    return;
  m_why->setText(Tr::tr("Why?"));
  m_why->setToolTip(Tr::tr("Back to the order, the decision, the values and bars behind it"));
}

}
