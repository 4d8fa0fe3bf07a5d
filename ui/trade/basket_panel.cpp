// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/trade/basket_panel.h"

#include "core/base/file_system.h"
#include "ui/bridge/decode_text.h"
#include "ui/bridge/executor_pool.h"
#include "ui/shell/dialogs.h"
#include "ui/shell/form_parts.h"
#include "ui/shell/notification_center.h"
#include "ui/shell/presenter.h"
#include "ui/shell/symbol_drag.h"
#include "ui/shell/tr.h"
#include "ui/trade/figure_grid.h"
#include "ui/trade/trade_texts.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/language.h"
#include "widgets/table/data_table.h"

#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QDropEvent>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QMenu>
#include <QUndoStack>
#include <QUuid>

#include <algorithm>

namespace zvt::ui {

using trading::BasketLine;
using trading::Side;

namespace {

constexpr std::size_t kShownProblems = 12;
constexpr double kMostBeyond = 10; ///< percent
constexpr double kMostParts = 1000;

bool has(const std::vector<BasketLine>& lines, const std::string& entityId)
{
  return std::ranges::find(lines, entityId, &BasketLine::entityId) != lines.end();
}

QString wayText(BasketWay way)
{
  switch (way) {
  case BasketWay::Limit:
    return Tr::tr("Limit orders");
  case BasketWay::Market:
    return Tr::tr("Market orders");
  default:
    return widgets::Language::current().text("trading.plan." + std::string(toString(way)));
  }
}

/// Replaces all lines. What is sent, or was, is not taken back.
class BasketEdit final : public QUndoCommand {
public:
  using Lines = std::vector<BasketLine>;
  BasketEdit(const QString& text, Lines before, Lines after, std::function<void(Lines)> put)
      : QUndoCommand(text)
      , m_before(std::move(before))
      , m_after(std::move(after))
      , m_put(std::move(put))
  {
  }
  void undo() override { m_put(m_before); }
  void redo() override { m_put(m_after); }

private:
  Lines m_before, m_after;
  std::function<void(Lines)> m_put;
};

}

BasketPanel::BasketPanel(const Context& context, QWidget* parent)
    : Panel(parent)
    , m_context(context)
    , m_feed(context)
    , m_model(context)
{
  build();
  setAcceptDrops(true);
  m_presenter = new Presenter(context, this, [this] { load(); });
  m_presenter->setQuiet(true);
  connect(&m_feed, &TradingFeed::changed, this, &BasketPanel::judge);
  connect(&m_feed, &TradingFeed::replayChanged, this, &BasketPanel::load);
  connect(&m_model, &BasketModel::quantityTyped, this, [this](int row, const Quantity& quantity) {
    Lines all = lines();
    all[static_cast<std::size_t>(row)].quantity = quantity;
    edit(Tr::tr("Change a quantity"), std::move(all));
  });
  put({});
  retranslate();
}

void BasketPanel::build()
{
  const auto action = [this](const char* name, const char* icon, QKeySequence keys, auto run) {
    auto* made = new QAction(widgets::icon(QLatin1String(icon)), QString(), this);
    made->setObjectName(QLatin1String(name));
    made->setShortcut(keys);
    made->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(made);
    connect(made, &QAction::triggered, this, run);
    return made;
  };
  m_paste =
      action("basketPaste", "plus", QKeySequence::Paste, [this] { addText(QGuiApplication::clipboard()->text()); });
  m_open = action("basketOpen", "folder", {}, [this] { openFile(); });
  m_holdings = action("basketHoldings", "wallet", {}, [this] { addHoldings(); });
  m_amount = action("basketAmount", "measure", {}, [this] { sizeByAmount(); });
  m_side = action("basketSide", "compare", Qt::Key_Space, [this] { switchSide(); });
  m_remove = action("basketRemove", "trash", Qt::Key_Delete, [this] { remove(); });

  auto* frame = new widgets::ModeFrame(widgets::TradeMode::Paper, this);
  auto* column = new QVBoxLayout(frame);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeBar(frame));
  m_table = new widgets::DataTable(frame);
  m_table->setObjectName(QStringLiteral("basketTable"));
  m_table->setModel(&m_model);
  m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
  m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
  int index = 0;
  for (const int width : {40, 76, 72, 60, 58, 58, 84, 200})
    m_table->setColumnWidth(index++, width);
  m_table->setColumnHidden(BasketModel::CodeColumn, true); // one click away in the header's menu
  m_table->setContextMenuPolicy(Qt::CustomContextMenu);
  connect(m_table, &QWidget::customContextMenuRequested, this, [this](QPoint at) {
    QMenu menu;
    menu.addActions({m_side, m_amount, m_remove});
    menu.addSeparator();
    menu.addActions({m_paste, m_open, m_holdings});
    menu.exec(m_table->mapToGlobal(at));
  });
  connect(m_table, &widgets::DataTable::currentRowChanged, this, [this](const QModelIndex& row) {
    if (row.isValid())
      m_context.links->select(link(), row.data(TradeEntityRole).toString(), this);
  });
  column->addWidget(m_table, 1);
  column->addWidget(makeFoot(frame));
  setContent(frame);
}

