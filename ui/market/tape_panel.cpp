// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/tape_panel.h"

#include "ui/market/tape_feed.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/icons.h"
#include "widgets/base/number_format.h"
#include "widgets/market/tape_view.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QSpinBox>
#include <QToolButton>

namespace zvt::ui {

namespace {

constexpr int kSizes[] = {0, 10, 50, 100, 500, 1000, 5000}; ///< lots
constexpr int kUsualBig = 500; ///< lots

}

TapePanel::TapePanel(const Context& context, QWidget* parent)
    : MarketPanel(context, parent)
{
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(makeTools(content));
  m_tape = new widgets::TapeView(content);
  m_tape->setObjectName(QStringLiteral("tapeView"));
  column->addWidget(m_tape, 1);
  setContent(content);
  m_trades = new TapeFeed(&subject(), m_tape, this);

  connect(m_least, &QComboBox::currentIndexChanged, this, &TapePanel::applySizes);
  connect(m_big, &QSpinBox::valueChanged, this, &TapePanel::applySizes);
  connect(m_resume, &QToolButton::clicked, this, [this] { m_tape->resume(); });
  connect(m_tape, &widgets::TapeView::priceChosen, this, [this](double price) { pickPrice(price); });
  connect(m_tape, &widgets::TapeView::pausedChanged, m_resume, &QWidget::setEnabled);
  connect(&subject(), &QuoteSubject::subjectChanged, this, &TapePanel::showSubject);
  connect(&subject(), &QuoteSubject::quoteChanged, this, &TapePanel::showState);
  connect(&subject(), &QuoteSubject::tradesChanged, this, &TapePanel::showCount);
  connect(&subject(), &QuoteSubject::dayBegan, this, &TapePanel::showCount);
  start();
}

QWidget* TapePanel::makeTools(QWidget* parent)
{
  auto* tools = new QWidget(parent);
  auto* row = new QHBoxLayout(tools);
  row->setContentsMargins(8, 4, 8, 4);
  row->setSpacing(6);
  m_leastLabel = new QLabel(tools);
  m_least = new QComboBox(tools);
  m_least->setObjectName(QStringLiteral("tapeLeastCombo"));
  for (const int lots : kSizes)
    m_least->addItem(QString(), lots);
  m_leastLabel->setBuddy(m_least);
  m_bigLabel = new QLabel(tools);
  m_big = new QSpinBox(tools);
  m_big->setObjectName(QStringLiteral("tapeBigSpin"));
  m_big->setRange(0, 1'000'000);
  m_big->setSingleStep(100);
  m_big->setValue(kUsualBig);
  m_big->setGroupSeparatorShown(true);
  m_bigLabel->setBuddy(m_big);
  m_count = new widgets::TextLabel({}, tools);
  m_count->setTone(widgets::TextTone::Muted)->setRole(0);
  m_resume = new QToolButton(tools);
  m_resume->setObjectName(QStringLiteral("tapeResumeButton"));
  m_resume->setIcon(widgets::icon(QStringLiteral("play")));
  m_resume->setAutoRaise(true);
  m_resume->setEnabled(false);
  row->addWidget(m_leastLabel);
  row->addWidget(m_least);
  row->addWidget(m_bigLabel);
  row->addWidget(m_big);
  row->addStretch(1);
  row->addWidget(m_count);
  row->addWidget(m_resume);
  return tools;
}

QString TapePanel::title() const
{
  return Tr::tr("Time and sales");
}

QJsonObject TapePanel::saveState() const
{
  QJsonObject state = MarketPanel::saveState();
  state.insert(QStringLiteral("least"), m_least->currentData().toInt());
  state.insert(QStringLiteral("big"), m_big->value());
  return state;
}

void TapePanel::restoreState(const QJsonObject& state)
{
  m_least->setCurrentIndex(std::max(0, m_least->findData(state.value(QLatin1String("least")).toInt(0))));
  m_big->setValue(state.value(QLatin1String("big")).toInt(kUsualBig));
  MarketPanel::restoreState(state);
}

void TapePanel::applySizes()
{
  m_tape->setLeast(m_least->currentData().toInt() * subject().lot());
  m_tape->setBig(m_big->value() * subject().lot());
  showCount();
}

void TapePanel::showSubject()
{
  applySizes();
  showState();
}

void TapePanel::showState()
{
  showsQuote(QStringLiteral("blotter"), Tr::tr("Every trade of the security that you choose in a list or a chart."));
}

void TapePanel::showCount()
{
  const auto all = static_cast<double>(m_tape->model().tradeCount());
  const auto shown = static_cast<double>(m_tape->model().rowCount());
  m_count->setText(all == shown
          ? widgets::formatNumber(all, 0)
          : Tr::tr("%1 of %2", "trades shown").arg(widgets::formatNumber(shown, 0), widgets::formatNumber(all, 0)));
}

QString TapePanel::copyText() const
{
  return state() == PanelState::Content ? m_tape->copyText() : QString();
}

PanelTable TapePanel::exportTable() const
{
  PanelTable table;
  table.header = {Tr::tr("Time"), Tr::tr("Price"), Tr::tr("Lots"), Tr::tr("Side")};
  for (int row = 0; row < m_tape->model().rowCount(); ++row)
    table.rows.push_back(m_tape->model().line(row).split(u'\t'));
  return table;
}

void TapePanel::retranslate()
{
  if (m_trades == nullptr)
    return;
  m_leastLabel->setText(Tr::tr("At least", "smallest trade that is shown"));
  for (int i = 0; i < m_least->count(); ++i) {
    const int lots = m_least->itemData(i).toInt();
    m_least->setItemText(i, lots == 0 ? Tr::tr("All trades") : Tr::tr("%1 lots").arg(widgets::formatNumber(lots, 0)));
  }
  m_least->setAccessibleName(Tr::tr("Show trades of at least"));
  m_bigLabel->setText(Tr::tr("Big from", "smallest trade that stands out"));
  m_big->setAccessibleName(Tr::tr("Mark trades from so many lots on"));
  m_big->setToolTip(m_big->accessibleName());
  m_resume->setToolTip(Tr::tr("Go on with the newest trades (Home)"));
  m_resume->setAccessibleName(m_resume->toolTip());
  m_trades->retranslate();
  showState();
  showCount();
}

}
