// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/quote_panel.h"

#include "ui/market/quote_text.h"
#include "ui/market/tape_feed.h"
#include "ui/shell/tr.h"
#include "widgets/base/components.h"
#include "widgets/base/language.h"
#include "widgets/market/depth_view.h"
#include "widgets/market/tape_view.h"

#include <QHBoxLayout>

namespace zvt::ui {

namespace {

constexpr int kRoomForTape = 330;
constexpr double kBigTrade = 50'000; ///< shares

}

QuotePanel::QuotePanel(const Context& context, QWidget* parent)
    : MarketPanel(context, parent)
{
  auto* content = new QWidget(this);
  auto* column = new QVBoxLayout(content);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  m_board = new widgets::QuoteBoard(content);
  m_board->setObjectName(QStringLiteral("quoteBoard"));
  m_note = new widgets::Note(widgets::NoteKind::Warning, {}, content);
  m_note->setObjectName(QStringLiteral("quoteNote"));
  m_note->hide();
  auto* books = new QHBoxLayout;
  books->setSpacing(1);
  m_depth = new widgets::DepthView(content);
  m_depth->setObjectName(QStringLiteral("depthView"));
  m_tape = new widgets::TapeView(content);
  m_tape->setObjectName(QStringLiteral("quoteTapeView"));
  m_tape->setBig(kBigTrade);
  books->addWidget(m_depth, 50, Qt::AlignTop);
  books->addWidget(m_tape, 50);
  column->addWidget(m_board);
  column->addWidget(m_note);
  column->addLayout(books, 1);
  setContent(content);
  m_trades = new TapeFeed(&subject(), m_tape, this);

  connect(&subject(), &QuoteSubject::subjectChanged, this, [this] {
    m_depth->clear();
    showQuote();
  });
  connect(&subject(), &QuoteSubject::quoteChanged, this, &QuotePanel::showQuote);
  connect(&subject(), &QuoteSubject::sourceChanged, this, &QuotePanel::showQuote);
  connect(&subject(), &QuoteSubject::aged, this, &QuotePanel::showQuote);
  connect(m_depth, &widgets::DepthView::priceChosen, this, [this](double price) { pickPrice(price); });
  connect(m_tape, &widgets::TapeView::priceChosen, this, [this](double price) { pickPrice(price); });
  start();
}

QString QuotePanel::title() const
{
  return Tr::tr("Quote");
}

void QuotePanel::showQuote()
{
  if (!showsQuote(QStringLiteral("depth"),
          Tr::tr("Price, book and trades of the security that you choose in a list or a chart.")))
    return;
  const data::QuoteSource source = subject().hub().source();
  const market::Quote& quote = *subject().quote();
  const QuoteView view{.quote = &quote,
      .zone = &subject().zone(),
      .decimals = subject().decimals(),
      .lot = subject().lot(),
      .stale = subject().isStale(),
      .replay = source.replay,
      .ageSeconds = subject().age().micros / 1'000'000,
      .source = widgets::Language::current().text(source.name)};
  m_board->setContent(headingOf(view), figuresOf(view));
  if (quote.isHalted())
    m_depth->setEmptyText(Tr::tr("Halted: nobody can trade"));
  else if (quote.grain == market::QuoteGrain::Minute)
    m_depth->setEmptyText(Tr::tr("No depth: only minute bars are stored for this day"));
  else
    m_depth->setEmptyText(Tr::tr("No depth is stored for this day"));
  m_depth->setQuote(quote, subject().decimals(), subject().lot());
  showNote(view.quote);
}

void QuotePanel::showNote(const market::Quote* quote)
{
  const QString faults = faultText(subject().hub().faults(subject().entity()));
  const QString seal = sealText({.quote = quote, .zone = &subject().zone(), .lot = subject().lot(), .source = {}});
  const QString text = faults.isEmpty() ? seal : faults;
  const auto kind = faults.isEmpty() ? widgets::NoteKind::Info : widgets::NoteKind::Warning;
  if (text != m_note->text() || kind != m_note->kind())
    m_note->setNote(kind, text);
  m_note->setVisible(!text.isEmpty());
}

PanelTable QuotePanel::exportTable() const
{
  PanelTable table;
  table.header = {Tr::tr("Figure"), Tr::tr("Content")};
  if (!subject().quote())
    return table;
  table.rows.push_back({Tr::tr("Last"), m_board->heading().last});
  table.rows.push_back({Tr::tr("Change"), m_board->heading().change});
  table.rows.push_back({Tr::tr("Time"), m_board->heading().time});
  for (const widgets::QuoteFigure& figure : m_board->figures())
    table.rows.push_back({figure.label, figure.value});
  for (const bool isAsk : {true, false})
    for (int level = 0; level < m_depth->levels(); ++level)
      if (const QStringList words = m_depth->rowText({isAsk, level}).split(u' '); words.size() == 3)
        table.rows.push_back({words[0], words[1] + u' ' + words[2]});
  return table;
}

QString QuotePanel::copyText() const
{
  if (m_tape->hasFocus())
    return m_tape->copyText();
  return MarketPanel::copyText();
}

void QuotePanel::resizeEvent(QResizeEvent* event)
{
  m_tape->setVisible(width() >= kRoomForTape);
  Panel::resizeEvent(event);
}

void QuotePanel::retranslate()
{
  if (m_trades == nullptr)
    return;
  m_board->setAccessibleName(Tr::tr("Price and figures of the day"));
  m_depth->retranslate();
  m_trades->retranslate();
  showQuote();
}

void QuotePanel::themeChanged()
{
  showQuote();
}

}
