// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/market/tape_feed.h"

#include "ui/shell/tr.h"
#include "widgets/market/tape_view.h"

namespace zvt::ui {

TapeFeed::TapeFeed(QuoteSubject* subject, widgets::TapeView* tape, QObject* parent)
    : QObject(parent)
    , m_subject(subject)
    , m_tape(tape)
{
  connect(subject, &QuoteSubject::subjectChanged, this, &TapeFeed::begin);
  connect(subject, &QuoteSubject::dayBegan, this, &TapeFeed::begin);
  connect(subject, &QuoteSubject::tradesChanged, this, &TapeFeed::refresh);
  connect(subject, &QuoteSubject::quoteChanged, this, [this] {
    if (m_subject->quote())
      m_tape->setPreviousClose(m_subject->quote()->previousClose);
    showEmptyText();
  });
}

void TapeFeed::begin()
{
  m_tape->clear();
  m_tape->setFormat(m_subject->zone(), m_subject->decimals(), m_subject->lot());
  m_day = 0;
  m_newest = 0;
  refresh();
  showEmptyText();
}

void TapeFeed::refresh()
{
  if (!m_subject->isAvailable() || m_subject->isEmpty())
    return;
  data::TradePage page = m_subject->hub().trades(m_subject->entity(), m_newest, widgets::TapeModel::kMost);
  if (page.day != m_day && m_newest > 0) {
    m_tape->clear();
    page = m_subject->hub().trades(m_subject->entity(), 0, widgets::TapeModel::kMost);
  }
  m_day = page.day;
  m_newest = page.newest;
  if (m_subject->quote())
    m_tape->setPreviousClose(m_subject->quote()->previousClose);
  m_tape->append(page.trades);
}

void TapeFeed::showEmptyText()
{
  const data::QuotePtr& quote = m_subject->quote();
  if (quote && quote->isHalted())
    m_tape->setEmptyText(Tr::tr("Halted: nothing is traded"));
  else if (quote && quote->grain != market::QuoteGrain::Tick)
    m_tape->setEmptyText(Tr::tr("No single trades are stored for this day, only bars"));
  else
    m_tape->setEmptyText(Tr::tr("No trades yet"));
}

void TapeFeed::retranslate()
{
  m_tape->retranslate();
  showEmptyText();
}

}
