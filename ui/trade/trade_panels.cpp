// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/trade_panels.h"

#include "ui/report/why_dialog.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "ui/trade/figure_grid.h"
#include "ui/trade/trade_texts.h"
#include "ui/trade/why_question.h"
#include "widgets/base/icons.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QHeaderView>
#include <QMenu>
#include <QVBoxLayout>

namespace zvt::ui {

TradeTablePanel::TradeTablePanel(const Context& context, const QString& tableName, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_feed(context)
    , m_table(new widgets::DataTable(this))
{
  m_table->setObjectName(tableName);
}

void TradeTablePanel::build(TradeTableModel* model, std::initializer_list<int> widths, QWidget* below)
{
  m_model = model;
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(m_table, 1);
  if (below != nullptr)
    column->addWidget(below);
  m_table->setModel(model);
  enableSymbolDrag(m_table, [](const QModelIndex& row) { return row.data(TradeEntityRole).toString(); });
  int index = 0;
  for (const int width : widths)
    m_table->setColumnWidth(index++, width);
  setContent(content);
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& chosen) {
    if (chosen.isValid())
      m_context.links->select(link(), chosen.data(TradeEntityRole).toString(), this);
  });
  connect(&m_feed, &TradingFeed::changed, this, [this] {
    refresh();
    showWhatIsThere();
  });
  retranslate();
}

QJsonObject TradeTablePanel::saveState() const
{
  return {{QStringLiteral("columns"), m_table->saveColumns()}};
}

void TradeTablePanel::restoreState(const QJsonObject& state)
{
  m_table->restoreColumns(state.value(QLatin1String("columns")).toObject());
}

void TradeTablePanel::showWhatIsThere()
{
  if (m_model->rowCount() > 0)
    showContent();
  else
    showEmpty(emptyText());
  Q_EMIT titleChanged();
}

void TradeTablePanel::retranslate()
{
  if (m_model == nullptr)
    return;
  m_table->setAccessibleName(title());
  m_model->retranslate();
  refresh();
  showWhatIsThere();
}

void TradeTablePanel::askWhy(const std::string& orderId, const std::string& fill)
{
  if (m_feed.isAvailable())
    WhyDialog::ask(
        m_context, this, whyQuestion(m_context, *m_feed.snapshot(), m_feed.held().get(), orderId, fill, link()));
}

FillsPanel::FillsPanel(const Context& context, QWidget* parent)
    : TradeTablePanel(context, QStringLiteral("fillsTable"), parent)
    , m_fills(context)
    , m_why(new QAction(this))
{
  m_why->setObjectName(QStringLiteral("whyFillAction"));
  m_why->setIcon(widgets::icon(QStringLiteral("trace")));
  connect(m_why, &QAction::triggered, this, &FillsPanel::explainChosen);
  connect(m_table, &widgets::DataTable::currentRowChanged, this,
      [this](const QModelIndex& chosen) { m_why->setEnabled(chosen.isValid()); });
  m_why->setEnabled(false);
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_table, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    QMenu menu;
    menu.addAction(m_why);
    menu.exec(m_table->mapToGlobal(at));
  });
  build(&m_fills, {80, 84, 44, 72, 72, 96, 72});
}

QList<QAction*> FillsPanel::titleActions()
{
  return {m_why};
}

void FillsPanel::explainChosen()
{
  const QModelIndex chosen = m_table->currentIndex();
  if (chosen.isValid())
    askWhy(chosen.data(TradeOrderRole).toString().toStdString(), chosen.data(TradeFillRole).toString().toStdString());
}

void FillsPanel::retranslate()
{
  m_why->setText(Tr::tr("Why…"));
  m_why->setToolTip(Tr::tr("Back to the order, the decision, the values and bars behind it"));
  TradeTablePanel::retranslate();
}

QString FillsPanel::title() const
{
  return Tr::tr("Fills");
}

QString FillsPanel::subtitle() const
{
  return m_fills.rowCount() > 0 ? QString::number(m_fills.rowCount()) : QString();
}

void FillsPanel::refresh()
{
  if (m_feed.snapshot())
    m_fills.setFills(m_feed.snapshot()->fills);
}

EmptyText FillsPanel::emptyText() const
{
  return {QStringLiteral("check"), Tr::tr("Executed trades appear here once the market plays on."), {}, {}};
}

PositionsPanel::PositionsPanel(const Context& context, QWidget* parent)
    : TradeTablePanel(context, QStringLiteral("positionsTable"), parent)
    , m_positions(context)
    , m_sums(new FigureGrid(FigureGrid::Style::Beside, 4, this))
{
  auto* line = new QWidget(this);
  auto* row = new QVBoxLayout(line);
  row->setContentsMargins(8, 3, 8, 3);
  row->addWidget(m_sums);
  build(&m_positions, {76, 84, 56, 62, 64, 60, 84, 84, 60, 76}, line);
  // They are one click away in the header's menu.
  m_table->setColumnHidden(PositionModel::CodeColumn, true);
  m_table->setColumnHidden(PositionModel::ValueColumn, true);
}

QString PositionsPanel::title() const
{
  return Tr::tr("Positions");
}

QString PositionsPanel::subtitle() const
{
  return m_positions.rowCount() > 0 ? QString::number(m_positions.rowCount()) : QString();
}

void PositionsPanel::refresh()
{
  if (!m_feed.snapshot())
    return;
  m_positions.setAccount(*m_feed.snapshot()->account);
  showSums();
}

void PositionsPanel::showSums()
{
  const trading::SimAccount& account = *m_feed.snapshot()->account;
  const Money open = account.unrealised();
  const bool onMargin = account.holdsOnMargin();
  m_sums->setFigures(
      {onMargin ? Figure{Tr::tr("Margin"), trade::moneyText(account.initialMargin()), false, 0,
                      Tr::tr("What futures and perpetuals tie up")}
                : Figure{Tr::tr("Value", "of a holding"), trade::moneyText(account.marketValue()), false, 0, {}},
          {Tr::tr("Cash"), trade::moneyText(account.cash()), false, 0, {}},
          {Tr::tr("Available"), trade::moneyText(account.availableCash()), false, 0,
              Tr::tr("Cash less what open orders hold back")},
          {Tr::tr("Open P&L"), trade::signedMoneyText(open), true,
              open.isPositive()       ? 1
                  : open.isNegative() ? -1
                                      : 0,
              {}}});
}

EmptyText PositionsPanel::emptyText() const
{
  return {QStringLiteral("wallet"), Tr::tr("What the paper account holds appears here."), {}, {}};
}

}