QWidget* BasketPanel::makeBar(QWidget* parent)
{
  auto* bar = new QWidget(parent);
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(8, 3, 8, 3);
  m_way = named(new QComboBox(bar), "basketWay");
  m_beyondLabel = new widgets::TextLabel({}, bar);
  m_beyond = numberIn(bar, "basketBeyond", 0, kMostBeyond, 2);
  m_beyond->setValue(BasketSettings{}.beyond);
  m_beyond->setSingleStep(0.1);
  m_beyond->setSuffix(QStringLiteral(" %"));
  m_partLabel = new widgets::TextLabel({}, bar);
  m_part = numberIn(bar, "basketPart", 1, kMostParts, 0);
  m_part->setValue(BasketSettings{}.part.toDouble());
  m_sellsFirst = named(new QCheckBox(bar), "basketSellsFirst");
  m_sellsFirst->setChecked(true);
  for (QWidget* widget :
      std::initializer_list<QWidget*>{m_way, m_beyondLabel, m_beyond, m_partLabel, m_part, m_sellsFirst})
    row->addWidget(widget);
  row->addStretch(1);
  connect(m_way, &QComboBox::activated, this, &BasketPanel::load); // a market order has another context
  connect(m_beyond, &QDoubleSpinBox::valueChanged, this, &BasketPanel::judge);
  connect(m_part, &QDoubleSpinBox::valueChanged, this, &BasketPanel::judge);
  connect(m_sellsFirst, &QCheckBox::toggled, this, &BasketPanel::judge);
  return bar;
}

QWidget* BasketPanel::makeFoot(QWidget* parent)
{
  auto* foot = new QWidget(parent);
  auto* column = new QVBoxLayout(foot);
  column->setContentsMargins(8, 3, 8, 8);
  m_note = new widgets::Note(widgets::NoteKind::Error, {}, foot);
  m_note->hide();
  column->addWidget(m_note);
  auto* row = new QHBoxLayout;
  m_figures = new FigureGrid(FigureGrid::Style::Beside, 4, foot);
  row->addWidget(m_figures, 1);
  m_send = named(new QPushButton(foot), "basketSend");
  m_send->setProperty("role", QStringLiteral("primary"));
  row->addWidget(m_send);
  column->addLayout(row);
  connect(m_send, &QPushButton::clicked, this, &BasketPanel::send);
  return foot;
}

QString BasketPanel::title() const
{
  return Tr::tr("Basket");
}

QString BasketPanel::subtitle() const
{
  return m_model.rowCount() > 0 ? QString::number(m_model.rowCount()) : QString();
}

QList<QAction*> BasketPanel::titleActions()
{
  return {m_paste, m_open, m_holdings, m_amount, m_side, m_remove};
}

std::vector<BasketLine> BasketPanel::lines() const
{
  Lines lines;
  for (const BasketRow& row : m_model.basket())
    lines.push_back(row.line);
  return lines;
}

std::vector<int> BasketPanel::chosen() const
{
  std::vector<int> rows;
  for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
    rows.push_back(index.row());
  return rows;
}

void BasketPanel::edit(const QString& what, Lines after)
{
  if (m_sending || after == lines())
    return;
  undoStack()->push(new BasketEdit(what, lines(), std::move(after), [this](Lines kept) { put(std::move(kept)); }));
}

/// Rows that were there keep what is known of them.
void BasketPanel::put(Lines fresh)
{
  if (m_sending)
    return;
  m_id = QUuid::createUuid().toString(QUuid::Id128);
  std::vector<BasketRow> rows;
  for (BasketLine& line : fresh) {
    BasketRow row;
    const auto& known = m_model.basket();
    const auto old =
        std::ranges::find(known, line.entityId, [](const BasketRow& other) { return other.line.entityId; });
    if (old != known.end()) {
      row.context = old->context;
      row.problem = old->problem;
    }
    row.line = std::move(line);
    rows.push_back(std::move(row));
  }
  m_note->hide();
  m_model.setRows(std::move(rows));
  load();
  Q_EMIT titleChanged();
}

void BasketPanel::addText(const QString& text)
{
  const trading::BasketReading reading = trading::readBasket(text.toStdString(), *m_context.entities());
  Lines all = lines();
  for (const BasketLine& line : reading.lines) {
    const auto twin = std::ranges::find(all, line.entityId, &BasketLine::entityId); // what is new counts
    if (twin != all.end())
      *twin = line;
    else
      all.push_back(line);
  }
  edit(Tr::tr("Add %n orders", nullptr, static_cast<int>(reading.lines.size())), std::move(all));
  if (reading.problems.empty())
    return;
  QStringList problems;
  for (std::size_t i = 0; i < std::min(kShownProblems, reading.problems.size()); ++i)
    problems << widgets::Language::current().describe(reading.problems[i]);
  if (reading.problems.size() > kShownProblems)
    problems << Tr::tr("… and %n more", nullptr, static_cast<int>(reading.problems.size() - kShownProblems));
  dialogsOf(m_context).tell(this, widgets::NoteKind::Warning, Tr::tr("Add to the basket"),
      Tr::tr("%n orders were read. These lines were left out:", nullptr, static_cast<int>(reading.lines.size()))
          + u"\n\n" + problems.join(u'\n'));
}

void BasketPanel::openFile()
{
  const QString file = dialogsOf(m_context).openFile(
      this, {Tr::tr("Open a basket"), {}, Tr::tr("Lists of orders (*.csv *.txt *.xls);;All files (*)"), {}});
  if (file.isEmpty() || m_context.files == nullptr)
    return;
  runAsync(
      m_context.workers->next(), this,
      [files = m_context.files, path = std::filesystem::path(file.toStdString())]() -> Result<std::string> {
        ZVT_TRY(const std::string bytes, files->read(path));
        return decodeText(QByteArray::fromStdString(bytes));
      },
      [this](const Result<std::string>& text) {
        if (text)
          addText(QString::fromStdString(*text));
        else
          dialogsOf(m_context).tell(this, widgets::NoteKind::Error, Tr::tr("Open a basket"),
              widgets::Language::current().describe(text.error()));
      });
}

void BasketPanel::addHoldings()
{
  if (!m_feed.snapshot())
    return;
  Lines all = lines();
  int added = 0;
  for (const auto& [entityId, position] : m_feed.snapshot()->account->positions()) {
    if (has(all, entityId) || !position.sellable().isPositive())
      continue;
    all.push_back({entityId, Side::Sell, position.sellable()});
    ++added;
  }
  if (added == 0)
    notify(m_context, this, widgets::NoteKind::Info,
        Tr::tr("Nothing is held that could be sold and is not in the basket."));
  edit(Tr::tr("Sell what is held"), std::move(all));
}

void BasketPanel::sizeByAmount()
{
  const Money available = m_feed.snapshot() ? m_feed.snapshot()->account->availableCash() : Money();
  const QString typed = dialogsOf(m_context).askText(this, Tr::tr("Size by amount"),
      Tr::tr("Share this amount out among the buys, in equal parts and whole lots:"),
      QString::fromStdString(available.toFixed(0)));
  if (typed.isEmpty())
    return;
  const auto amount = Money::parse(QString(typed).remove(u',').remove(u' ').toStdString());
  const auto& rows = m_model.basket();
  const auto buys = std::ranges::count(rows, Side::Buy, [](const BasketRow& row) { return row.line.side; });
  const auto each = amount && buys > 0 ? amount->value().divide(Decimal::fromInt(buys), Rounding::Down)
                                       : Result<Decimal>(fail("number.bad_decimal"));
  if (!each || *each <= Decimal()) {
    notify(m_context, this, widgets::NoteKind::Warning,
        buys == 0 ? Tr::tr("There are no buys in the basket.") : Tr::tr("“%1” is not an amount above 0.").arg(typed));
    return;
  }
  Lines all = lines();
  for (std::size_t index = 0; index < all.size(); ++index)
    if (all[index].side == Side::Buy && rows[index].context)
      all[index].quantity = quantityFor(Money(*each), *rows[index].context);
  edit(Tr::tr("Size by amount"), std::move(all));
}

void BasketPanel::switchSide()
{
  Lines all = lines();
  for (const int row : chosen()) {
    Side& side = all[static_cast<std::size_t>(row)].side;
    side = trading::opposite(side);
  }
  edit(Tr::tr("Switch the side"), std::move(all));
}

void BasketPanel::remove()
{
  const std::vector<int> rows = chosen();
  Lines kept;
  const Lines all = lines();
  for (std::size_t index = 0; index < all.size(); ++index)
    if (std::ranges::find(rows, static_cast<int>(index)) == rows.end())
      kept.push_back(all[index]);
  edit(Tr::tr("Remove %n orders", nullptr, static_cast<int>(rows.size())), std::move(kept));
}

void BasketPanel::dragEnterEvent(QDragEnterEvent* event)
{
  if (acceptsSymbol(event->mimeData()))
    event->acceptProposedAction();
}

void BasketPanel::dropEvent(QDropEvent* event)
{
  const QStringList symbols = symbolsOf(event->mimeData());
  if (symbols.isEmpty())
    return;
  event->acceptProposedAction();
  Lines all = lines();
  for (const QString& symbol : symbols)
    if (!has(all, symbol.toStdString()))
      all.push_back({symbol.toStdString(), Side::Buy, {}});
  edit(Tr::tr("Add %n orders", nullptr, static_cast<int>(symbols.size())), std::move(all));
}

void BasketPanel::retranslate()
{
  if (m_table == nullptr)
    return;
  m_table->setAccessibleName(title());
  m_paste->setText(Tr::tr("Paste orders"));
  m_open->setText(Tr::tr("Open a basket…"));
  m_holdings->setText(Tr::tr("Sell what is held"));
  m_amount->setText(Tr::tr("Size by amount…"));
  m_side->setText(Tr::tr("Switch the side"));
  m_remove->setText(Tr::tr("Remove"));
  fillEnum<BasketWay>(m_way, kBasketWays, wayText);
  m_beyondLabel->setText(Tr::tr("Beyond the last price"));
  m_beyond->setToolTip(Tr::tr("How far a limit lies above the last price to buy, below it to sell"));
  m_sellsFirst->setText(Tr::tr("Sells first"));
  m_sellsFirst->setToolTip(Tr::tr("Buys begin when every sell is over, and may spend what those bring"));
  m_model.retranslate();
  if (m_presenter != nullptr)
    load();
  Q_EMIT titleChanged();
}

}
